import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderForecast } from '../../src/cli/render-forecast.js';
import { parseDay } from '../../src/kernel/day.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { displayWidth } from '../../src/report/display-width.js';
import { missingPartsNotice } from '../../src/run/costs/costs-run.js';
import { type ForecastRunResult, runForecast } from '../../src/run/forecast/forecast-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const region = {
  files: [example('monitor', 'cases.csv')],
  policy: 'example-national-base',
  weights: example('monitor', 'weights.csv'),
  register: example('monitor', 'register.csv'),
};

test('parts that a bill lacks are named as their columns are, each with the column to add in brackets', () => {
  const { zh, en } = missingPartsNotice(['cost_diagnostic', 'cost_other']);
  expect(zh).toBe('文件没有这些费用构成，归入“未列明”：诊断费（cost_diagnostic）、其他费（cost_other）');
  expect(en).toContain('not stated: diagnostic charges (cost_diagnostic), other charges (cost_other)');
});

describe('the forecast of the example in the terminal', () => {
  let result: ForecastRunResult;
  const column = (table: string, name: string): Float64Array =>
    result.tables.find(({ schema }) => schema.name === table)!.columns[name] as Float64Array;
  beforeAll(async () => {
    const asOf = parseDay('2026-06-30');
    const reforms = [example('forecast', 'october.yaml')];
    const out = join(folder, 'forecast');
    result = await runForecast({ ...region, reforms, asOf, replicates: 10, level: 0.9, out }, context);
  });

  test('its first line is Chinese throughout, its last names the page to open', () => {
    const lines = renderForecast(result, 'zh').trimEnd().split('\n');
    expect(lines[0]).toBe('全年预测：科室，截至 2026-06-30');
    expect(lines.at(-1)).toBe(`打开报告  ${join(folder, 'forecast', 'report.html')}`);
    expect(renderForecast(result, 'en').trimEnd().split('\n').at(-1)).toMatch(/^Open the report {2}.*report\.html$/);
  });

  test.each(['zh', 'en'] as const)(
    '%s: departments and groups fit 120 columns, cases of a mean year have one decimal',
    (language) => {
      const lines = renderForecast(result, language).split('\n');
      const rows = lines.filter((line) => /^(─|M\d\d )/.test(line));
      expect(rows.length).toBeGreaterThan(30);
      for (const line of rows) expect(displayWidth(line), line).toBeLessThanOrEqual(120);
      const cases = column('forecast_departments', 'cases');
      const worst = rows[1]!.split(/ {2,}/);
      expect(worst.slice(0, 2)).toEqual(['M01', '内科']);
      expect(worst[2]).toMatch(/^\d+\.\d$/);
      expect(Math.abs(Number(worst[2]) - cases[0]!)).toBeLessThanOrEqual(0.05);
      expect(lines[1]).toContain(language === 'zh' ? '改革变化（万元）' : 'Reform (10k yuan)');
    },
  );
});
