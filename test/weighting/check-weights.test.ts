import { describe, expect, test } from 'vitest';
import { calibrateWeights } from '../../src/weighting/calibrate-weights.js';
import { checkWeights } from '../../src/weighting/check-weights.js';
import { weightTableOfText } from '../../src/weighting/read-weight-table.js';
import { weightFileText } from '../../src/weighting/weight-file.js';
import { CATALOGUE, historyOf, repeat } from './weighting-example.js';

const check = (cases: Parameters<typeof historyOf>[0]) => checkWeights(calibrateWeights(historyOf(cases)), CATALOGUE);
const named = (cases: Parameters<typeof historyOf>[0]) =>
  check(cases).map((finding) => `${finding.path} ${finding.code}`);

const IN_ORDER = [
  ...repeat(5, { group: 'AA11', yuan: 300 }),
  ...repeat(5, { group: 'AA13', yuan: 200 }),
  ...repeat(5, { group: 'AA15', yuan: 100 }),
  ...repeat(5, { group: 'BB19', yuan: 50 }),
  ...repeat(5, { group: 'CC19', yuan: 60 }),
];

describe('what the experts must see', () => {
  test('MCC 300, CC 200, none 100 with enough cases: nothing to say; equal weights are no inversion', () => {
    expect(check(IN_ORDER)).toEqual([]);
    expect(named(IN_ORDER.map((entry) => (entry.group === 'AA13' ? { ...entry, yuan: 300 } : entry)))).toEqual([]);
  });

  test('MCC lighter than CC, and CC lighter than none, are inversions of their own', () => {
    const swapped = (group: string, yuan: number) =>
      IN_ORDER.map((entry) => (entry.group === group ? { ...entry, yuan } : entry));
    expect(named(swapped('AA11', 150))).toEqual(['AA11 weight_inversion']);
    expect(named(swapped('AA13', 99))).toEqual(['AA13 weight_inversion']);
    expect(named(swapped('AA15', 400))).toEqual(['AA13 weight_inversion']);
    const [finding] = check(swapped('AA11', 150));
    expect(finding!.en).toContain('AA11 (with MCC) weighs 1.3393, less than AA13 (with CC) with 1.7857');
    expect(finding!.zh).toContain('AA11（伴严重并发症）权重 1.3393 低于 AA13（伴并发症）权重 1.7857');
  });

  test('without a CC group MCC is held against none', () => {
    const cases = IN_ORDER.filter((entry) => entry.group !== 'AA13');
    const table = calibrateWeights(
      historyOf(cases.map((entry) => (entry.group === 'AA11' ? { ...entry, yuan: 90 } : entry))),
    );
    const without = {
      ...table,
      rows: table.rows.map((row) => (row.group === 'AA13' ? { ...row, weight: undefined } : row)),
    };
    expect(checkWeights(without, CATALOGUE).map((finding) => `${finding.path} ${finding.code}`)).toEqual([
      'AA11 weight_inversion',
      'AA13 weight_group_empty',
    ]);
  });

  test('empty, unstable and fallback groups are listed with the mean that was used', () => {
    const cases = [
      ...repeat(6, { group: 'AA11', yuan: 300 }),
      { group: 'AA13', yuan: 200 },
      ...repeat(8, { group: 'BB19', yuan: 1 }),
      { group: 'BB19', yuan: 500 },
    ];
    expect(named(cases)).toEqual([
      'AA13 weight_group_fallback',
      'AA15 weight_group_fallback',
      'BB19 weight_group_unstable',
      'CC19 weight_group_empty',
    ]);
    const findings = check(cases);
    expect(findings[0]!.en).toContain('only 1 kept cases; it takes the mean of ADRG AA1');
    expect(findings[2]!.en).toContain('9 kept cases, CV 2.77');
    expect(findings.every((finding) => finding.severity === 'warning')).toBe(true);
  });

  test('a mean of 0.4 yuan in a region of 10,000 has weight 0.0000: a warning, and no weight once written and read', () => {
    const cases = [...repeat(99, { group: 'BB19', yuan: 10_000 }), ...repeat(5, { group: 'CC19', yuan: 0.4 })];
    const table = calibrateWeights(historyOf(cases));
    const row = table.rows.find(({ group }) => group === 'CC19')!;
    expect([row.weight, row.status]).toEqual([{ digits: 0, scale: 4 }, 'stable']);
    const finding = check(cases).find(({ path }) => path === 'CC19')!;
    expect([finding.code, finding.severity]).toEqual(['weight_rounds_to_zero', 'warning']);
    expect(finding.en).toContain('the mean cost 0.40 of group CC19');
    expect(finding.en).toContain('rounded to 0.0000');
    // From half of the last decimal on it is a weight: 0.5 over 9,519.26 is 0.00005 and becomes 0.0001.
    const half = [...repeat(99, { group: 'BB19', yuan: 10_000 }), ...repeat(5, { group: 'CC19', yuan: 0.5 })];
    expect(named(half)).not.toContain('CC19 weight_rounds_to_zero');
    const read = weightTableOfText(weightFileText(table), 'weights.csv', CATALOGUE, 4);
    expect(read.findings.map(({ code }) => code)).toContain('weight_zero');
    expect(read.table.rows.find(({ group }) => group === 'CC19')!.weight).toBeUndefined();
  });
});
