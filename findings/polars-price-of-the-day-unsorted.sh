#!/usr/bin/env bash
# polars: the weight in force on the day, from a table with the newest first, is that of last year or none.
#
# Guess: join_asof stops on rows that are not sorted, as it does without by=, and as pandas' merge_asof does; or sorts.
# Seen:  with by= the order is not looked at. Of a table of weights with the newest first, a case of July has the weight of
#        2025, 0.9 for 1.3, and those before it none, so that they pass for cases without a group. The only sign is the
#        warning that sortedness cannot be checked, which stands over rightly sorted rows too and is soon filtered away.
#        DuckDB's ASOF JOIN needs no order.
# drgdip: what is in force on a day is found by the days of the rows, whatever their order.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages polars==2.1.0 pandas==3.1.1 duckdb==2.0.1 pyarrow==26.0.1

seen="$(python/bin/python - <<'PY'
import warnings
from datetime import datetime
import duckdb, pandas, polars

cases = polars.DataFrame({"id": ["A", "B", "C"], "drg": ["GD25"] * 3, "day": [datetime(2026, 1, 15), datetime(2026, 3, 1), datetime(2026, 7, 1)]})
weights = polars.DataFrame({"drg": ["GD25"] * 3, "day": [datetime(2026, 6, 1), datetime(2026, 1, 1), datetime(2025, 1, 1)], "weight": [1.3, 1.1, 0.9]})
def tell(name, joined):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            print(f"{name:25}", joined(), "| warnings:", sum("ortedness" in str(warning.message) for warning in said))
        except Exception as error:
            print(f"{name:25}", type(error).__name__, str(error).split(",")[0])
weight = lambda frame: dict(zip(frame["id"], frame["weight"]))
tell("polars, by=, newest first", lambda: weight(cases.join_asof(weights, on="day", by="drg")))
tell("polars, by=, sorted", lambda: weight(cases.join_asof(weights.sort("day"), on="day", by="drg")))
tell("polars, no by=", lambda: weight(cases.join_asof(weights, on="day")))
tell("pandas, newest first", lambda: weight(pandas.merge_asof(cases.to_pandas(), weights.to_pandas(), on="day", by="drg")))
tell("DuckDB, newest first", lambda: dict(duckdb.sql("SELECT id, weight::DOUBLE FROM cases ASOF JOIN weights ON cases.drg = weights.drg AND cases.day >= weights.day ORDER BY id").fetchall()))
PY
)"
expect "$(cat <<'TEXT'
polars, by=, newest first {'A': None, 'B': None, 'C': 0.9} | warnings: 1
polars, by=, sorted       {'A': 1.1, 'B': 1.1, 'C': 1.3} | warnings: 1
polars, no by=            InvalidOperationError argument in operation 'asof_join' is not sorted
pandas, newest first      ValueError right keys must be sorted
DuckDB, newest first      {'A': 1.1, 'B': 1.1, 'C': 1.3} | warnings: 0
TEXT
)" "$seen"
