#!/usr/bin/env bash
# Spreadsheet engines: of bills of 1,500 those of the code M49* are 300, 700 or 100, and those without it 800 to 1,400.
#
# Guess: M49* in SUMIF is a wildcard, as in Excel, M49~* the code itself, and "<>M49*" what the wildcard has left.
# Seen:  no two of five engines agree on all three. HyperFormula does as guessed, like LibreOffice. fast-formula-parser does
#        not tie the wildcard to the ends: A18.0+M49* has it within. Formula.js knows no wildcard. pycel and formulas know
#        it in "=" alone, not in "<>": the bills with and without M49* add up to 1,700 of 1,500. M49~* is nothing, without
#        an error, in three of five.
# drgdip: an asterisk is a character of the code; codes are looked up as they are written.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages hyperformula@3.5.0 @formulajs/formulajs@4.6.1 fast-formula-parser@1.0.19
python_packages pycel==1.0b30 formulas==1.3.4 openpyxl==3.1.5

seen="$(node --input-type=module <<'JS'
import { SUMIF } from '@formulajs/formulajs';
import Parser from 'fast-formula-parser';
import { HyperFormula } from 'hyperformula';

const rows = [['M49*', 100], ['M49.0*', 200], ['A18.0+M49*', 400], ['M48', 800]];
const tell = (name, sums) => console.log(name.padEnd(20), ['"M49*"', '"M49~*"', '"<>M49*"'].map((asked, i) => `${asked} ${sums[i]}`).join('; '));
const formulas = ['M49*', 'M49~*', '<>M49*'].map((asked) => `SUMIF(A1:A4,"${asked}",B1:B4)`);
const sheet = HyperFormula.buildFromArray(rows, { licenseKey: 'gpl-v3' });
tell('HyperFormula', formulas.map((formula) => sheet.calculateFormula(`=${formula}`, 0)));
const parser = new Parser({
  onCell: ({ row, col }) => rows[row - 1][col - 1],
  onRange: ({ from, to }) => rows.slice(from.row - 1, to.row).map((row) => row.slice(from.col - 1, to.col)),
});
tell('fast-formula-parser', formulas.map((formula) => parser.parse(formula, { sheet: 'Sheet', row: 9, col: 9 })));
tell('Formula.js', ['M49*', 'M49~*', '<>M49*'].map((asked) => SUMIF(rows.map((row) => row[0]), asked, rows.map((row) => row[1]))));
JS
python/bin/python 2> python.log - <<'PY'
import formulas, openpyxl
from pycel import ExcelCompiler

book = openpyxl.Workbook()
sheet = book.active
for row in [["M49*", 100], ["M49.0*", 200], ["A18.0+M49*", 400], ["M48", 800]]:
    sheet.append(row)
asked = ["M49*", "M49~*", "<>M49*"]
for i, condition in enumerate(asked):
    sheet.cell(1 + i, 4, f'=SUMIF(A1:A4,"{condition}",B1:B4)')
book.save("bills.xlsx")
tell = lambda name, sums: print(f"{name:20}", "; ".join(f'"{condition}" {int(value)}' for condition, value in zip(asked, sums)))
compiled = ExcelCompiler("bills.xlsx")
tell("pycel", [compiled.evaluate(f"Sheet!D{1 + i}") for i in range(3)])
solution = formulas.ExcelModel().loads("bills.xlsx").finish().calculate()
tell("formulas", [solution[f"'[bills.xlsx]SHEET'!D{1 + i}"].value[0, 0] for i in range(3)])
PY
)"
expect "$(cat <<'TEXT'
HyperFormula         "M49*" 300; "M49~*" 100; "<>M49*" 1200
fast-formula-parser  "M49*" 700; "M49~*" 0; "<>M49*" 800
Formula.js           "M49*" 100; "M49~*" 0; "<>M49*" 1400
pycel                "M49*" 300; "M49~*" 0; "<>M49*" 1400
formulas             "M49*" 300; "M49~*" 100; "<>M49*" 1400
TEXT
)" "$seen"
