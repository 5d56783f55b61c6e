#!/usr/bin/env bash
# ExcelJS: a formula whose stored result is 0 reads as a formula without a result.
#
# Guess: value is {formula, result: 0}, as it is {formula, result: 5} for a result of 5.
# Seen:  the file holds <v>0</v>, and value is {formula} alone; `result` of the cell is 0, `text` is empty. So a balance
#        of 0.00 looks like a cell that was never calculated, and a check for cells without results refuses a workbook
#        whose accounts balance. A result of false is left out in the same way.
# drgdip: reads the cached value from the sheet itself, so that 0 is 0 and only an absent value is missing; the test of
#         its statements compares cell.result, not value.result.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages exceljs@4.4.0 jszip@3.10.2

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';

console.log('exceljs', JSON.parse(readFileSync('node_modules/exceljs/package.json', 'utf8')).version);
const written = new ExcelJS.Workbook();
const sheet = written.addWorksheet('balance');
sheet.getCell('A1').value = { formula: 'B1-C1', result: 0 };
sheet.getCell('A2').value = { formula: 'B2-C2', result: 5 };
sheet.getCell('A3').value = { formula: 'B3=C3', result: false };
const bytes = await written.xlsx.writeBuffer();
const xml = await (await JSZip.loadAsync(bytes)).file('xl/worksheets/sheet1.xml').async('string');
console.log('in the file:', xml.match(/<v>[^<]*<\/v>/g).join(' '));
const read = new ExcelJS.Workbook();
await read.xlsx.load(bytes);
for (const place of ['A1', 'A2', 'A3']) {
  const cell = read.getWorksheet('balance').getCell(place);
  console.log(place, JSON.stringify(cell.value), 'result', cell.result, 'text', JSON.stringify(cell.text));
}
JS
)"
expect 'exceljs 4.4.0
in the file: <v>0</v> <v>5</v> <v>0</v>
A1 {"formula":"B1-C1"} result 0 text ""
A2 {"formula":"B2-C2","result":5} result 5 text "5"
A3 {"formula":"B3=C3"} result false text ""' "$seen"
