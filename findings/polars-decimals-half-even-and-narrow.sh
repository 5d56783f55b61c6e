#!/usr/bin/env bash
# polars: a product of decimals depends on where the brackets stand, and halves go to the even fen, in casts as well.
#
# Guess: as in SQL: a product has the scales of its factors added, and casting 12.345 to DECIMAL(18,2) rounds half up.
# Seen:  a product keeps only the wider of the two scales. Weight x coefficient, four decimals each, is rounded to four
#        decimals before it meets the rate: 9,575.25 x (0.8501 x 0.9213) pays 7,499.34 and (9,575.25 x 0.8501) x 0.9213
#        pays 7,499.31. A cast of the text or the decimal 12.345 gives 12.34, round(2) of 0.125 gives 0.12. DuckDB on
#        the same decimals has 7499.3083190325, 12.35 and 0.13; pyarrow refuses the cast.
# drgdip: integers of fen and exact fractions, rounded once at the end, half away from zero; brackets change nothing.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages polars==2.1.0 duckdb==2.0.1

seen="$(python/bin/python - <<'PY'
from decimal import Decimal
import duckdb, polars
print("polars", polars.__version__, "duckdb", duckdb.__version__)
sql = lambda expression: duckdb.sql(f"SELECT {expression}").fetchall()[0][0]
money, factor = polars.Decimal(18, 2), polars.Decimal(10, 4)
print("cast 12.345:", polars.Series([Decimal("12.345")]).cast(money)[0], "text:", polars.Series(["12.345"]).cast(money)[0],
      "/", sql("12.345::DECIMAL(10,3)::DECIMAL(18,2)"), "text:", sql("'12.345'::DECIMAL(18,2)"))
frame = polars.DataFrame({"rate": [Decimal("9575.25")], "weight": [Decimal("0.8501")], "coefficient": [Decimal("0.9213")]},
                         schema={"rate": money, "weight": factor, "coefficient": factor})
rate, weight, coefficient = (polars.col(name) for name in frame.columns)
left = frame.select((rate * weight) * coefficient).item()
right = frame.select(rate * (weight * coefficient)).item()
casts = "9575.25::DECIMAL(18,2)", "0.8501::DECIMAL(10,4)", "0.9213::DECIMAL(10,4)"
print("rate x weight x coefficient:", left, "or", right, "/", sql(" * ".join(casts)))
print("round(2):", *(polars.Series([Decimal(text)]).round(2)[0] for text in ("0.125", "0.135")),
      "/", *(sql(f"round({text}::DECIMAL(10,3), 2)") for text in ("0.125", "0.135")))
PY
)"
expect 'polars 2.1.0 duckdb 2.0.1
cast 12.345: 12.34 text: 12.34 / 12.35 text: 12.35
rate x weight x coefficient: 7499.3083 or 7499.3358 / 7499.3083190325
round(2): 0.120 0.140 / 0.13 0.14' "$seen"
