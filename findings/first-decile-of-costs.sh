#!/usr/bin/env bash
# The tenth of costs below which a case is a low outlier: libraries give seven answers, one of them below zero.
#
# Guess: the default quantile is the one of numpy and of Excel's PERCENTILE.INC (Hyndman and Fan's rule 7) nearly everywhere.
# Seen:  of ten costs from 100 to 180 numpy, pandas and simple-statistics say 104.5; polars 105, its default takes the
#        nearest; Python's own statistics 100.5, and of the two costs 100 and 500 it says -180, below every cost, since its
#        default extrapolates. DuckDB's quantile_cont of a DECIMAL(10, 2) stays one and is cut: the median of 1.00 and 1.01
#        is 1.00, of -1.00 and -1.01 it is -1.00, while the same numbers as integers of fen give 100.5. ClickHouse's quantile
#        of 0 to 99,999 is off by a hundredth, as it draws a sample beyond 8,192 rows; its quantileExact is no mean of two.
# drgdip: one rule, stated in the policy and printed with the result (rule 7 by default), on whole fen.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages simple-statistics@7.12.1
python_packages numpy==2.4.6 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 chdb==4.4.0

seen="$(python/bin/python - <<'PY'
import statistics
import chdb
import duckdb
import numpy
import pandas
import polars

costs = [100, 105, 110, 120, 130, 140, 150, 160, 170, 180]
print("numpy", numpy.quantile(costs, 0.1), "pandas", pandas.Series(costs).quantile(0.1), "polars", polars.Series(costs).quantile(0.1))
print("polars, the middle of 1 and 2:", polars.Series([1, 2]).quantile(0.5), "and its median", polars.Series([1, 2]).median())
print("statistics", statistics.quantiles(costs, n=10)[0], "of 100 and 500", statistics.quantiles([100, 500], n=10)[0])
median = lambda values: duckdb.execute(f"SELECT quantile_cont(x, 0.5) FROM (VALUES {values}) AS t(x)").fetchone()[0]
print("DuckDB", median("(1.00::DECIMAL(10, 2)), (1.01)"), median("(-1.00::DECIMAL(10, 2)), (-1.01)"), median("(100), (101)"))
rows = lambda statement: str(chdb.query(statement, "TSV")).strip().replace("\t", " ")
print("ClickHouse", rows("SELECT quantile(0.5)(number), quantileExact(0.5)(number), quantileExactInclusive(0.5)(number) FROM numbers(100000)"))
PY
node --input-type=module -e "
import { quantile } from 'simple-statistics';
console.log('simple-statistics', quantile([100, 105, 110, 120, 130, 140, 150, 160, 170, 180], 0.1));
")"
expect 'numpy 104.5 pandas 104.5 polars 105.0
polars, the middle of 1 and 2: 2.0 and its median 1.5
statistics 100.5 of 100 and 500 -180.0
DuckDB 1.00 -1.00 100.5
ClickHouse 50501.5 50000 49999.5
simple-statistics 104.5' "$seen"
