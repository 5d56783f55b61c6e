import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BAND_FLAGS,
  findBand,
  isHighBand,
  isLowBand,
  PAY_BY_ITEM,
  PAY_FORMULA,
  PAY_STANDARD,
  quotaOfBand,
} from '../../src/pricing/outlier-bands.js';
import { preparePricing } from '../../src/pricing/steps.js';
import {
  type PolicyDocument,
  price,
  type SmallRegion,
  smallInput,
  smallPolicy,
  smallTimeline,
} from './small-region.js';

/** The bands of a year as the loop reads them. */
function bandsOf(outliers: PolicyDocument, more: PolicyDocument = {}, region: Partial<SmallRegion> = {}) {
  const cases = [{ cost: 1, los: 1 }];
  return preparePricing(smallInput({ cases, policy: { outliers, ...more }, ...region })).payload.bands;
}

interface Asked {
  readonly period?: number;
  readonly level?: number;
  readonly type?: number;
  readonly los?: number;
}

/** The band of a cost; the basis is 10,000.00 unless a test says otherwise. */
function bandAt(table: ReturnType<typeof bandsOf>, cost: number, asked: Asked = {}, basis = 1_000_000): number {
  const { period = 0, level = 3, type = 1, los = -1 } = asked;
  return findBand(table, period, level, type, los, cost, basis, 0, undefined);
}

describe('the band of a cost, asked of the bands themselves', () => {
  const edges = fc.constantFrom(0.3, 0.4, 0.5, 1, 1.5, 2.25, 3);
  const option = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const band = fc.record({
    from: option(fc.oneof(edges, fc.constant(0))),
    from_included: fc.boolean(),
    to: option(edges),
    to_included: fc.boolean(),
    levels: option(fc.subarray(['3', '2', '1'], { minLength: 1 })),
  });
  const days = option(
    fc.record({
      from: option(fc.nat(4)),
      from_included: fc.boolean(),
      to: option(fc.nat(6)),
      to_included: fc.boolean(),
    }),
  );
  const asked = fc.record({
    level: fc.constantFrom(3, 2, 1),
    type: fc.constantFrom(1, 2, 5, 9, -1),
    los: fc.integer({ min: -1, max: 7 }),
    edge: fc.oneof(edges, fc.constant(0)),
    off: fc.constantFrom(-1, 0, 1),
    basis: fc.constantFrom(1_000_000, 333_300),
  });

  it('is the first whose edges, levels and exemptions all let it in, on 400 random lists of bands × 6 cases', () => {
    let found = 0;
    let exempted = 0;
    fc.assert(
      fc.property(
        fc.array(band, { maxLength: 4 }),
        fc.subarray([2, 5, 9]),
        days,
        fc.array(asked, { minLength: 6, maxLength: 6 }),
        (bands, types, exemptDays, cases) => {
          const table = bandsOf({
            bands: bands.map((entry, b) => ({ ...entry, name: `band${b}`, pay: 'by_item' })),
            low_exempt_discharge_types: types,
            low_exempt_los_days: exemptDays,
          });
          for (const { level, type, los, edge, off, basis } of cases) {
            const cost = Math.max(0, Math.round(edge * basis) + off);
            // Edges have two decimals at most: a hundred times as much is whole on both sides.
            const within = (
              value: number,
              unit: number,
              range: {
                from?: number | undefined;
                from_included: boolean;
                to?: number | undefined;
                to_included: boolean;
              },
            ) => {
              const [from, to] = [range.from, range.to].map((side) =>
                side === undefined ? undefined : Math.round(side * 100 * unit),
              );
              const isAbove = from === undefined || (range.from_included ? value * 100 >= from : value * 100 > from);
              return isAbove && (to === undefined || (range.to_included ? value * 100 <= to : value * 100 < to));
            };
            const isExempt =
              types.includes(type) || (exemptDays !== undefined && los >= 0 && within(los, 1, exemptDays));
            const expected = bands.findIndex((entry) => {
              if (!(entry.levels ?? ['3', '2', '1']).includes(`${level}`)) return false;
              if (!within(cost, basis, entry)) return false;
              const isLow = entry.to !== undefined && entry.to <= 1;
              if (isLow && isExempt) exempted += 1;
              return !(isLow && isExempt);
            });
            expect(bandAt(table, cost, { level, type, los }, basis)).toBe(expected);
            found += Number(expected >= 0);
          }
        },
      ),
      { numRuns: 400, seed: 20261129 },
    );
    expect(found).toBeGreaterThan(600);
    expect(exempted).toBeGreaterThan(60);
  });

  it('is none without a basis, however high the cost', () => {
    const table = bandsOf({ bands: [{ name: 'any', from: 0, pay: 'by_item' }] });
    expect([bandAt(table, 9_000_000), bandAt(table, 9_000_000, {}, Number.NaN)]).toEqual([0, -1]);
  });

  it('is one of its own period: nothing holds from January to June, the low band of July from July on', () => {
    const july = { from: '2026-07-01', policy: { outliers: { bands: [{ name: 'low', to: 0.4, pay: 'by_item' }] } } };
    const table = bandsOf({}, {}, { timeline: smallTimeline([{ policy: {} }, july]) });
    expect([...table.start]).toEqual([0, 0, 1]);
    expect([bandAt(table, 100), bandAt(table, 100, { period: 1 })]).toEqual([-1, 0]);
  });

  it('with stays of 3 to 5 days exempt: 3, 4 and 5 days are normal; 2, 6 and a missing length of stay are low', () => {
    const bands = [{ name: 'low', to: 0.4, pay: 'by_item' }];
    const table = bandsOf({ bands, low_exempt_los_days: { from: 3, to: 5, to_included: true } });
    expect([2, 3, 4, 5, 6, -1].map((los) => bandAt(table, 100, { los }))).toEqual([0, -1, -1, -1, 0, 0]);
    // Without the exemption no length of stay is exempt.
    expect([0, 1, 2].map((los) => bandAt(bandsOf({ bands }), 100, { los }))).toEqual([0, 0, 0]);
  });

  it('holds only for cases that its tests let in: of two stays of 20,000.00, the death of type 5 is paid its cost', async () => {
    const bands = [{ name: 'deaths', from: 2, when: { discharge_types: [5] }, pay: 'by_item' }];
    const cases = [1, 5].map((dischargeType) => ({ dischargeType, cost: 2_000_000 }));
    const priced = await price({ cases, policy: { outliers: { bands } } });
    expect([...priced.band]).toEqual([0, 1]);
    expect([...priced.payFen]).toEqual([1_000_000, 2_000_000]);
  });
});

describe('which side of the standard a band is on', () => {
  it('low: it ends at 1 at most; high: it starts at 1 at least; one around 1 or without that edge is neither', () => {
    const of = (edges: PolicyDocument) => {
      const { bands } = smallPolicy({ outliers: { bands: [{ name: 'band', pay: 'by_item', ...edges }] } }).outliers;
      return [isLowBand(bands[0]!), isHighBand(bands[0]!)];
    };
    expect([of({ to: 0.4 }), of({ to: 1 }), of({ to: 1.0001 })]).toEqual([
      [true, false],
      [true, false],
      [false, false],
    ]);
    expect([of({ from: 3 }), of({ from: 1 }), of({ from: 0.9999 })]).toEqual([
      [false, true],
      [false, true],
      [false, false],
    ]);
    expect([of({}), of({ from: 0.9, to: 1.1 })]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('stands in the flags beside the edges that the band has and owns', () => {
    const { flags } = bandsOf({
      bands: [
        { name: 'low', to: 0.4, from_included: false, pay: 'by_item' },
        { name: 'high', from: 3, to_included: true, pay: 'by_item' },
      ],
    });
    const { hasFrom, fromIncluded, hasTo, toIncluded, isLow } = BAND_FLAGS;
    expect([...flags]).toEqual([hasTo | isLow, hasFrom | fromIncluded | toIncluded]);
  });
});

describe('how a band pays', () => {
  it('by item, the standard, or a formula, of which those of one text and edge are read once', () => {
    const pay = 'standard + 0.7 * (cost - multiple * standard)';
    const { pay: codes } = bandsOf({
      bands: [
        { name: 'low', to: 0.4, pay: 'by_item' },
        { name: 'near', to: 0.5, pay: 'standard' },
        { name: 'middle', from: 1.5, to: 2, pay: 'standard * ratio' },
        { name: 'high-3', from: 3, levels: ['3'], pay },
        { name: 'high-2', from: 2, levels: ['2'], pay },
        { name: 'high-1', from: 2, levels: ['1'], pay },
      ],
    });
    const formulas = [0, 1, 2, 2].map((index) => PAY_FORMULA + index);
    expect([...codes]).toEqual([PAY_BY_ITEM, PAY_STANDARD, ...formulas]);
    // Without `multiple` the edge is no part of it.
    const plain = ['3', '2'].map((level) => ({
      name: `high-${level}`,
      from: Number(level),
      levels: [level],
      pay: 'cost',
    }));
    expect([...bandsOf({ bands: plain }).pay]).toEqual([PAY_FORMULA, PAY_FORMULA]);
  });

  it('`multiple` is the lower edge of the band: at 42,000.00, from 3 × pays 18,400.00 and from 2 × 25,400.00', async () => {
    const pay = 'standard + 0.7 * (cost - multiple * standard)';
    const priced = await price({
      cases: ['H1', 'H2'].map((hospital) => ({ hospital, cost: 4_200_000 })),
      policy: {
        outliers: {
          bands: [
            { name: 'high-3', from: 3, levels: ['3'], pay },
            { name: 'high-2', from: 2, levels: ['2', '1'], pay },
          ],
        },
      },
    });
    expect([...priced.payFen]).toEqual([1_840_000, 2_540_000]);
  });

  it('a formula without an amount is named by its band', async () => {
    const bands = [{ name: 'high', from: 2, pay: 'standard / number(los_days)' }];
    const region = { cases: [{ cost: 3_000_000, los: 0 }], policy: { outliers: { bands } } };
    await expect(price(region)).rejects.toMatchObject({ details: { rules: 'outliers.bands.high.pay' } });
    const asking = {
      ...region,
      policy: { outliers: { bands: [{ ...bands[0]!, when: { facts: { charlson: { from: 3 } } } }] } },
    };
    await expect(price(asking)).rejects.toMatchObject({
      code: 'facts_missing',
      path: expect.stringMatching(/^outliers\.bands\.high\.when/),
    });
    const open = {
      cases: [{ cost: 1 }],
      policy: { outliers: { bands: [{ name: 'low', to: 0.4, pay: 'multiple * standard' }] } },
    };
    await expect(price(open)).rejects.toMatchObject({
      code: 'band_formula_without_amount',
      details: { rules: 'outliers.bands.low.pay', missing: 1 },
    });
  });
});

describe('the quota of a band for the year', () => {
  const high = (more: PolicyDocument) => ({ name: 'high', from: 3, pay: 'by_item', ...more });
  const year = (...lists: PolicyDocument[][]) =>
    smallTimeline(
      lists.map((bands, s) => ({
        from: ['2026-01-01', '2026-05-01', '2026-09-01'][s]!,
        policy: { outliers: { bands } },
      })),
    );

  it('is as the last period with a band of its name says: 5 %, then 3 %, then no such band → 3 %', () => {
    const other = { name: 'other', from: 5, pay: 'by_item', quota: { share: 0.9 } };
    const timeline = year([high({ quota: { share: 0.05 } })], [other, high({ quota: { share: 0.03 } })], [other]);
    expect(quotaOfBand(timeline, 'high')).toMatchObject({ share: 0.03 });
    expect(quotaOfBand(timeline, 'other')).toMatchObject({ share: 0.9 });
    expect(quotaOfBand(timeline, 'none')).toBeUndefined();
    expect(quotaOfBand(year([high({ quota: { share: 0.05 } })]), 'high')).toMatchObject({ share: 0.05 });
  });

  it('is none where the last of them states none, so that January has none either', () => {
    const timeline = year([high({ quota: { share: 0.05 } })], [high({})]);
    expect(quotaOfBand(timeline, 'high')).toBeUndefined();
    expect([...bandsOf({}, {}, { timeline }).hasQuota]).toEqual([0, 0]);
  });

  it('gives its cases the price without the band beside it: 40,000.00 by item, 10,000.00 by the standard', async () => {
    const cases = [{ cost: 4_000_000 }];
    const bands = [high({ quota: { share: 0.05 } })];
    const quoted = await price({ cases, timeline: year([high({})], bands) });
    expect([quoted.payFen[0], quoted.alternativePayFen[0]]).toEqual([4_000_000, 1_000_000]);
    const free = await price({ cases, timeline: year([high({})]) });
    expect(free.alternativePayFen[0]).not.toBe(1_000_000);
  });
});
