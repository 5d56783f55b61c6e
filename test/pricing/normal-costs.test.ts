import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLOT_LEAST, SLOT_MOST, SLOT_STANDARD, SLOT_WEIGHT, SLOT_WIDTH } from '../../src/pricing/normal-costs.js';
import { findBand } from '../../src/pricing/outlier-bands.js';
import { preparePricing } from '../../src/pricing/steps.js';
import { generatedRegion } from './generated-region.js';
import {
  GROUPS,
  type PolicyDocument,
  type SmallRegion,
  smallInput,
  smallTimeline,
  smallWeights,
} from './small-region.js';

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

describe('the costs without a band of one class and group', () => {
  const OPEN = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const NONE = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  /** [least, most] of a group in each class, in fen. */
  const rangesOf = (outliers: PolicyDocument, region: Partial<SmallRegion> = {}, group = 'A') => {
    const input = smallInput({ cases: [{ cost: 1, day: '2026-12-31' }], policy: { outliers }, ...region });
    const { slots, levelOfClass } = preparePricing(input).payload;
    return [...levelOfClass.keys()].map((c) => {
      const at = (c * GROUPS.length + GROUPS.indexOf(group)) * SLOT_WIDTH;
      return [slots[at + SLOT_LEAST], slots[at + SLOT_MOST]];
    });
  };
  /** At level 3, with a standard of 10,000.00 or another weight's. */
  const range = (bands: PolicyDocument[], weight = '1') =>
    rangesOf(
      { bands: bands.map((band, b) => ({ name: `band${b}`, pay: 'by_item', ...band })) },
      { weights: smallWeights({ A: weight }) },
    )[0];

  it.each<[string, PolicyDocument[], unknown[], string?]>([
    ['to 0.4 strict', [{ to: 0.4 }], [400_000, OPEN[1]]],
    ['to 0.4 included', [{ to: 0.4, to_included: true }], [400_001, OPEN[1]]],
    ['from 3 included', [{ from: 3 }], [OPEN[0], 2_999_999]],
    ['from 3 strict', [{ from: 3, from_included: false }], [OPEN[0], 3_000_000]],
    ['0.4 of 33.33, between two fen', [{ to: 0.4 }], [1_334, OPEN[1]], '0.003333'],
    ['0.4 of 33.33 included', [{ to: 0.4, to_included: true }], [1_334, OPEN[1]], '0.003333'],
    ['1.5 of 33.33, between two fen', [{ from: 1.5 }], [OPEN[0], 4_999], '0.003333'],
    ['1.5 of 33.33 strict', [{ from: 1.5, from_included: false }], [OPEN[0], 4_999], '0.003333'],
    ['two below, the higher first', [{ to: 0.4 }, { to: 0.3 }], [400_000, OPEN[1]]],
    ['two below, the lower first', [{ to: 0.3 }, { to: 0.4 }], [400_000, OPEN[1]]],
    ['two above', [{ from: 3 }, { from: 2 }, { from: 2.5 }], [OPEN[0], 1_999_999]],
    [
      'below and above',
      [
        { from: 0.2, to: 0.4 },
        { from: 1.5, to: 2 },
      ],
      [400_000, 1_499_999],
    ],
    ['to 1 strict and from 1 strict', [{ to: 1 }, { from: 1, from_included: false }], [1_000_000, 1_000_000]],
    ['to 1 included: the standard itself', [{ to: 1, to_included: true }], NONE],
    ['from 1 included: the standard itself', [{ from: 1 }], NONE],
    ['around the standard, then others', [{ from: 0.9, to: 1.1 }, { to: 0.4 }, { from: 3 }], NONE],
    ['others, then around the standard', [{ to: 0.4 }, { from: 3 }, { from: 0.9, to: 1.1 }], NONE],
    ['a band between two fen is none', [{ from: 1.00000001, to: 1.00000002 }], OPEN],
    ['of another level', [{ to: 0.4, levels: ['2', '1'] }], OPEN],
    ['of this level', [{ to: 0.4, levels: ['3'] }], [400_000, OPEN[1]]],
    ['without an edge', [{}], NONE],
    [
      '0.4 of one fen: nothing is in the band, whoever owns an edge that it lacks',
      [{ to: 0.4, from_included: false }],
      [1, OPEN[1]],
      '0.000001',
    ],
    // As doubles the products on either side of these edges are equal: + 890 fen exactly, and + 890.00000001.
    ['doubles lose a fen, included', [{ from: 1.0000000000001 }], [OPEN[0], 8_900_000_000_000_889], '8900000000'],
    [
      'doubles lose a fen, strict',
      [{ from: 1.0000000000001, from_included: false }],
      [OPEN[0], 8_900_000_000_000_890],
      '8900000000',
    ],
    ['doubles lose a fraction', [{ from: 1.0000000000001 }], [OPEN[0], 8_900_000_000_124_347], '8900000000.123457'],
    [
      'doubles lose a fraction, below',
      [{ to: 0.9999999999999 }],
      [8_900_000_000_122_567, OPEN[1]],
      '8900000000.123457',
    ],
    // 9 × 10^12 fen × 1.000001 = 9,000,009,000,000 exactly; digits × basis is 9 × 10^18.
    ['a product beyond 2^53, included', [{ from: 1.000001 }], [OPEN[0], 9_000_008_999_999], '9000000'],
    [
      'a product beyond 2^53, strict',
      [{ from: 1.000001, from_included: false }],
      [OPEN[0], 9_000_009_000_000],
      '9000000',
    ],
    ['a product beyond 2^53, below', [{ to: 0.999999 }], [8_999_991_000_000, OPEN[1]], '9000000'],
    [
      'a product beyond 2^53, below included',
      [{ to: 0.999999, to_included: true }],
      [8_999_991_000_001, OPEN[1]],
      '9000000',
    ],
  ])('%s', (_, bands, expected, weight) => {
    expect(range(bands, weight)).toEqual(expected);
  });

  it('each period has its own bands: none from January, one from July; and each level those of its own', () => {
    const low = (to: number, levels: string[]) => ({ name: `low-${levels.length}`, to, levels, pay: 'by_item' });
    const july = { outliers: { bands: [low(0.4, ['3', '2']), low(0.5, ['2'])] } };
    const timeline = smallTimeline([{ policy: {} }, { from: '2026-07-01', policy: july }]);
    const cases = ['H1', 'H2', 'H3'].map((hospital) => ({ hospital, cost: 1, day: '2026-12-31' }));
    const later = [[400_000, OPEN[1]], [500_000, OPEN[1]], OPEN];
    expect(rangesOf({}, { timeline, cases })).toEqual([OPEN, OPEN, OPEN, ...later]);
  });

  it("bands on the group's mean are around the mean, and hold for no group without one", () => {
    const outliers = { basis: 'group_mean', bands: [{ name: 'low', to: 0.4, pay: 'by_item' }] };
    const weights = smallWeights({ A: '1', B: '1' }, { A: 500_000 });
    expect(rangesOf(outliers, { weights })).toEqual([[200_000, OPEN[1]]]);
    expect(rangesOf(outliers, { weights }, 'B')).toEqual([OPEN]);
  });

  it('stand beside the standard and the weight of the slot; a group without a standard has none that is sure', () => {
    const region = { cases: [{ cost: 1 }], policy: { hospital_coefficient: { by_level: { 3: 0.9, 2: 1, 1: 1 } } } };
    const { slots } = preparePricing(smallInput({ ...region, weights: smallWeights({ A: '0.85', B: '2' }) })).payload;
    const slotOf = (group: string) => {
      const at = GROUPS.indexOf(group) * SLOT_WIDTH;
      return [SLOT_STANDARD, SLOT_WEIGHT, SLOT_LEAST].map((part) => slots[at + part]);
    };
    expect(slotOf('A')).toEqual([765_000, 8_500, OPEN[0]]);
    expect(slotOf('B')).toEqual([1_800_000, 20_000, OPEN[0]]);
    expect(slotOf('C')).toEqual([0, 0, Number.POSITIVE_INFINITY]);
  });
});
