import { describe, expect, it } from 'vitest';
import { parseYuan } from '../../src/kernel/money.js';
import { price, smallWeights } from './small-region.js';

/** Standards of one case a group at a rate, in fen. */
async function standards(
  weights: Readonly<Record<string, string>>,
  rate: number,
  options: { coefficient?: number; insurance?: string } = {},
): Promise<number[]> {
  const cases = Object.keys(weights).map((group) => ({ group, cost: 1_000_000, ...options }));
  const priced = await price({
    cases,
    weights: smallWeights(weights),
    policy: {
      rate: { kind: 'fixed', value: rate },
      hospital_coefficient: { by_level: { 3: options.coefficient ?? 1, 2: 0.85, 1: 0.7 } },
    },
  });
  return [...priced.standardFen];
}

describe('§1.6 standard payments at 12,500.00 per weight', () => {
  it('with unrounded RW are 7,518.80, 14,097.74 and 37,593.98', async () => {
    // 8,000 / 13,300, 15,000 / 13,300 and 40,000 / 13,300 to twelve decimals.
    const weights = { A: '0.601503759398', B: '1.127819548872', C: '3.007518796992' };
    expect(await standards(weights, 12_500)).toEqual([751_880, 1_409_774, 3_759_398]);
  });
  it('with RW published at 4 decimals are 7,518.75, 14,097.50 and 37,593.75', async () => {
    const weights = { A: '0.6015', B: '1.1278', C: '3.0075' };
    expect(await standards(weights, 12_500)).toEqual([751_875, 1_409_750, 3_759_375]);
  });
  it('and a rate from a fund of 9,375,000 at share 0.75 over weight 1,000 is 12,500.00', async () => {
    const cases = Array.from({ length: 1_000 }, () => ({ group: 'A', cost: 100 }));
    const priced = await price({
      cases,
      weights: smallWeights({ A: '1' }),
      policy: {
        rate: { kind: 'budget' },
        pools: [{ insurance: 'employee', fund: 9_375_000, fund_share: 0.75 }],
      },
    });
    expect(priced.standardFen[0]).toBe(1_250_000);
    expect(priced.standardFen[999]).toBe(1_250_000);
  });
});

describe('§1.7 standard = weight × rate × hospital coefficient', () => {
  it('0.85 × 9,575.25 × 0.92 is 7,487.85', async () => {
    expect(await standards({ A: '0.85' }, 9575.25, { coefficient: 0.92 })).toEqual([748_785]);
  });
  it('1.0 × 4,676.74 at level 2 with 0.8 is 3,741.39', async () => {
    const priced = await price({
      cases: [{ hospital: 'H2', cost: 500_000 }],
      policy: {
        rate: { kind: 'fixed', value: 4676.74 },
        hospital_coefficient: { by_level: { 3: 1, 2: 0.8, 1: 0.6 } },
      },
    });
    expect(priced.standardFen[0]).toBe(374_139);
  });
});

describe('rows of a published weight table at 12,252.70 (employees) and 9,649.24 (residents)', () => {
  const rows: readonly [string, string, number, number][] = [
    ['ES31', '0.8526', 10446.65, 8226.94],
    ['BR23', '0.729', 8932.22, 7034.3],
    ['OR19', '0.4259', 5218.42, 4109.61],
    ['OB15', '0.7456', 9135.61, 7194.47],
    ['AB19', '36.2185', 443774.41, 349481.0],
    ['FM35', '1.1849', 14518.22, 11433.38],
  ];
  it.each(rows)('%s with RW %s pays %d and %d', async (_, weight, employee, resident) => {
    const priced = await price({
      cases: [{ cost: 100 }, { cost: 100, insurance: 'resident' }],
      weights: smallWeights({ A: weight }),
      policy: { rate: { kind: 'fixed', value: { employee: 12_252.7, resident: 9_649.24 } } },
    });
    expect([...priced.standardFen]).toEqual([parseYuan(employee), parseYuan(resident)]);
  });
});

describe('§3 standard + share of the excess', () => {
  it('standard 10,000, from 3 ×, share 70 %, cost 42,000 pays 18,400.00', async () => {
    const priced = await price({
      cases: [{ cost: 4_200_000, pooled: 3_000_000 }],
      policy: {
        outliers: {
          bands: [{ name: 'high', from: 3, from_included: false, pay: 'standard + 0.7 * (cost - 3 * standard)' }],
        },
      },
    });
    expect(priced.payFen[0]).toBe(1_840_000);
    expect(priced.fundFen[0]).toBe(640_000);
  });
});

describe("§6.2 A the fund's part is the standard less what the patient paid", () => {
  it('standard 12,000, total 10,000, recorded fund 7,140.00: the fund pays 9,140.00, the hospital receives 12,000.00', async () => {
    const priced = await price({
      cases: [{ cost: 1_000_000, pooled: 714_000 }],
      policy: { rate: { kind: 'fixed', value: 12_000 } },
    });
    expect(priced.patientFen[0]).toBe(286_000);
    expect(priced.fundFen[0]).toBe(914_000);
    expect(priced.payFen[0]).toBe(1_200_000);
    expect(priced.recordedFen[0]).toBe(714_000);
    expect(priced.isFloored[0]).toBe(0);
  });
  it('a patient part of 12,000.01 above the standard leaves 0.00 and is flagged; 12,000.00 leaves 0.00 unflagged', async () => {
    const priced = await price({
      cases: [
        { cost: 1_500_001, pooled: 300_000 },
        { cost: 1_500_000, pooled: 300_000 },
      ],
      policy: { rate: { kind: 'fixed', value: 12_000 } },
    });
    expect([...priced.fundFen]).toEqual([0, 0]);
    expect([...priced.isFloored]).toEqual([1, 0]);
    expect([...priced.payFen]).toEqual([1_200_001, 1_200_000]);
  });
});
