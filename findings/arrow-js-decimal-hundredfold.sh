#!/usr/bin/env bash
# Apache Arrow for JavaScript: DECIMAL(18,2) 12.50 reads as 1250.
#
# Guess: the value of a decimal column, as text or as a number, is 12.50.
# Seen:  String(value) is "1250", Number(value) is 1250 and toJSON gives "1250": the scale stands in the column's type
#        only, and nothing on the value applies it. A page that reads our results by Arrow and adds them up is a hundred
#        times off, at scale 4 ten thousand times, without an error. pyarrow on the same bytes says 12.50.
# drgdip: every amount stands twice in Parquet, DECIMAL(18,2) for people and <name>_fen as INT64 for programs, and the
#         metadata names both units; programs are told to read the fen.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages apache-arrow@21.2.0
python_packages pyarrow==26.0.1

seen="$(python/bin/python - <<'PY'
from decimal import Decimal
import pyarrow as pa
table = pa.table({
    "payment": pa.array([Decimal("12.50"), Decimal("-0.07")], pa.decimal128(18, 2)),
    "weight": pa.array([Decimal("0.8438"), Decimal("1.0000")], pa.decimal128(10, 4)),
    "payment_fen": pa.array([1250, -7], pa.int64()),
})
with pa.OSFile("result.arrow", "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
    writer.write_table(table)
print("pyarrow", pa.__version__, [str(v) for v in table["payment"].to_pylist()], [str(v) for v in table["weight"].to_pylist()])
PY
)
$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import { tableFromIPC } from 'apache-arrow';

const table = tableFromIPC(readFileSync('result.arrow'));
console.log('apache-arrow', JSON.parse(readFileSync('node_modules/apache-arrow/package.json', 'utf8')).version);
for (const name of ['payment', 'weight', 'payment_fen']) {
  const column = table.getChild(name);
  const values = [...column];
  console.log(`${name} (${column.type})`, 'String:', values.map(String).join(', '), 'Number:', values.map(Number).join(', '));
}
console.log('JSON of payment:', JSON.stringify(table.getChild('payment').get(0)));
JS
)"
expect "pyarrow 26.0.1 ['12.50', '-0.07'] ['0.8438', '1.0000']
apache-arrow 21.2.0
payment (Decimal[18e+2]) String: 1250, -7 Number: 1250, -7
weight (Decimal[10e+4]) String: 8438, 10000 Number: 8438, 10000
payment_fen (Int64) String: 1250, -7 Number: 1250, -7
JSON of payment: \"\\\"1250\\\"\"" "$seen"
