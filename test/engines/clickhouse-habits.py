"""What ClickHouse does with a row program and with amounts. Prints one line, SEEN and JSON.

    python3 clickhouse-habits.py EMPTY_FOLDER
"""

import json
import os
import sys

from chdb import session

folder = sys.argv[1]
scripts = os.path.join(folder, "user_scripts")
os.makedirs(scripts)
saved = os.path.join(folder, "saved")
for name, text in {
    "save": f'cat > {saved}; echo answer; exit "${{1:-0}}"',
    "early": "head -n 2",
    "blank": r"cat > /dev/null; printf '12\n\n\\N\n'",
}.items():
    with open(os.path.join(scripts, name), "w") as file:
        file.write(f"#!/bin/sh\n{text}\n")
    os.chmod(os.path.join(scripts, name), 0o755)

clickhouse = session.Session(folder)


def ask(statement: str):
    try:
        return str(clickhouse.query(statement, "TSV")).strip().split("\n")
    except Exception as error:
        return ["refused", type(error).__name__]


def sent(form: str, values: str) -> str:
    ask(f"SELECT * FROM executable('save', {form}, 'line String', (SELECT {values}))")
    return open(saved).read()


VALUES = r"'a\tb' AS x, toFloat64(10000000) AS y, toDecimal64('12.50', 2) AS z, NULL AS n, toDate('2026-01-02') AS d"
print(
    "SEEN",
    json.dumps(
        {
            "tab_separated": sent("TabSeparated", VALUES),
            "line_as_string": sent("LineAsString", VALUES),
            "exit_3": ask("SELECT count() FROM executable('save 3', TabSeparated, 'line String', (SELECT 1))"),
            "exit_3_checked": ask(
                "SELECT count() FROM executable('save 3', TabSeparated, 'line String', (SELECT 1), SETTINGS check_exit_code = 1)"
            ),
            "early_exit": ask(
                "SELECT count() FROM executable('early', TabSeparated, 'line String', (SELECT number FROM numbers(10)), SETTINGS check_exit_code = 1)"
            ),
            "typed": ask("SELECT * FROM executable('blank', TabSeparated, 'line Int64', (SELECT 1))"),
            "typed_nullable": ask("SELECT * FROM executable('blank', TabSeparated, 'line Nullable(Int64)', (SELECT 1))"),
            "float_to_decimal": ask("SELECT toDecimal64(8.03, 2), toDecimal64(round(8.03 * 100), 2) / 100"),
            "unmatched": ask(
                "SELECT weight FROM (SELECT 'XX99' AS g) AS c LEFT JOIN (SELECT 'BR21' AS g, toDecimal64('1.25', 4) AS weight) AS w ON c.g = w.g"
            ),
        }
    ),
)
