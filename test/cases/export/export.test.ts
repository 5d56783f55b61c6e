import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fewAlike } from '../../../src/cases/export/few-alike.js';
import { gradeCases } from '../../../src/cases/export/grade-cases.js';
import { readCaseRecords } from '../../../src/cases/read/read-case-records.js';
import { parseDay } from '../../../src/kernel/day.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { type ExportRunOptions, runExport } from '../../../src/run/export/export-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const saltFile = join(folder, 'salt.txt');
writeFileSync(saltFile, 'sixteen characters and more\n');
const cases = join(packageRoot(), 'examples', 'monitor', 'cases.csv');
const run = (out: string, more: Partial<ExportRunOptions> = {}) =>
  runExport(
    {
      ...{ files: [cases], out: join(folder, out), grade: 'restricted', saltFile, shift: 'none' },
      ...{ by: 'data office', purpose: 'study', log: join(folder, 'log.csv') },
      ...more,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' },
  );
const rowsOf = (out: string): Record<string, string>[] => {
  const [heading, ...lines] = readFileSync(join(folder, out), 'utf8').trimEnd().split('\n');
  const names = heading!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, c) => [names[c]!, cell])));
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.catch((cause: unknown) => cause);
  return error instanceof EngineError ? error.code : String(error);
};

test('M31: restricted has no id of the file, one key a patient, and a line in the log a export', async () => {
  await run('restricted.csv');
  const rows = rowsOf('restricted.csv');
  const text = readFileSync(join(folder, 'restricted.csv'), 'utf8');
  expect(text).not.toMatch(/C001|SPLIT-1|P901/);
  expect(rows[0]!.case_id).toMatch(/^[0-9a-f]{20}$/);
  expect(new Set(rows.map(({ patient_key }) => patient_key)).size).toBeGreaterThan(100);
  await run('again.csv', { by: 'another' });
  expect(readFileSync(join(folder, 'again.csv'), 'utf8')).toBe(text);
  const log = rowsOf('log.csv');
  expect(log.map((row) => [row.by, row.grade, row.file, row.cases])).toEqual([
    ['data office', 'restricted', 'restricted.csv', '121'],
    ['another', 'restricted', 'again.csv', '121'],
  ]);
  expect(log[0]!.output_sha256).toBe(log[1]!.output_sha256);
  expect(readFileSync(join(folder, 'log.csv'), 'utf8')).not.toContain('sixteen');
});

test('open has no id at all, months and bands of age', async () => {
  await run('open.csv', { grade: 'open' });
  const rows = rowsOf('open.csv');
  expect(Object.keys(rows[0]!)).not.toEqual(expect.arrayContaining(['patient_key', 'hospital_id']));
  expect(rows.every(({ discharge_date }) => /^(|\d{4}-\d{2}-01)$/.test(discharge_date!))).toBe(true);
  expect(rows.every(({ age_years }) => Number(age_years) % 5 === 0)).toBe(true);
});

test('shifted dates keep the distance between two stays of a patient, and differ between patients', () => {
  const { table } = readCaseRecords(
    ['case_id', 'dx', 'patient_key', 'admit_date', 'discharge_date'],
    Array.from({ length: 20 }, (_, n) => [
      ...[`C${n}`, 'J18.900', `P${n >> 1}`, n % 2 === 0 ? '2026-03-01' : '2026-03-16', '2026-03-20'],
    ]),
  );
  const grade = { columns: 'all', ids: 'hashed', dates: 'day', ages: 'years' } as const;
  const { columns } = gradeCases(table, grade, 'salt', 'per_patient');
  const days = columns.admit_date?.kind === 'day' ? [...columns.admit_date.values] : [];
  for (let n = 0; n < 20; n += 2) expect(days[n + 1]! - days[n]!).toBe(15);
  const shifts = new Set(days.filter((_, n) => n % 2 === 0).map((day) => day - parseDay('2026-03-01')!));
  expect(shifts.size).toBeGreaterThan(5);
  expect([...shifts].every((days_) => Math.abs(days_) <= 182)).toBe(true);
});

test('an unknown grade, a short salt, a shift that the grade refuses: named, nothing written, nothing logged', async () => {
  const short = join(folder, 'short.txt');
  writeFileSync(short, 'short');
  const log = join(folder, 'none.csv');
  expect(await codeOf(run('x.csv', { grade: 'secret', log }))).toBe('export_grade_unknown');
  expect(await codeOf(run('x.csv', { saltFile: short, log }))).toBe('export_salt_short');
  expect(await codeOf(run('x.csv', { grade: 'open', shift: 'per_patient', log }))).toBe('export_shift_refused');
  expect([existsSync(join(folder, 'x.csv')), existsSync(log)]).toEqual([false, false]);
});

test('k-anonymity: exactly five alike stay, four are left out; 66 and 69 are one band, J18.9 and J18.0 one category', () => {
  const row = (id: string, age: string, dx: string): string[] => [id, dx, '1', age];
  const { table } = readCaseRecords(
    ['case_id', 'dx', 'sex', 'age_years'],
    [
      ...['66', '67', '68', '69', '65'].map((age, n) => row(`A${n}`, age, n === 0 ? 'J18.000' : 'J18.900|I10.x00')),
      ...['66', '67', '68', '69'].map((age, n) => row(`B${n}`, age, 'K35.800')),
    ],
  );
  const graded = gradeCases(table, { columns: 'all', ids: 'none', dates: 'month', ages: 'bands' }, 'salt', 'none');
  expect([...fewAlike(graded, ['sex', 'age_years', 'dx'], 5)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1]);
  expect([...fewAlike(graded, ['sex', 'age_years'], 5)]).toEqual(Array(9).fill(0));
  // A text is told by all of it, and a case without a diagnosis by that.
  expect([...fewAlike(table, ['case_id'], 2)]).toEqual(Array(9).fill(1));
  // A column that the table lacks tells nobody anything; whole years would.
  expect([...fewAlike(table, ['sex', 'hospital_id'], 9)]).toEqual(Array(9).fill(0));
  expect([...fewAlike(table, ['age_years'], 3)]).toEqual(Array(9).fill(1));
});

test('open leaves rare cases out and says how many, in the log too; a grade without columns refuses the option', async () => {
  const log = join(folder, 'alike.csv');
  const result = await run('alike-open.csv', { grade: 'open', log });
  expect(result.cases + result.leftOut).toBe(121);
  expect(result.cases).toBe(16);
  const counts = new Map<string, number>();
  for (const one of rowsOf('alike-open.csv')) {
    const alike = [one.hospital_level, one.sex, one.age_years, one.dx!.slice(0, 3)].join();
    counts.set(alike, (counts.get(alike) ?? 0) + 1);
  }
  expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(5);
  expect(rowsOf('alike.csv')[0]).toMatchObject({ least_alike: '5', left_out: '105' });
  expect((await run('two.csv', { grade: 'restricted', leastAlike: 2, log })).leftOut).toBe(104);
  expect((await run('all.csv', { grade: 'restricted', log })).leftOut).toBe(0);
  expect(await codeOf(run('x.csv', { grade: 'internal', leastAlike: 2, log }))).toBe('export_alike_columns');
  expect(await codeOf(run('x.csv', { grade: 'open', leastAlike: 1000, log }))).toBe('export_none_alike');
});
