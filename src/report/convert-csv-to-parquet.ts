import { duckdbPath, duckdbReadPath } from '../kernel/duckdb-path.js';

/**
 * Rewrites a CSV of ours as Parquet, rows in order: for results by case. Columns are texts unless a type is named.
 * `comment = ''`, since DuckDB otherwise takes lines that begin with # for remarks, and those cases would be gone.
 * @param types column → SQL type, e.g. DECIMAL(18,2)
 */
export async function convertCsvToParquet(
  csv: string,
  parquet: string,
  types: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const casts = Object.entries(types).map(([column, type]) => `CAST("${column}" AS ${type}) AS "${column}"`);
    const columns = casts.length === 0 ? '*' : `* REPLACE (${casts.join(', ')})`;
    await connection.run(
      `COPY (SELECT ${columns} FROM read_csv(${duckdbReadPath(csv)}, hive_partitioning = false, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', nullstr = '', comment = '', skip = 0))
       TO ${duckdbPath(parquet)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
