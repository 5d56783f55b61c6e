import type { DuckDBConnection } from '@duckdb/node-api';
import type { CaseTable } from '../cases/case-table.js';
import type { GroupedParts } from '../grouping/group-by-date.js';
import { duckdbPath, duckdbReadPath } from '../kernel/duckdb-path.js';
import { type LineFields, type UnreadRows, writeGroupLines } from './write-group-csv.js';

const FIELDS = ['mdc', 'adrg', 'group', 'status', 'reason'] as const;

/**
 * Writes what `writeGroupCsv` writes as Parquet, ids exactly as they came. A case's fields are one of a few hundred
 * lines, so only the line's number goes through the file in between, and the columns are made from those lines.
 * @param aside  a file for what lies in between; the caller removes it
 */
export async function writeGroupParquet(
  path: string,
  aside: string,
  table: CaseTable,
  grouped: GroupedParts,
  rows: UnreadRows,
): Promise<void> {
  const lines: LineFields[] = [];
  const known = new Map<string, number>();
  const numberOf = (fields: LineFields): string => {
    const key = JSON.stringify(fields);
    const number = known.get(key) ?? lines.length;
    if (number === lines.length) {
      known.set(key, number);
      lines.push(fields);
    }
    return String(number);
  };
  writeGroupLines(aside, 'case_id,line\n', table, grouped, rows, 'exact', numberOf);
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await setLines(connection, lines);
    const columns = FIELDS.map((field) => `getvariable('${field}')[line + 1] AS "${field}"`).join(', ');
    await connection.run(
      `COPY (SELECT case_id, ${columns} FROM read_csv(${duckdbReadPath(aside)}, hive_partitioning = false, auto_detect = false,
         columns = {'case_id': 'VARCHAR', 'line': 'UINTEGER'}, header = true, delim = ',', quote = '"', escape = '"', nullstr = ''))
       TO ${duckdbPath(path)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * One list for each field, with the value of every line. Looked up by place, so that no join can change the order of
 * rows; of an ENUM, which is written as text but without looking each value up again.
 */
async function setLines(connection: DuckDBConnection, lines: readonly LineFields[]): Promise<void> {
  const texts = FIELDS.map((field) => `"${field}" VARCHAR`).join(', ');
  await connection.run(`CREATE TABLE lines (line UINTEGER, ${texts})`);
  const appender = await connection.createAppender('lines');
  for (const [line, fields] of lines.entries()) {
    appender.appendUInteger(line);
    for (const value of fields) {
      if (value === '') appender.appendNull();
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
  for (const [index, field] of FIELDS.entries()) {
    const isBlank = lines.every((fields) => fields[index] === '');
    const type = isBlank ? 'VARCHAR' : `${field}_text`;
    const distinct = `SELECT DISTINCT "${field}" FROM lines WHERE "${field}" IS NOT NULL`;
    if (!isBlank) await connection.run(`CREATE TYPE ${type} AS ENUM (${distinct})`);
    const list = `SELECT list(CAST("${field}" AS ${type}) ORDER BY line) FROM lines`;
    await connection.run(`SET VARIABLE "${field}" = (${list})`);
  }
}
