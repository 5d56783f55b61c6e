import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type CaseTexts, HEADINGS } from './clean-cases.js';

/** Types of columns as a warehouse declares them; every other column is VARCHAR. */
export const PARQUET_TYPES: ReadonlyMap<string, string> = new Map([
  ['admit_date', 'DATE'],
  ['discharge_date', 'DATE'],
  ['sex', 'TINYINT'],
  ['age_years', 'SMALLINT'],
  ['los_days', 'INTEGER'],
  ['discharge_type', 'TINYINT'],
  ['total_cost', 'DECIMAL(18,2)'],
  ['cost_drug', 'DECIMAL(18,2)'],
]);

async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * The rows as Parquet, an empty text as NULL, columns of the types given and VARCHAR otherwise.
 * @param odd  a value that replaces one row's cell, as SQL, by the case id and the column
 */
export async function writeParquet(
  rows: readonly CaseTexts[],
  headings: readonly string[],
  types: ReadonlyMap<string, string>,
  odd?: { readonly caseId: string; readonly column: string; readonly value: string },
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-damage-'));
  try {
    const source = join(folder, 'rows.json');
    const path = join(folder, 'rows.parquet');
    writeFileSync(source, rows.map((row) => JSON.stringify(row)).join('\n'));
    const texts = HEADINGS.map((name) => `${name}: 'VARCHAR'`).join(', ');
    const columns = HEADINGS.map((name, i) => {
      const cell = `CAST(nullif(${name}, '') AS ${types.get(name) ?? 'VARCHAR'})`;
      const value =
        odd?.column === name ? `CASE WHEN case_id = '${odd.caseId}' THEN ${odd.value} ELSE ${cell} END` : cell;
      return `${value} AS "${headings[i]}"`;
    });
    await withDuckDb((connection) =>
      connection.run(
        `COPY (SELECT ${columns.join(', ')} FROM read_json('${source}', format = 'newline_delimited', columns = {${texts}}))
         TO '${path}' (FORMAT parquet, COMPRESSION uncompressed)`,
      ),
    );
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which texts of a row columns of their declared types give back as they were; a column of texts gives each. */
export async function heldTexts(row: CaseTexts): Promise<ReadonlySet<string>> {
  const questions = [...PARQUET_TYPES].map(
    ([name, type], i) => `SELECT '${name}', TRY_CAST($${i + 1} AS ${type})::VARCHAR, TRY_CAST($${i + 1} AS DOUBLE)`,
  );
  const found = await withDuckDb((connection) =>
    connection.runAndReadAll(
      questions.join(' UNION ALL '),
      [...PARQUET_TYPES.keys()].map((name) => row[name] ?? ''),
    ),
  );
  const held = new Set<string>(HEADINGS.filter((name) => !PARQUET_TYPES.has(name)));
  for (const [name, back, number] of found.getRows()) {
    const text = row[String(name)] ?? '';
    if (back === text || (back !== null && Number(back) === number)) held.add(String(name));
  }
  return held;
}
