"""Groups and settles a region on Spark: drgdip is called line by line in every partition, Spark does the rest.

    python3 region_on_spark.py --cases year.parquet --drgdip "node dist/src/cli/main.js" --scheme chs-drg-2.0 --out OUT

Writes OUT/groups (Parquet: one row a case) and OUT/cells (text: what `drgdip settle --in OUT/cells/part-*` clears).
The cases may be Parquet or CSV with canonical column names. Nothing of a row leaves the cluster but the cells.
"""

import argparse
import shlex
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

GROUPING = ["case_id", "sex", "age_years", "age_days", "birth_weight_g", "admission_weight_g", "los_days",
            "discharge_type", "dx", "px"]
CLEARING = ["hospital_id", "hospital_level", "department", "insurance", "discharge_date", "total_cost", "pooled_fund",
            "payment_kind", "hospital_cost"]
RESULTS = ["case_id", "mdc", "adrg", "group", "status", "reason", "scheme_hash", "checksum"]


def main() -> None:
    options = arguments()
    master = SparkSession.builder.appName("drgdip")
    if options.master:
        master = master.master(options.master)
    spark = (
        master.config("spark.sql.shuffle.partitions", options.partitions)
        .config("spark.ui.enabled", "false")
        .config("spark.sql.legacy.charVarcharAsString", "true")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    cases = read(spark, options.cases)
    columns = [name for name in GROUPING + CLEARING if name in cases.columns]
    # Every value as text, written by Spark itself: a DOUBLE of 10,000,000 would come as 1.0E7 otherwise. TAB and line
    # feed would shift columns: no canonical value needs one.
    texts = [F.regexp_replace(F.col(name).cast("string"), "[\\t\\n\\r]", " ").alias(name) for name in columns]
    rows = cases.select(*texts).repartition(options.partitions)
    rows.createOrReplaceTempView("cases")
    command = f"{options.drgdip} stdio --quiet --scheme {shlex.quote(options.scheme)} --columns {','.join(columns)}"

    groups = spark.sql(transform(columns, f"{command} --output {','.join(RESULTS)}", RESULTS))
    groups.write.mode("overwrite").parquet(f"{options.out}/groups")
    verify(spark, rows, columns, f"{options.out}/groups")

    lines = rows.rdd.map(lambda row: "\t".join("\\N" if value is None else value for value in row))
    # checkCode: without it a program that failed would only lose its rows.
    cells = lines.pipe(f"{command} --emit cells", checkCode=True)
    cells.saveAsTextFile(f"{options.out}/cells")
    print(f"cells: {spark.sparkContext.textFile(f'{options.out}/cells').count()} lines")
    spark.stop()


def transform(columns: list[str], command: str, results: list[str]) -> str:
    """Both sides spelled out: the default separator differs with and without Hive, and on the way back the separator
    is a regular expression."""
    form = "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' NULL DEFINED AS '\\\\N'"
    taken = ", ".join(f"`{name}` STRING" for name in results)
    listed = ", ".join(f"`{name}`" for name in columns)
    return f"SELECT TRANSFORM({listed}) {form} USING '{command}' AS ({taken}) {form} FROM cases"


def verify(spark: SparkSession, rows, columns: list[str], path: str) -> None:
    """Row counts and checksums of both sides: a program that left early would lose rows in silence."""
    sent = F.concat_ws("\t", *[F.coalesce(F.col(name), F.lit("\\N")) for name in columns])
    expected = rows.agg(F.count("*"), F.sum(F.crc32(sent.cast("binary")))).first()
    back = spark.read.parquet(path)
    found = back.agg(F.count("*"), F.sum(F.col("checksum").cast("bigint")), F.countDistinct("scheme_hash")).first()
    if tuple(expected) != (found[0], found[1]) or found[2] > 1:
        sys.exit(f"rows and checksums sent {tuple(expected)}, come back {tuple(found)}: do not use this result")
    print(f"groups: {found[0]} rows, checksum {found[1]} on both sides")


def read(spark: SparkSession, path: str):
    if path.endswith(".csv"):
        # Texts as they stand: a schema guessed would turn 47.0 into 47 and ids into numbers.
        return spark.read.option("header", True).option("inferSchema", False).csv(path)
    return spark.read.parquet(path)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", required=True)
    parser.add_argument("--drgdip", default="drgdip", help="how drgdip is called on a worker")
    parser.add_argument("--scheme", default="chs-drg-2.0")
    parser.add_argument("--out", required=True)
    parser.add_argument("--master", default="", help="as spark-submit has it; local-cluster[2,1,1024] starts processes")
    parser.add_argument("--partitions", type=int, default=4)
    return parser.parse_args()


if __name__ == "__main__":
    main()
