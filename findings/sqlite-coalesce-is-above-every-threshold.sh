#!/usr/bin/env bash
# SQLite: COALESCE(cost, 0) > 5000 holds for every bill, of 999 too; in a view of TRIM(cost) none is below 5,000.
#
# Guess: a column of texts is compared with 5000 as a text or as a number, and COALESCE, TRIM or MAX do not change which.
# Seen:  the column alone makes 5000 a text ('999' is above '5000', '10000' below); behind any function it has no affinity,
#        nothing is converted, and every text is above every number. SUM converts, MAX does not. With a column of
#        numbers and a threshold that came as a text it is the other way round: cost > '5000' is right, and
#        COALESCE(cost, 0) > '5000' holds for none.
# drgdip: costs are whole fen before anything is compared.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages sql.js@1.17.0

seen="$(node --input-type=module <<'JS'
import initSqlJs from 'sql.js';

const database = new (await initSqlJs()).Database();
database.run(`CREATE TABLE texts (id TEXT, cost TEXT); INSERT INTO texts VALUES ('A', '999'), ('B', '10000');
  CREATE TABLE numbers (id TEXT, cost NUMERIC); INSERT INTO numbers VALUES ('C', '999'), ('D', '10000');
  CREATE VIEW trimmed AS SELECT id, TRIM(cost) AS cost FROM texts`);
for (const query of [
  'FROM texts WHERE cost > 5000',
  'FROM texts WHERE COALESCE(cost, 0) > 5000',
  'FROM trimmed WHERE cost < 5000',
  'FROM texts GROUP BY id HAVING MAX(cost) > 5000',
  'FROM texts GROUP BY id HAVING SUM(cost) > 5000',
  "FROM numbers WHERE cost > '5000'",
  "FROM numbers WHERE COALESCE(cost, 0) > '5000'",
]) {
  const [found] = database.exec(`SELECT id ${query} ORDER BY id`);
  console.log(query.padEnd(47), found ? found.values.flat().join(' ') : 'none');
}
JS
)"
expect "$(cat <<'TEXT'
FROM texts WHERE cost > 5000                    A
FROM texts WHERE COALESCE(cost, 0) > 5000       A B
FROM trimmed WHERE cost < 5000                  none
FROM texts GROUP BY id HAVING MAX(cost) > 5000  A B
FROM texts GROUP BY id HAVING SUM(cost) > 5000  B
FROM numbers WHERE cost > '5000'                D
FROM numbers WHERE COALESCE(cost, 0) > '5000'   none
TEXT
)" "$seen"
