import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PayClass } from '../../src/pricing/pay-classes.js';
import type { PoolRate } from '../../src/pricing/pool-rates.js';
import { rateOfClass, scaledWeights, standardPayments } from '../../src/pricing/standard-payments.js';
import { publishedAt, type UnitParts, unitsFen, valueUnits } from '../../src/pricing/unit-parts.js';

type Digits = readonly number[];
type Parts = Partial<Omit<UnitParts, 'weight' | 'coefficient' | 'publishedFen' | 'rate' | 'isPerCase'>> & {
  readonly weight: Digits;
  readonly coefficient: Digits;
  readonly rate: Digits;
  readonly publishedFen?: Digits;
  readonly isPerCase?: Digits;
};

/** One class and group without decimals, weights that are not rounded, unless a test says otherwise. */
function partsOf({ weight, coefficient, rate, publishedFen = [], isPerCase, ...more }: Parts): UnitParts {
  return {
    ...{ weightScale: 0, coefficientScale: 0, rateScale: 0, unitDecimals: -1, units: new Float64Array(0) },
    groupCount: weight.length / rate.length,
    ...more,
    weight: Float64Array.from(weight),
    coefficient: Float64Array.from(coefficient),
    rate: Float64Array.from(rate),
    publishedFen: Float64Array.from(publishedFen),
    isPerCase: Uint8Array.from(isPerCase ?? rate.map(() => 0)),
  };
}

const standardsOf = (parts: Parts, used?: readonly number[]) => [
  ...standardPayments(partsOf(parts), parts.rate.length, used === undefined ? undefined : Uint32Array.from(used)),
];

/** [units × 10^8, fen] of class 0, group 0. */
function valued(parts: Parts, factor = 1, factorScale = 0, replaces = 0): number[] {
  const out = new Float64Array(2);
  valueUnits(partsOf(parts), 0, 0, factor, factorScale, replaces, out);
  return [...out];
}

/** numerator / 10^scale, half up. */
const rounded = (numerator: bigint, scale: number): bigint => {
  const power = 10n ** BigInt(scale);
  return (2n * numerator + power) / (2n * power);
};

describe('the standard of a class and group', () => {
  it('is the published one, else rate × coefficient alone where one holds a case, else weight × coefficient (points rounded first) × rate: 1,500 random tables of 2 classes × 2 groups', () => {
    const four = (most: number) => fc.array(fc.integer({ min: 0, max: most }), { minLength: 4, maxLength: 4 });
    const two = (most: number) => fc.array(fc.integer({ min: 0, max: most }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(
        fc.record({
          weight: four(9_999_999),
          weightScale: fc.integer({ min: 0, max: 6 }),
          coefficient: four(20_000),
          coefficientScale: fc.integer({ min: 0, max: 4 }),
          rate: two(2_000_000),
          rateScale: fc.integer({ min: 0, max: 2 }),
          isPerCase: two(1),
          unitDecimals: fc.constantFrom(-1, -1, 0, 1, 4),
          publishedFen: fc.oneof(fc.constant([]), four(1)),
        }),
        (parts) => {
          const expected = parts.weight.map((stated, at) => {
            const c = Math.floor(at / 2);
            if ((parts.publishedFen[at] ?? 0) > 0) return parts.publishedFen[at]!;
            const [weight, scale] = parts.isPerCase[c] === 1 ? [1, 0] : [stated, parts.weightScale];
            let digits = BigInt(weight) * BigInt(parts.coefficient[at]!);
            let decimals = scale + parts.coefficientScale;
            if (parts.unitDecimals >= 0) {
              digits = rounded(digits * 10n ** BigInt(parts.unitDecimals), decimals);
              decimals = parts.unitDecimals;
            }
            return Number(rounded(digits * BigInt(parts.rate[c]!) * 100n, decimals + parts.rateScale));
          });
          expect(standardsOf(parts)).toEqual(expected);
        },
      ),
      { numRuns: 1_500, seed: 20261129 },
    );
  });

  it('1.5 points at 100.00 are 2 points where points have no decimals: 200.00, and 150.00 with one', () => {
    const points = { weight: [15], weightScale: 1, coefficient: [1], rate: [100] };
    expect(standardsOf({ ...points, unitDecimals: 0 })).toEqual([20_000]);
    expect(standardsOf({ ...points, unitDecimals: 1 })).toEqual([15_000]);
  });

  it('is worked out for the slots asked for alone, of several classes: 0 at the others', () => {
    const parts = { weight: [1, 2, 3, 4], coefficient: [1, 1, 2, 2], rate: [10, 100], unitDecimals: 0 };
    expect(standardsOf(parts, [3, 0])).toEqual([1_000, 0, 0, 80_000]);
    expect(standardsOf({ ...parts, unitDecimals: -1 }, [2])).toEqual([0, 0, 60_000, 0]);
    expect(standardsOf(parts, [])).toEqual([0, 0, 0, 0]);
  });

  it('stays exact where rate × coefficient outgrows a double: 9,462,976.48 × 693.34375 = 6,561,095,598.805 → .81', () => {
    expect(BigInt(946_297_648 * 693_343_750)).not.toBe(946_297_648n * 693_343_750n);
    const parts = { weight: [1], coefficient: [693_343_750], coefficientScale: 6, rate: [946_297_648], rateScale: 2 };
    expect(standardsOf(parts)).toEqual([656_109_559_881]);
  });

  it('stays exact at 23 decimals: 0.000250000000005 × 19.9999999996 is less than half a fen, and nothing', () => {
    const parts = {
      weight: [250_000_000_005],
      weightScale: 15,
      coefficient: [1],
      rate: [199_999_999_996],
      rateScale: 10,
    };
    expect(250_000_000_005n * 199_999_999_996n).toBe(5n * 10n ** 22n - 20n);
    expect(standardsOf(parts)).toEqual([0]);
    expect(standardsOf({ ...parts, weight: [250_000_000_006] })).toEqual([1]);
  });

  it('a sum beyond every budget, 9 × 10^15 yuan, comes out for the check that refuses it', () => {
    expect(standardsOf({ weight: [1], coefficient: [1], rate: [9e15] })).toEqual([9e17]);
  });
});

describe('units and standard of one case', () => {
  const parts: Parts = {
    weight: [15, 15],
    weightScale: 1,
    coefficient: [11, 11],
    coefficientScale: 1,
    rate: [1_005],
    rateScale: 1,
  };

  it('1.5 × 1.1 × a factor of 1.25 are 2.0625 units, at 100.50 yuan 207.28', () => {
    expect(valued(parts, 125, 2)).toEqual([206_250_000, 20_728]);
    // Points of one decimal are rounded before they are valued: 2.1 × 100.50.
    expect(valued({ ...parts, unitDecimals: 1 }, 125, 2)).toEqual([210_000_000, 21_105]);
    expect(valued({ ...parts, unitDecimals: 0 }, 125, 2)).toEqual([200_000_000, 20_100]);
  });

  it('a factor in place of the hospital coefficient of 1.1: 1.5 × 1.25 = 1.875, at 100.50 yuan 188.44', () => {
    expect(valued(parts, 125, 2, 1)).toEqual([187_500_000, 18_844]);
  });

  it('one standard a case asks for no weight: 1.1 × 1.25 = 1.375, of 100.50 yuan 138.19', () => {
    expect(valued({ ...parts, isPerCase: [1] }, 125, 2)).toEqual([137_500_000, 13_819]);
  });

  it('a published standard stands in place of units × rate, with the factor of the case: 1.00 × 1.25', () => {
    expect(valued({ ...parts, publishedFen: [100, 0] }, 125, 2)).toEqual([206_250_000, 125]);
    expect(valued({ ...parts, publishedFen: [0, 100] }, 125, 2)).toEqual([206_250_000, 20_728]);
  });

  it('those of the second class and third group are taken from their own place', () => {
    const out = new Float64Array(2);
    const table = { weight: [1, 2, 3, 4, 5, 6], coefficient: [1, 1, 1, 1, 1, 7], rate: [10, 100] };
    valueUnits(partsOf(table), 1, 2, 1, 0, 0, out);
    expect([...out]).toEqual([42 * 10 ** 8, 420_000]);
  });

  it('paid points are valued at the point value of the class, half up: 55.00 at 100.25 are 5,513.75; 0.0001 at 50 is a fen', () => {
    const values = partsOf({ weight: [1, 1], coefficient: [1, 1], rate: [5_000, 10_025], rateScale: 2 });
    expect(unitsFen(values, 1, 55 * 10 ** 8)).toBe(551_375);
    expect([unitsFen(values, 0, 10_000), unitsFen(values, 0, 9_999)]).toEqual([1, 0]);
  });

  it('no published standard is 0, also where the policy pays by none', () => {
    expect(publishedAt({ publishedFen: new Float64Array(0) }, 3)).toBe(0);
    expect([0, 1].map((at) => publishedAt({ publishedFen: Float64Array.of(0, 700) }, at))).toEqual([0, 700]);
  });
});

describe('what stands beside the standards', () => {
  it('weights for sums have the decimals asked for, half up: 0.85265 and 0.85264 at four are 8,527 and 8,526', () => {
    const weights = { ...partsOf({ weight: [85_265, 85_264, 0], coefficient: [1, 1, 1], rate: [1] }), weightScale: 5 };
    expect([...scaledWeights(weights, 4)]).toEqual([8_527, 8_526, 0]);
    expect([...scaledWeights(weights, 6)]).toEqual([852_650, 852_640, 0]);
  });

  it("a class takes the rate of its own pool and period, not the pool's first", () => {
    const rate = (period: number, insurance: PoolRate['insurance'], digits: number): PoolRate => ({
      ...{ period, insurance, rate: { digits, scale: 0 }, isPerCase: false, budget: undefined },
    });
    const rates = [rate(0, 'employee', 1), rate(0, 'resident', 2), rate(1, 'employee', 3), rate(1, 'resident', 4)];
    const of = (period: number, insurance: PoolRate['insurance']) =>
      rateOfClass(rates, { period, insurance } as PayClass).rate.digits;
    expect([of(0, 'employee'), of(0, 'resident'), of(1, 'employee'), of(1, 'resident')]).toEqual([1, 2, 3, 4]);
  });
});
