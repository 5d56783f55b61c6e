#!/usr/bin/env bash
# DuckDB: case ids written as upper-case UUIDs come out of NDJSON in lower case, out of CSV as they are.
#
# Guess: a JSON string is a text; types are guessed for CSV, where nothing else tells them.
# Seen:  read_json guesses within strings as well: a column of UUIDs becomes UUID and is lower case from then on, so that
#        the join of the same export as NDJSON and as CSV finds no row; one id of another shape in the file, and all stay
#        as written. A time with +08:00 becomes a TIMESTAMP without zone, eight hours earlier: a stay admitted at 07:30 on
#        the first of the month is admitted in the month before.
# drgdip: reads NDJSON itself, ids as written, and the day that is written.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @duckdb/node-api@1.5.6-r.1

printf '{"case_id":"0A1B2C3D-0000-4000-8000-ABCDEF012345","admitted":"2026-02-01T07:30:00+08:00"}\n' > cases.ndjson
cp cases.ndjson other.ndjson
printf '{"case_id":"C2","admitted":"2026-02-01T07:30:00+08:00"}\n' >> other.ndjson
printf 'case_id,cost\n0A1B2C3D-0000-4000-8000-ABCDEF012345,12.50\n' > cases.csv
seen="$(node --input-type=module <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create()).connect();
const row = async (statement) => (await connection.runAndReadAll(statement)).getRows()[0].map(String).join(' ');
console.log('NDJSON', await row("SELECT case_id, typeof(case_id), admitted, typeof(admitted) FROM read_json('cases.ndjson')"));
console.log('with another id', await row("SELECT case_id, typeof(case_id) FROM read_json('other.ndjson')"));
console.log('CSV', await row("SELECT case_id, typeof(case_id) FROM read_csv('cases.csv')"));
console.log('joined', await row("SELECT count(*) FROM read_json('cases.ndjson') a JOIN read_csv('cases.csv') b ON a.case_id::VARCHAR = b.case_id"));
JS
)"
expect 'NDJSON 0a1b2c3d-0000-4000-8000-abcdef012345 UUID 2026-01-31 23:30:00 TIMESTAMP
with another id 0A1B2C3D-0000-4000-8000-ABCDEF012345 VARCHAR
CSV 0A1B2C3D-0000-4000-8000-ABCDEF012345 VARCHAR
joined 0' "$seen"
