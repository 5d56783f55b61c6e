#!/usr/bin/env bash
# Workbooks: 96 hours of ventilation, shown as 96:00, read as 4, 96:00, 3 January 1900, 4 January 1900 or "4 days".
#
# Guess: readers agree on a cell in Excel's own format for elapsed hours, [h]:mm.
# Seen:  the file holds 4 (days). ExcelJS strips the brackets as a colour, finds minutes and gives a date, 3 January
#        1900; read-excel-file the same day, hucre and SheetJS with cellDates the day after; SheetJS alone 4, or "96:00"
#        as text; openpyxl a timedelta. Groups that ask for 96 hours or more see 4, or a date, and never 96.
# drgdip: reads 96 where the format is one of elapsed hours, and refuses the row, naming the cell, under any other format
#        of dates or times; it is never taken as 4.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages openpyxl==3.1.5
npm_packages exceljs@4.4.0 @e965/xlsx@0.20.3 read-excel-file@9.3.17 hucre@1.0.0

seen="$(python/bin/python - <<'PY'
import openpyxl
book = openpyxl.Workbook()
book.active.append(["ventilation"])
book.active.append([4])
book.active["A2"].number_format = "[h]:mm"
book.save("hours.xlsx")
print(f"openpyxl {openpyxl.__version__}: {openpyxl.load_workbook('hours.xlsx').active['A2'].value!r}")
PY
)
$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import * as sheetjs from '@e965/xlsx';
import exceljs from 'exceljs';
import { readXlsx } from 'hucre';
import readExcelFile from 'read-excel-file/node';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}:`;
const bytes = readFileSync('hours.xlsx');
const book = new exceljs.Workbook();
await book.xlsx.load(bytes);
console.log(version('exceljs'), JSON.stringify(book.worksheets[0].getCell('A2').value));
console.log(version('read-excel-file'), JSON.stringify((await readExcelFile('hours.xlsx'))[0].data[1][0]));
console.log(version('hucre'), JSON.stringify((await readXlsx(bytes)).sheets[0].rows[1][0]));
const cell = (options) => sheetjs.read(bytes, options).Sheets.Sheet.A2;
console.log(version('@e965/xlsx'), JSON.stringify(cell({}).v), 'shown as', cell({}).w, 'with cellDates', JSON.stringify(cell({ cellDates: true, UTC: true }).v));
JS
)"
expect 'openpyxl 3.1.5: datetime.timedelta(days=4)
exceljs 4.4.0: "1900-01-03T00:00:00.000Z"
read-excel-file 9.3.17: "1900-01-03T00:00:00.000Z"
hucre 1.0.0: "1900-01-04T00:00:00.000Z"
@e965/xlsx 0.20.3: 4 shown as 96:00 with cellDates "1900-01-04T00:00:00.000Z"' "$seen"
