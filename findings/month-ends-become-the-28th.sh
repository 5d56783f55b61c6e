#!/usr/bin/env bash
# DuckDB, PostgreSQL, pandas: a series of month ends from 31 January on is the 28th from February on, for good.
#
# Guess: steps of a month from 31 January are counted from the start, so that the third day is 31 March.
# Seen:  each step is made from the one before: 31 January, 28 February, 28 March, 28 April. Accounts closed on these days
#        put the last days of nearly every month into the next. DuckDB and PostgreSQL do so in generate_series, pandas in
#        date_range with DateOffset(months=1); polars' date_range and Luxon's start plus n months have 31 March.
# drgdip: a case belongs to the month of its own day; no series of days is made.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @electric-sql/pglite@0.5.17 luxon@3.7.2
python_packages duckdb==2.0.1 pandas==3.1.1 polars==2.1.0

seen="$(python/bin/python - <<'PY'
import datetime
import duckdb, pandas, polars

tell = lambda name, days: print(f"{name:11}", *(f"{day:%m-%d}" for day in days))
first, last = datetime.date(2026, 1, 31), datetime.date(2026, 5, 31)
tell("DuckDB", [row[0] for row in duckdb.sql("SELECT unnest(generate_series(DATE '2026-01-31', DATE '2026-05-31', INTERVAL 1 MONTH))").fetchall()])
tell("pandas", pandas.date_range(first, last, freq=pandas.DateOffset(months=1)))
tell("polars", polars.date_range(first, last, "1mo", eager=True))
PY
node --input-type=module <<'JS'
import { PGlite } from '@electric-sql/pglite';
import { DateTime } from 'luxon';

const { rows } = await new PGlite().query("SELECT to_char(day, 'MM-DD') AS day FROM generate_series(DATE '2026-01-31', DATE '2026-05-31', INTERVAL '1 month') AS day");
console.log('PostgreSQL ', rows.map((row) => row.day).join(' '));
console.log('Luxon      ', [0, 1, 2, 3, 4].map((n) => DateTime.utc(2026, 1, 31).plus({ months: n }).toFormat('MM-dd')).join(' '));
JS
)"
expect "$(cat <<'TEXT'
DuckDB      01-31 02-28 03-28 04-28 05-28
pandas      01-31 02-28 03-28 04-28 05-28
polars      01-31 02-28 03-31 04-30 05-31
PostgreSQL  01-31 02-28 03-28 04-28 05-28
Luxon       01-31 02-28 03-31 04-30 05-31
TEXT
)" "$seen"
