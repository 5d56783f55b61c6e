#!/usr/bin/env bash
# DuckDB, polars, DataFusion: a cost that is not a number is above every threshold, or not, as the rest of its file has it.
#
# Guess: NaN > 5000 is false, as in IEEE 754, Python, JavaScript and numpy; isnan() finds the row.
# Seen:  the three order NaN above all numbers, so a case whose cost came out as 0/0 is a high outlier. But a Parquet file's
#        statistics leave NaN out: where no other cost of the row group reaches 5,000 DuckDB and DataFusion skip it, or
#        hold the comparison to be false. One more case of 9,000, and the NaN case beside it counts as well: 0 or 2, never
#        1. DuckDB 2.0.1 does not even find it with isnan(). polars counts it in both files, pyarrow and pandas in none.
# drgdip: a cost that is not a number rejects its row when it is read, with its reason.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages duckdb==2.0.1 polars==2.1.0 datafusion==55.0.0 pyarrow==26.0.1 pandas==3.1.1

seen="$(python/bin/python - <<'PY'
import datafusion, duckdb, pandas, polars, pyarrow, pyarrow.parquet

nan = float("nan")
for path, costs in [("a.parquet", [nan, 100.0]), ("b.parquet", [nan, 100.0, 9000.0])]:
    pyarrow.parquet.write_table(pyarrow.table({"cost": costs}), path)
    context = datafusion.SessionContext()
    context.register_parquet("cases", path)
    count = lambda condition: duckdb.sql(f"SELECT count(*) FROM '{path}' WHERE {condition}").fetchall()[0][0]
    print(costs)
    print("  cost > 5000: DuckDB", count("cost > 5000"), "DataFusion", context.sql("SELECT count(*) AS n FROM cases WHERE cost > 5000").to_pylist()[0]["n"],
          "polars", polars.scan_parquet(path).filter(polars.col("cost") > 5000).collect().height,
          "pyarrow", pyarrow.parquet.read_table(path, filters=[("cost", ">", 5000)]).num_rows, "pandas", int((pandas.read_parquet(path).cost > 5000).sum()))
    print("  isnan(cost): DuckDB", count("isnan(cost)"), "polars", polars.scan_parquet(path).filter(polars.col("cost").is_nan()).collect().height)
PY
)"
expect "$(cat <<'TEXT'
[nan, 100.0]
  cost > 5000: DuckDB 0 DataFusion 0 polars 1 pyarrow 0 pandas 0
  isnan(cost): DuckDB 0 polars 1
[nan, 100.0, 9000.0]
  cost > 5000: DuckDB 2 DataFusion 2 polars 2 pyarrow 1 pandas 1
  isnan(cost): DuckDB 0 polars 1
TEXT
)" "$seen"
