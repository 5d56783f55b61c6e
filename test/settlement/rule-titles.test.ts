import { expect, test } from 'vitest';
import { line, settle } from './worked-year.js';

const cases = [
  { group: 'A', hospital: 'H1', cost: 1_000_000, pooled: 600_000 },
  { group: 'A', hospital: 'H1', cost: 9_000_000, pooled: 6_000_000 },
  { group: 'A', hospital: 'H1', cost: 12_000_000, pooled: 6_000_000 },
];
const policyOf = (titled: object) => ({
  rate: { kind: 'fixed', value: 10_000 },
  special_cases: [
    { name: 'review', ...titled, when: { cost: { from: 100_000 } }, pay: 'by_item' },
    { name: 'long', when: { cost: { from: 80_000 } }, pay: 'by_item', counts: 'outside' },
  ],
  supplements: [
    { name: 'value', ...titled, when: { cost: { from: 1 } }, amount: 'yuan(100)' },
    { name: 'plain', when: { cost: { from: 1 } }, amount: 'yuan(50)' },
  ],
});

test('lines of special cases and of supplements name their rules by the titles of the policy, by names without one', async () => {
  const settlement = await settle({ cases, policy: policyOf({ title: { zh: '特例单议', en: 'special review' } }) });
  const words = (name: string) => line(settlement, name).formula;
  expect(words('special_case').zh).toMatch(/（1 例）的基金部分，按政策所列特殊规则支付：特例单议$/);
  expect(words('special_case').en).toMatch(
    /\(1\): the fund's part, paid as the special rules of the policy say: special review$/,
  );
  expect(words('special_case_outside').zh).toMatch(/按政策所列特殊规则支付：long$/);
  expect(words('standard_fund').zh).toContain('（1 例）：支付额（含补偿：特例单议、plain） − 患者支付');
  expect(words('standard_fund').en).toContain(
    "(1): pay (with supplements: special review, plain) − the patient's part",
  );
});

test('a policy without supplements says nothing of them', async () => {
  const settlement = await settle({ cases, policy: { rate: { kind: 'fixed', value: 10_000 } } });
  for (const { formula } of settlement.statements) {
    expect(formula.zh).not.toContain('含补偿');
    expect(formula.en).not.toContain('supplement');
  }
});
