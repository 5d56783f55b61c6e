#!/usr/bin/env bash
# ExcelJS reading CSV: a cell of blanks is 0, 05-06-2026 is 6 May, an id of 18 digits ends in 20.
#
# Guess: workbook.csv.read leaves texts as texts, or trims a cell of blanks to an empty one, as its workbook reader does.
# Seen:  what Number() takes is a number: hospital systems that pad columns give a cost of 0 where none is known, 1e2 is
#        100 days, 0x1F is 31, 0012 is 12 and 47.0 is 47. What looks like MM-DD-YYYY is that, even when the other rows of the
#        column can only be DD-MM-YYYY.
# drgdip: reads CSV itself: a cell of blanks is missing, a code keeps its zeros, a number has one form.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages exceljs@4.4.0

printf 'C1,  ,1e2,0012,47.0,05-06-2026,0x1F\nC2,12.50,,H1,47.0100,25-06-2026,110101199003070012\n' > cases.csv
seen="$(node --input-type=module <<'JS'
import ExcelJS from 'exceljs';

const workbook = new ExcelJS.Workbook();
await workbook.csv.readFile('cases.csv');
workbook.worksheets[0].eachRow((row) => console.log(JSON.stringify(row.values.slice(1))));
JS
)"
expect '["C1",0,100,12,47,"2026-05-06T00:00:00.000Z",31]
["C2",12.5,null,"H1",47.01,"25-06-2026",110101199003070020]' "$seen"
