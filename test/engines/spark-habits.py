"""What the engine does with a row program, observed: prints one JSON object. Arguments: the folder for scratch files."""

import json
import os
import sys

from pyspark.sql import SparkSession

folder = sys.argv[1]
spark = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
seen = {}


def rows(query):
    return [list(row) for row in spark.sql(query).collect()]


def failure(query):
    try:
        return rows(query)
    except Exception as error:  # The class matters, not its words.
        return type(error).__name__




def program(name, text):
    """A shell program of these lines; quoting within the query is not what is looked at."""
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + text + "\n")
    os.chmod(path, 0o755)
    return path


spark.sql("SELECT 'A1' AS id, CAST(10000000 AS DOUBLE) AS cost, CAST(NULL AS STRING) AS px").createOrReplaceTempView("one")
seen["separator_without_form"] = rows(
    "SELECT TRANSFORM(id, px) USING 'od -An -tx1' AS (bytes STRING) FROM one")[0][0].split()
form = "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t'"
seen["double_in_text"] = rows(f"SELECT TRANSFORM(id, cost) {form} USING 'cut -f2' AS (cost STRING) FROM one")
bars = program("bars.sh", "cat >/dev/null; echo 'K35|300.50|2'")
seen["regular_expression"] = rows(
    f"SELECT TRANSFORM(id) USING '{bars}' AS (a STRING, b STRING, c STRING)"
    " ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' FROM one")
numbers = program("numbers.sh", "cat >/dev/null; printf ' 12\\n12 \\n3.7\\n1e3\\n12\\n'")
seen["typed"] = rows(f"SELECT TRANSFORM(id) USING '{numbers}' AS (n INT) {form} FROM one")
spark.range(0, 1000, 1, 1).createOrReplaceTempView("many")
seen["early_exit"] = len(rows(f"SELECT TRANSFORM(id) {form} USING 'true' AS (n STRING) FROM many"))
three = program("three.sh", "cat; exit 3")
seen["exit_3"] = failure(f"SELECT TRANSFORM(id) {form} USING '{three}' AS (n STRING) FROM many")
marks = os.path.join(folder, "starts")
os.makedirs(marks, exist_ok=True)
mark = program("mark.sh", f"mktemp -p {marks} start.XXXXXX >/dev/null; exec cat")
spark.range(0, 100, 1, 2).createOrReplaceTempView("parts")
rows(f"SELECT TRANSFORM(id) {form} USING '{mark}' AS (n STRING) FROM parts")
seen["starts_plain"] = len(os.listdir(marks))
rows(f"SELECT * FROM (SELECT TRANSFORM(id) {form} USING '{mark}' AS (n STRING) FROM parts) ORDER BY n")
seen["starts_ordered"] = len(os.listdir(marks)) - seen["starts_plain"]
before = len(os.listdir(marks))
spark.sparkContext.parallelize(["a"], 3).pipe(mark).collect()
seen["starts_pipe_of_one_row_in_3_parts"] = len(os.listdir(marks)) - before
seen["pipe_texts"] = spark.sparkContext.parallelize([None, True, 0.00000001], 1).pipe("cat").collect()
seen["pipe_exit_unchecked"] = spark.sparkContext.parallelize(["a", "b"], 1).pipe(program("exit.sh", "exit 3")).collect()
print("SEEN " + json.dumps(seen))
spark.stop()
