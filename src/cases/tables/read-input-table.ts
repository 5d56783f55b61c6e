import { basename } from 'node:path';
import { EngineError } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';
import { FileReading } from '../read/file-reading.js';
import { sniffFile } from '../read/sniff-file.js';
import type { InputRow, InputTable, InputTableKind } from './input-table.js';
import { INPUT_TABLE_ERRORS, problemText } from './input-table-errors.js';
import { InputTableReader } from './input-table-reader.js';
import { INPUT_TABLES } from './input-tables.js';

/** Problems of the headings: no row can be used. */
const WHOLE_TABLE = new Set(['input_column_missing', 'input_any_column_missing', 'input_heading_twice']);

/** Problems that a refusal tells one by one; `drgdip check` tells a thousand. */
const MOST_TOLD = 10;
const UNLISTED = 'input_problems_more';

/** Headings of a file by the column of the table that each stands for. */
export type MoreHeadings = Readonly<Record<string, string>>;

function withHeadings(table: InputTable, headings: MoreHeadings): InputTable {
  const columns = table.columns.map((column) => {
    const own = Object.keys(headings).filter((heading) => headings[heading] === column.name);
    return own.length === 0 ? column : { ...column, synonyms: [...(column.synonyms ?? []), ...own] };
  });
  return { ...table, columns };
}

/**
 * Checks a table beside the cases: every problem of every row, in the order of the file, each with its remedy. Any
 * format that cases are read from; streamed, so the file's size does not set the memory.
 * @returns no errors among the findings: the table can be used. Row 1 is the first after the heading.
 */
export async function checkInputTable(path: string, kind: InputTableKind): Promise<readonly Finding[]> {
  return (await inspectInputTable(path, kind)).findings;
}

/** The same with the number of rows, and of rows without a problem. */
export async function inspectInputTable(
  path: string,
  kind: InputTableKind,
): Promise<{ readonly rows: number; readonly rowsTaken: number; readonly findings: readonly Finding[] }> {
  let rowsTaken = 0;
  try {
    const { rows, findings } = await streamRows(path, kind, () => rowsTaken++);
    const isWhole = !findings.some(({ severity, code }) => severity === 'error' && WHOLE_TABLE.has(code));
    return { rows, rowsTaken: isWhole ? rowsTaken : 0, findings };
  } catch (error) {
    // The file as a whole: not there, a folder, no table.
    if (!(error instanceof EngineError)) throw error;
    const { code } = error;
    const sentence = (language: 'zh' | 'en'): string => error.text(language).replace(`${error.path ?? ''}: `, '');
    const finding: Finding = { code, severity: 'error', path: basename(path), zh: sentence('zh'), en: sentence('en') };
    return { rows: 0, rowsTaken: 0, findings: [finding] };
  }
}

/**
 * Reads a table beside the cases whole: amounts as integer fen, days as day numbers, decimals as exact texts.
 * @param headings  further headings by the column that they stand for
 * @throws input_table_wrong listing the first problems, each with its row and remedy, and their number; FILE_ERRORS for the file as a whole
 */
export async function readInputTable(
  path: string,
  kind: InputTableKind,
  headings: MoreHeadings = {},
): Promise<readonly InputRow[]> {
  const rows: InputRow[] = [];
  refuseProblems(path, kind, await streamRows(path, kind, (row) => rows.push(row), headings));
  return rows;
}

/** @throws input_table_wrong with the first problems and how many there are */
function refuseProblems(path: string, kind: InputTableKind, { findings, unlisted }: Streamed): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const { label } = INPUT_TABLES[kind];
  const listed = errors.filter(({ code }) => code !== UNLISTED);
  const count = listed.length + unlisted;
  const told = listed.slice(0, MOST_TOLD);
  const more = problemText(UNLISTED, { count: count - told.length });
  const list = (language: 'zh' | 'en'): string =>
    [...told.map((one) => `${one.path}: ${one[language]}`), ...(count === told.length ? [] : [more[language]])].join(
      '\n',
    );
  const raised = INPUT_TABLE_ERRORS.input_table_wrong();
  const { entry } = raised;
  // Each language lists its own sentences.
  const texts = {
    zh: entry.zh.replace('{table}', label.zh).replace('{list}', () => list('zh')),
    en: entry.en.replace('{table}', label.en).replace('{list}', () => list('en')),
  };
  throw new (raised.constructor as typeof EngineError)(raised.code, { ...entry, ...texts }, { count }, { path });
}

/**
 * The same row by row, for tables too large to hold (charge lines): `take` gets the rows without a problem.
 * @returns warnings
 * @throws input_table_wrong as above, once all rows are read; FILE_ERRORS for the file as a whole
 */
export async function streamInputTable(
  path: string,
  kind: InputTableKind,
  take: (row: InputRow, rowNumber: number) => void,
): Promise<readonly Finding[]> {
  const streamed = await streamRows(path, kind, take);
  refuseProblems(path, kind, streamed);
  return streamed.findings;
}

/** A table read to its end; problems beyond the first thousand are counted. */
interface Streamed {
  readonly rows: number;
  readonly findings: readonly Finding[];
  readonly unlisted: number;
}

async function streamRows(
  path: string,
  kind: InputTableKind,
  take: (row: InputRow, rowNumber: number) => void,
  headings: MoreHeadings = {},
): Promise<Streamed> {
  const sniffed = await sniffFile(path);
  const reader = new InputTableReader(withHeadings(INPUT_TABLES[kind], headings), basename(path), take);
  const reading = new FileReading(reader, {}, [], (headings) => reader.mapHeadings(headings));
  await reading.readFile(path, sniffed, () => undefined);
  return { rows: reader.rowCount, findings: reader.finish(), unlisted: reader.unlistedCount };
}
