import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { alignDecimals, type ClassWeights, unitsOf } from '../../src/pricing/class-weights.js';
import { withOriginPools } from '../../src/pricing/origin-pools.js';
import { preparePricing, priceCases } from '../../src/pricing/steps.js';
import { price, type SmallRegion, smallInput, smallTimeline, smallWeights } from './small-region.js';

const decimals = (...texts: string[]) => texts.map((text) => parseDecimal(text)!);

describe('decimals of one scale', () => {
  it('0.85, 12 and 36.2185 are 8,500, 120,000 and 362,185 ten-thousandths; none is none', () => {
    const { digits, scale } = alignDecimals(decimals('0.85', '12', '36.2185'));
    expect([[...digits], scale]).toEqual([[8_500, 120_000, 362_185], 4]);
    expect([...alignDecimals([]).digits]).toEqual([]);
  });
  it('are refused where one of them is not exact at that scale: 10,000,000 beside 9 decimals, not beside 8', () => {
    expect([...alignDecimals(decimals('9007199.1', '0.000000001')).digits]).toEqual([9_007_199_100_000_000, 1]);
    expect([...alignDecimals(decimals('10000000', '0.00000001')).digits]).toEqual([1e15, 1]);
    expect(() => alignDecimals(decimals('10000000', '0.000000001'))).toThrow(
      expect.objectContaining({ code: 'decimals_too_many', details: { value: '10000000', decimals: 9 } }),
    );
  });
});

describe('units of a class and group', () => {
  const weights = (unitDecimals: number): ClassWeights => ({
    ...{ weightScale: 2, coefficientScale: 1, unitDecimals, groupCount: 2, publishedFen: new Float64Array(0) },
    weight: Float64Array.of(85, 100, 125, 45),
    coefficient: Float64Array.of(9, 9, 11, 11),
  });
  it('are weight × coefficient, exactly: 0.85 × 0.9 = 0.765, and 0.45 × 1.1 = 0.495 of the second class', () => {
    expect(unitsOf(weights(-1), 0, 0)).toEqual({ digits: 765, scale: 3 });
    expect(unitsOf(weights(-1), 1, 1)).toEqual({ digits: 495, scale: 3 });
  });
  it('points are rounded half up to their own decimals: 1.375 is 1.38 at two, 1.4 at one and 1 at none', () => {
    expect([2, 1, 0].map((scale) => unitsOf(weights(scale), 1, 0))).toEqual([
      { digits: 138, scale: 2 },
      { digits: 14, scale: 1 },
      { digits: 1, scale: 0 },
    ]);
    expect(unitsOf(weights(4), 1, 0)).toEqual({ digits: 13_750, scale: 4 });
  });
});

describe('weights and coefficients of every class', () => {
  const partsOf = (region: Partial<SmallRegion>) =>
    preparePricing(smallInput({ cases: [{ cost: 1 }], ...region })).payload.parts;
  const ofGrade = {
    ...smallWeights({ A: '1', B: '0.5' }),
    variants: [{ key: { grade: '三甲' }, weights: new Map([['A', parseDecimal('1.2')!]]) }],
  };

  it("a grade decides by the register's text; a hospital that it does not know has none, and the weight of the row", async () => {
    const cases = ['H1', 'H2', 'H9'].map((hospital) => ({ hospital, level: '三级', cost: 1 }));
    const hospitals = { H1: { level: '三级甲等' }, H2: { level: '二级甲等' } };
    const { standardFen } = await price({ cases, hospitals, weights: ofGrade });
    expect([...standardFen]).toEqual([1_200_000, 1_000_000, 1_000_000]);
  });

  it('a pool of one origin has the weights of its insurance', async () => {
    const weights = {
      ...smallWeights({ A: '1' }),
      variants: [{ key: { insurance: 'resident' }, weights: new Map([['A', parseDecimal('0.8')!]]) }],
    };
    const own = { texts: { insured_region: '350200', care_region: '350200' } };
    const other = { texts: { insured_region: '350100', care_region: '350200' } };
    const cases = [own, { ...own, insurance: 'resident' }, { ...other, insurance: 'resident' }];
    const pools = [
      { insurance: 'employee', fund: 1 },
      { insurance: 'resident', fund: 1 },
      { insurance: 'resident', origin: 'other_city', fund: 1 },
    ];
    const input = withOriginPools(
      smallInput({ cases: cases.map((one) => ({ cost: 1, ...one })), weights, policy: { pools } }),
    );
    const { payload } = preparePricing(input);
    const { standardFen } = await priceCases(input, inlineExecutor);
    expect(payload.levelOfClass).toHaveLength(3);
    expect([...standardFen]).toEqual([1_000_000, 800_000, 800_000]);
  });

  it('published standards are read only where the policy pays by them: two that cannot be told apart stop no other', () => {
    const standards = new Map([['A', 700_000]]);
    const weights = {
      ...smallWeights({ A: '1' }),
      variants: [
        { key: { level: '3' as const }, standards },
        { key: { insurance: 'employee' }, standards },
      ],
    };
    expect(partsOf({ weights }).publishedFen).toHaveLength(0);
    expect(() => partsOf({ weights, policy: { weights: { use: 'standard' } } })).toThrow(
      expect.objectContaining({ code: 'weight_key_ambiguous' }),
    );
  });

  it('units of weights are not rounded, points and scores are, as the first period of the year says', () => {
    expect(partsOf({}).unitDecimals).toBe(-1);
    const timeline = smallTimeline([
      { policy: { method: 'dip', rounding: { points: 2 } } },
      { from: '2026-07-01', policy: { method: 'dip', rounding: { points: 2 } } },
    ]);
    expect(partsOf({ timeline, weights: { ...smallWeights({ A: '850' }), unit: 'score' } }).unitDecimals).toBe(2);
  });
});
