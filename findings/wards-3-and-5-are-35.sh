#!/usr/bin/env bash
# SheetJS, pandas.read_html: a cell with the wards "3,5" is the number 35, and "0301,0302" is 3010302.
#
# Guess: a comma separates thousands in 1,234 at most; a quoted "3,5" is a text, or 3.5.
# Seen:  every comma between digits goes, wherever it stands. SheetJS does so in CSV (quotes make no difference) and in the
#        HTML tables that hospital systems call .xls, and reads 5% as 0.05 and (12) as -12; with raw: true all stay text.
#        pandas.read_html has thousands="," by default: the same 35, while read_csv keeps the text and 1.234,50 stays one.
# drgdip: reads CSV and HTML tables itself and .xls with raw: true; a list of codes is never a number.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @e965/xlsx@0.20.3
python_packages pandas==3.1.1 lxml==6.1.3

printf 'case_id,wards,share\nA,"3,5",5%%\nB,"0301,0302",(12)\n' > wards.csv
printf '<table><tr><td>case_id</td><td>wards</td></tr><tr><td>A</td><td>3,5</td></tr><tr><td>B</td><td>0301,0302</td></tr></table>' > wards.xls
seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';

const rows = (path, options) => {
  const { Sheets, SheetNames } = read(readFileSync(path), options);
  return JSON.stringify(utils.sheet_to_json(Sheets[SheetNames[0]], { header: 1 }).slice(1));
};
console.log('SheetJS, CSV:          ', rows('wards.csv'));
console.log('SheetJS, CSV, raw:     ', rows('wards.csv', { raw: true }));
console.log('SheetJS, HTML:         ', rows('wards.xls'));
JS
python/bin/python -c "
import pandas
print('pandas.read_html:      ', pandas.read_html('wards.xls', header=0)[0].values.tolist())
print('pandas.read_csv:       ', pandas.read_csv('wards.csv').values.tolist())
")"
expect "$(cat <<'TEXT'
SheetJS, CSV:           [["A",35,0.05],["B",3010302,-12]]
SheetJS, CSV, raw:      [["A","3,5","5%"],["B","0301,0302","(12)"]]
SheetJS, HTML:          [["A",35],["B",3010302]]
pandas.read_html:       [['A', 35], ['B', 3010302]]
pandas.read_csv:        [['A', '3,5', '5%'], ['B', '0301,0302', '(12)']]
TEXT
)" "$seen"
