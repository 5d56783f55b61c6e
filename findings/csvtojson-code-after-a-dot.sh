#!/usr/bin/env bash
# csvtojson, flat: of the columns K35 and K35.9 one is gone, after their order.
#
# Guess: a heading is a name, as in Papa Parse and csv-parse; or a name that cannot be kept is an error.
# Seen:  csvtojson makes a path of a heading with a dot. Of counts by code, the first of K35 and K35.9 in the heading is
#        gone, whichever it is; K35.9 becomes the tenth of a list after nulls, 03.31 the last of 32. unflatten of the package
#        flat drops K35.9 and K35.8 in any order, and so does not give back what its own flatten took; dot-object stops with
#        an error. flatKeys: true mends csvtojson.
# drgdip: a heading is a name, and counts by code stand in rows with the code in a cell.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages csvtojson@2.0.14 flat@6.0.1 dot-object@2.1.5 papaparse@5.7.1 csv-parse@7.0.3

seen="$(node --input-type=module <<'JS'
import { parse } from 'csv-parse/sync';
import csvtojson from 'csvtojson';
import dot from 'dot-object';
import { flatten, unflatten } from 'flat';
import Papa from 'papaparse';

const counts = { K35: 5, 'K35.9': 7, 'K35.8': 9 };
const tables = [['K35', 'K35.9'], ['K35.9', 'K35'], ['K35', 'K35.9', 'K35.8']];
const csv = (codes) => `${codes.join()}\n${codes.map((code) => counts[code]).join()}`;
for (const codes of tables) console.log('csvtojson ', codes.join().padEnd(15), JSON.stringify((await csvtojson().fromString(csv(codes)))[0]));
console.log('flatKeys  ', 'K35.9,K35'.padEnd(15), JSON.stringify((await csvtojson({ flatKeys: true }).fromString(csv(tables[1])))[0]));
console.log('csvtojson  03.31: a list of', (await csvtojson().fromString('03.31\n7'))[0]['03'].length);
for (const codes of tables) {
  const row = Object.fromEntries(codes.map((code) => [code, counts[code]]));
  console.log('unflatten ', codes.join().padEnd(15), JSON.stringify(unflatten(flatten(row))));
}
try {
  console.log('dot-object', JSON.stringify(dot.object({ ...counts })));
} catch (error) {
  console.log('dot-object', error.message);
}
console.log('Papa Parse', JSON.stringify(Papa.parse(csv(tables[2]), { header: true }).data[0]));
console.log('csv-parse ', JSON.stringify(parse(csv(tables[2]), { columns: true })[0]));
JS
)"
expect "$(cat <<'TEXT'
csvtojson  K35,K35.9       {"K35":[null,null,null,null,null,null,null,null,null,"7"]}
csvtojson  K35.9,K35       {"K35":"5"}
csvtojson  K35,K35.9,K35.8 {"K35":[null,null,null,null,null,null,null,null,"9","7"]}
flatKeys   K35.9,K35       {"K35.9":"7","K35":"5"}
csvtojson  03.31: a list of 32
unflatten  K35,K35.9       {"K35":5}
unflatten  K35.9,K35       {"K35":5}
unflatten  K35,K35.9,K35.8 {"K35":5}
dot-object Trying to redefine `K35` which is a number
Papa Parse {"K35":"5","K35.9":"7","K35.8":"9"}
csv-parse  {"K35":"5","K35.9":"7","K35.8":"9"}
TEXT
)" "$seen"
