import { describe, expect, test } from 'vitest';
import { type Policy, policySchema } from '../../src/policy/policy-schema.js';
import { buildRetentionRule } from '../../src/settlement/retention-bands.js';
import { smallPolicy } from '../pricing/small-region.js';

const ruleOf = (bands: readonly object[]) => {
  const { retention } = policySchema.parse({ ...smallPolicy({}), retention: { level: 'hospital', bands } }) as Policy;
  return buildRetentionRule(retention);
};

describe('bands of retention and sharing', () => {
  const usual = () =>
    ruleOf([
      { name: 'kept', to: 0.8, pay: 'recorded' },
      { name: 'whole', from: 0.8, to: 1, pay: 'standard' },
      { name: 'shared', from: 1, to: 1.1, fund_share_of_overrun: 0.7 },
      { name: 'stated', from: 1.1, to: 1.2, pay: 'standard + 0.5 * (recorded - standard) - yuan(0.01)' },
    ]);

  test('the first band that holds has it, an edge belongs to the band below it unless said; beyond the last there is none', () => {
    const rule = usual();
    const at = (recorded: number) => rule.findBand(recorded, 1_000);
    expect([799, 800, 999, 1_000, 1_099, 1_100, 1_199].map(at)).toEqual([0, 0, 1, 1, 2, 2, 3]);
    expect([at(801), at(1_001), at(1_101)]).toEqual([1, 2, 3]);
    expect([at(1_200), at(1_201), at(5_000)]).toEqual([3, -1, -1]);
    const open = ruleOf([
      { name: 'a', to: 1, to_included: false, pay: 'recorded' },
      { name: 'b', from: 1, pay: 'standard' },
    ]);
    expect([999, 1_000, 1_001].map((recorded) => open.findBand(recorded, 1_000))).toEqual([0, 1, 1]);
  });

  test('pays what was recorded, the standard, a share of the overrun rounded once half away from zero, or its formula', () => {
    const rule = usual();
    expect(rule.amount(0, 70_000, 100_000)).toBe(70_000);
    expect(rule.amount(1, 90_000, 100_000)).toBe(100_000);
    // 106 of 100 million: 104.2 (rules §4.6).
    expect(rule.amount(2, 10_600_000_000, 10_000_000_000)).toBe(10_420_000_000);
    expect(rule.amount(2, 100_005, 100_000)).toBe(100_004);
    expect(rule.amount(2, 99_995, 100_000)).toBe(99_996);
    expect(rule.amount(3, 115_000, 100_000)).toBe(107_499);
  });

  test('pays the standard in no band, and in a band that says nothing of pay', () => {
    const rule = usual();
    expect(rule.amount(-1, 150_000, 100_000)).toBe(100_000);
    const { retention } = policySchema.parse(smallPolicy({})) as Policy;
    const silent = buildRetentionRule({ ...retention, bands: [{ name: 'silent' }] } as unknown as Policy['retention']);
    expect(silent.amount(silent.findBand(5, 7), 5, 7)).toBe(7);
    expect(silent.findBand(5, 7)).toBe(0);
    expect(rule.bands).toHaveLength(4);
    expect(rule.documents.map(({ name }) => name)).toEqual(['kept', 'whole', 'shared', 'stated']);
  });

  test('a formula that divides by zero has no amount, and the next one asked has its own', () => {
    const ratio = ruleOf([{ name: 'all', pay: 'standard / (recorded - standard) * yuan(1)' }]);
    expect(ratio.amount(0, 100, 100)).toBeNaN();
    expect(ratio.amount(0, 300, 100)).toBe(50);
  });
});
