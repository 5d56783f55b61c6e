import { expect, test } from 'vitest';
import { fen, settle, title } from './worked-year.js';

/** Weights A 1, B 0.5 at 10,000; a cut of 100.00 a case. */
const policy = {
  pools: [
    { insurance: 'employee', fund: 60_000, reserve: 0.1 },
    { insurance: 'resident', fund: 20_000 },
  ],
  rate: { kind: 'fixed', value: 10_000 },
  clearing: {
    steps: [
      'reserve',
      { step: 'amount', name: 'cut', title, amount: '-yuan(100) * cases', base: 'fund_before_clearing' },
    ],
  },
};
const cases = [
  { hospital: 'H2', group: 'B', cost: fen(4_000), pooled: fen(4_000) },
  { hospital: 'H2', group: 'A', cost: fen(10_000), pooled: fen(9_000), department: 'D2' },
  { hospital: 'H1', group: 'A', cost: fen(12_000), pooled: fen(12_000), insurance: 'resident' },
  { hospital: 'H2', group: 'A', cost: fen(10_000), pooled: fen(9_000) },
  { hospital: 'H1', group: 'A', cost: fen(8_000), pooled: fen(6_000) },
];

test('three surpluses of two pools, three accounts and two diseases: each over its own cases, groups over hospitals, insurances and departments', async () => {
  const { surpluses } = await settle({ cases, policy });
  const rows = surpluses!.map((one) => [
    ...[one.kind, one.key, one.insurance, one.cases],
    ...[one.formulaFen, one.adjustmentFen, one.finalFen, one.basisFen, one.surplusFen].map((amount) => amount / 100),
  ]);
  // −300.00 of H2 by 9,000 : 9,000 : 5,000 is −117.39, −117.39 and −65.22.
  expect(rows).toEqual([
    ['region', 'employee', 'employee', 4, 31_000, -400, 30_600, 54_000, 23_400],
    ['region', 'resident', 'resident', 1, 10_000, -100, 9_900, 20_000, 10_100],
    ['hospital', 'H1', 'employee', 1, 8_000, -100, 7_900, 6_000, 1_900],
    ['hospital', 'H1', 'resident', 1, 10_000, -100, 9_900, 12_000, -2_100],
    ['hospital', 'H2', 'employee', 3, 23_000, -300, 22_700, 22_000, 700],
    ['disease', 'A', '', 4, 36_000, -434.78, 35_565.22, 36_000, -434.78],
    ['disease', 'B', '', 1, 5_000, -65.22, 4_934.78, 4_000, 934.78],
  ]);
});
