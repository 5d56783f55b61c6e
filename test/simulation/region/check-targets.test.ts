import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { checkTargets, TOLERANCE } from '../../../src/simulation/region/check-targets.js';
import { generateYear } from '../../../src/simulation/region/generate-year.js';
import { observeYear } from '../../../src/simulation/region/observe-year.js';
import { prepareRegion } from '../../../src/simulation/region/prepare-region.js';
import { targetTable } from '../../../src/simulation/region/target-table.js';
import { target } from '../../../src/simulation/region/targets.js';
import { sharedReference } from '../../shared-reference.js';

const model = prepareRegion(loadScheme('chs-drg-2.0'));
const { table, drawnGroup } = generateYear(model, { cases: 300_000, seed: 1, year: 2026 });
const checks = checkTargets(model, observeYear(model, table, drawnGroup));

describe('the synthetic region at 300,000 cases, figure by figure', () => {
  test('tolerances are 2 % on costs, days, shares and means, 5 % on spreads, 0 on counts', () => {
    expect(TOLERANCE).toEqual({ cost: 0.02, days: 0.02, share: 0.02, mean: 0.02, spread: 0.05, count: 0 });
  });

  test.each(checks.filter(({ isChosen }) => !isChosen).map((check) => [check.name, check] as const))(
    '%s, a published figure, comes within its tolerance',
    (_, { generated, target: wanted, tolerance, verdict }) => {
      expect(Math.abs(generated / wanted - 1)).toBeLessThanOrEqual(tolerance);
      expect(verdict).toBe('within');
    },
  );

  test.each(checks.filter(({ isChosen }) => isChosen).map((check) => [check.name, check] as const))(
    '%s, a chosen figure, comes within its tolerance or three standard errors',
    (_, { deviation, tolerance, chance }) => {
      expect(Math.abs(deviation)).toBeLessThanOrEqual(Math.max(tolerance, Number.isNaN(chance) ? 0 : chance));
    },
  );

  test('46 published and 18 chosen figures are held, each once', () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
    expect(checks.filter(({ isChosen }) => !isChosen).length).toBe(46);
    expect(checks.filter(({ isChosen }) => isChosen).length).toBe(18);
  });

  test('a figure beyond its tolerance and chance misses: days made 3 % longer move the mean stay', () => {
    const seen = observeYear(model, table, drawnGroup);
    for (const cell of seen.cells) cell.days *= 1.03;
    const los = checkTargets(model, seen).find(({ name }) => name === 'los')!;
    expect(los.verdict).toBe('misses');
    expect(los.deviation).toBeGreaterThan(0.03);
  });

  test('the table says of each figure target, generated, deviation, tolerance and source', () => {
    const shown = targetTable(checks, 'en');
    expect(shown.rowCount).toBe(checks.length);
    const row = (shown.columns.figure as string[]).indexOf('employee_cost_level_3');
    expect((shown.columns.target as Float64Array)[row]).toBe(13_840);
    expect((shown.columns.source as string[])[row]).toContain('2024');
    expect((shown.columns.verdict as string[])[row]).toBe('within');
  });
});

const reference = sharedReference();

describe.skipIf(reference === undefined)('the targets against the list of published figures', () => {
  const text = reference === undefined ? '' : readFileSync(join(reference, 'region-figures.md'), 'utf8');

  test.each([
    ['13,840 / 8,327 / 6,105', ['employee_cost_level_3', 'employee_cost_level_2', 'employee_cost_level_1']],
    ['7.7 / 9.6 / 12.6 days', ['employee_los_level_3', 'employee_los_level_2', 'employee_los_level_1']],
    [
      '84.6%; 83.5/87.4/89.4%',
      ['employee_in_list_share_level_3', 'employee_in_list_share_level_2', 'employee_in_list_share_level_1'],
    ],
    [
      '68.1%; 63.2/72.4/80.8%',
      ['resident_in_list_share_level_3', 'resident_in_list_share_level_2', 'resident_in_list_share_level_1'],
    ],
    ['0.179/0.315/0.434/0.577/0.884', ['group_cv_p05', 'group_cv_p25', 'group_cv_p50', 'group_cv_p75', 'group_cv_p95']],
    [
      '4.0/6.8/8.0/9.4/11.4/14.4/25.3',
      [
        'group_los_p05',
        'group_los_p25',
        'group_los_p50',
        'group_los_p75',
        'group_los_p90',
        'group_los_p95',
        'group_los_p99',
      ],
    ],
  ] as const)('%s stands in the list and in the targets', (words, names) => {
    expect(text).toContain(words);
    const numbers = words
      .replace(/^[\d.]+%; /, '')
      .replaceAll(',', '')
      .match(/[\d.]+/g)!
      .map(Number);
    const scale = words.includes('%') ? 0.01 : 1;
    expect(names.map((name) => target(name))).toEqual(numbers.map((value) => Math.round(value * scale * 1e6) / 1e6));
  });

  test('employees’ 11,707 yuan and residents’ 7,674 yuan a stay, and no operation in 74.4 %', () => {
    for (const words of ['11,707', '7,674', 'no operation 74.4%', 'LOS 8.48 d']) expect(text).toContain(words);
    expect([
      target('employee_cost'),
      target('resident_cost'),
      target('no_operation_share'),
      target('group_los_mean'),
    ]).toEqual([11_707, 7_674, 0.744, 8.48]);
  });
});
