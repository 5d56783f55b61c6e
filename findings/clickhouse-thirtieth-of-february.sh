#!/usr/bin/env bash
# ClickHouse: 30 February is 2 March, and month 13 is 1 January 1970, even where NULL was asked for.
#
# Guess: toDateOrNull gives NULL for a day that is not in the calendar, CAST an error, as DuckDB has it.
# Seen:  days up to 31 run over into the next month: 2026-02-30 is 2026-03-02, 2026-06-31 is 2026-07-01, in toDateOrNull,
#        accurateCastOrNull and where a CSV column is taken as Date without a schema. A month of 13 or a day of 32 is
#        1970-01-01, not NULL. A stay whose discharge was typed wrong moves into the next month's account, or gets a
#        length of stay. parseDateTimeOrNull with a format is strict.
# drgdip: a day that is not in the calendar rejects the row, with its reason.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages chdb==4.4.0 duckdb==2.0.1

printf 'case_id,discharge_date\nA,2026-02-30\nB,2026-03-01\n' > year.csv
seen="$(python/bin/python - <<'PY'
import chdb
import duckdb

def rows(statement):
    return str(chdb.query(statement, "TSV")).strip().replace("\n", "; ").replace("\t", " ")

DAYS = ["2026-02-30", "2026-06-31", "2026-02-32", "2026-13-01"]
for function in ["toDateOrNull({})", "accurateCastOrNull({}, 'Date')", "parseDateTimeOrNull({}, '%Y-%m-%d')"]:
    print(f"{function:40}", rows("SELECT " + ", ".join(function.format(f"'{day}'") for day in DAYS)))
print("CSV:", rows("SELECT *, toTypeName(discharge_date) FROM file('year.csv', CSVWithNames)"))
print("DuckDB TRY_CAST:", *duckdb.execute("SELECT " + ", ".join(f"TRY_CAST('{day}' AS DATE)" for day in DAYS)).fetchone())
PY
)"
expect 'toDateOrNull({})                         2026-03-02 2026-07-01 1970-01-01 1970-01-01
accurateCastOrNull({}, '"'Date'"')           2026-03-02 2026-07-01 1970-01-01 1970-01-01
parseDateTimeOrNull({}, '"'%Y-%m-%d'"')      \N \N \N \N
CSV: A 2026-03-02 Nullable(Date); B 2026-03-01 Nullable(Date)
DuckDB TRY_CAST: None None None None' "$seen"
