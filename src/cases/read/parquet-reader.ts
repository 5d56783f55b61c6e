import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbReadPath } from '../../kernel/duckdb-path.js';
import { EngineError } from '../../kernel/errors.js';
import { columnSchema } from '../columns.js';
import { FILE_ERRORS } from './file-errors.js';
import { JoinedRows, UNIT_SEPARATOR } from './joined-rows.js';
import type { HeadingMapping } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice } from './read-result.js';
import type { RowSink } from './scan-rows.js';

export interface ParquetHandler {
  /** Called once. Answers how the headings are used; other columns are not read. */
  heading(headings: readonly string[]): HeadingMapping;
  /** Takes the rows, `rowsTotal` of them; cells are those of `cellsRead`, in its order. */
  rows(cellsRead: readonly number[], rowsTotal: number): RowSink;
}

/**
 * Reads a Parquet file by DuckDB. Every value comes as its exact text (DECIMAL, BIGINT and the shortest form of a
 * DOUBLE) and goes through the same cell writers as text files, so amounts and errors are the same in all formats.
 * Lists of codes are joined by |. A moment with a time zone (Spark's default) is a day only where all of its column are
 * at midnight UTC; any other would depend on the zone of whoever reads it. Amounts stored as FLOAT are told.
 * @throws parquet_unreadable, parquet_moments_not_days
 */
export async function readParquet(
  path: string,
  handler: ParquetHandler,
  progress?: (share: number) => void,
): Promise<Notice[]> {
  // Loaded only here: the binding costs 0.2 s of start-up.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const problem = (cause: unknown): Error => {
    const text = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    return FILE_ERRORS.parquet_unreadable({ problem: text.replaceAll(path, '…') }, { path, cause });
  };
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const source = `read_parquet(${duckdbReadPath(path)}, hive_partitioning = false)`;
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`).catch((cause) => {
      throw problem(cause);
    });
    const columns = described.getRows().map((row) => ({ name: String(row[0]), type: String(row[1]) }));
    const mapping = handler.heading(columns.map((column) => column.name));
    const cellsRead = [...new Set(mapping.sources.flatMap((one) => one.cells))].sort((a, b) => a - b);
    await refuseMoments(connection, source, momentsAsDays(mapping, columns), path);
    const texts = cellsRead.map((cell) => textOf(columns[cell]!.name, columns[cell]!.type));
    const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${source}`);
    const rowsTotal = Number(counted.getRows()[0]![0]);
    const rows = new JoinedRows(handler.rows(cellsRead, rowsTotal));
    // concat() takes NULL for an empty text, which is what missing is here.
    const joined = `concat(${texts.join(`, chr(${UNIT_SEPARATOR}), `)})`;
    const result = await connection.stream(`SELECT ${joined} FROM ${source}`);
    let done = 0;
    // DuckDB's thread fetches the next rows while these are taken.
    let coming = result.fetchChunk();
    try {
      for (;;) {
        const chunk = await coming;
        if (chunk === null || chunk.rowCount === 0) break;
        coming = result.fetchChunk();
        rows.take(chunk);
        done += chunk.rowCount;
        progress?.(done / Math.max(rowsTotal, 1));
      }
    } finally {
      // Where a row was refused, the connection must not be closed under a fetch that is still running.
      await coming.catch(() => {});
    }
    return floatAmounts(mapping, columns, path);
  } catch (error) {
    throw error instanceof EngineError ? error : problem(error);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

/** Columns of moments that fill a date. */
function momentsAsDays(mapping: HeadingMapping, columns: readonly ParquetColumn[]): ParquetColumn[] {
  const cells = mapping.sources.flatMap((one) => (columnSchema(one.column)?.kind === 'day' ? one.cells : []));
  return cells.map((cell) => columns[cell]!).filter((column) => column.type === 'TIMESTAMP WITH TIME ZONE');
}

/** @throws parquet_moments_not_days where one of the columns holds a moment that is not midnight UTC */
async function refuseMoments(
  connection: DuckDBConnection,
  source: string,
  columns: readonly ParquetColumn[],
  path: string,
): Promise<void> {
  for (const { name } of columns) {
    const column = quoteName(name);
    const found = await connection.runAndReadAll(
      `SELECT count(*)::INTEGER, min(${column})::VARCHAR FROM ${source} WHERE epoch_us(${column}) % 86400000000 <> 0`,
    );
    const [count, example] = found.getRows()[0]!;
    if (Number(count) > 0) {
      throw FILE_ERRORS.parquet_moments_not_days(
        { column: name, count: Number(count), example: String(example) },
        { path },
      );
    }
  }
}

/** FLOAT has 24 bits: from 131,072 yuan on its steps are wider than a fen. */
function floatAmounts(mapping: HeadingMapping, columns: readonly ParquetColumn[], path: string): Notice[] {
  const amounts = mapping.sources.filter((one) => columnSchema(one.column)?.kind === 'money');
  const floats = new Set(amounts.flatMap((one) => one.cells).filter((cell) => columns[cell]!.type === 'FLOAT'));
  if (floats.size === 0) return [];
  const names = [...floats].map((cell) => columns[cell]!.name).join(', ');
  return [notice('notice_float_amounts', { file: basename(path), columns: names })];
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQL that gives a column as text, exactly. */
function textOf(name: string, type: string): string {
  const column = quoteName(name);
  if (type === 'BLOB') return `decode(${column})`;
  if (type.endsWith('[]')) return `array_to_string(CAST(${column} AS VARCHAR[]), '|')`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `CAST(${column} AT TIME ZONE 'UTC' AS VARCHAR)`;
  return `CAST(${column} AS VARCHAR)`;
}
