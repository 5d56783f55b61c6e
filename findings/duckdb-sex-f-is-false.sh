#!/usr/bin/env bash
# DuckDB: the sex column of a maternity hospital is read as "false".
#
# Guess: a CSV column that holds the letter F is text, as one that holds M and F is.
# Seen:  where every value is F (or T) the column is BOOLEAN and each row says false. Joined to another hospital's rows
#        the women of one hospital are "F" and of the other "false": two groups, no error. The spelling even depends on
#        the shape of the query: inserted straight from the file the letter survives, by way of a table it does not.
#        pyarrow 26.0.1 and polars 2.1.0 keep the letter.
# drgdip: every column of a case file is read as text and checked against its own list of values.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @duckdb/node-api@1.5.6-r.1

seen="$(node --input-type=module <<'JS'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const query = async (sql) => JSON.stringify((await connection.runAndReadAll(sql)).getRowsJson());
writeFileSync('maternity.csv', 'case_id,sex\n1,F\n2,F\n');
writeFileSync('general.csv', 'case_id,sex\n3,M\n4,F\n');

console.log('DuckDB', JSON.parse(await query('SELECT version()'))[0][0]);
console.log('maternity.csv            ', await query(`SELECT sex, typeof(sex) FROM 'maternity.csv'`));
console.log('general.csv              ', await query(`SELECT sex, typeof(sex) FROM 'general.csv'`));
await query(`CREATE TABLE maternity AS FROM 'maternity.csv'`);
const count = (source) => query(`SELECT sex, count(*) FROM (${source}) GROUP BY sex ORDER BY sex`);
console.log('both, by way of a table  ', await count(`FROM 'general.csv' UNION ALL FROM maternity`));
await query(`CREATE TABLE straight AS FROM 'general.csv'`);
await query(`INSERT INTO straight FROM 'maternity.csv'`);
console.log('both, inserted from files', await count('FROM straight'));
JS
)"
expect 'DuckDB v1.5.6
maternity.csv             [[false,"BOOLEAN"],[false,"BOOLEAN"]]
general.csv               [["M","VARCHAR"],["F","VARCHAR"]]
both, by way of a table   [["F","1"],["M","1"],["false","2"]]
both, inserted from files [["F","3"],["M","1"]]' "$seen"
