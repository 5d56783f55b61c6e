#!/usr/bin/env bash
# The settlement month 202602 is a day in the year -4158, in 202602 or in 2002, and no library says a word.
#
# Guess: what has no day is refused, or is the first of the month.
# Seen:  SQLite takes the digits for a Julian day, 9 August of the year -4158; JavaScript's Date for the year 202602, and
#        Spark 4.3.0's cast with it. 201202 is 20 December 2002 to pandas and 2 December 2020 to PostgreSQL, both by way of two
#        digits each; both refuse 202602, which has no 26th month, so that the years 2001 to 2012 are read wrong and the
#        others are not read. dayjs and Luxon say the first of the month.
# drgdip: refuses a month where a day belongs, in files of cases, registers, other tables and options.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages sql.js@1.17.0 @electric-sql/pglite@0.5.17 dayjs@1.11.23 luxon@3.7.2
python_packages pandas==3.1.1

seen="$(node --input-type=module <<'JS'
import { PGlite } from '@electric-sql/pglite';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';
import initSqlJs from 'sql.js';

const sqlite = new (await initSqlJs()).Database();
const postgres = new PGlite();
for (const month of ['202602', '201202']) {
  const asked = await postgres.query(`SELECT '${month}'::date::text AS day`).catch((error) => ({ rows: [{ day: error.message }] }));
  console.log(month, 'SQLite', sqlite.exec(`SELECT date('${month}')`)[0].values[0][0], '| Date', new Date(`${month}`).getUTCFullYear());
  console.log('       PostgreSQL', asked.rows[0].day, '| dayjs', dayjs(month).format('YYYY-MM-DD'), '| Luxon', DateTime.fromISO(month).toISODate());
}
JS
python/bin/python - <<'PY'
import pandas
for month in ["202602", "201202"]:
    try:
        print(month, "pandas", pandas.to_datetime(month).date())
    except ValueError as error:
        print(month, "pandas", error)
PY
)"
expect "$(cat <<'TEXT'
202602 SQLite -4158-08-09 | Date 202602
       PostgreSQL date/time field value out of range: "202602" | dayjs 2026-02-01 | Luxon 2026-02-01
201202 SQLite -4162-10-09 | Date 201202
       PostgreSQL 2020-12-02 | dayjs 2012-02-01 | Luxon 2012-02-01
202602 pandas month must be in 1..12: 202602
201202 pandas 2002-12-20
TEXT
)" "$seen"
