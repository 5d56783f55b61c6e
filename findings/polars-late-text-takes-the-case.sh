#!/usr/bin/env bash
# polars, fastexcel: a text after the first 1,000 rows of a sheet becomes missing, and a row of such texts is no row.
#
# Guess: a column of hospital numbers with an A012 among them is read as text, or read_excel stops with an error, as
#        polars' read_csv does.
# Seen:  the type is taken from the first 1,000 rows. Row 1,201 and what follows, A012, are null, without a word, and a row
#        that has nothing but such cells is left out as empty: 1,499 cases of 1,500. fastexcel alone keeps the row, with
#        nulls. pandas with the same engine (calamine) and openpyxl have the texts. infer_schema_length=None mends it.
# drgdip: reads every cell of a sheet as it stands; a cost that is no number rejects the row and names the cell.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages polars==2.1.0 fastexcel==0.21.0 pandas==3.1.1 python-calamine==0.9.1 openpyxl==3.1.5

seen="$(python/bin/python - <<'PY'
import warnings
import fastexcel, openpyxl, pandas, polars

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["hospital", "los_days"])
for i in range(1500):
    sheet.append([12 if i < 1200 else "A012", "96h" if i == 1300 else 7])
book.save("year.xlsx")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    cases = polars.read_excel("year.xlsx")
    bare = fastexcel.read_excel("year.xlsx").load_sheet(0).to_polars()
print("warnings:", len(said))
tell = lambda frame: dict(sorted(((str(key), n) for key, n in frame["hospital"].value_counts().iter_rows()), reverse=True))
print("polars:", cases.height, "cases, hospitals", tell(cases), "no length of stay", cases["los_days"].null_count())
print("fastexcel:", bare.height, "cases, hospitals", tell(bare))
whole = polars.read_excel("year.xlsx", infer_schema_length=None)
print("polars, all rows looked at:", whole.height, "cases, hospitals", tell(whole))
print("pandas:", {str(key): n for key, n in pandas.read_excel("year.xlsx", engine="calamine")["hospital"].value_counts().items()})
PY
)"
expect "$(cat <<'TEXT'
warnings: 0
polars: 1499 cases, hospitals {'None': 299, '12': 1200} no length of stay 0
fastexcel: 1500 cases, hospitals {'None': 300, '12.0': 1200}
polars, all rows looked at: 1500 cases, hospitals {'A012': 300, '12': 1200}
pandas: {'12': 1200, 'A012': 300}
TEXT
)" "$seen"
