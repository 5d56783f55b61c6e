import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../../src/kernel/formula/parse-formula.js';
import { allocateFen } from '../../../src/kernel/money.js';
import { conditionVocabulary } from '../../../src/schemes/scheme-document.js';
import { buildAliasTable, drawAlias } from '../../../src/simulation/region/alias-table.js';
import { splitCharges } from '../../../src/simulation/region/charge-parts.js';
import { interpolateQuantiles } from '../../../src/simulation/region/interpolate-quantiles.js';
import {
  costDeviationTable,
  exponentialMoments,
  normalShare,
  normalTable,
} from '../../../src/simulation/region/normal-table.js';
import { drawDay, seasonOf } from '../../../src/simulation/region/season.js';
import { solveCondition } from '../../../src/simulation/region/solve-condition.js';
import { byLevel, TARGETS, target } from '../../../src/simulation/region/targets.js';
import { tinyScheme } from '../../grouping/tiny-scheme.js';

describe('building blocks of the synthetic region', () => {
  test('charges split by largest remainder exactly as the kernel does it, for any bill to ten million yuan', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), weights, (total, shares) => {
        fc.pre(shares.some((share) => share > 0));
        const parts = new Float64Array(7);
        splitCharges(total, Float64Array.from(shares), parts);
        expect([...parts]).toEqual([...allocateFen(total, shares)]);
      }),
    );
  });

  test('an alias table draws each of 1 : 2 : 3 : 0 : 4 exactly in proportion', () => {
    const table = buildAliasTable([1, 2, 3, 0, 4]);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 100_000; i++) counts[drawAlias(table, (i + 0.5) / 100_000)]!++;
    expect(counts).toEqual([10_000, 20_000, 30_000, 0, 40_000]);
  });

  test('a quantile curve passes through its points, is linear or geometric between, flat outside', () => {
    const curve = [
      [0.1, 1],
      [0.5, 100],
    ] as const;
    expect(interpolateQuantiles(curve, 0.3, 'linear')).toBeCloseTo(50.5, 10);
    expect(interpolateQuantiles(curve, 0.3, 'log')).toBeCloseTo(10, 10);
    expect([0, 0.1, 0.5, 1].map((position) => interpolateQuantiles(curve, position, 'log'))).toEqual([1, 1, 100, 100]);
  });

  test('the normal table has mean 0, deviation 1 and its 97.5 % quantile at 1.96', () => {
    const table = normalTable();
    const mean = table.reduce((sum, z) => sum + z, 0) / table.length;
    const square = table.reduce((sum, z) => sum + z * z, 0) / table.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(square).toBeCloseTo(1, 2);
    expect(table[Math.floor(0.975 * table.length)]).toBeCloseTo(1.96, 2);
    expect(normalShare(1.96)).toBeCloseTo(0.975, 4);
  });

  test('without tails the cost deviation has the log-normal mean exp(σ²/2); tails of 1.3 % a side widen it', () => {
    const plain = exponentialMoments(costDeviationTable(0, 0), 0.5);
    expect(plain.mean).toBeCloseTo(Math.exp(0.125), 2);
    const tailed = exponentialMoments(costDeviationTable(0.013, 0.013), 0.5);
    expect(tailed.square / tailed.mean ** 2).toBeGreaterThan(plain.square / plain.mean ** 2);
  });

  test('a season covers every day of a leap year, fewer discharges on Sundays, and never passes the last day allowed', () => {
    const season = seasonOf(2024);
    expect(season.dayCount).toBe(366);
    const share = (day: number): number => season.cumulative[day]! - season.cumulative[day - 1]!;
    // 7 January 2024 was a Sunday.
    expect(share(6) / share(7)).toBeLessThan(0.8);
    expect(drawDay(season, 0.999999, 365)).toBe(365);
    expect(drawDay(season, 0.999999, 200)).toBeLessThanOrEqual(200);
    expect(drawDay(season, 0, 200)).toBe(0);
  });

  test('every target names its source, and shares of levels sum to 1', () => {
    for (const [name, row] of Object.entries(TARGETS)) {
      expect(row.source.length, name).toBeGreaterThan(5);
      expect(Number.isFinite(row.value), name).toBe(true);
      if (row.unit === 'share') expect(row.value >= 0 && row.value <= 1, name).toBe(true);
    }
    for (const family of ['employee_share', 'resident_share'] as const)
      expect(byLevel(family).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(target('hospitals_level_3') + target('hospitals_level_2') + target('hospitals_level_1')).toBe(60);
  });
});

describe('ways to meet a condition', () => {
  const document = tinyScheme;
  const chapter = document.chapters[0]!;
  const vocabulary = conditionVocabulary([]);
  const solve = (wanted: string, ...refused: string[]) =>
    solveCondition(
      [parseFormula(wanted, vocabulary)],
      refused.map((text) => parseFormula(text, vocabulary)),
      { document, chapter, rule: undefined },
    );

  test('"or" gives a way each, "and" joins them, a contradiction gives none', () => {
    expect(solve('ppx(valid) or apx(valid)')).toHaveLength(2);
    expect(solve('(ppx(valid) or apx(valid)) and (sex == 1 or sex == 2)')).toHaveLength(4);
    expect(solve('age_years < 17 and age_years >= 17')).toHaveLength(0);
    expect(solve('mcc', 'mcc')).toHaveLength(0);
  });

  test('an earlier group of the ADRG is refused: "always" after "mcc or cc" forbids both', () => {
    const [way, ...others] = solve('always', 'mcc or cc');
    expect(others).toEqual([]);
    expect(way!.severity).toEqual(
      new Map([
        ['mcc', false],
        ['cc', false],
      ]),
    );
  });

  test('refusing "age_years >= 70 and cc" leaves two ways: younger, or no CC', () => {
    const ways = solve('always', 'age_years >= 70 and cc');
    expect(ways.map((way) => way.ranges.get('age_years') ?? way.severity.get('cc'))).toEqual([[0, 69], false]);
  });

  test('edges are inclusive as written: < 1500 is at most 1499, > 0 at least 1, count >= 2 asks for two', () => {
    expect(solve('birth_weight_g > 0 and birth_weight_g < 1500')[0]!.ranges.get('birth_weight_g')).toEqual([1, 1499]);
    expect(solve('28 >= age_days')[0]!.ranges.get('age_days')).toEqual([0, 28]);
    expect(solve('count(apx(valid)) >= 2')[0]!.demands).toMatchObject([{ word: 'apx', count: 2, isNegated: false }]);
    expect(solve('not apx(valid)')[0]!.demands).toMatchObject([{ word: 'apx', isNegated: true }]);
  });
});
