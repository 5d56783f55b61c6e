import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbPath, duckdbReadPath } from '../kernel/duckdb-path.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { checkTable } from './check-table.js';
import { REPORT_CLOSING_ERRORS } from './report-errors.js';

/** A chunk of DuckDB holds no more. */
const CHUNK_ROWS = 2048;

/**
 * A result table as Parquet for programs: money twice, DECIMAL(18,2) yuan under its own name and `<name>_fen` BIGINT;
 * counts BIGINT, other numbers DOUBLE, text VARCHAR, in the schema's order whatever the values are, so that parts of
 * different runs can be read together. Name and version of the schema and the units stand in the file's metadata.
 * Rows keep their order; equal tables give equal bytes. Sums are read back and compared.
 * @throws report_column_missing, report_money_not_whole, parquet_not_equal
 */
export async function writeTableParquet(path: string, table: ResultTable): Promise<void> {
  checkTable(table);
  const { DuckDBInstance } = await import('@duckdb/node-api');
  // One thread: row groups and pages are then cut the same way in every run.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const stored = table.schema.columns.map((column) => `${quoteName(storedName(column))} ${storedType(column)}`);
    await connection.run(`CREATE TABLE result (row_number BIGINT, ${stored.join(', ')})`);
    await appendRows(connection, table);
    const written = table.schema.columns.flatMap(writtenExpressions);
    await connection.run(
      `COPY (SELECT ${written.join(', ')} FROM result ORDER BY row_number) TO ${duckdbPath(path)}
       (FORMAT parquet, COMPRESSION zstd, KV_METADATA ${metadata(table)})`,
    );
    await compareWithFile(connection, path, table);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function storedName(column: ResultColumnSchema): string {
  return column.type === 'money' ? `${column.name}_fen` : column.name;
}

function storedType(column: ResultColumnSchema): string {
  if (column.type === 'text') return 'VARCHAR';
  return column.type === 'money' || column.type === 'count' ? 'BIGINT' : 'DOUBLE';
}

function writtenExpressions(column: ResultColumnSchema): string[] {
  const name = quoteName(column.name);
  if (column.type !== 'money') return [name];
  const fen = quoteName(storedName(column));
  // A product of decimals is exact; a quotient would be a double.
  return [`CAST(CAST(${fen} AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS ${name}`, fen];
}

async function appendRows(connection: DuckDBConnection, table: ResultTable): Promise<void> {
  const { BIGINT, DOUBLE, DuckDBDataChunk, VARCHAR } = await import('@duckdb/node-api');
  const duckTypes = { VARCHAR, BIGINT, DOUBLE } as const;
  const types = [BIGINT, ...table.schema.columns.map((c) => duckTypes[storedType(c) as keyof typeof duckTypes])];
  const appender = await connection.createAppender('result');
  for (let start = 0; start < table.rowCount; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, table.rowCount - start);
    const chunk = DuckDBDataChunk.create(types, count);
    chunk.setColumnValues(
      0,
      Array.from({ length: count }, (_, k) => BigInt(start + k)),
    );
    for (const [c, column] of table.schema.columns.entries()) {
      const values = table.columns[column.name]!;
      const isWhole = storedType(column) === 'BIGINT';
      chunk.setColumnValues(
        c + 1,
        Array.from({ length: count }, (_, k) => {
          const value = values[start + k]!;
          if (typeof value === 'string') return value;
          if (Number.isNaN(value)) return null;
          return isWhole ? BigInt(value) : value;
        }),
      );
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function metadata(table: ResultTable): string {
  const { name, version, columns } = table.schema;
  const units = columns
    .filter((column) => column.type === 'money')
    .map((column) => `${column.name}=yuan;${column.name}_fen=fen`)
    .join(';');
  return `{schema: ${quoteText(name)}, schema_version: ${quoteText(String(version))}, units: ${quoteText(units)}}`;
}

/** Sums, counts of present values and the number of rows, from the file and from the table. */
async function compareWithFile(connection: DuckDBConnection, path: string, table: ResultTable): Promise<void> {
  const whole = table.schema.columns.filter((column) => storedType(column) === 'BIGINT');
  const sums = whole.flatMap((column) => [
    `CAST(COALESCE(SUM(${quoteName(storedName(column))}), 0) AS VARCHAR)`,
    `CAST(COUNT(${quoteName(storedName(column))}) AS VARCHAR)`,
  ]);
  const yuan = whole
    .filter((column) => column.type === 'money')
    .map((c) => `CAST(COALESCE(SUM(${quoteName(c.name)}), 0) * 100 AS DECIMAL(38,0))::VARCHAR`);
  const reader = await connection.runAndReadAll(
    `SELECT ${['CAST(COUNT(*) AS VARCHAR)', ...sums, ...yuan].join(', ')} FROM read_parquet(${duckdbReadPath(path)}, hive_partitioning = false)`,
  );
  const found = reader.getRows()[0]!.map(String);
  const check = (what: string, expected: string, position: number): void => {
    if (found[position] === expected) return;
    throw REPORT_CLOSING_ERRORS.parquet_not_equal({
      table: table.schema.name,
      what,
      expected,
      found: found[position],
    });
  };
  check('rows', String(table.rowCount), 0);
  let moneyPosition = 1 + 2 * whole.length;
  for (const [k, column] of whole.entries()) {
    let sum = 0n;
    let present = 0;
    for (const value of table.columns[column.name] as Float64Array) {
      if (Number.isNaN(value)) continue;
      sum += BigInt(value);
      present += 1;
    }
    check(`sum(${column.name})`, String(sum), 1 + 2 * k);
    check(`count(${column.name})`, String(present), 2 + 2 * k);
    if (column.type === 'money') check(`sum(${column.name}) in yuan × 100`, String(sum), moneyPosition++);
  }
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
