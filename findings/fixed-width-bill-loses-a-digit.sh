#!/usr/bin/env bash
# pandas.read_fwf: after row 100 a bill of 123,456.78 is 23,456.78, K35.900 is K35, or the cost is "x00 85".
#
# Guess: a table of fixed width whose columns are not given is read whole before they are cut, or a character outside of
#        every column is an error.
# Seen:  the columns are guessed from the first 100 rows, and what stands between them later is dropped without a word, at
#        either end: the first digit of the first large bill, the extension of the first longer code. Where columns are a
#        blank apart the rest of the code falls to the next one: the cost of I10.x00 850.00 is "x00 85". infer_nrows of
#        all rows mends it.
# drgdip: reads no table of fixed width; in CSV and sheets a cell is as long as it is.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages pandas==3.1.1

seen="$(python/bin/python - <<'PY'
import warnings
import pandas

warnings.simplefilter("error", UserWarning)
rows = [("K35", "12345.67", 2)] * 100 + [("K35.900", "123456.78", 1)]
with open("bills.txt", "w") as file:
    file.writelines(f"{code:8}{cost:>10}{level:>3}\n" for code, cost, level in rows)
with open("close.txt", "w") as file:
    file.writelines(f"{i:04d} {code} 850.00\n" for i, code in enumerate(["I10"] * 100 + ["I10.x00"], start=1))
names = ["code", "cost", "level"]
last = lambda frame: [value if isinstance(value, str) else value.item() for value in frame.iloc[-1]]
print("row 101, as written:   ", rows[-1])
print("row 101, read_fwf:     ", last(pandas.read_fwf("bills.txt", names=names)))
print("row 101, all looked at:", last(pandas.read_fwf("bills.txt", names=names, infer_nrows=101)))
print("row 101, a blank apart:", last(pandas.read_fwf("close.txt", names=["case_id", "code", "cost"], dtype=str)))
PY
)"
expect "$(cat <<'TEXT'
row 101, as written:    ('K35.900', '123456.78', 1)
row 101, read_fwf:      ['K35', 23456.78, 1]
row 101, all looked at: ['K35.900', 123456.78, 1]
row 101, a blank apart: ['0101', 'I10', 'x00 85']
TEXT
)" "$seen"
