#!/usr/bin/env bash
# SheetJS, then DuckDB or polars: 5 March 2026 is written 3/5/26 and read as 3 May, or as a day of the year 26.
#
# Guess: a program writes a day so that it can be read again; a reader takes one meaning of 3/5/26, or leaves the text.
# Seen:  sheet_to_csv of SheetJS writes 3/5/26, even for cells made from Date. What DuckDB makes of it depends on the other
#        rows and on the month: alone it is 3 May 2026; beside a 13 March it is 5 March; 12/5/26 is 26 May 2012; with a time
#        of day it is 26 May of the year 3. polars with try_parse_dates has 3 May of the year 26, and beside a 13 March the
#        text. dateNF: 'yyyy-mm-dd' mends it at the source.
# drgdip: dates it writes are 2026-03-05; 3/5/26 rejects the row.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages @e965/xlsx@0.20.3
python_packages duckdb==2.0.1 polars==2.1.0

node --input-type=module <<'JS'
import { writeFileSync } from 'node:fs';
import { utils } from '@e965/xlsx';

const csv = (days, options) => {
  const rows = days.map(([month, day]) => [new Date(Date.UTC(2026, month - 1, day, 8, 30))]);
  return utils.sheet_to_csv(utils.aoa_to_sheet([['discharged'], ...rows], { UTC: true, ...options }));
};
writeFileSync('a.csv', csv([[3, 5], [3, 6]]));
writeFileSync('b.csv', csv([[3, 5], [3, 13]]));
writeFileSync('c.csv', csv([[12, 5], [12, 6]]));
writeFileSync('d.csv', csv([[3, 5], [3, 6]], { dateNF: 'yyyy-mm-dd' }));
writeFileSync('e.csv', csv([[3, 5], [3, 6]], { dateNF: 'm/d/yy h:mm' }));
JS
seen="$(python/bin/python - <<'PY'
import duckdb, polars

for name in "abcde":
    written = open(f"{name}.csv").read().split("\n")[1:3]
    try:
        seen = polars.read_csv(f"{name}.csv", try_parse_dates=True)["discharged"][0]
    except polars.exceptions.ComputeError:
        seen = "refuses"
    print(", ".join(written).ljust(24), "DuckDB", str(duckdb.sql(f"FROM '{name}.csv'").fetchall()[0][0]).ljust(19), "polars", seen)
PY
)"
expect "$(cat <<'TEXT'
3/5/26, 3/6/26           DuckDB 2026-05-03          polars 0026-05-03
3/5/26, 3/13/26          DuckDB 2026-03-05          polars 3/5/26
12/5/26, 12/6/26         DuckDB 2012-05-26          polars 0026-05-12
2026-03-05, 2026-03-06   DuckDB 2026-03-05          polars 2026-03-05
3/5/26 8:30, 3/6/26 8:30 DuckDB 0003-05-26 08:30:00 polars refuses
TEXT
)" "$seen"
