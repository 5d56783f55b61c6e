import { describe, expect, test } from 'vitest';
import { caseMixIndex } from '../../src/indicators/case-mix-index.js';
import { caseMixLineOf } from '../../src/indicators/case-mix-line.js';
import { chargeMargin } from '../../src/indicators/charge-margin.js';
import { chargeMarginShare } from '../../src/indicators/charge-margin-share.js';
import { costMargin } from '../../src/indicators/cost-margin.js';
import { groupingRate } from '../../src/indicators/grouping-rate.js';
import { highOutlierShare } from '../../src/indicators/high-outlier-share.js';
import type { MeasureSums } from '../../src/indicators/indicator.js';
import { INDICATORS } from '../../src/indicators/indicators.js';
import { lowOutlierShare } from '../../src/indicators/low-outlier-share.js';
import { meanCost } from '../../src/indicators/mean-cost.js';
import { meanFundGap } from '../../src/indicators/mean-fund-gap.js';
import { meanLengthOfStay } from '../../src/indicators/mean-length-of-stay.js';
import { meanPayment } from '../../src/indicators/mean-payment.js';
import { QUADRANTS, quadrantOf } from '../../src/indicators/quadrant.js';
import { CELL_MEASURES, type CellMeasure } from '../../src/settlement/settlement.js';
import type { WeightUnit } from '../../src/weighting/weight-table.js';

const sumsOf = (given: Partial<Record<CellMeasure, number>>): MeasureSums =>
  Object.fromEntries(CELL_MEASURES.map((measure) => [measure, given[measure] ?? 0])) as unknown as MeasureSums;
const CONTEXT = { weightDecimals: 4 };

describe('CMI (rules 1.5, 12)', () => {
  test('600 × 0.6015 + 300 × 1.1278 + 100 × 3.0075 over 1,000 cases is 0.99999', () => {
    const weight = 600 * 6015 + 300 * 11_278 + 100 * 30_075;
    expect(caseMixIndex.compute(sumsOf({ group_paid_cases: 1000, weight_scaled: weight }), CONTEXT)).toBe(0.99999);
  });

  test('ungrouped, QY and by-item cases are in neither part: 1,000 more of them change nothing', () => {
    const given = { group_paid_cases: 10, weight_scaled: 123_450 };
    const alone = caseMixIndex.compute(sumsOf({ ...given, cases: 10 }), CONTEXT);
    const more = sumsOf({ ...given, cases: 1010, ungrouped_cases: 600, unrelated_cases: 400 });
    expect([alone, caseMixIndex.compute(more, CONTEXT)]).toEqual([1.2345, 1.2345]);
    expect(caseMixIndex.compute(sumsOf({ cases: 5, ungrouped_cases: 5 }), CONTEXT)).toBeNaN();
  });
});

describe('margins are two and never mixed (rules 12, 8.1)', () => {
  test('orthopaedics: income 480, charges 410: +70, 14.6 % of income; neurology: 420 against 460 is −40, −9.5 %', () => {
    const orthopaedics = sumsOf({ cases: 1, fund: 300, patient: 180, total_cost: 410 });
    expect(chargeMargin.compute(orthopaedics, CONTEXT)).toBe(70);
    expect(chargeMarginShare.compute(orthopaedics, CONTEXT)).toBeCloseTo(0.146, 3);
    const neurology = sumsOf({ cases: 1, fund: 300, patient: 120, total_cost: 460 });
    expect(chargeMargin.compute(neurology, CONTEXT)).toBe(-40);
    expect(chargeMarginShare.compute(neurology, CONTEXT)).toBeCloseTo(-0.095, 3);
  });

  test('cost margin is against own cost, and blank as soon as one case has none', () => {
    const given = { cases: 2, fund: 300, patient: 180, total_cost: 410, hospital_cost: 390 };
    expect(costMargin.compute(sumsOf({ ...given, hospital_cost_cases: 2 }), CONTEXT)).toBe(90);
    expect(costMargin.compute(sumsOf({ ...given, hospital_cost_cases: 1 }), CONTEXT)).toBeNaN();
    expect(costMargin.compute(sumsOf({}), CONTEXT)).toBeNaN();
  });
});

describe('rates and means', () => {
  const sums = sumsOf({
    cases: 20,
    unpriced_cases: 1,
    ungrouped_cases: 1,
    unrelated_cases: 2,
    group_paid_cases: 16,
    low_outlier_cases: 4,
    high_outlier_cases: 2,
    los_days: 90,
    los_cases: 18,
    total_cost: 1910,
    fund: 950,
    patient: 960,
    recorded_fund: 969,
  });

  test('grouped share 17 of 20, outliers of the 16 paid through groups, days over the 18 stays that have them', () => {
    expect(groupingRate.compute(sums, CONTEXT)).toBe(0.85);
    expect(lowOutlierShare.compute(sums, CONTEXT)).toBe(0.25);
    expect(highOutlierShare.compute(sums, CONTEXT)).toBe(0.125);
    expect(meanLengthOfStay.compute(sums, CONTEXT)).toBe(5);
  });

  test('means of money are over the 19 cases that have money, whole fen, half away from zero', () => {
    expect(meanCost.compute(sums, CONTEXT)).toBe(101);
    expect(meanPayment.compute(sums, CONTEXT)).toBe(101);
    expect(meanFundGap.compute(sums, CONTEXT)).toBe(1);
    expect(meanFundGap.compute(sumsOf({ cases: 2, recorded_fund: 1, fund: 4 }), CONTEXT)).toBe(-2);
    expect(meanCost.compute(sumsOf({ cases: 2, total_cost: 3 }), CONTEXT)).toBe(2);
  });

  test('without cases everything is blank, nothing is 0 by division', () => {
    for (const indicator of INDICATORS) {
      const value = indicator.compute(sumsOf({}), CONTEXT);
      if (indicator.key === 'income' || indicator.key === 'charge_margin') expect(value).toBe(0);
      else expect(value).toBeNaN();
    }
  });
});

describe('quadrants (rules 8.2)', () => {
  const at = (weight: number, cost: number) =>
    quadrantOf(sumsOf({ group_paid_cases: 3, weight_scaled: weight, fund: 100, total_cost: cost }), CONTEXT);

  test('CMI of exactly 1 and a margin of exactly 0 go to the good side', () => {
    expect(at(30_000, 100)).toBe('high_cmi_gain');
    expect(at(29_999, 100)).toBe('low_cmi_gain');
    expect(at(30_000, 101)).toBe('high_cmi_loss');
    expect(at(29_999, 101)).toBe('low_cmi_loss');
    expect(Object.keys(QUADRANTS)).toHaveLength(12);
  });

  test('points part at exactly 100 a case, scores at the mean of the region, 850.5, each under names of its own', () => {
    const under = (unit: WeightUnit, weight: number, region = { weight_scaled: 0, group_paid_cases: 0 }) => {
      const context = { weightDecimals: 4, caseMixLine: caseMixLineOf(unit, 4, region) };
      return quadrantOf(sumsOf({ group_paid_cases: 3, weight_scaled: weight, fund: 100, total_cost: 101 }), context);
    };
    expect([under('points', 3_000_000), under('points', 2_999_999)]).toEqual(['high_points_loss', 'low_points_loss']);
    // 8,505 of 10 cases: a hospital of three cases has to reach 2,551.5.
    const region = { weight_scaled: 85_050_000, group_paid_cases: 10 };
    expect([under('score', 25_515_000, region), under('score', 25_514_999, region)]).toEqual([
      'high_score_loss',
      'low_score_loss',
    ]);
    // Without a score in the region the usual scale of 1,000.
    expect([under('score', 30_000_000), under('score', 29_999_999)]).toEqual(['high_score_loss', 'low_score_loss']);
    expect(under('weight', 30_000)).toBe('high_cmi_loss');
    // Exact where a product of doubles is not: 3,000,000 cases of a region against one more unit.
    const large = { weight_scaled: 9_000_000_000_000_001, group_paid_cases: 9_000_000 };
    expect(under('score', 3_000_000_001, large)).toBe('high_score_loss');
    expect(under('score', 3_000_000_000, large)).toBe('low_score_loss');
  });

  test('a department is placed after aggregation: two small gains and one large loss are a loss', () => {
    const parts = [
      { group_paid_cases: 1, weight_scaled: 20_000, fund: 110, total_cost: 100 },
      { group_paid_cases: 1, weight_scaled: 20_000, fund: 110, total_cost: 100 },
      { group_paid_cases: 1, weight_scaled: 5000, fund: 100, total_cost: 200 },
    ];
    const whole = { group_paid_cases: 3, weight_scaled: 45_000, fund: 320, total_cost: 400 };
    expect(parts.map((part) => quadrantOf(sumsOf(part), CONTEXT))).toEqual([
      'high_cmi_gain',
      'high_cmi_gain',
      'low_cmi_loss',
    ]);
    expect(quadrantOf(sumsOf(whole), CONTEXT)).toBe('high_cmi_loss');
  });

  test('3 cases of groups without any weight have a blank CMI, never 0, and no quadrant', () => {
    const sums = sumsOf({ group_paid_cases: 3, weight_scaled: 0, fund: 100, total_cost: 90 });
    expect(caseMixIndex.compute(sums, CONTEXT)).toBeNaN();
    expect(quadrantOf(sums, CONTEXT)).toBe('');
    expect(caseMixIndex.compute(sumsOf({ group_paid_cases: 3, weight_scaled: 1 }), CONTEXT)).toBeGreaterThan(0);
  });

  test('without a case paid through groups there is no quadrant', () => {
    expect(quadrantOf(sumsOf({ fund: 5 }), CONTEXT)).toBe('');
  });
});

test('each indicator has its own key, both languages, a formula and a source', () => {
  expect(new Set(INDICATORS.map((indicator) => indicator.key)).size).toBe(INDICATORS.length);
  for (const { label, formula, source } of INDICATORS) {
    for (const text of [label.zh, label.en, formula.zh, formula.en, source]) expect(text.length).toBeGreaterThan(1);
  }
});
