#!/usr/bin/env bash
# ClickHouse, polars: a weight made from two amounts has two decimals, 0.84 or 0.85, whatever the division gives.
#
# Guess: 8,461.37 / 10,000.00 of two DECIMAL(18, 2) is 0.8461 at least; SQL adds digits where decimals are divided.
# Seen:  ClickHouse keeps the digits of the dividend and cuts: 0.84, and 99.00 against 10,000.00 weighs 0. polars keeps the
#        wider of the two scales and rounds: 0.85 and 0.01. On 0.8461 that is 0.7 % less or 0.5 % more for every case of the
#        group. DuckDB, DataFusion, PostgreSQL and pyarrow give 0.846137. ClickHouse does so where the dividend has the digits:
#        toDecimal64(cost, 6) / mean.
# drgdip: a weight is made from sums of whole fen as an exact fraction and rounded once, to the digits that the policy names.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @electric-sql/pglite@0.5.17
python_packages chdb==4.4.0 polars==2.1.0 duckdb==2.0.1 datafusion==55.0.0 pyarrow==26.0.1

seen="$(python/bin/python - <<'PY'
from decimal import Decimal
import chdb, datafusion, duckdb, polars, pyarrow, pyarrow.compute

cost, mean = pyarrow.array([Decimal("8461.37"), Decimal("99.00")], pyarrow.decimal128(18, 2)), pyarrow.scalar(Decimal("10000.00"), pyarrow.decimal128(18, 2))
tell = lambda name, values: print(f"{name:12}", *values)
query = lambda digits: f"SELECT toDecimal64('8461.37', {digits}) / toDecimal64('10000.00', 2), toDecimal64('99.00', {digits}) / toDecimal64('10000.00', 2)"
clickhouse = lambda digits: str(chdb.query(query(digits), "TSV")).split()
tell("ClickHouse", clickhouse(2))
tell("  six digits", clickhouse(6))
tell("polars", (polars.from_arrow(cost) / polars.Series([Decimal("10000.00")])).to_list())
sql = "SELECT 8461.37::DECIMAL(18,2) / 10000.00::DECIMAL(18,2) AS a, 99.00::DECIMAL(18,2) / 10000.00::DECIMAL(18,2) AS b"
tell("DuckDB", duckdb.sql(sql).fetchall()[0])
tell("DataFusion", datafusion.SessionContext().sql(sql).to_pylist()[0].values())
tell("pyarrow", (value.normalize() for value in pyarrow.compute.divide(cost, mean).to_pylist()))
PY
node --input-type=module -e "
import { PGlite } from '@electric-sql/pglite';
const { rows } = await new PGlite().query('SELECT 8461.37::DECIMAL(18,2) / 10000.00::DECIMAL(18,2) AS a, 99.00::DECIMAL(18,2) / 10000.00::DECIMAL(18,2) AS b');
console.log('PostgreSQL  ', rows[0].a, rows[0].b);
")"
expect "$(cat <<'TEXT'
ClickHouse   0.84 0
  six digits 0.846137 0.0099
polars       0.85 0.01
DuckDB       0.846137 0.0099
DataFusion   0.846137 0.009900
pyarrow      0.846137 0.0099
PostgreSQL   0.84613700000000000000 0.00990000000000000000
TEXT
)" "$seen"
