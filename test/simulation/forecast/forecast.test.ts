import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCaseRecords } from '../../../src/cases/read/read-case-records.js';
import { dayOf } from '../../../src/kernel/day.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import {
  type ForecastRunOptions,
  type ForecastRunResult,
  runForecast,
} from '../../../src/run/forecast/forecast-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import { restOfYear } from '../../../src/simulation/forecast/rest-of-year.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const run = (out: string, more: Partial<ForecastRunOptions> = {}): Promise<ForecastRunResult> =>
  runForecast(
    {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      register: example('monitor', 'register.csv'),
      asOf: dayOf(2026, 6, 30)!,
      replicates: 12,
      level: 0.9,
      seed: 7,
      out: join(folder, out),
      ...more,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
const column = ({ tables }: ForecastRunResult, name: string, of: string): number[] => [
  ...(tables.find(({ schema }) => schema.name === name)!.columns[of] as Float64Array),
];
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.catch((cause: unknown) => cause);
  return error instanceof EngineError ? error.code : String(error);
};

/** So many discharges of a department on each day given. */
const cases = (days: readonly (readonly [day: string, count: number])[]) => {
  const rows = days.flatMap(([day, count]) =>
    Array.from({ length: count }, (_, n) => [`${day}-${n}`, 'H1', '内科', 'J18.900', day]),
  );
  return readCaseRecords(['case_id', 'hospital_id', 'department', 'dx', 'discharge_date'], rows).table;
};

describe('what is still to come', () => {
  test('without a past, by days: 90 cases in 90 days of 365 leave 275', () => {
    const rest = restOfYear(2026, cases([['2026-03-01', 90]]), undefined, dayOf(2026, 3, 31)!);
    expect(rest.departments[0]).toMatchObject({ expected: 275, basis: 'days' });
  });

  test('with a past, by its season: 60 before and 30 after the day of the year, 90 so far → 45; 29 after: by days', () => {
    const past = (after: number) =>
      cases([
        ['2025-02-10', 60],
        ['2025-07-01', after],
      ]);
    const asOf = dayOf(2026, 3, 31)!;
    const rest = restOfYear(2026, cases([['2026-03-01', 90]]), past(30), asOf);
    expect(rest.departments[0]).toMatchObject({ expected: 45, basis: 'season_department' });
    expect(new Set(rest.pastDays)).toEqual(new Set([dayOf(2026, 7, 1)]));
    expect(restOfYear(2026, cases([['2026-03-01', 90]]), past(29), asOf).departments[0]!.basis).toBe('days');
  });

  test('a new department takes the season of its hospital; cases after the day are left out and counted', () => {
    const year = cases([
      ['2026-03-01', 10],
      ['2026-05-01', 3],
    ]);
    const past = readCaseRecords(
      ['case_id', 'hospital_id', 'department', 'dx', 'discharge_date'],
      Array.from({ length: 120 }, (_, n) => [`P${n}`, 'H1', '外科', 'J18.900', n < 40 ? '2025-01-05' : '2025-09-09']),
    ).table;
    const rest = restOfYear(2026, year, past, dayOf(2026, 3, 31)!);
    expect(rest).toMatchObject({ leftOut: 3, departments: [{ expected: 20, basis: 'season_hospital' }] });
  });
});

describe('the example region as of 30 June', () => {
  test('one seed, one result; another seed, another; intervals hold the middle', async () => {
    const [first, again, other] = [await run('a'), await run('a'), await run('b', { seed: 8 })];
    expect(again.tables).toEqual(first.tables);
    expect(column(other, 'forecast_hospitals', 'margin')).not.toEqual(column(first, 'forecast_hospitals', 'margin'));
    const [margin, low, high] = ['margin', 'low_margin', 'high_margin'].map((of) =>
      column(first, 'forecast_departments', of),
    );
    margin!.forEach((value, row) => {
      expect(low![row]! <= value && value <= high![row]!).toBe(true);
    });
  });

  test('a rate 5 % lower from October costs M01 income, and only the last quarter', async () => {
    const result = await run('reform', { reforms: [example('forecast', 'october.yaml')] });
    const [change, income] = ['change', 'income'].map((of) => column(result, 'forecast_hospitals', of)[0]);
    expect(change!).toBeLessThan(0);
    // 5 % of all would be 0.05 × income; a quarter of the year is far below half of it.
    expect(0 - change!).toBeLessThan(0.025 * income!);
  });

  test('what would break even is exact: CMI × cost ÷ income, income ÷ cases; a department with a margin needs no cut', async () => {
    const result = await run('even');
    const of = (name: string): number[] => column(result, 'forecast_departments', name);
    of('margin').forEach((margin, row) => {
      const [income, cost, cases] = [of('income')[row]!, of('total_cost')[row]!, of('cases')[row]!];
      expect(of('mean_cost_needed')[row]).toBe(Math.round(income / cases));
      expect(of('cost_cut_needed')[row]).toBe(Math.max(0, 1 - income / cost));
      if (margin > 0) expect(of('cost_cut_needed')[row]).toBe(0);
    });
    const [heading] = readFileSync(join(folder, 'even', 'forecast_departments.csv'), 'utf8').split('\n');
    expect(heading).not.toMatch(/doctor|physician/);
    expect(result.notices[0]!.zh).toContain('不得作为医师个人的限额');
  });
});

test('a day outside the year or before the first case, and cases without a day of discharge, are refused', async () => {
  expect(await codeOf(run('x', { asOf: dayOf(2027, 1, 1)! }))).toBe('forecast_day_outside');
  expect(await codeOf(run('x', { asOf: dayOf(2025, 12, 31)! }))).toBe('forecast_day_outside');
  const lines = readFileSync(example('monitor', 'cases.csv'), 'utf8').trimEnd().split('\n');
  const drop = lines[0]!.split(',').indexOf('discharge_date');
  const path = join(folder, 'no-day.csv');
  writeFileSync(
    path,
    lines
      .map((line) =>
        line
          .split(',')
          .filter((_, c) => c !== drop)
          .join(','),
      )
      .join('\n'),
  );
  expect(await codeOf(run('x', { files: [path] }))).toBe('forecast_no_day');
});
