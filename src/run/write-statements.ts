import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../kernel/errors.js';
import { csvText } from '../report/csv-text.js';
import { type HospitalStatement, hospitalStatements, type StatementBook } from '../report/statements/statement-book.js';
import { statementFileNames } from '../report/statements/statement-file-names.js';
import { statementHtml } from '../report/statements/statement-html.js';
import { statementTable } from '../report/statements/statement-table.js';
import { statementWorkbook } from '../report/statements/statement-workbook.js';
import { writeTableCsv } from '../report/write-table-csv.js';
import { writeTableParquet } from '../report/write-table-parquet.js';

/** `table`: all lines as statements.csv and .parquet; `files`: a statement for each hospital beside them. */
export type StatementOutput = 'none' | 'table' | 'files';

/** Folder of the statements by hospital, and the list of its files. */
const FOLDER = 'statements';
const INDEX = 'index.csv';

/** What was written, as paths below the result folder with `/` between. */
export interface WrittenStatements {
  readonly files: readonly string[];
  /** hospital_id → path without ending; there are .xlsx, .html and .csv of each. Empty where only the table was asked. */
  readonly byHospital: ReadonlyMap<string, string>;
}

/**
 * Writes the statements of a run into its folder.
 * @param advance told the number of hospitals done
 * @throws statement_not_equal (exit 3) where a total is not the sum of its terms
 */
export async function writeStatements(
  folder: string,
  book: StatementBook,
  output: StatementOutput,
  language: Language,
  advance: (done: number) => void = () => {},
): Promise<WrittenStatements> {
  if (output === 'none') return { files: [], byHospital: new Map() };
  const statements = hospitalStatements(book);
  await writeTableCsv(join(folder, 'statements.csv'), statementTable(book, 'csv'));
  await writeTableParquet(join(folder, 'statements.parquet'), statementTable(book, 'parquet'));
  const files = ['statements.csv', 'statements.parquet'];
  if (output === 'table') return { files, byHospital: new Map() };
  await mkdir(join(folder, FOLDER));
  const names = statementFileNames(statements.map(({ hospitalId }) => hospitalId));
  const byHospital = new Map<string, string>();
  for (const [k, statement] of statements.entries()) {
    const path = `${FOLDER}/${names.get(statement.hospitalId)!}`;
    byHospital.set(statement.hospitalId, path);
    files.push(...(await writeHospital(folder, path, statement, book, language)));
    advance(k + 1);
  }
  await writeFile(join(folder, FOLDER, INDEX), indexText(statements, names));
  return { files: [...files, `${FOLDER}/${INDEX}`], byHospital };
}

async function writeHospital(
  folder: string,
  path: string,
  statement: HospitalStatement,
  book: StatementBook,
  language: Language,
): Promise<string[]> {
  await writeFile(join(folder, `${path}.xlsx`), await statementWorkbook(statement, language));
  await writeFile(join(folder, `${path}.html`), statementHtml(statement, language));
  const own = {
    ...book,
    parts: statement.parts.map(({ accounts, ...part }) => ({ ...part, lines: accounts.flatMap(({ lines }) => lines) })),
  };
  await writeTableCsv(join(folder, `${path}.csv`), statementTable(own, 'csv'));
  return ['.xlsx', '.html', '.csv'].map((ending) => path + ending);
}

/** Which files are whose: names of files are made safe, so that an id may not be read off them. */
function indexText(statements: readonly HospitalStatement[], names: ReadonlyMap<string, string>): string {
  const rows = statements.map(({ hospitalId, hospitalName }) =>
    [hospitalId, hospitalName, names.get(hospitalId)!].map(csvText).join(','),
  );
  return `${['hospital_id,hospital_name,file', ...rows].join('\n')}\n`;
}
