#!/usr/bin/env bash
# DuckDB: the procedure 88.72 joins the price of category 89, and 93.90 that of 94.
#
# Guess: a text that is no whole number equals no whole number; or comparing the two is an error, as in PostgreSQL.
# Seen:  the text is cast to the integer and rounded. A price list of two-digit categories is sniffed as BIGINT, so a join
#        with full codes, which should find nothing, gives each procedure a price: .50 and above the next category's. IN and
#        a WHERE do so too. '88.72' = 88.0 is false: it depends on how the other side was written. SQLite finds nothing;
#        DataFusion, PGlite and polars refuse. Only a code with letters, 88.72x001, stops DuckDB.
# drgdip: compares codes as texts only; a price list is read without guessing types.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @electric-sql/pglite@0.5.17
python_packages duckdb==2.0.1 datafusion==55.0.0 polars==2.1.0

printf 'category,price\n88,100\n89,200\n93,300\n94,400\n' > prices.csv
printf 'case_id,procedure\nA,"88.38"\nB,"88.72"\nC,"93.90"\n' > cases.csv
seen="$(python/bin/python - <<'PY'
import sqlite3
import datafusion, duckdb, polars

cases, prices = [("A", "88.38"), ("B", "88.72"), ("C", "93.90")], [(88, 100), (89, 200), (93, 300), (94, 400)]
query = "SELECT case_id, procedure, price FROM cases JOIN prices ON procedure = category ORDER BY case_id"
tell = lambda name, rows: print(f"{name:11}", "; ".join(f"{procedure} costs {price}" for _, procedure, price in rows) or "nothing")
duck = duckdb.connect()
duck.execute("CREATE TABLE cases AS FROM read_csv('cases.csv', types = {'procedure': 'VARCHAR'})")
duck.execute("CREATE TABLE prices AS FROM 'prices.csv'")
tell("DuckDB", duck.execute(query).fetchall())
print("DuckDB     ", "'88.72' = 89:", duck.execute("SELECT procedure = 89 FROM cases WHERE case_id = 'B'").fetchone()[0],
      "| '88.72' = 88.0:", duck.execute("SELECT procedure = 88.0 FROM cases WHERE case_id = 'B'").fetchone()[0])
lite = sqlite3.connect(":memory:")
lite.execute("CREATE TABLE cases (case_id TEXT, procedure TEXT)")
lite.execute("CREATE TABLE prices (category INTEGER, price INTEGER)")
lite.executemany("INSERT INTO cases VALUES (?, ?)", cases)
lite.executemany("INSERT INTO prices VALUES (?, ?)", prices)
tell("SQLite", lite.execute(query).fetchall())
context = datafusion.SessionContext()
context.from_pydict(dict(zip(("case_id", "procedure"), map(list, zip(*cases)))), name="cases")
context.from_pydict(dict(zip(("category", "price"), map(list, zip(*prices)))), name="prices")
try:
    tell("DataFusion", [tuple(row.values()) for row in context.sql(query).to_pylist()])
except Exception as error:
    print("DataFusion  refuses,", str(error).split("Arrow error: ")[-1])
try:
    polars.DataFrame(cases, schema=["case_id", "procedure"], orient="row").join(
        polars.DataFrame(prices, schema=["category", "price"], orient="row"), left_on="procedure", right_on="category")
except Exception as error:
    print("polars      refuses,", type(error).__name__)
PY
node --input-type=module <<'JS'
import { PGlite } from '@electric-sql/pglite';

const db = new PGlite();
await db.exec("CREATE TABLE cases AS SELECT 'B' AS case_id, '88.72' AS procedure; CREATE TABLE prices AS SELECT 89 AS category, 200 AS price");
try {
  await db.query('SELECT price FROM cases JOIN prices ON procedure = category');
} catch (error) {
  console.log('PGlite      refuses,', error.message);
}
JS
)"
expect "$(cat <<'TEXT'
DuckDB      88.38 costs 100; 88.72 costs 200; 93.90 costs 400
DuckDB      '88.72' = 89: True | '88.72' = 88.0: False
SQLite      nothing
DataFusion  refuses, Cast error: Cannot cast string '88.38' to value of Int64 type
polars      refuses, SchemaError
PGlite      refuses, operator does not exist: text = integer
TEXT
)" "$seen"
