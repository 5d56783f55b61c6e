import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/kernel/errors.js';
import { checkSubject, parseGoal } from '../../../src/simulation/sweep/goal.js';
import { checkSweep, parseVary, pointsOf } from '../../../src/simulation/sweep/parse-vary.js';
import type { PointSums } from '../../../src/simulation/sweep/point-sums.js';

const errorOf = (work: () => unknown): EngineError => {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('--vary', () => {
  it('reads a grid with both ends, in exact decimals: 0.1 to 0.5 by 0.1 are 5 values', () => {
    const vary = parseVary('retention.bands.shared.fund_share_of_overrun=0.1:0.5:0.1');
    expect(vary.values).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(parseVary('rate.value=11000:13000:250').values).toHaveLength(9);
  });

  it('reads lists, scales, additions and ranges', () => {
    expect(parseVary('outliers.bands.high.from=2,2.5,3')).toMatchObject({
      change: 'value',
      values: [2, 2.5, 3],
      decimals: 1,
    });
    expect(parseVary('rate.value*=0.97,1.03')).toMatchObject({ path: 'rate.value', change: 'scale' });
    expect(parseVary('tables.weights.GD2*+=0.05')).toMatchObject({ path: 'tables.weights.GD2*', change: 'add' });
    expect(parseVary('rate.value=9000..14000')).toMatchObject({
      values: undefined,
      range: { low: 9_000, high: 14_000 },
    });
  });

  it('crosses two parameters, the last fastest: 2 × 3 = 6 points', () => {
    const varied = [parseVary('a.b=1,2'), parseVary('c.d=5:7:1')];
    checkSweep(varied);
    expect(pointsOf(varied)).toEqual([
      [1, 5],
      [1, 6],
      [1, 7],
      [2, 5],
      [2, 6],
      [2, 7],
    ]);
  });

  it.each([
    'rate.value',
    'rate.value=',
    'rate.value=a',
    'rate.value=1:2',
    'rate.value=2:1:1',
    'rate.value=1:2:0',
    'x=3..2',
  ])('refuses "%s" as not understood', (text) => {
    expect(errorOf(() => parseVary(text)).code).toBe('vary_unreadable');
  });

  it('refuses a sweep of 1,000,000 points with its size and time, without laying it out', () => {
    const error = errorOf(() => checkSweep([parseVary('a.b=1:1000:1'), parseVary('c.d=1:1000:1')]));
    expect(error.code).toBe('sweep_too_large');
    expect(error.details).toMatchObject({ points: 1_000_000, most: 5_000, cells: '6 h' });
  });

  it('refuses no parameter, three, one twice, and a range without a goal', () => {
    expect(errorOf(() => checkSweep([])).code).toBe('vary_count');
    expect(errorOf(() => checkSweep(['a=1', 'b=1', 'c=1'].map(parseVary))).code).toBe('vary_count');
    expect(errorOf(() => checkSweep(['a=1', 'a=2'].map(parseVary))).code).toBe('vary_twice');
    expect(errorOf(() => checkSweep([parseVary('a=1..2')])).code).toBe('vary_needs_values');
  });
});

/** Two hospitals: H1 of level 3 with a margin of 0.5, H2 of level 2 with −1. Yuan as written, ×100 in fen. */
const point: PointSums = {
  hospitals: ['H1', 'H2'],
  levels: ['3', '2'],
  insurances: ['employee', 'resident'],
  sums: {
    cases: Float64Array.of(10, 10),
    group_paid_cases: Float64Array.of(8, 10),
    low_outlier_cases: Float64Array.of(0, 1),
    high_outlier_cases: Float64Array.of(2, 0),
    floored_cases: Float64Array.of(0, 0),
    total_cost: Float64Array.of(10_000, 20_000),
    patient: Float64Array.of(5_000, 4_000),
    standard: Float64Array.of(0, 0),
    fund_before_clearing: Float64Array.of(15_000, 6_000),
    fund: Float64Array.of(15_000, 6_000),
  },
  balances: new Map([
    ['employee', 700],
    ['resident', -900],
  ]),
};

describe('--goal', () => {
  const value = (text: string) => parseGoal(text).value(point, point);

  it('measures balances, spend and change of the fund', () => {
    expect(value('fund.balance=0')).toBe(-200);
    expect(value('fund.spend=0')).toBe(21_000);
    expect(value('fund.change=0')).toBe(0);
    expect(value('insurance.resident.balance=0')).toBe(-900);
    expect(parseGoal('fund.balance=-1.5').target).toBe(-150);
  });

  it('measures margins by region, level and hospital, the lowest hospital of a level, and outlier shares', () => {
    expect(value('margin=0')).toBe(0);
    expect(value('hospital.H1.margin>=0')).toBe(0.5);
    expect(value('level.2.least_margin>=-0.03')).toBe(-1);
    expect(value('least_margin>=0')).toBe(-1);
    expect(value('high_outlier_share<=0.03')).toBe(2 / 18);
    expect(value('level.3.high_outlier_share<=0.03')).toBe(0.25);
    expect(value('level.1.margin>=0')).toBeNaN();
  });

  it('refuses a measure that does not exist and offers the nearest, and a subject that the data do not have', () => {
    const error = errorOf(() => parseGoal('fund.balanse=0'));
    expect(error.code).toBe('goal_unmeasurable');
    expect(error.details.nearest).toContain('fund.balance');
    expect(errorOf(() => parseGoal('fund.balance')).code).toBe('goal_unreadable');
    expect(errorOf(() => parseGoal('insurance.resident.least_margin>=0')).code).toBe('goal_unmeasurable');
    const known = { hospital: ['H1', 'H2'], level: ['3', '3', '2'], insurance: ['employee'] };
    const missing = errorOf(() => checkSubject(parseGoal('level.1.margin>=0'), known));
    expect(missing.details).toMatchObject({ subject: 'level "1"', known: '2, 3' });
    checkSubject(parseGoal('level.2.margin>=0'), known);
  });
});
