import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { runGenerate } from '../../src/run/generate-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RegionRunResult } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { scenarioOptions, simulateFiles } from '../../src/run/simulate-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const scenarios = join(packageRoot(), 'examples', 'scenarios');
const names = readdirSync(scenarios).map((name) => name.replace(/\.yaml$/, ''));
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const results = new Map<string, RegionRunResult>();

beforeAll(async () => {
  for (const year of [2026, 2027]) {
    await runGenerate({ out: join(folder, `${year}`), cases: 1_200, seed: 4, year }, context);
  }
  for (const name of names) {
    const options = scenarioOptions(join(scenarios, `${name}.yaml`));
    const region = join(folder, `${options.policyYear ?? 2026}`);
    const files = { files: [join(region, 'year.csv')], history: [join(region, 'history.csv')] };
    results.set(name, await simulateFiles({ ...options, ...files, register: join(region, 'register.csv') }, context));
  }
});

const named = (scenario: string, name: string): ResultTable =>
  results.get(scenario)!.tables.find(({ schema }) => schema.name === name)!;
const numbers = (table: ResultTable, name: string): number[] => [...(table.columns[name] as Float64Array)];
const texts = (table: ResultTable, name: string) => table.columns[name] as readonly string[];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('every scenario of examples/scenarios on a region of 1,200 cases', () => {
  test.each(names)('%s: runs from its file, tables add up, all cases stand on both sides', (name) => {
    const { reconciliation, reform, region } = results.get(name)!;
    expect([reconciliation.reconciled, reform === undefined, region.year.caseCount]).toEqual([true, false, 1_200]);
    expect(sum(numbers(named(name, 'groups'), 'baseline_cases'))).toBe(1_200);
    expect(sum(numbers(named(name, 'groups'), 'reform_cases'))).toBe(1_200);
    expect(readFileSync(join(scenarios, `${name}.yaml`), 'utf8')).toMatch(new RegExp(`^id: ${name}$`, 'm'));
  });
});

describe('mechanisms by their id', () => {
  test('M18: eleven years of both funds, the first as simulated, with ends of intervals from the second on', () => {
    const years = named('m18-ten-years', 'years');
    expect([...new Set(texts(years, 'year'))]).toEqual([...Array(11).keys()].map((i) => `${2026 + i}`));
    expect(Object.keys(years.columns).some((name) => /low|high/.test(name))).toBe(true);
  });

  test('M20: some hospitals leave; what the others, the fund and patients get of it is shown apart from the reform', () => {
    const { tables } = results.get('m20-hospitals-leave')!;
    const behaviour = tables.filter(({ schema }) => schema.name.startsWith('behaviour'));
    expect(behaviour.length).toBeGreaterThanOrEqual(2);
    expect(behaviour.every(({ rowCount }) => rowCount > 0)).toBe(true);
  });

  test('M30: charges fall by the drugs cut, weights move both ways, and each lever says what it did', () => {
    const fund = named('m30-drug-prices-with-weights', 'fund');
    expect(numbers(fund, 'change_total_cost').at(-1)).toBeLessThan(0);
    const change = numbers(named('m30-drug-prices-with-weights', 'groups'), 'change_weight');
    expect(change.filter((value) => value > 0).length).toBeGreaterThan(20);
    expect(change.filter((value) => value < 0).length).toBeGreaterThan(20);
    const attribution = named('m30-drug-prices-with-weights', 'attribution');
    expect(sum(numbers(attribution, 'change_fund'))).toBe(numbers(fund, 'change_fund').at(-1));
  });

  test('M32: shares of spend by method add up to 1 on both sides, and the share through groups falls below the aim of 70 %', () => {
    const methods = named('m32-share-under-each-method', 'methods');
    const share = (side: string): number => {
      const values = numbers(methods, `${side}_fund_share`);
      expect(sum(values)).toBeCloseTo(1, 12);
      return sum(values.filter((_, row) => texts(methods, 'payment')[row] === 'drg'));
    };
    expect(share('baseline')).toBeGreaterThan(0.8);
    expect(share('reform')).toBeLessThan(0.7);
  });

  test('a scheme from 1 March 2027: about a sixth of the year is paid under 2.0, the rest under 3.0', () => {
    const groups = named('scheme-3.0-from-march-2027', 'groups');
    const cases = numbers(groups, 'reform_cases');
    const of = (scheme: string): number =>
      sum(cases.filter((_, row) => texts(groups, 'group')[row]!.endsWith(`@${scheme}`)));
    expect(of('chs-drg-2.0') / (of('chs-drg-2.0') + of('chs-drg-3.0'))).toBeCloseTo(59 / 365, 1);
  });
});
