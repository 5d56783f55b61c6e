#!/usr/bin/env bash
# SheetJS: in a DBF table the cost that did not fit is 0 and a day left empty is 30 November 1899.
#
# Guess: asterisks, which FoxPro writes for a number wider than its column, and a day of blanks are missing, or errors.
# Seen:  SheetJS makes ********** the number 0, though blanks in the same column are missing, and a day of blanks or zeros
#        30 November 1899: the largest bill lowers the mean, and who is still in hospital left it in 1899. dbfread and dbf
#        have None in both places; dbffile has NaN, and for zeros an Invalid Date that JSON makes null. A case deleted in
#        FoxPro is only marked and stays in the file: dbf gives it as a row like any other, the other three leave it out,
#        and recordCount of dbffile counts 4 where it reads 3.
# drgdip: reads no DBF tables; in what it reads a cost of asterisks rejects the row.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @e965/xlsx@0.20.3 dbffile@1.13.0
python_packages dbfread==2.0.7 dbf==0.99.11

seen="$(python/bin/python - <<'PY'
import struct

fields = [(b"CASE_ID", b"C", 4, 0), (b"LEFT", b"D", 8, 0), (b"COST", b"N", 10, 2)]
rows = [" A   20260228   5000.00", " B           **********", "*C   20260301   9000.00", " D   00000000          "]
header = struct.pack("<BBBBIHH20x", 3, 126, 3, 1, len(rows), 32 + 32 * len(fields) + 1, 23)
header += b"".join(struct.pack("<11sc4xBB14x", *field) for field in fields) + b"\r"
open("cases.dbf", "wb").write(header + "".join(rows).encode("ascii") + b"\x1a")

import dbf, dbfread

table = dbfread.DBF("cases.dbf")
print("dbfread", "; ".join(f"{row['CASE_ID']} {row['LEFT']} {row['COST']}" for row in table), "| len", len(table))
table = dbf.Table("cases.dbf")
table.open()
print("dbf    ", "; ".join(f"{row.case_id.strip()} {row.left} {row.cost}" for row in table), "| len", len(table))
PY
node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { DBFFile } from 'dbffile';

const day = (date) => (Number.isFinite(date?.getTime()) ? date.toISOString().slice(0, 10) : `${date}`);
const tell = (name, rows, more = '') => console.log(`${name} ${rows.map((row) => `${row.CASE_ID} ${day(row.LEFT)} ${row.COST}`).join('; ')}${more}`);
const { Sheets, SheetNames } = read(readFileSync('cases.dbf'), { cellDates: true, UTC: true });
tell('SheetJS', utils.sheet_to_json(Sheets[SheetNames[0]], { UTC: true }));
const file = await DBFFile.open('cases.dbf');
tell('dbffile', await file.readRecords(), ` | recordCount ${file.recordCount}`);
JS
)"
expect "$(cat <<'TEXT'
dbfread A 2026-02-28 5000.0; B None None; D None None | len 3
dbf     A 2026-02-28 5000.0; B None None; C 2026-03-01 9000.0; D None None | len 4
SheetJS A 2026-02-28 5000; B 1899-11-30 0; D 1899-11-30 undefined
dbffile A 2026-02-28 5000; B null NaN; D Invalid Date null | recordCount 4
TEXT
)" "$seen"
