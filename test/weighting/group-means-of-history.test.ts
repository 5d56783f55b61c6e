import { describe, expect, it } from 'vitest';
import { allocateGroupColumns, STATUS_UNGROUPED } from '../../src/grouping/group-columns.js';
import { groupMeansOfHistory } from '../../src/weighting/group-means-of-history.js';
import { type SmallCase, smallCatalogue, smallPolicy, smallTable } from '../pricing/small-region.js';

function means(cases: readonly SmallCase[], statusOf: (row: number) => number = () => 0) {
  const catalogue = smallCatalogue();
  const groups = allocateGroupColumns(cases.length);
  cases.forEach(({ group }, row) => {
    groups.group[row] = catalogue.codes.indexOf(group ?? 'A');
    groups.status[row] = statusOf(row);
  });
  const register = new Map([['H1', { hospitalId: 'H1', name: 'H1', level: '三级', levelClass: 3 as const, kind: '' }]]);
  return groupMeansOfHistory(smallTable(cases), groups, catalogue, register, smallPolicy({ year: 2026 }));
}

describe('last year’s means from past cases', () => {
  const last: SmallCase = { day: '2025-12-31' };

  it('give each group its cell by level and insurance, and the three wider ones', () => {
    const rows = means([
      { ...last, cost: 10_000_00 },
      { ...last, cost: 20_000_00, insurance: 'resident' },
      { ...last, cost: 6_000_00, hospital: 'H9', level: '二级' },
    ]);
    const cells = rows.map(({ level_class, insurance, mean_cost, cases }) => [
      level_class ?? '',
      insurance ?? '',
      mean_cost,
      cases,
    ]);
    expect(cells).toEqual(
      expect.arrayContaining([
        ['', '', 12_000_00, 3],
        ['3', '', 15_000_00, 2],
        ['3', 'employee', 10_000_00, 1],
        ['3', 'resident', 20_000_00, 1],
        ['2', 'employee', 6_000_00, 1],
        ['', 'employee', 8_000_00, 2],
      ]),
    );
    expect(rows.every(({ year, scheme, group }) => year === 2025 && scheme === 'small' && group === 'A')).toBe(true);
  });

  it('take the year before the policy’s and no other: 2024-12-31 and 2026-01-01 are out, both ends of 2025 in', () => {
    const rows = means([
      { day: '2024-12-31', cost: 1_00 },
      { day: '2025-01-01', cost: 4_00 },
      { day: '2025-12-31', cost: 8_00 },
      { day: '2026-01-01', cost: 1_00 },
    ]);
    expect(rows[0]).toMatchObject({ mean_cost: 6_00, cases: 2 });
  });

  it('leave out cases without a cost, ungrouped ones, and those paid by item or day', () => {
    const rows = means(
      [
        { ...last, cost: 0 },
        { ...last, cost: Number.NaN },
        { ...last, cost: 5_00, kind: 'item' },
        { ...last, cost: 5_00 },
        { ...last, cost: 7_00, kind: 'dip' },
      ],
      (row) => (row === 3 ? STATUS_UNGROUPED : 0),
    );
    expect(rows[0]).toMatchObject({ mean_cost: 7_00, cases: 1 });
  });

  it('without insurance and level the wider cells alone are there', () => {
    const rows = means([{ ...last, cost: 5_00, insurance: '', hospital: 'H9', level: '' }]);
    expect(rows).toEqual([{ scheme: 'small', group: 'A', year: 2025, mean_cost: 5_00, cases: 1 }]);
  });

  it('round a mean half up to fen: 1.00 and 1.01 are 1.01', () => {
    expect(
      means([
        { ...last, cost: 100 },
        { ...last, cost: 101 },
      ])[0]!.mean_cost,
    ).toBe(101);
  });
});
