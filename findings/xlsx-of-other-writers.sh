#!/usr/bin/env bash
# XLSX: what is free in the format, the place of rows and cells and the names of parts, two readers for Node rely on.
#
# Guess: a valid workbook is read the same, or refused for what it is.
# Seen:  where rows and cells do not say where they stand (r may be left out, ECMA-376 part 1, 18.3.1.4 and 18.3.1.73),
#        exceljs stops with "Invalid row number in model", its streaming reader and read-excel-file with a property of
#        undefined. Where the sheet's part is called xl/sheet.xml and not xl/worksheets/sheet1.xml, exceljs finds no sheet,
#        and its streaming reader gives no row and no error: a year of no cases. SheetJS, openpyxl and calamine read both.
# drgdip: reads both; what it writes says r everywhere and keeps the usual names.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages exceljs@4.4.0 read-excel-file@9.3.17 @e965/xlsx@0.20.3
python_packages openpyxl==3.1.5 python-calamine==0.9.1

python/bin/python - <<'PY'
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
def cell(value, place=None):
    named = f' r="{place}"' if place else ""
    return f'<c{named} t="inlineStr"><is><t>{value}</t></is></c>'

related = lambda kind, target: (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
)

def write(path, part, rows):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>'
            f'<Override PartName="/xl/{part}" ContentType="{TYPE}worksheet+xml"/></Types>',
        )
        file.writestr("_rels/.rels", related("officeDocument", "xl/workbook.xml"))
        file.writestr("xl/_rels/workbook.xml.rels", related("worksheet", part))
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="cases" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        file.writestr(f"xl/{part}", f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>')

VALUES = [["case_id", "px"], ["C1", "47.0100"]]
write("places.xlsx", "worksheets/sheet1.xml", "".join(f"<row>{''.join(cell(value) for value in row)}</row>" for row in VALUES))
write(
    "names.xlsx",
    "sheet.xml",
    "".join(
        f'<row r="{i}">{"".join(cell(value, f"AB"[k] + str(i)) for k, value in enumerate(row))}</row>'
        for i, row in enumerate(VALUES, 1)
    ),
)
PY
seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import * as sheetjs from '@e965/xlsx';
import ExcelJS from 'exceljs';
import readExcelFile from 'read-excel-file/node';

const tell = async (name, read) => {
  try {
    console.log(name, JSON.stringify(await read()));
  } catch (error) {
    console.log(name, error.message);
  }
};
for (const path of ['places.xlsx', 'names.xlsx']) {
  await tell(`${path} exceljs:`, async () => {
    const rows = [];
    (await new ExcelJS.Workbook().xlsx.readFile(path)).worksheets[0].eachRow((row) => rows.push(row.values));
    return rows;
  });
  await tell(`${path} exceljs, streaming:`, async () => {
    const rows = [];
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path)) for await (const row of sheet) rows.push(row.values);
    return rows;
  });
  await tell(`${path} read-excel-file:`, async () => (await readExcelFile(path))[0].data);
  await tell(`${path} SheetJS:`, () => {
    const { Sheets, SheetNames } = sheetjs.read(readFileSync(path));
    return sheetjs.utils.sheet_to_json(Sheets[SheetNames[0]], { header: 1 });
  });
}
JS
python/bin/python -c "
import openpyxl, python_calamine
for path in ['places.xlsx', 'names.xlsx']:
    print(path, 'openpyxl:', [list(row) for row in openpyxl.load_workbook(path).active.values])
    print(path, 'calamine:', python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
")"
expect "$(cat <<'TEXT'
places.xlsx exceljs: Invalid row number in model
places.xlsx exceljs, streaming: Cannot read properties of undefined (reading 'length')
places.xlsx read-excel-file: Cannot read properties of undefined (reading 'length')
places.xlsx SheetJS: [["case_id","px"],["C1","47.0100"]]
names.xlsx exceljs: Cannot read properties of undefined (reading 'eachRow')
names.xlsx exceljs, streaming: []
names.xlsx read-excel-file: [["case_id","px"],["C1","47.0100"]]
names.xlsx SheetJS: [["case_id","px"],["C1","47.0100"]]
places.xlsx openpyxl: [['case_id', 'px'], ['C1', '47.0100']]
places.xlsx calamine: [['case_id', 'px'], ['C1', '47.0100']]
names.xlsx openpyxl: [['case_id', 'px'], ['C1', '47.0100']]
names.xlsx calamine: [['case_id', 'px'], ['C1', '47.0100']]
TEXT
)" "$seen"
