#!/usr/bin/env bash
# Date libraries: is a child born on 29 February 2024 one year old on 28 February 2025? DuckDB alone says both.
#
# Guess: whole years between two dates are one number, whatever library counts them.
# Seen:  dayjs, Luxon, python-dateutil and DuckDB's date_sub say 1, date-fns and DuckDB's own age() say 0; on 1 March all
#        say 1. DuckDB's date_diff('year') counts New Year's Eves: a child born on 31 December is 1 the next morning.
#        Groups split at 29 days, 1, 17 and 70 years, so the library decides the group and the payment.
# drgdip: takes the age in years and in days that the record states and derives none from dates.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages dayjs@1.11.23 luxon@3.7.2 date-fns@4.4.0
python_packages python-dateutil==4.0.0 duckdb==2.0.1

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { differenceInYears, parseISO } from 'date-fns';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;
const libraries = {
  dayjs: (born, day) => dayjs(day).diff(born, 'year'),
  luxon: (born, day) => Math.floor(DateTime.fromISO(day).diff(DateTime.fromISO(born), 'years').years),
  'date-fns': (born, day) => differenceInYears(parseISO(day), parseISO(born)),
};
for (const [name, years] of Object.entries(libraries)) {
  console.log(`${version(name)}: on 28 February ${years('2024-02-29', '2025-02-28')}, on 1 March ${years('2024-02-29', '2025-03-01')}`);
}
JS
)
$(python/bin/python - <<'PY'
from datetime import date
from importlib.metadata import version
import duckdb
from dateutil.relativedelta import relativedelta
born, days = date(2024, 2, 29), (date(2025, 2, 28), date(2025, 3, 1))
print(f"python-dateutil {version('python-dateutil')}: on 28 February {relativedelta(days[0], born).years}, on 1 March {relativedelta(days[1], born).years}")
one = lambda sql: duckdb.sql("SELECT " + sql).fetchall()[0][0]
for name, sql in (("date_sub", "date_sub('year', DATE '{0}', DATE '{1}')"), ("age", "date_part('year', age(DATE '{1}', DATE '{0}'))")):
    print(f"duckdb {duckdb.__version__} {name}: on 28 February {one(sql.format(born, days[0]))}, on 1 March {one(sql.format(born, days[1]))}")
print("date_diff from 2025-12-31 to 2026-01-01:", one("date_diff('year', DATE '2025-12-31', DATE '2026-01-01')"))
PY
)"
expect 'dayjs 1.11.23: on 28 February 1, on 1 March 1
luxon 3.7.2: on 28 February 1, on 1 March 1
date-fns 4.4.0: on 28 February 0, on 1 March 1
python-dateutil 4.0.0: on 28 February 1, on 1 March 1
duckdb 2.0.1 date_sub: on 28 February 1, on 1 March 1
duckdb 2.0.1 age: on 28 February 0, on 1 March 1
date_diff from 2025-12-31 to 2026-01-01: 1' "$seen"
