import { describe, expect, it } from 'vitest';
import { METHOD_OUTLIER, METHOD_STANDARD } from '../../src/pricing/priced-columns.js';
import { type PolicyDocument, price, smallTimeline, smallWeights } from './small-region.js';

/** Methods of group A cases (standard 10,000.00) at these costs in fen. */
async function methods(band: PolicyDocument, costs: readonly number[], weight = '1'): Promise<number[]> {
  const priced = await price({
    cases: costs.map((cost) => ({ cost })),
    weights: smallWeights({ A: weight }),
    policy: { outliers: { bands: [{ name: 'band', pay: 'by_item', ...band }] } },
  });
  return [...priced.method];
}

const S = METHOD_STANDARD;
const O = METHOD_OUTLIER;

describe('each edge of a band: one fen below, on it, one fen above', () => {
  it('from 3 included: 30,000.00 is in the band', async () => {
    expect(await methods({ from: 3, from_included: true }, [2_999_999, 3_000_000, 3_000_001])).toEqual([S, O, O]);
  });
  it('from 3 strict: 30,000.00 is paid the standard', async () => {
    expect(await methods({ from: 3, from_included: false }, [2_999_999, 3_000_000, 3_000_001])).toEqual([S, S, O]);
  });
  it('to 0.4 included: 4,000.00 is in the band', async () => {
    expect(await methods({ to: 0.4, to_included: true }, [399_999, 400_000, 400_001])).toEqual([O, O, S]);
  });
  it('to 0.4 strict: 4,000.00 is paid the standard', async () => {
    expect(await methods({ to: 0.4, to_included: false }, [399_999, 400_000, 400_001])).toEqual([O, S, S]);
  });
  it('an edge between two fen: 0.3 of 100.01 lies between 30.00 and 30.01, whoever owns it', async () => {
    for (const to_included of [true, false]) {
      expect(await methods({ to: 0.3, to_included }, [3_000, 3_001], '0.010001')).toEqual([O, S]);
    }
  });
  it('0.1 × 3 × 10 is 3 and not a little more: 0.3 of the standard 8,526.00 is 2,557.80 exactly', async () => {
    expect(await methods({ to: 0.3, to_included: true }, [255_780, 255_781], '0.8526')).toEqual([O, S]);
    expect(await methods({ from: 0.3, from_included: false }, [255_780, 255_781], '0.8526')).toEqual([S, O]);
  });
  it('edges stay exact where doubles lose a fen: 1.0000000000001 × 89,000,000,000,000.00', async () => {
    // 8.9 × 10^15 fen; the edge lies 890 fen above. As doubles, the products a fen below the edge and on it are equal.
    expect(8_900_000_000_000_889 * 1e13).toBe(8_900_000_000_000_000 * 10_000_000_000_001);
    const costs = [8_900_000_000_000_889, 8_900_000_000_000_890, 8_900_000_000_000_891];
    const band = { from: 1.0000000000001, from_included: true };
    expect(await methods(band, costs, '8900000000')).toEqual([S, O, O]);
    expect(await methods({ ...band, from_included: false }, costs, '8900000000')).toEqual([S, S, O]);
  });
});

describe('a list of bands', () => {
  it('the first band that holds wins, and the index in the policy is reported', async () => {
    const priced = await price({
      cases: [{ cost: 6_000_000 }, { cost: 2_500_000 }, { cost: 1_000_000 }],
      policy: {
        outliers: {
          bands: [
            { name: 'extreme', from: 5, pay: 'by_item' },
            { name: 'high', from: 2, pay: 'standard' },
          ],
        },
      },
    });
    expect([...priced.band]).toEqual([1, 2, 0]);
    expect([...priced.payFen]).toEqual([6_000_000, 1_000_000, 1_000_000]);
  });
  it('levels: above 3 × at level 3, above 2 × at level 2; level 1 has no band', async () => {
    const priced = await price({
      cases: ['H1', 'H2', 'H3'].map((hospital) => ({ hospital, cost: 2_500_000 })),
      policy: {
        outliers: {
          bands: [
            { name: 'high-3', from: 3, levels: ['3'], pay: 'by_item' },
            { name: 'high-2', from: 2, levels: ['2'], pay: 'by_item' },
          ],
        },
      },
    });
    expect([...priced.band]).toEqual([0, 2, 0]);
  });
  it('transfers and deaths are never low outliers where the policy exempts them, but may be high ones', async () => {
    const bands = [
      { name: 'low', to: 0.4, pay: 'by_item' },
      { name: 'high', from: 3, pay: 'by_item' },
    ];
    const priced = await price({
      cases: [1, 2, 5, -1, 2].map((dischargeType, row) => ({ dischargeType, cost: row === 4 ? 4_000_000 : 300_000 })),
      policy: { outliers: { bands, low_exempt_discharge_types: [2, 5] } },
    });
    expect([...priced.band]).toEqual([1, 0, 0, 1, 2]);
  });
  it("on the group's mean: cost 20,000 against a mean of 8,000 is above 2 ×, a group without a mean is in no band", async () => {
    const priced = await price({
      cases: [{ cost: 2_000_000 }, { cost: 1_600_000 }, { cost: 9_000_000, group: 'B' }],
      weights: smallWeights({ A: '1', B: '1' }, { A: 800_000 }),
      policy: {
        outliers: {
          basis: 'group_mean',
          bands: [{ name: 'high', from: 2, from_included: false, pay: 'standard * (ratio - 1)' }],
        },
      },
    });
    expect([...priced.band]).toEqual([1, 0, 0]);
    expect(priced.payFen[0]).toBe(1_500_000);
  });
  it('bands of a later period hold from its first day', async () => {
    const policy = (to: number) => ({ outliers: { bands: [{ name: 'low', to, pay: 'by_item' }] } });
    const priced = await price({
      cases: ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'].map((day) => ({ day, cost: 350_000 })),
      timeline: smallTimeline([{ policy: policy(0.3) }, { from: '2026-07-01', policy: policy(0.4) }]),
    });
    expect([...priced.band]).toEqual([0, 0, 1, 1]);
  });
  it('the class is tested once, on the rounded standard: 33.335 rounds to 33.34, of which 3 × is 100.02', async () => {
    expect(await methods({ from: 3, from_included: true }, [10_001, 10_002], '0.0033335')).toEqual([S, O]);
  });
});
