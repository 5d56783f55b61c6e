import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { scaleFen } from '../../src/kernel/money.js';
import { scaleRoundFen } from '../../src/pricing/exact-fen.js';
import { pricePass } from '../../src/pricing/price-pass.js';
import type { PricedColumns } from '../../src/pricing/priced-columns.js';
import { preparePricing, priceCases } from '../../src/pricing/steps.js';
import { generatedRegion } from './generated-region.js';
import { ruledRegion } from './generated-ruled-region.js';
import { price, type SmallRegion, smallInput } from './small-region.js';

const SEED = 20261128;
const NAMES = Object.keys(preparePricing(smallInput({ cases: [{ cost: 1 }] })).columns) as (keyof PricedColumns)[];

/** Plain regions and such with rules on single cases; those that no formula can pay are left out. */
const anyRegion = fc.oneof(generatedRegion, ruledRegion);

async function priceable(region: SmallRegion): Promise<PricedColumns | undefined> {
  try {
    return await price(region);
  } catch (error) {
    if (
      ['band_formula_without_amount', 'amount_too_large', 'decimals_too_many'].includes(
        (error as { code: string }).code,
      )
    )
      return undefined;
    throw error;
  }
}

/** Bytes of all columns, copied out of shared memory. */
function bytesOf(priced: PricedColumns): string {
  const hash = createHash('sha256');
  for (const name of NAMES) hash.update(Uint8Array.from(new Uint8Array(priced[name].buffer)));
  return hash.digest('hex');
}

/** Everything that is handed to a stage, as text. */
function snapshot(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return [...part];
    return ArrayBuffer.isView(part) ? [...(part as Float64Array)].map(String) : part;
  });
}

describe('pricing', () => {
  it('gives the same bytes however the rows are split over ranges, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegion, fc.array(fc.nat(14), { maxLength: 4 }), async (region, cuts) => {
        const input = smallInput(region);
        const whole = await priceable(region);
        if (whole === undefined) return;
        const { payload, columns } = preparePricing(input);
        const count = input.table.caseCount;
        const edges = [...new Set([0, ...cuts.map((cut) => Math.min(cut, count)), count])].sort((a, b) => a - b);
        for (let i = edges.length - 1; i > 0; i--) pricePass.rows(structuredClone(payload), edges[i - 1]!, edges[i]!);
        expect(bytesOf(columns)).toBe(bytesOf(whole));
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('pays nobody by the order of rows: reversed rows get the same amounts', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegion, async (region) => {
        const forward = await priceable(region);
        const backward = await priceable({ ...region, cases: [...region.cases].reverse() });
        if (forward === undefined || backward === undefined) {
          expect(backward).toBe(forward);
          return;
        }
        for (const name of NAMES) expect([...backward[name]].reverse()).toEqual([...forward[name]]);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('changes nothing that it was given', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegion, async (region) => {
        const input = smallInput(region);
        const before = snapshot(input);
        await priceCases(input, inlineExecutor).catch(() => undefined);
        expect(snapshot(input)).toBe(before);
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  it('pay = fund + patient in every case, no amount is missing, and the fund is never below 0', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegion, async (region) => {
        const priced = await priceable(region);
        if (priced === undefined) return;
        const { payFen, fundFen, patientFen } = priced;
        expect([...payFen]).toEqual([...fundFen].map((fund, row) => fund + patientFen[row]!));
        expect(Math.min(...fundFen)).toBeGreaterThanOrEqual(0);
        expect(NAMES.filter((name) => !priced[name].every(Number.isSafeInteger))).toEqual([]);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('never pays less for a higher cost inside one band; below 0.4 by item, above 3 × standard + 70 %', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(6_000_000), { minLength: 2, maxLength: 60 }), async (costs) => {
        const sorted = [...costs].sort((a, b) => a - b);
        const priced = await price({
          cases: sorted.map((cost) => ({ cost })),
          policy: {
            outliers: {
              bands: [
                { name: 'low', to: 0.4, pay: 'by_item' },
                { name: 'high', from: 3, from_included: false, pay: 'standard + 0.7 * (cost - 3 * standard)' },
              ],
            },
          },
        });
        for (let row = 1; row < sorted.length; row++) {
          const isSameBand = priced.band[row] === priced.band[row - 1];
          // The one break is upwards, at 0.4; at 3 × pay is continuous, so it never falls anywhere.
          expect(priced.payFen[row]).toBeGreaterThanOrEqual(priced.payFen[row - 1]!);
          if (isSameBand && priced.band[row] === 0) expect(priced.payFen[row]).toBe(1_000_000);
        }
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  it('reports progress up to the last row', async () => {
    const seen: number[] = [];
    await priceCases(smallInput({ cases: [{ cost: 1 }, { cost: 2 }] }), inlineExecutor, (done) => seen.push(done));
    expect(seen).toEqual([2]);
  });
});

describe('scaleRoundFen', () => {
  it('equals the exact fraction for amounts and factors of any size, halves away from zero', () => {
    const amount = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200_000, max: 200_000 }));
    fc.assert(
      fc.property(amount, fc.oneof(fc.nat(10_000), fc.nat(100_000_000)), fc.nat(15), (fen, digits, scale) => {
        fc.pre(Math.abs(fen * digits) / 10 ** scale < 2 ** 52);
        expect(scaleRoundFen(fen, digits, 10 ** scale) + 0).toBe(scaleFen(fen, digits, 10 ** scale) + 0);
      }),
      { numRuns: 5_000, seed: SEED },
    );
    expect(scaleRoundFen(5, 1, 10)).toBe(1);
    expect(scaleRoundFen(-5, 1, 10)).toBe(-1);
    expect(scaleRoundFen(-4, 1, 10)).toBe(0);
  });
});
