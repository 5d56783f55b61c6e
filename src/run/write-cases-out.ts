import { rmSync } from 'node:fs';
import { extname } from 'node:path';
import { convertCsvToParquet } from '../report/convert-csv-to-parquet.js';
import type { CsvTexts } from '../report/csv-text.js';
import { writeFileAside } from './output-folder.js';
import { OPTION_ERRORS } from './run-errors.js';
import { keepUnfinished } from './unfinished-output.js';

const ENDINGS = new Set(['.csv', '.parquet', '']);

/**
 * Refuses a name that promises a format nobody writes: CSV named .xlsx opens in no program. Asked before any work.
 * @throws output_ending
 */
export function refuseEnding(out: string): void {
  const ending = extname(out);
  if (!ENDINGS.has(ending.toLowerCase())) throw OPTION_ERRORS.output_ending({ file: out, ending });
}

/**
 * Writes results by case to a file: Parquet where the name says so, else CSV. Written aside and put in place at the end.
 * @param write  writes the CSV, its texts `exact` where it only becomes Parquet
 * @param types  SQL types of the Parquet columns that are no texts
 */
export async function writeCasesOut(
  out: string,
  write: (path: string, texts: CsvTexts) => void,
  types?: Readonly<Record<string, string>>,
): Promise<void> {
  await writeCsvOrParquet(
    out,
    (path) => write(path, 'defused'),
    async (path, csv) => {
      write(csv, 'exact');
      await convertCsvToParquet(csv, path, types);
    },
  );
}

/**
 * The same with a writer for each format.
 * @param writeParquet  told a second file, for what lies in between; it is removed
 */
export async function writeCsvOrParquet(
  out: string,
  writeCsv: (path: string) => void,
  writeParquet: (path: string, between: string) => Promise<void>,
): Promise<void> {
  await writeFileAside(out, async (aside) => {
    if (!/\.parquet$/i.test(out)) return writeCsv(aside);
    const between = `${aside}.csv`;
    const release = keepUnfinished(between);
    try {
      await writeParquet(aside, between);
    } finally {
      rmSync(between, { force: true });
      release();
    }
  });
}
