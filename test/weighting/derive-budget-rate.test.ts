import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, formatDecimal } from '../../src/kernel/decimal.js';
import { multiplyFen } from '../../src/kernel/money.js';
import { type BudgetRateInput, checkFundShare, deriveBudgetRate } from '../../src/weighting/derive-budget-rate.js';

const INPUT: BudgetRateInput = {
  insurance: 'employee',
  fund: 9_375_000,
  reserve: 0,
  fundShare: 0.75,
  carveOutFen: 0,
  weightScaledSum: 10_000_000,
  weightDecimals: 4,
};

describe('rate from a budget (rules 1.6)', () => {
  test('9,375,000 at 75 % is 12,500,000 of charges; over 1,000 weight the rate is 12,500.00', () => {
    const rate = deriveBudgetRate(INPUT);
    expect(rate).toMatchObject({
      rateFen: 1_250_000,
      fundAfterReserveFen: 937_500_000,
      totalBudgetFen: 1_250_000_000,
      groupBudgetFen: 1_250_000_000,
      expectedFen: 1_250_000_000,
      remainderFen: 0,
    });
  });

  test('closing value of rules 2.3: 1.2 thousand million at 75 % over 160 million of score is 10.0000 a score', () => {
    const closing = deriveBudgetRate({
      ...INPUT,
      fund: 1_200_000_000,
      weightScaledSum: 160_000_000n * 10_000n,
      decimals: 4,
    });
    expect(formatDecimal(closing.rate)).toBe('10.0000');
    expect([closing.totalBudgetFen, closing.remainderFen]).toEqual([160_000_000_000, 0]);
  });

  test('standards at that rate: 7,518.75, 14,097.50, 37,593.75 on published weights; 7,518.80, 14,097.74, 37,593.98 on unrounded ones', () => {
    const { rateFen } = deriveBudgetRate(INPUT);
    expect([0.6015, 1.1278, 3.0075].map((weight) => multiplyFen(rateFen, decimalOf(weight)))).toEqual([
      751_875, 1_409_750, 3_759_375,
    ]);
    expect([0.6015037594, 1.1278195489, 3.007518797].map((weight) => multiplyFen(rateFen, decimalOf(weight)))).toEqual([
      751_880, 1_409_774, 3_759_398,
    ]);
  });

  test('standards of rules 1.7: 0.85 × 9,575.25 × 0.92 is 7,487.85; 1.0 × 4,676.74 × 0.8 is 3,741.39', () => {
    expect(multiplyFen(957_525, decimalOf(0.85), decimalOf(0.92))).toBe(748_785);
    expect(multiplyFen(467_674, decimalOf(1), decimalOf(0.8))).toBe(374_139);
  });

  test('the reserve goes first, then the share, then the carve-outs: (100 × 0.95 / 0.7 − 10) / 3', () => {
    // 95 / 0.7 = 135.714285…; less 10 = 125.714285…; over 3 weights 41.904761… → 41.90, leaving 0.01 over.
    const rate = deriveBudgetRate({
      ...INPUT,
      fund: 100,
      reserve: 0.05,
      fundShare: 0.7,
      carveOutFen: 1000,
      weightScaledSum: 30_000,
    });
    expect([rate.rateFen, rate.totalBudgetFen, rate.groupBudgetFen]).toEqual([4190, 13_571, 12_571]);
    expect([rate.expectedFen, rate.remainderFen]).toEqual([12_570, 1]);
  });

  test('expected spending and remainder always make up the groups’ money, and rounding costs at most half a fen a weight', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 30, max: 95 }),
        fc.integer({ min: 1, max: 1e10 }),
        (fund, reserve, share, weights) => {
          const rate = deriveBudgetRate({
            ...INPUT,
            fund,
            reserve: reserve / 100,
            fundShare: share / 100,
            weightScaledSum: weights,
          });
          expect(rate.expectedFen + rate.remainderFen).toBe(rate.groupBudgetFen);
          expect(Math.abs(rate.remainderFen)).toBeLessThanOrEqual(weights / 10_000 / 2 + 1);
        },
      ),
    );
  });

  test('no share, no weight, or a budget that the carve-outs use up: errors with the remedy', () => {
    expect(() => deriveBudgetRate({ ...INPUT, fundShare: undefined })).toThrow('employee has no fund_share');
    expect(() => deriveBudgetRate({ ...INPUT, weightScaledSum: 0 })).toThrow('no weight paid through groups');
    expect(() => deriveBudgetRate({ ...INPUT, carveOutFen: 1_250_000_000 })).toThrow(
      '12500000.00 yuan of charges, is used up by 12500000.00',
    );
    expect(deriveBudgetRate({ ...INPUT, carveOutFen: 1_249_999_000 }).rateFen).toBe(1);
  });
});

describe('the in-list share taken for the actual one', () => {
  /** The fund bore 6.2 million of 10 million charges, of which 7.3 million in the list: 62 % and 84.9 %. */
  const recorded = { totalCostFen: 1_000_000_000, fundFen: 620_000_000, inListCostFen: 730_000_000 };
  const codes = (share: number, shares: Parameters<typeof checkFundShare>[2] = recorded) =>
    checkFundShare('employee', share, shares).map((finding) => finding.code);

  test('84.6 % beside 62 % actual and 84.9 % in the list: warned, with the size of the error', () => {
    const [finding] = checkFundShare('employee', 0.846, recorded);
    expect(finding).toMatchObject({
      code: 'fund_share_in_list',
      severity: 'warning',
      path: 'pools.employee.fund_share',
    });
    expect(finding!.en).toContain(
      'fund_share 0.846 of employee is near the in-list share 0.849, while the fund bore 0.62',
    );
    expect(finding!.en).toContain('about 27 %');
    expect(deriveBudgetRate({ ...INPUT, fundShare: 0.846, recorded }).findings).toHaveLength(1);
  });

  test('up to five points from the actual share nothing is said; beyond, that it is off', () => {
    expect(codes(0.62)).toEqual([]);
    expect([codes(0.67), codes(0.57)]).toEqual([[], []]);
    expect(codes(0.6701)).toEqual(['fund_share_off']);
    expect(codes(0.5699)).toEqual(['fund_share_off']);
    expect(codes(0.846, { totalCostFen: 1_000_000_000, fundFen: 620_000_000 })).toEqual(['fund_share_off']);
  });

  test('without cases a share from 0.8 on is suspicious', () => {
    expect(checkFundShare('employee', 0.8).map((finding) => finding.code)).toEqual(['fund_share_high']);
    expect(checkFundShare('employee', 0.799)).toEqual([]);
    expect(checkFundShare('employee', 0.9, { totalCostFen: 0, fundFen: 0 })).toHaveLength(1);
  });
});
