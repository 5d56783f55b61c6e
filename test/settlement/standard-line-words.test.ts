import { expect, test } from 'vitest';
import { line, settle } from './worked-year.js';

const standardOf = async (more: object) =>
  line(
    await settle({
      cases: [{ group: 'A', hospital: 'H1', cost: 1_000_000, pooled: 600_000 }],
      policy: { rate: { kind: 'fixed', value: 10_000 }, ...more },
    }),
    'standard',
  ).formula;

test('the standard line names the case coefficient only where the policy has one', async () => {
  expect((await standardOf({})).zh).toContain('（权重 × 费率 × 机构系数）');
  expect((await standardOf({})).en).toContain('(weight × rate × hospital coefficient)');
  const own = await standardOf({
    case_coefficients: {
      combine: 'highest',
      rules: [{ name: 'child', when: { numbers: { age_years: { to: 6, to_included: true } } }, factor: 1.1 }],
    },
  });
  expect(own.zh).toContain('（权重 × 费率 × 机构系数（× 病例系数））');
  expect(own.en).toContain('(weight × rate × hospital coefficient (× case coefficient))');
});
