#!/usr/bin/env bash
# Papa Parse: a comma file whose cells hold code lists joined by | is cut at the |.
#
# Guess: the heading "case_id,dx" and commas in every line make the comma the delimiter.
# Seen:  if the file ends with a newline, as files do, | wins: the one heading is "case_id,dx" and the first case is
#        "A0,K35.9". Without that last newline, or with a third column, the comma is found. The same with tabs around
#        lists joined by commas. The first rows decide, so one export differs from the next.
# drgdip: the separator is found from the heading line alone, where codes never stand.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages papaparse@5.7.1

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import papa from 'papaparse';

console.log('papaparse', JSON.parse(readFileSync('node_modules/papaparse/package.json', 'utf8')).version);
const lists = ['K35.9|I10|E11.9', 'J18.9|I10', 'O82|O34.2|Z37.0|D62'];
const files = {
  'comma, lists by |': ['case_id,dx', ...lists.map((list, k) => `A${k},${list}`)],
  'comma, lists by |, cost': ['case_id,dx,cost', ...lists.map((list, k) => `A${k},${list},${k}.50`)],
  'tab, lists by comma': ['case_id\tdx', ...lists.map((list, k) => `A${k}\t${list.replaceAll('|', ',')}`)],
};
for (const [name, lines] of Object.entries(files)) for (const end of ['\n', '']) {
  const { meta, data } = papa.parse(lines.join('\n') + end, { header: true });
  console.log(`${name}${end === '' ? ', no last newline' : ''}: delimiter ${JSON.stringify(meta.delimiter)}, headings ${JSON.stringify(meta.fields)}, first case ${JSON.stringify(Object.values(data[0])[0])}`);
}
JS
)"
expect 'papaparse 5.7.1
comma, lists by |: delimiter "|", headings ["case_id,dx"], first case "A0,K35.9"
comma, lists by |, no last newline: delimiter ",", headings ["case_id","dx"], first case "A0"
comma, lists by |, cost: delimiter ",", headings ["case_id","dx","cost"], first case "A0"
comma, lists by |, cost, no last newline: delimiter ",", headings ["case_id","dx","cost"], first case "A0"
tab, lists by comma: delimiter ",", headings ["case_id\tdx"], first case "A0\tK35.9"
tab, lists by comma, no last newline: delimiter "\t", headings ["case_id","dx"], first case "A0"' "$seen"
