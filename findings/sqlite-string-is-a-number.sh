#!/usr/bin/env bash
# SQLite: a column declared STRING, as in Spark or ClickHouse, turns codes into numbers.
#
# Guess: STRING is a text type, or an error.
# Seen:  any type name is accepted, and one without CHAR, CLOB or TEXT in it has numeric affinity: the procedure code
#        '03.31' is stored as 3.31, the department '0012' as 12, the group '2E85' as 2e+85. A lookup of '03.31' still
#        finds its row, and so does one of '3.31' and of 3.31, so tests pass; an export gives the number. VARCHAR(20) and
#        TEXT keep the code; NVARCHAR2 does, STR does not.
# drgdip: reads and writes no SQLite; a code that comes as a number is refused with the remedy "store it as text".
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages sql.js@1.17.0

seen="$(node --input-type=module <<'JS'
import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();
const database = new Database();
const rows = (sql) => database.exec(sql)[0].values;
console.log('SQLite', rows('SELECT sqlite_version()')[0][0], 'in sql.js');
for (const type of ['TEXT', 'VARCHAR(20)', 'NVARCHAR2(20)', 'STRING', 'STR']) {
  database.run(`CREATE TABLE codes (code ${type}); INSERT INTO codes VALUES ('03.31'), ('0012'), ('2E85')`);
  const found = ["'03.31'", "'3.31'"].map((code) => `${code} found ${rows(`SELECT count(*) FROM codes WHERE code = ${code}`)[0][0]}`);
  console.log(type.padEnd(13), JSON.stringify(rows('SELECT code FROM codes').flat()), found.join(', '));
  database.run('DROP TABLE codes');
}
JS
)"
expect 'SQLite 3.54.1 in sql.js
TEXT          ["03.31","0012","2E85"] '"'03.31' found 1, '3.31' found 0"'
VARCHAR(20)   ["03.31","0012","2E85"] '"'03.31' found 1, '3.31' found 0"'
NVARCHAR2(20) ["03.31","0012","2E85"] '"'03.31' found 1, '3.31' found 0"'
STRING        [3.31,12,2e+85] '"'03.31' found 1, '3.31' found 1"'
STR           [3.31,12,2e+85] '"'03.31' found 1, '3.31' found 1" "$seen"
