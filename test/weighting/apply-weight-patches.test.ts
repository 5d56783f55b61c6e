import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.js';
import { decimalOf, formatDecimal, roundDecimal } from '../../src/kernel/decimal.js';
import type { WeightPatch } from '../../src/policy/policy-timeline.js';
import { applyWeightPatches } from '../../src/weighting/apply-weight-patches.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';

const day = (text: string) => parseDay(text)!;
const YEAR = { from: day('2026-01-01'), until: day('2027-01-01') };

function tableOf(weights: Readonly<Record<string, number | undefined>>): WeightTable {
  const rows = Object.entries(weights).map(([group, weight]) => ({
    group,
    name: '',
    cases: 1,
    keptCases: 1,
    meanFen: 1,
    weight: weight === undefined ? undefined : roundDecimal(decimalOf(weight), 4),
    cv: 0,
    status: 'stable' as const,
  }));
  return {
    schemeId: 's',
    schemeHash: 'h',
    rule: 'r',
    regionMeanFen: 1,
    cases: 1,
    keptCases: 1,
    riv: 0,
    rows,
    hash: 'before',
  };
}

const TABLE = tableOf({ ES31: 0.8526, GD21: 1.5, GD25: 0.7001, GE19: undefined });
const weightsOn = (patches: readonly WeightPatch[], on = '2026-06-01') =>
  Object.fromEntries(
    applyWeightPatches(TABLE, patches, day(on)).rows.map((row) => [row.group, row.weight && formatDecimal(row.weight)]),
  );

describe('patches of weights', () => {
  test('scale 1.05 on GD2*: 1.5 becomes 1.5750 and 0.7001 becomes 0.7351; others stay', () => {
    expect(weightsOn([{ pattern: 'GD2*', scale: 1.05, ...YEAR }])).toEqual({
      ES31: '0.8526',
      GD21: '1.5750',
      GD25: '0.7351',
      GE19: undefined,
    });
  });

  test('value and add are exact decimals, rounded half-up to the table’s: 0.8526 + 0.00005 is 0.8527', () => {
    expect(weightsOn([{ pattern: 'ES31', add: 0.00005, ...YEAR }]).ES31).toBe('0.8527');
    expect(weightsOn([{ pattern: 'ES31', add: -0.1, ...YEAR }]).ES31).toBe('0.7526');
    expect(weightsOn([{ pattern: 'GE19', value: 0.33335, ...YEAR }]).GE19).toBe('0.3334');
  });

  test('0.1 × 3 is 0.3 and not the double above it', () => {
    const table = tableOf({ A: 0.1 });
    expect(applyWeightPatches(table, [{ pattern: 'A', scale: 3, ...YEAR }], YEAR.from).rows[0]!.weight).toEqual({
      digits: 3000,
      scale: 4,
    });
  });

  test('a patch holds from its day, not on the day it ends', () => {
    const patch = { pattern: 'ES31', value: 1, from: day('2026-03-01'), until: day('2026-07-01') };
    const on = (text: string) => weightsOn([patch], text).ES31;
    expect([on('2026-02-28'), on('2026-03-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([
      '0.8526',
      '1.0000',
      '1.0000',
      '0.8526',
    ]);
  });

  test('without a patch on that day the same table comes back; with one it has another hash and says so', () => {
    expect(applyWeightPatches(TABLE, [], YEAR.from)).toBe(TABLE);
    expect(applyWeightPatches(TABLE, [{ pattern: 'GD2*', scale: 2, ...YEAR }], day('2027-01-01'))).toBe(TABLE);
    const patched = applyWeightPatches(TABLE, [{ pattern: 'GD2*', scale: 2, ...YEAR }], YEAR.from);
    expect(patched.hash).not.toBe(TABLE.hash);
    expect(patched.rule).toBe('r; patched: GD2* × 2');
    expect(TABLE.rows[1]!.weight).toEqual({ digits: 15_000, scale: 4 });
  });

  test('an unmatched pattern is an error with the nearest codes, also on another day', () => {
    const patch = { pattern: 'GD12', value: 1, from: day('2030-01-01'), until: day('2031-01-01') };
    expect(() => weightsOn([patch])).toThrow('matches no group. Nearest codes: GD21, GD25, GE19');
    expect(() => weightsOn([{ pattern: 'G.2*', scale: 2, ...YEAR }])).toThrow('matches no group');
  });

  test('scaling a group without a weight is an error; a matched one without is passed over beside others', () => {
    expect(() => weightsOn([{ pattern: 'GE19', scale: 2, ...YEAR }])).toThrow('has a weight to scale');
    expect(weightsOn([{ pattern: 'G*', scale: 2, ...YEAR }])).toMatchObject({ GD21: '3.0000', GE19: undefined });
  });

  test('a weight of zero or less is an error that names the group', () => {
    expect(() => weightsOn([{ pattern: 'GD2*', add: -0.7001, ...YEAR }])).toThrow('weight of group GD25 0.0000');
    expect(() => weightsOn([{ pattern: 'ES31', value: 0.00001, ...YEAR }])).toThrow('ES31 0.0000');
  });
});

test('weights by level change with the row’s own: × 1.05, and a group priced by item that gets a weight is paid by it', () => {
  const variants = [{ key: { level: '3' as const }, weights: new Map([['GD21', { digits: 20_000, scale: 4 }]]) }];
  const rows = TABLE.rows.map((row) => (row.group === 'GE19' ? { ...row, pay: 'by_item' as const } : row));
  const patches = [
    { pattern: 'GD21', scale: 1.05, ...YEAR },
    { pattern: 'GE19', value: 2, ...YEAR },
  ];
  const patched = applyWeightPatches({ ...TABLE, rows, variants }, patches, YEAR.from);
  expect(patched.variants![0]!.weights!.get('GD21')).toEqual({ digits: 21_000, scale: 4 });
  expect(variants[0]!.weights.get('GD21')).toEqual({ digits: 20_000, scale: 4 });
  expect(patched.rows.find((row) => row.group === 'GE19')).toMatchObject({
    weight: { digits: 20_000 },
    pay: undefined,
  });
});
