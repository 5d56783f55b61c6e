import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLOT_LEAST, SLOT_MOST, SLOT_WIDTH } from '../../src/pricing/normal-costs.js';
import { findBand } from '../../src/pricing/outlier-bands.js';
import { preparePricing } from '../../src/pricing/steps.js';
import { generatedRegion } from './generated-region.js';
import { smallInput, smallWeights } from './small-region.js';

/** Normal costs and bands of every class and group of a region. */
function slotsOf(region: Parameters<typeof smallInput>[0]) {
  const { payload } = preparePricing(smallInput(region));
  const { slots, bands, levelOfClass, standards, facts, bases } = payload;
  return Array.from({ length: standards.length }, (_, slot) => {
    const payClass = Math.floor(slot / facts.groupCount);
    const isWeighted = facts.hasStandard[slot] === 1;
    const bandOf = (period: number, cost: number) => {
      const basis = bands.isOnStandard[period] === 1 ? standards[slot]! : bases.bases[slot]!;
      return findBand(bands, period, levelOfClass[payClass]!, 0, -1, cost, basis, 0, undefined);
    };
    const at = slot * SLOT_WIDTH;
    return { payClass, isWeighted, bandOf, least: slots[at + SLOT_LEAST]!, most: slots[at + SLOT_MOST]! };
  });
}

describe('costs that lie in no outlier band', () => {
  it('are those that the bands themselves leave, to the fen, on 300 random policies: a fen further is in a band', () => {
    let edges = 0;
    fc.assert(
      fc.property(generatedRegion, (region) => {
        const { segments, weightPatches } = region.timeline!;
        // One stretch of the year: every class belongs to it.
        if (segments.length > 1 || weightPatches.length > 0) return;
        for (const { isWeighted, bandOf, least, most } of slotsOf(region)) {
          if (!isWeighted) {
            expect(least).toBe(Number.POSITIVE_INFINITY);
            continue;
          }
          if (least > most) continue;
          const isBand = (cost: number) => bandOf(0, cost) >= 0;
          if (Number.isFinite(least)) expect([isBand(least - 1), isBand(least)]).toEqual([true, false]);
          if (Number.isFinite(most)) expect([isBand(most), isBand(most + 1)]).toEqual([false, true]);
          edges += Number(Number.isFinite(least)) + Number(Number.isFinite(most));
        }
      }),
      { numRuns: 300, seed: 20261128 },
    );
    expect(edges).toBeGreaterThan(500);
  });

  it('stay exact where a product outgrows a double: standard 90,071,992,547.41, band above 1.000001 of it', () => {
    const bands = [{ name: 'high', from: 1.000001, from_included: false, pay: 'by_item' }];
    const [slot] = slotsOf({
      cases: [{ cost: 1 }],
      policy: { rate: { kind: 'fixed', value: 90_071_992_547.41 }, outliers: { bands } },
      weights: smallWeights({ A: '1' }),
    }).filter(({ isWeighted }) => isWeighted);
    // 9,007,199,254,741 × 1.000001 = 9,007,208,261,940.254741 fen
    expect(slot!.most).toBe(9_007_208_261_940);
    expect([slot!.bandOf(0, 9_007_208_261_940), slot!.bandOf(0, 9_007_208_261_941)]).toEqual([-1, 0]);
  });

  it('are none where a band holds at the standard itself, and all where there is no band', () => {
    const of = (bands: object[]) =>
      slotsOf({ cases: [{ cost: 1 }], policy: { outliers: { bands } } }).find(({ isWeighted }) => isWeighted)!;
    const middle = of([{ name: 'middle', from: 1, to: 1.5, pay: 'by_item' }]);
    expect(middle.least <= middle.most).toBe(false);
    expect(of([])).toMatchObject({ least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY });
  });
});
