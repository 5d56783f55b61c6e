#!/usr/bin/env bash
# ClickHouse: SELECT cost * 0.7 AS cost ... WHERE cost > 3000 filters on the reduced cost.
#
# Guess: WHERE, GROUP BY and the other columns see the column of the table, not a new name that hides it.
# Seen:  the new name wins. The bill of 4,000 is left out, since 2,800 is below 3,000; a column beside it that says cost * 2
#        doubles the reduced cost; and where level 3 is shown as 2, WHERE level = 2 takes three hospitals of which one is
#        of level 2. DuckDB, SQLite and DataFusion keep to the column in WHERE and beside it, as ClickHouse does under
#        prefer_column_name_to_alias = 1.
# drgdip: in its ClickHouse example no name of a result that hides a column is used in a condition or a second column.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages chdb==4.4.0 duckdb==2.0.1 datafusion==55.0.0

seen="$(python/bin/python - <<'PY'
import sqlite3
import chdb, datafusion, duckdb

values = "SELECT 1 AS id, 5000 AS cost UNION ALL SELECT 2, 4000 UNION ALL SELECT 3, 1000"
query = f"SELECT id, cost * 0.7 AS cost, cost * 2 AS twice FROM ({values}) AS cases WHERE cost > 3000 ORDER BY id"
tell = lambda name, rows: print(f"{name:12}", "; ".join(f"case {int(row[0])}: {float(row[1]):.0f}, twice {float(row[2]):.0f}" for row in rows))
rows = lambda text: [line.split("\t") for line in str(chdb.query(text, "TSV")).strip().split("\n")]
tell("ClickHouse", rows(query))
tell("  setting 1", rows(query + " SETTINGS prefer_column_name_to_alias = 1"))
tell("DuckDB", duckdb.sql(query).fetchall())
tell("SQLite", sqlite3.connect(":memory:").execute(query).fetchall())
tell("DataFusion", [tuple(row.values()) for row in datafusion.SessionContext().sql(query).to_pylist()])
levels = "SELECT if(level = 3, 2, level) AS level, count() FROM (SELECT arrayJoin([1, 2, 3, 3]) AS level) WHERE level = 2 GROUP BY level"
print("ClickHouse, hospitals of level 2:", *rows(levels))
PY
)"
expect "$(cat <<'TEXT'
ClickHouse   case 1: 3500, twice 7000
  setting 1  case 1: 3500, twice 10000; case 2: 2800, twice 8000
DuckDB       case 1: 3500, twice 10000; case 2: 2800, twice 8000
SQLite       case 1: 3500, twice 10000; case 2: 2800, twice 8000
DataFusion   case 1: 3500, twice 10000; case 2: 2800, twice 8000
ClickHouse, hospitals of level 2: ['2', '3']
TEXT
)" "$seen"
