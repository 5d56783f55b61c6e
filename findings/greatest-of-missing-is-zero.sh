#!/usr/bin/env bash
# DuckDB, polars: the greater of "missing" and 0 is 0, so a missing cost is paid as nothing.
#
# Guess: like every other operation, max of an unknown amount and 0 is unknown.
# Seen:  greatest(cost - 800, 0) is 0.00 for a missing cost, least(cost, 5000) is the full 5,000.00, while cost - 800
#        alone is NULL. polars' max_horizontal does the same, its clip(0) does not; mathjs gives NaN. A formula such as
#        "what is above the deductible, at least 0, at most the cap" turns a missing bill into 0 or into the whole cap.
# drgdip: its own evaluator answers "missing" as soon as one argument of min or max is missing; the case is told.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
python_packages duckdb==2.0.1 polars==2.1.0
npm_packages mathjs@15.2.0

seen="$(python/bin/python - <<'PY'
import duckdb, polars
print("duckdb", duckdb.__version__, "polars", polars.__version__)
rows = "(VALUES (900.00), (NULL)) AS cases(cost)"
for sql in ("cost - 800", "greatest(cost - 800, 0)", "least(cost, 5000)"):
    print(f"duckdb {sql:25}", [None if r[0] is None else str(r[0]) for r in duckdb.sql(f"SELECT {sql} FROM {rows}").fetchall()])
cost = polars.col("cost")
frame = polars.DataFrame({"cost": [900, None]}).select(
    max_horizontal=polars.max_horizontal(cost - 800, 0), clip=(cost - 800).clip(0), min_horizontal=polars.min_horizontal(cost, 5000))
for column in frame:
    print(f"polars {column.name:25}", column.to_list())
PY
)
$(node --input-type=module -e "
import { evaluate } from 'mathjs';
console.log('mathjs max(cost - 800, 0)        ', [900, NaN].map((cost) => evaluate('max(cost - 800, 0)', { cost })).join(', '));
")"
expect "duckdb 2.0.1 polars 2.1.0
duckdb cost - 800                ['100.00', None]
duckdb greatest(cost - 800, 0)   ['100.00', '0.00']
duckdb least(cost, 5000)         ['900.00', '5000.00']
polars max_horizontal            [100, 0]
polars clip                      [100, None]
polars min_horizontal            [900, 5000]
mathjs max(cost - 800, 0)         100, NaN" "$seen"
