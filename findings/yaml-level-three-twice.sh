#!/usr/bin/env bash
# yaml and zod: a coefficient given twice under 3 and "3" is no doubled key, and the last one wins in silence.
#
# Guess: yaml refuses doubled keys (uniqueKeys is on by default), so one level cannot have two coefficients.
# Seen:  3 and 3.0 are refused, 3 and "3" are not, since one is a number and the other a text; the JavaScript object can
#        hold one of them and keeps the later. js-yaml refuses the pair. zod's record with number keys goes further:
#        "3", "03" and "3.0" are three keys of the file and one key of the result, again the last.
# drgdip: looks through a policy for keys that become the same text before it is made an object, and refuses them with
#        file and line; schemes and profiles read every key as text.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages yaml@2.9.1 js-yaml@5.5.0 zod@4.6.7

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { z } from 'zod';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;
console.log([version('yaml'), version('js-yaml'), version('zod')].join(', '));
const told = (read) => {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return `refused (${error.message.split(/ at line| \(/)[0]})`;
  }
};
for (const text of ['{3: 1.0, 3.0: 0.9}', '{3: 1.0, "3": 0.9}', '{true: 1.0, "true": 0.9}']) {
  console.log(text.padEnd(25), 'yaml:', told(() => yaml.parse(text)), '  js-yaml:', told(() => jsYaml.load(text)));
}
const levels = z.record(z.number(), z.number());
for (const text of ['{3: 1.0, "03": 0.9}', '{3: 1.0, "3.0": 0.9}']) {
  const file = yaml.parse(text);
  console.log(text.padEnd(25), 'yaml:', JSON.stringify(file), '  zod:', JSON.stringify(levels.parse(file)));
}
JS
)"
expect 'yaml 2.9.1, js-yaml 5.5.0, zod 4.6.7
{3: 1.0, 3.0: 0.9}        yaml: refused (Map keys must be unique)   js-yaml: refused (duplicated mapping key)
{3: 1.0, "3": 0.9}        yaml: {"3":0.9}   js-yaml: refused (duplicated mapping key)
{true: 1.0, "true": 0.9}  yaml: {"true":0.9}   js-yaml: refused (duplicated mapping key)
{3: 1.0, "03": 0.9}       yaml: {"3":1,"03":0.9}   zod: {"3":0.9}
{3: 1.0, "3.0": 0.9}      yaml: {"3":1,"3.0":0.9}   zod: {"3":0.9}' "$seen"
