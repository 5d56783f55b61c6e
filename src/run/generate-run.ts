import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { CaseTable } from '../cases/case-table.js';
import { hashFile } from '../cases/read/hash-file.js';
import { CaseCsv } from '../cases/write/write-case-csv.js';
import { writeRegister } from '../cases/write/write-register.js';
import { convertCsvToParquet } from '../report/convert-csv-to-parquet.js';
import { loadScheme } from '../schemes/load-scheme.js';
import { expectedBudgets } from '../simulation/region/expected-budgets.js';
import { addFurtherColumns, type FurtherColumn } from '../simulation/region/further-columns.js';
import { DEFAULT_YEAR, HISTORY_YEARS, registerOf } from '../simulation/region/generate-region.js';
import { yearInSteps } from '../simulation/region/generate-year.js';
import { prepareRegion } from '../simulation/region/prepare-region.js';
import { demoPolicyText, schemeOfDemoPolicy } from './demo-region.js';
import { engineVersion } from './engine-version.js';
import { refuseFolder, writeFolderAside } from './output-folder.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';

export interface GenerateRunOptions {
  readonly out: string;
  readonly scheme?: string;
  readonly cases: number;
  readonly seed: number;
  /** Cases of each of the three years before; default as many. */
  readonly historyCases?: number;
  /** The simulated year; default 2026. */
  readonly year?: number;
  /** Of the files of cases; default CSV. */
  readonly format?: 'csv' | 'parquet';
  /** Columns of the files of cases beside those that every region has. */
  readonly columns?: readonly FurtherColumn[];
}

/**
 * Writes a synthetic region as files: cases of the year, three years of history, register.csv, policy.yaml,
 * policy-dip.yaml, manifest.json. One year is in memory at a time.
 */
export async function runGenerate(
  options: GenerateRunOptions,
  context: RunContext,
): Promise<{ folder: string; files: string[] }> {
  const { cases, seed, historyCases = cases, year = DEFAULT_YEAR, format = 'csv', columns = [] } = options;
  refuseFolder(options.out, 'synthetic region');
  const model = await stage(context, 'prepare', { zh: '准备模拟地区', en: 'preparing the synthetic region' }, 0, () =>
    prepareRegion(loadScheme(options.scheme ?? schemeOfDemoPolicy())),
  );
  const budgets = expectedBudgets(model, cases);
  const past = Array.from({ length: HISTORY_YEARS }, (_, i) => year - HISTORY_YEARS + i);
  const names = [`year.${format}`, `history.${format}`, 'register.csv', 'policy.yaml', 'policy-dip.yaml'];
  await writeFolderAside(options.out, 'synthetic region', async (aside) => {
    const total = cases + HISTORY_YEARS * historyCases;
    const text = { zh: '生成并写出病例', en: 'making and writing cases' };
    await stage(context, 'generate', text, total, async (advance) => {
      let done = 0;
      // Cases are drawn, then written; between two pieces the process hears Ctrl-C.
      const pause = async (cases: number): Promise<void> => {
        done += cases;
        advance(Math.floor(done / 2));
        await setImmediate();
      };
      const draw = async (one: number, size: number): Promise<CaseTable> => {
        const steps = yearInSteps(model, { cases: size, seed, year: one, pricesOf: year });
        let drawn = 0;
        for (;;) {
          const step = steps.next();
          if (step.done === true) return addFurtherColumns(step.value.table, columns, { seed, year: one });
          if (step.value - drawn < ROWS_A_PIECE && step.value < size) continue;
          await pause(step.value - drawn);
          drawn = step.value;
        }
      };
      await writeCases(aside, 'year', format, [() => draw(year, cases)], pause);
      await writeCases(
        aside,
        'history',
        format,
        past.map((one) => () => draw(one, historyCases)),
        pause,
      );
    });
    await stage(context, 'write', { zh: '写出其他文件', en: 'writing the other files' }, 0, async () => {
      writeRegister(join(aside, 'register.csv'), registerOf(model));
      writeFileSync(join(aside, 'policy.yaml'), demoPolicyText(budgets, 'drg', options.year));
      writeFileSync(join(aside, 'policy-dip.yaml'), demoPolicyText(budgets, 'dip', options.year));
      const files: Record<string, string> = {};
      for (const name of names) files[name] = await hashFile(join(aside, name));
      const manifest = {
        tool: 'drgdip',
        version: engineVersion(),
        kind: 'synthetic region',
        cases,
        seed,
        ...(options.year === undefined ? {} : { year }),
        history_cases: HISTORY_YEARS * historyCases,
        ...(columns.length === 0 ? {} : { columns }),
        files,
      };
      writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    });
  });
  return { folder: options.out, files: [...names, 'manifest.json'].map((name) => join(options.out, name)) };
}

/** Cases between two moments at which the process listens. */
const ROWS_A_PIECE = 65_536;

/** Types of Parquet columns that are no texts. */
const TYPES: Readonly<Record<string, string>> = { money: 'DECIMAL(18,2)', integer: 'INTEGER', day: 'DATE' };

async function writeCases(
  folder: string,
  name: string,
  format: 'csv' | 'parquet',
  tables: readonly (() => Promise<CaseTable>)[],
  pause: (cases: number) => Promise<void>,
): Promise<void> {
  const path = join(folder, `${name}.csv`);
  const types: Record<string, string> = {};
  const file = openSync(path, 'w');
  try {
    const csv = new CaseCsv((bytes) => {
      for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from, bytes.length - from);
    });
    for (const make of tables) {
      const table = await make();
      for (const [column, { kind }] of Object.entries(table.columns)) {
        if (TYPES[kind] !== undefined) types[column] = TYPES[kind];
      }
      for (let from = 0; from < table.caseCount; from += ROWS_A_PIECE) {
        const to = Math.min(table.caseCount, from + ROWS_A_PIECE);
        csv.write(table, from, to);
        await pause(to - from);
      }
    }
    csv.end();
  } finally {
    closeSync(file);
  }
  if (format === 'csv') return;
  await convertCsvToParquet(path, join(folder, `${name}.parquet`), types);
  rmSync(path);
}
