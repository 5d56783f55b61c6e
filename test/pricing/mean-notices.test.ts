import { describe, expect, it } from 'vitest';
import type { InputRow } from '../../src/cases/tables/input-table.js';
import { meanFallbacksOf } from '../../src/pricing/mean-fallbacks.js';
import { meanNotices } from '../../src/pricing/mean-notices.js';
import { settleYear } from '../../src/settlement/steps.js';
import { type PolicyDocument, pricedInput, type SmallCase, type SmallRegion, smallInput } from './small-region.js';

const row = (group: string, level: string | undefined, insurance: string | undefined, cases = 40): InputRow => ({
  ...{ scheme: 'small', group, year: '2025', mean_cost: '1000000', cases: String(cases) },
  ...(level === undefined ? {} : { level_class: level }),
  ...(insurance === undefined ? {} : { insurance }),
});

const policy: PolicyDocument = {
  outliers: { basis: 'level_mean', thin_cases: 15, bands: [{ name: 'low', to: 0.4, pay: 'by_item' }] },
};
/** H1 is of level 3, H2 of level 2, H3 of level 1. */
const cases: SmallCase[] = [
  { group: 'A', hospital: 'H1', cost: 100 },
  { group: 'A', hospital: 'H1', cost: 200 },
  { group: 'A', hospital: 'H1', insurance: 'resident', cost: 300 },
  { group: 'A', hospital: 'H2', cost: 400 },
  { group: 'B', hospital: 'H3', insurance: 'resident', cost: 500 },
  { group: 'C', hospital: 'H3', cost: 600 },
  // Paid outside the groups: asks for no mean.
  { group: 'D', hospital: 'H1', cost: 700 },
];
const region: SmallRegion = {
  cases,
  policy,
  groupMeans: [
    row('A', '3', 'employee'),
    row('A', '3', undefined),
    // 14 cases are thin, 15 are not.
    row('A', '2', 'employee', 14),
    row('A', undefined, 'employee', 15),
    row('B', undefined, undefined),
  ],
};

describe('means taken from wider cells', () => {
  it('count each group × level × insurance once, with the cases: own 1 of 2 cases, wider 3, none 1', () => {
    expect(meanFallbacksOf(smallInput(region))).toEqual({
      exact: { cells: 1, cases: 2 },
      without_insurance: { cells: 1, cases: 1 },
      without_level: { cells: 1, cases: 1 },
      without_either: { cells: 1, cases: 1 },
      none: { cells: 1, cases: 1 },
    });
  });

  it('reach the notices of the clearing, in both languages', async () => {
    const { notices } = settleYear(await pricedInput(region));
    const said = notices.filter(({ code }) => code.startsWith('level_means'));
    expect(said.map(({ code, count }) => [code, count])).toEqual([
      ['level_means_wider', 3],
      ['level_means_none', 1],
    ]);
    expect(said[0]!.en).toContain('level means taken from wider cells: 3 of 5 groups × level × insurance');
    expect(said[0]!.en).toContain(
      '(without insurance 1, without level 1, without either 1), for this number of cases: 3.',
    );
    expect(said[0]!.zh).toContain('5 个病组×等级×险种中有 3 个');
    expect(said[1]!.en).toContain('1 of 5; cases in no outlier band for that, paid the standard: 1.');
  });

  it('are silent where every mean stands in its own cell, and where no policy measures by them', () => {
    expect(meanNotices(smallInput({ ...region, cases: cases.slice(0, 2) }))).toEqual([]);
    expect(meanFallbacksOf(smallInput({ cases }))).toBeUndefined();
    expect(meanNotices(smallInput({ cases }))).toEqual([]);
  });

  it('a case whose group has no mean is in no band and is paid the standard, however low its cost', async () => {
    const { priced } = await pricedInput(region);
    expect([priced.band[0], priced.band[5]]).toEqual([1, 0]);
    expect([priced.payFen[0], priced.payFen[5]]).toEqual([100, 2_250_000]);
  });
});
