"""Runs examples/clickhouse as its comments say: programs in user_scripts, the function's XML, the statements of region.sql.

    python3 clickhouse-region.py EXAMPLE_FOLDER REGION_FOLDER DRGDIP_COMMAND

Works in REGION_FOLDER (year.csv is there; groups.tsv and region.cells are written) and prints one line, SEEN and JSON.
"""

import json
import os
import re
import shutil
import sys

import chdb
from chdb import session

example, region, command = sys.argv[1:]
os.chdir(region)
engine = os.path.join(region, "clickhouse")
scripts = os.path.join(engine, "user_scripts")
shutil.copytree(os.path.join(example, "user_scripts"), scripts)
programs = os.path.join(region, "bin")
os.mkdir(programs)
with open(os.path.join(programs, "drgdip"), "w") as file:
    # Each start leaves a line, so that a pool can be told from a start a block.
    file.write(f'#!/bin/sh\necho "$@" >> {region}/starts\nexec {command} "$@"\n')
os.chmod(os.path.join(programs, "drgdip"), 0o755)
os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]

# The module looks for functions in one folder, under this name.
functions = os.path.join(region, "functions")
shutil.copytree(scripts, functions)
shutil.copy(os.path.join(example, "functions.xml"), os.path.join(functions, "udf_config.xml"))

seen = {}
clickhouse = session.Session(engine)
seen["version"] = str(clickhouse.query("SELECT version()", "TSVRaw")).strip()
statements = re.sub(r"^--.*$", "", open(os.path.join(example, "region.sql")).read(), flags=re.M).split(";\n")
answers = [str(clickhouse.query(statement, "TSV")).strip() for statement in statements if statement.strip()]
seen["compared"] = [answer for answer in answers if answer]
clickhouse.query(
    "SELECT case_id, mdc, adrg, group, status, reason FROM groups ORDER BY case_id INTO OUTFILE 'groups.tsv' FORMAT TSV"
)
clickhouse.query("SELECT case_id, sex, age_years, los_days, dx, px FROM cases ORDER BY case_id INTO OUTFILE 'rows.parquet'")
clickhouse.close()

pooled = chdb.query(
    "SELECT case_id, drg_group(sex, age_years, los_days, dx, px) FROM file('rows.parquet') ORDER BY case_id "
    "SETTINGS max_block_size = 250, max_threads = 1, input_format_parquet_max_block_size = 250",
    "TSV",
    udf_path=functions,
)
with open("pooled.tsv", "w") as file:
    file.write(str(pooled))
starts = open("starts").read().splitlines()
seen["starts_of_pool"] = sum("--chunk-header" in line for line in starts)
seen["starts"] = len(starts)
print("SEEN", json.dumps(seen))
