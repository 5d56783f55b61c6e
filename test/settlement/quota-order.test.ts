import { describe, expect, test } from 'vitest';
import { settleYear } from '../../src/settlement/steps.js';
import { type PolicyDocument, pricedInput, type SmallCase } from '../pricing/small-region.js';

const outliers = (quota: PolicyDocument) => ({
  outliers: { bands: [{ name: 'high', from: 2, from_included: false, pay: 'by_item', quota }] },
});
const settle = async (cases: readonly SmallCase[], quota: PolicyDocument) =>
  settleYear(await pricedInput({ cases, policy: outliers(quota) }));
const plain = (count: number, hospital = 'H1'): SmallCase[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${hospital}-${i}`, hospital, cost: 1_000_000 }));
/** Standards are 10,000.00; a case paid by item is paid 25,000.00. */
const paidOf = async (cases: readonly SmallCase[], quota: PolicyDocument, hospital: string) => {
  const { cells } = await settle(cases, quota);
  const place = cells.hospitals.indexOf(hospital);
  return cells.sums.pay.reduce((sum, fen, cell) => (cells.hospital[cell] === place ? sum + fen : sum), 0);
};

describe('which cases a quota pays first', () => {
  test('of one quota for the region, two cases with one id go by the name of the hospital, whatever the order of rows', async () => {
    const high = ['H2', 'H1', 'H3'].map((hospital) => ({ id: 'same', hospital, cost: 2_500_000 }));
    for (const cases of [
      [...high, ...plain(17)],
      [...plain(17), ...[...high].reverse()],
    ]) {
      const quota = { base: 'region', share: 0.05 };
      expect(await paidOf(cases, quota, 'H1')).toBe(17 * 1_000_000 + 2_500_000);
      expect(await paidOf(cases, quota, 'H2')).toBe(1_000_000);
      expect(await paidOf(cases, quota, 'H3')).toBe(1_000_000);
    }
  });

  test('by case_id the smaller id is first, however much the other cost', async () => {
    const high = [
      { id: 'b', cost: 9_000_000, department: 'B' },
      { id: 'a', cost: 2_100_000, department: 'A' },
    ];
    const { cells } = await settle([...high, ...plain(18)], { share: 0.05, order: 'case_id' });
    const pay = (name: string) => cells.sums.pay[cells.department.indexOf(cells.departments.indexOf(name))];
    expect([pay('A'), pay('B')]).toEqual([2_100_000, 1_000_000]);
  });

  test('a quota by level is that of each hospital’s level; one whose level nobody tells is paid by item, outside the quota', async () => {
    const cases = ['H1', 'H2', 'X'].flatMap((hospital) => [
      ...plain(9, hospital).map((one) => ({ ...one, level: '' })),
      { id: `${hospital}-high`, hospital, level: '', cost: 2_500_000 },
    ]);
    const quota = { by_level: { '3': 0.1, '2': 0.09, '1': 1 } };
    // ⌊0.1 × 10⌋ = 1 and ⌊0.09 × 10⌋ = 0; X is neither in the register nor has a level in its cases.
    expect(await paidOf(cases, quota, 'H1')).toBe(9_000_000 + 2_500_000);
    expect(await paidOf(cases, quota, 'H2')).toBe(10_000_000);
    expect(await paidOf(cases, { by_level: { '3': 0.1, '2': 0.09, '1': 0 } }, 'X')).toBe(9_000_000 + 2_500_000);
    const { statements } = await settle(cases, quota);
    const lines = statements.filter(({ line }) => line === 'quota').map((line) => [line.hospitalId, line.amountFen]);
    expect(lines).toEqual([['H2', -1_500_000]]);
  });
});
