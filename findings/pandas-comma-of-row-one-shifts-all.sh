#!/usr/bin/env bash
# pandas.read_csv: one comma too many in the first row moves every case one column to the left, in the second it is an error.
#
# Guess: a row with more cells than the heading is an error, wherever it stands, or concerns that row.
# Seen:  the first row alone tells whether the first column is an index without a heading. With a comma at its end every
#        case of the file is moved, also those of three cells: K35 is the case, 100 the diagnosis, the cost is missing. No
#        warning; dtype=str changes nothing. usecols keeps the columns in place, but cuts off what is too much in any row
#        without a word. polars and pyarrow refuse both files.
# drgdip: a row with more cells than headings is rejected by itself; a comma at its end alone changes nothing.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1

printf 'case_id,dx,cost\nA,K35,100,\nB,I10,200\n' > first.csv
printf 'case_id,dx,cost\nA,K35,100\nB,I10,200,\n' > second.csv
seen="$(python/bin/python - <<'PY'
import warnings
import pandas, polars, pyarrow.csv

warnings.simplefilter("error")
text = {"dtype": str}
for row in ("first", "second"):
    for name, read in (
        ("pandas", lambda: pandas.read_csv(f"{row}.csv", **text).to_dict("records")),
        ("pandas, usecols", lambda: pandas.read_csv(f"{row}.csv", usecols=["case_id", "dx", "cost"], **text).to_dict("records")),
        ("polars", lambda: polars.read_csv(f"{row}.csv").to_dicts()),
        ("pyarrow", lambda: pyarrow.csv.read_csv(f"{row}.csv").to_pylist()),
    ):
        try:
            print(f"{row:6} {name:15}", "; ".join(" ".join(str(value) for value in case.values()) for case in read()))
        except Exception as error:
            print(f"{row:6} {name:15}", type(error).__name__)
PY
)"
expect "$(cat <<'TEXT'
first  pandas          K35 100 nan; I10 200 nan
first  pandas, usecols A K35 100; B I10 200
first  polars          ComputeError
first  pyarrow         ArrowInvalid
second pandas          ParserError
second pandas, usecols A K35 100; B I10 200
second polars          ComputeError
second pyarrow         ArrowInvalid
TEXT
)" "$seen"
