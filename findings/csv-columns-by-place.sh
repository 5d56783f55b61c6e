#!/usr/bin/env bash
# DuckDB, DataFusion: a CSV read with a schema goes by the place of its columns; the heading is skipped unread.
#
# Guess: where a file has a heading and the schema has names, the two are matched; or a difference is an error.
# Seen:  with columns = {...} (DuckDB) or a schema (DataFusion) a hospital that sends dx before case_id has its diagnoses as
#        ids: case I10 has the diagnosis B, and no error, as both are texts. Without types DuckDB matches the same two files
#        by name. Naming the types, which keeps 03.31 a text, is what brings the columns out of order. polars and
#        pyarrow match by name, with types or without.
# drgdip: finds columns by their headings, whatever their order.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages duckdb==2.0.1 datafusion==55.0.0 polars==2.1.0 pyarrow==26.0.1

printf 'case_id,dx,cost\nA,K35,100\n' > first.csv
printf 'dx,case_id,cost\nI10,B,200\n' > second.csv
seen="$(python/bin/python - <<'PY'
import datafusion, duckdb, polars, pyarrow, pyarrow.csv

types = {"case_id": pyarrow.string(), "dx": pyarrow.string(), "cost": pyarrow.float64()}
tell = lambda name, rows: print(f"{name:30}", "; ".join(f"case {row['case_id']} has {row['dx']}" for row in rows))
dicts = lambda query: [dict(zip(query.columns, row)) for row in query.fetchall()]
tell("DuckDB, columns named:", dicts(duckdb.sql(
    "FROM read_csv('second.csv', header = true, columns = {'case_id': 'VARCHAR', 'dx': 'VARCHAR', 'cost': 'DECIMAL(18,2)'})")))
context = datafusion.SessionContext()
context.register_csv("second", "second.csv", schema=pyarrow.schema(list(types.items())))
tell("DataFusion, schema:", context.sql("SELECT * FROM second").to_pylist())
tell("DuckDB, both files, no types:", dicts(duckdb.sql("FROM read_csv(['first.csv', 'second.csv'])")))
tell("polars, schema:", polars.read_csv("second.csv", schema={"case_id": polars.String, "dx": polars.String, "cost": polars.Float64}).to_dicts())
tell("pyarrow, types:", pyarrow.csv.read_csv("second.csv", convert_options=pyarrow.csv.ConvertOptions(column_types=types)).to_pylist())
PY
)"
expect "$(cat <<'TEXT'
DuckDB, columns named:         case I10 has B
DataFusion, schema:            case I10 has B
DuckDB, both files, no types:  case A has K35; case B has I10
polars, schema:                case B has I10
pyarrow, types:                case B has I10
TEXT
)" "$seen"
