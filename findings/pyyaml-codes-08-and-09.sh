#!/usr/bin/env bash
# PyYAML and JavaScript's YAML readers: of the department codes 01 to 10 just 08 and 09 lose their zero.
#
# Guess: a list of texts written by one YAML library is the same list of texts in another.
# Seen:  PyYAML quotes '07', which it would read as octal, and leaves 08 and 09 bare, which are no octal numbers.
#        yaml and js-yaml follow YAML 1.2 and read 8 and 9. In the same way the id 425010E23 becomes 4.2501e+28 and
#        1e3 becomes 1000. Back again: yaml leaves 12:30, 1_000, no and 2026-01-01 bare, which PyYAML reads as 750,
#        1000, False and a date.
# drgdip: lists of codes are plain text files; where a profile or scheme names a code or id in YAML, it is the text as
#        written, never the number it was taken for.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages PyYAML==6.0.4
npm_packages yaml@2.9.1 js-yaml@5.5.0

seen="$(python/bin/python - <<'PY'
import yaml
codes = [f"{n:02}" for n in range(6, 11)] + ["425010E23", "1e3"]
text = yaml.safe_dump(codes, default_flow_style=True)
open("codes.yaml", "w").write(text)
print("PyYAML", yaml.__version__, "wrote", text.strip())
PY
)
$(node --input-type=module <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const text = readFileSync('codes.yaml', 'utf8');
console.log('yaml', version('yaml'), 'read', JSON.stringify(yaml.parse(text)));
console.log('js-yaml', version('js-yaml'), 'read', JSON.stringify(jsYaml.load(text)));
const back = yaml.stringify(['12:30', '1_000', 'no', '2026-01-01', '0012'], { collectionStyle: 'flow' });
writeFileSync('back.yaml', back);
console.log('yaml wrote', back.trim());
JS
)
$(python/bin/python -c "import yaml; print('PyYAML read', yaml.safe_load(open('back.yaml')))")"
expect "PyYAML 6.0.4 wrote ['06', '07', 08, 09, '10', 425010E23, 1e3]
yaml 2.9.1 read [\"06\",\"07\",8,9,\"10\",4.2501e+28,1000]
js-yaml 5.5.0 read [\"06\",\"07\",8,9,\"10\",4.2501e+28,1000]
yaml wrote [ 12:30, 1_000, no, 2026-01-01, \"0012\" ]
PyYAML read [750, 1000, False, datetime.date(2026, 1, 1), '0012']" "$seen"
