#!/usr/bin/env bash
# pandas: in one column the text 0012 is the number 12 in some rows and the text 0012 in others.
#
# Guess: a column of a CSV gets one type; if one value is no number, all stay text.
# Seen:  the file is read in blocks and each block is guessed for itself. 400,000 rows of hospital 0012 before the first
#        A012 and 400,000 after it: 12 (int) and '0012' (str) are both keys, so groupby splits the hospital in two, and
#        where the split lies depends on the length of the rows. Only a DtypeWarning is shown, which logs often drop.
#        With dtype=str there is one key.
# drgdip: no column's type is guessed; ids and codes are the bytes that stand in the file, in every row.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages pandas==3.1.1

seen="$(python/bin/python -W ignore - <<'PY'
import io
import pandas
text = "hospital_id,cost\n" + "0012,5\n" * 400_000 + "A012,5\n" + "0012,5\n" * 400_000
print("pandas", pandas.__version__)
for name, options in (("as it comes", {}), ("dtype=str", {"dtype": {"hospital_id": str}})):
    sums = pandas.read_csv(io.StringIO(text), **options).groupby("hospital_id").cost.sum()
    keys = sorted(map(repr, sums.index))
    print(f"{name}: keys {', '.join(keys)}; together {sums.sum()}")
PY
)"
expect "pandas 3.1.1
as it comes: keys '0012', 'A012', 12; together 4000005
dtype=str: keys '0012', 'A012'; together 4000005" "$seen"
