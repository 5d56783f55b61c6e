#!/usr/bin/env bash
# JSON Schema "multipleOf": 0.01 refuses 0.07, 0.29 and 11,424 other amounts of whole fen; zod's own check none.
#
# Guess: a schema that z.toJSONSchema writes accepts what the zod schema accepts, and 0.29 is a multiple of 0.01.
# Seen:  of the 100,000 amounts 0.01 to 1000.00, ajv and Python's jsonschema both refuse 11,426 (they divide doubles and
#        want an integer), zod 4.6.7 refuses none. A client that checks a request against our OpenAPI before sending it
#        would hold back one bill in nine.
# drgdip: no multipleOf in any published schema; amounts are checked as decimals on the server and errors say why.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages ajv@8.20.0 zod@4.6.7
python_packages jsonschema==4.26.0

seen="$(node --input-type=module <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;
const amount = z.number().multipleOf(0.01);
const schema = z.toJSONSchema(amount);
writeFileSync('schema.json', JSON.stringify(schema));
console.log('schema written by zod:', JSON.stringify({ type: schema.type, multipleOf: schema.multipleOf }));
const check = new Ajv2020().compile(schema);
const amounts = Array.from({ length: 100_000 }, (_, k) => (k + 1) / 100);
const report = (name, isTaken) => {
  const refused = amounts.filter((yuan) => !isTaken(yuan));
  console.log(`${name} refuses ${refused.length}: ${refused.slice(0, 6).join(', ')}`);
};
report(version('zod'), (yuan) => amount.safeParse(yuan).success);
report(version('ajv'), (yuan) => check(yuan));
JS
)
$(python/bin/python - <<'PY'
import json
from importlib.metadata import version
from jsonschema import Draft202012Validator
check = Draft202012Validator(json.load(open("schema.json")))
refused = [k / 100 for k in range(1, 100_001) if not check.is_valid(k / 100)]
print(f"jsonschema {version('jsonschema')} refuses {len(refused)}:", ", ".join(map(str, refused[:6])))
PY
)"
expect 'schema written by zod: {"type":"number","multipleOf":0.01}
zod 4.6.7 refuses 0: 
ajv 8.20.0 refuses 11426: 0.07, 0.14, 0.28, 0.29, 0.47, 0.56
jsonschema 4.26.0 refuses 11426: 0.07, 0.14, 0.28, 0.29, 0.47, 0.56' "$seen"
