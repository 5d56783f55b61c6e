import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { runCoding } from '../../src/run/coding/coding-run.js';
import { type HospitalRunOptions, type HospitalRunResult, runHospital } from '../../src/run/hospital/hospital-run.js';
import { monitorOf } from '../../src/run/monitor/monitor-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const run = (
  out: string,
  more: Partial<HospitalRunOptions> = {},
  timings: { stage: string; milliseconds: number }[] = [],
): Promise<HospitalRunResult> =>
  runHospital(
    {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      register: example('monitor', 'register.csv'),
      replicates: 10,
      out: join(folder, out),
      ...more,
    },
    { executor: inlineExecutor, progress: silentProgress, timings, language: 'zh' },
  );
const named = (tables: readonly ResultTable[], name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const sum = (table: ResultTable, name: string): number =>
  [...(table.columns[name] as Float64Array)].reduce((all, fen) => (Number.isNaN(fen) ? all : all + fen), 0);

describe('the example region as one report', () => {
  let result: HospitalRunResult;
  const timings: { stage: string; milliseconds: number }[] = [];
  beforeAll(async () => {
    const more = {
      reforms: [example('forecast', 'october.yaml')],
      records: example('coding', 'medical-records.csv'),
      asOf: parseDay('2026-06-30'),
    };
    result = await run('whole', more, timings);
  });

  test('the file of cases is read once for costs, forecast, coding and monitoring, which have what they have alone', async () => {
    expect(timings.filter(({ stage }) => stage === 'read')).toHaveLength(1);
    const alone = {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      register: example('monitor', 'register.csv'),
      records: example('coding', 'medical-records.csv'),
    };
    const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
    const tables = [...(await runCoding(alone, context)).tables, ...(await monitorOf(alone, context)).tables];
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) expect(named(result.tables, table.schema.name), table.schema.name).toEqual(table);
  });

  test('a margin is what the standard, the own charges and outliers make of it, to the fen, row by row', () => {
    const groups = named(result.tables, 'hospital_groups');
    for (let row = 0; row < groups.rowCount; row++) {
      const at = (name: string): number => (groups.columns[name] as Float64Array)[row]!;
      const own = Number.isNaN(at('by_cost')) ? 0 : at('by_cost');
      expect(at('by_standard') + own + at('by_outliers')).toBe(at('margin'));
      expect(at('pay') - at('cost')).toBe(at('margin'));
      expect(at('margin') + at('change')).toBe(at('reform_margin'));
    }
    const departments = named(result.tables, 'hospital_departments');
    for (const name of ['cases', 'pay', 'cost', 'margin', 'by_standard', 'by_cost', 'by_outliers', 'change']) {
      expect(sum(departments, name), name).toBe(sum(groups, name));
    }
    expect(sum(departments, 'margin')).toBe(sum(named(result.tables, 'cost_links'), 'balance'));
  });

  test('the worst stands first, with its group and the reason in a sentence of each language', () => {
    const { columns } = named(result.tables, 'hospital_departments');
    expect([columns.hospital_id![0], columns.department![0], columns.margin![0]]).toEqual(['M01', '内科', -750_000]);
    expect(columns.worst_group![0]).toBe('ES35');
    expect(columns.why_zh![0]).toBe('费用比其他科室同病组每例高 1,747.04 元，主要在治疗');
    expect(columns.why_en![0]).toContain('1,747.04 yuan a case above');
    const margins = [...(columns.margin as Float64Array)];
    expect(margins).toEqual([...margins].sort((a, b) => a - b));
  });

  test('one folder holds tables, page and workbook: costs, forecast, coding, indicators, list quality, findings', () => {
    for (const name of [
      ...['hospital_departments', 'hospital_groups', 'cost_links', 'forecast_departments', 'coding_errors'],
      ...['monitor_departments', 'quality_checks', 'supervision_findings'],
    ]) {
      expect(existsSync(join(folder, 'whole', `${name}.csv`)), name).toBe(true);
      expect(existsSync(join(folder, 'whole', `${name}.parquet`)), name).toBe(true);
    }
    const page = readFileSync(join(folder, 'whole', 'report.html'), 'utf8');
    expect(page).toContain('哪个科室、哪个病组、为什么、如果');
    expect(existsSync(join(folder, 'whole', 'report.xlsx'))).toBe(true);
    for (const { schema } of result.tables) expect(schema.columns.map(({ name }) => name)).not.toContain('doctor');
  });
});

test('one hospital has its rows only, compared with all; one without cases is refused by name', async () => {
  const { tables, notices } = await run('one', { hospital: 'M02' });
  // What is of all hospitals is told, so that nobody takes it for this one's.
  expect(notices.at(-1)!.en).toMatch(
    /^These tables are of all hospitals of the file, not of M02 alone: .*Indicators: total/,
  );
  expect(notices.at(-1)!.en).not.toContain('Indicators by hospital');
  for (const name of ['hospital_departments', 'hospital_groups', 'cost_links', 'monitor_hospitals']) {
    expect(new Set(named(tables, name).columns.hospital_id as readonly string[]), name).toEqual(new Set(['M02']));
  }
  expect([...(named(tables, 'hospital_groups').columns.by_cost as Float64Array)].some((fen) => fen !== 0)).toBe(true);
  const error = await run('none', { hospital: 'M99' }).catch((cause: unknown) => cause);
  expect(error instanceof EngineError && error.code).toBe('hospital_without_cases');
});
