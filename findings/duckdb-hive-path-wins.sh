#!/usr/bin/env bash
# DuckDB: a folder's name overwrites the column inside a Parquet or CSV file.
#
# Guess: reading one named file gives the columns and values stored in it.
# Seen:  if any folder of the path looks like name=value, DuckDB takes it for a partition key without being asked.
#        A column of the same name in the file is replaced in every row (hospital H7 becomes 0012, year 2026 becomes
#        2025, a fund of 5.00 becomes 9), and a new column appears where there was none. hyparquet reads what is stored.
#        all_varchar does not stop it; hive_partitioning = false does.
# drgdip: reads case files with hive_partitioning = false; hospital and year come from the rows, never from a path.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @duckdb/node-api@1.5.6-r.1 hyparquet@1.33.0

seen="$(node --input-type=module <<'JS'
import { mkdirSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const query = async (sql) => JSON.stringify((await connection.runAndReadAll(sql)).getRowObjectsJson());
for (const folder of ['hospital_id=0012', 'year=2025', 'fund=9', 'run=3']) mkdirSync(folder);
await query(`COPY (SELECT 'H7' AS hospital_id, 5 AS cases) TO 'hospital_id=0012/a.parquet' (FORMAT parquet)`);
await query(`COPY (SELECT 2026 AS year, 5 AS cases) TO 'year=2025/a.parquet' (FORMAT parquet)`);
writeFileSync('fund=9/a.csv', 'case_id,fund\n1,5.00\n');
writeFileSync('run=3/a.csv', 'case_id,fund\n1,5.00\n');

console.log('DuckDB', JSON.parse(await query('SELECT version() AS v'))[0].v, 'through @duckdb/node-api');
const file = await asyncBufferFromFile('hospital_id=0012/a.parquet');
console.log('stored in the file      ', JSON.stringify(await parquetReadObjects({ file })));
console.log('read by path            ', await query(`FROM read_parquet('hospital_id=0012/a.parquet')`));
console.log('with partitioning off   ', await query(`FROM read_parquet('hospital_id=0012/a.parquet', hive_partitioning = false)`));
console.log('year 2026 in year=2025  ', await query(`FROM read_parquet('year=2025/a.parquet')`));
console.log('CSV, fund 5.00 in fund=9', await query(`FROM read_csv('fund=9/a.csv', all_varchar = true, header = true)`));
console.log('CSV in run=3            ', await query(`FROM read_csv('run=3/a.csv', all_varchar = true, header = true)`));
JS
)"
expect 'DuckDB v1.5.6 through @duckdb/node-api
stored in the file       [{"hospital_id":"H7","cases":5}]
read by path             [{"hospital_id":"0012","cases":5}]
with partitioning off    [{"hospital_id":"H7","cases":5}]
year 2026 in year=2025   [{"year":"2025","cases":5}]
CSV, fund 5.00 in fund=9 [{"case_id":"1","fund":"9"}]
CSV in run=3             [{"case_id":"1","fund":"5.00","run":"3"}]' "$seen"
