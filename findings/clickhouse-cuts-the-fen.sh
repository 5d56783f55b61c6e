#!/usr/bin/env bash
# ClickHouse: amounts lose a fen on their way to Decimal, and half of them is rounded in two ways.
#
# Guess: 8.03 as Decimal(10, 2) is 8.03, as in DuckDB, PostgreSQL and Spark; 1.999 is 2.00 or an error.
# Seen:  the conversion cuts. A double is multiplied and cut as well, so that 8.03 becomes 8.02 and 4.35 becomes 4.34: of
#        the amounts 0.01 to 1,000.00 it is 4,586 of 100,000. A CSV read without a schema gives Float64, so
#        cost::Decimal(10, 2) is all it takes. round() rounds half to even for doubles and half away from zero for decimals:
#        round(2.5) is 2, round of the Decimal 2.5 is 3.
# drgdip: examples/clickhouse reads amounts into Decimal from text and says how a double is rounded first; a test with
#        the engine holds both.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages chdb==4.4.0

printf 'case_id,cost\nA,8.03\nB,4.35\nC,1.15\n' > year.csv
seen="$(python/bin/python - <<'PY'
import chdb

def rows(statement):
    return str(chdb.query(statement, "TSV")).strip().replace("\n", "; ").replace("\t", " ")

print("ClickHouse", rows("SELECT version()"))
print("from CSV:", rows("SELECT case_id, cost, toTypeName(cost), cost::Decimal(10, 2) FROM file('year.csv', CSVWithNames)"))
print("as Decimal:", rows("SELECT case_id, cost FROM file('year.csv', CSVWithNames, 'case_id String, cost Decimal(10, 2)')"))
print("a fen short:", rows("SELECT countIf(toDecimal64(number / 100, 2) < toDecimal64(number, 2) / 100), count() FROM numbers(1, 100000)"))
print("text 1.999:", rows("SELECT toDecimal64('1.999', 2), toDecimal64('-1.999', 2)"))
print("round:", rows("SELECT round(2.5), round(toDecimal64('2.5', 1)), round(0.125, 2), round(toDecimal64('0.125', 3), 2)"))
PY
)"
expect 'ClickHouse 26.9.2.1
from CSV: A 8.03 Nullable(Float64) 8.02; B 4.35 Nullable(Float64) 4.34; C 1.15 Nullable(Float64) 1.14
as Decimal: A 8.03; B 4.35; C 1.15
a fen short: 4586 100000
text 1.999: 1.99 -1.99
round: 2 3 0.12 0.13' "$seen"
