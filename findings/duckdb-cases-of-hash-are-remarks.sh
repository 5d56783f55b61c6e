#!/usr/bin/env bash
# DuckDB: cases whose id begins with # are gone, as remarks, and nothing says so.
#
# Guess: a CSV has no remarks unless comment = '#' is asked for; a bed or ward "#3" is a text like any other.
# Seen:  the sniffer looks for remarks by itself: where some lines begin with # and others do not, those that do are left
#        out, also with every column a text and header, delimiter and quote given. With # on every line they stay, so a
#        month of one ward is whole and the year of the hospital is not. Asked for, comment = '#' makes one column of three
#        of a file with a ward "3#". Only comment = '' keeps all. polars and pyarrow read 3 of 3.
# drgdip: reads CSV itself; where DuckDB reads a CSV of ours back, comment = '' is said, with a test.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @duckdb/node-api@1.5.6-r.1
python_packages duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1

printf 'case_id,dx,cost\n#1,K35,100\n#2,I10,200\n3,J18,300\n' > year.csv
printf 'case_id,dx,cost\n#1,K35,100\n#2,I10,200\n' > month.csv
printf 'case_id,ward,cost\nA,3#,100\nB,4,200\n' > wards.csv
seen="$(node --input-type=module <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const read = async (source) => (await connection.runAndReadAll(`SELECT case_id FROM ${source}`)).getRowsJson().flat().join(' ');
const given = `all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'`;
console.log('DuckDB 1.5.6, the year: ', await read(`'year.csv'`));
console.log('with all of it given:   ', await read(`read_csv('year.csv', ${given})`));
console.log(`with comment = '':      `, await read(`read_csv('year.csv', ${given}, comment = '')`));
console.log('the month alone:        ', await read(`'month.csv'`));
JS
python/bin/python - <<'PY'
import duckdb, polars, pyarrow.csv
print("DuckDB 2.0.1, the year: ", *[row[0] for row in duckdb.sql("SELECT case_id FROM 'year.csv'").fetchall()])
print("comment = '#', ward 3#: ", duckdb.sql("FROM read_csv('wards.csv', comment = '#')").fetchall())
print("polars:                 ", *polars.read_csv("year.csv")["case_id"])
print("pyarrow:                ", *pyarrow.csv.read_csv("year.csv")["case_id"].to_pylist())
PY
)"
expect "$(cat <<'TEXT'
DuckDB 1.5.6, the year:  3
with all of it given:    3
with comment = '':       #1 #2 3
the month alone:         #1 #2
DuckDB 2.0.1, the year:  3
comment = '#', ward 3#:  [('A,3',), ('B,4,200',)]
polars:                  #1 #2 3
pyarrow:                 #1 #2 3
TEXT
)" "$seen"
