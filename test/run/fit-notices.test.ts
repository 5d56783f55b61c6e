import { expect, test } from 'vitest';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicy } from '../../src/run/demo-region.js';
import { poolFitNotices } from '../../src/run/pool-fit-notices.js';
import { schemeOfYear } from '../../src/run/scheme-of-year.js';
import { ungroupedNotices } from '../../src/run/ungrouped-notices.js';
import type { PoolResult } from '../../src/settlement/settlement.js';

type Side = Parameters<typeof ungroupedNotices>[0];

/** A side on which so many of 100 cases are ungrouped. */
function side(id: string, ungrouped: number): Side {
  const status = Uint8Array.from({ length: 100 }, (_, row) => (row < ungrouped ? 2 : 0));
  return { scheme: { id, hash: id, method: 'drg', parts: [] }, groups: { status } } as unknown as Side;
}

test('5 of 100 ungrouped are not told and 6 are; a gap of 2 points is not and one of 3 is', () => {
  expect(ungroupedNotices(side('a', 5), side('b', 4))).toEqual([]);
  expect(ungroupedNotices(side('a', 5), side('b', 6))).toHaveLength(1);
  expect(ungroupedNotices(side('a', 1), side('b', 3))).toEqual([]);
  expect(ungroupedNotices(side('a', 4), side('b', 1))[0]!.en).toContain(
    'Ungrouped cases: 4.00% under the baseline (a), 1.00% under the reform (b).',
  );
});

test('one scheme on both sides, or one side alone, compares no groups: nothing is told', () => {
  expect(ungroupedNotices(side('a', 50), side('a', 50))).toEqual([]);
  expect(ungroupedNotices(side('a', 50), undefined)).toEqual([]);
});

test('the national DIP catalogue has no comprehensive entries: scores cover core entries only, in both languages', () => {
  const dipYear = resolveTimeline(demoPolicy([], 'dip'), []);
  const dip = { ...side('', 33), scheme: schemeOfYear(dipYear) };
  const [notice] = ungroupedNotices(side('a', 1), dip);
  expect(notice!.zh).toContain('改革（dip-3.0）33.00%');
  expect(notice!.zh).toContain('dip-3.0 没有综合病种，分值只覆盖核心病种');
  expect(notice!.en).toContain('dip-3.0 has no comprehensive entries: scores cover core entries only.');
});

test('a pool that spends less than half of its budget does not fit the cases; exactly half is not told', () => {
  const pool = (paidFund: number): PoolResult => ({
    insurance: 'employee',
    fundBudget: 100_000_000,
    reserve: 0,
    carvedOut: 0,
    rateFen: 1,
    expectedFund: paidFund,
    paidFund,
    balance: 0,
  });
  expect(poolFitNotices({ pools: [pool(50_000_000)] })).toEqual([]);
  const [notice] = poolFitNotices({ pools: [pool(49_999_900)] });
  expect(notice!.zh).toMatch(/^职工.*支出 499,999\.00 元，仅为预算 1,000,000\.00 元的 50\.00%/);
  expect(notice!.en).toContain('499,999.00 yuan are spent');
});
