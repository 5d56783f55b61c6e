import { describe, expect, test } from 'vitest';
import { checkNegativePay } from '../../src/policy/check-negative-pay.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { timelineOf } from './policy-document.js';

const PLAIN = { outliers: '{bands: []}' };
const special = (pay: string, more = '') => ({
  ...PLAIN,
  special_cases: `[{name: s, when: {cost_to_standard: {from: 2}}, pay: "${pay}"${more}}]`,
});
const brief = (parts: Parameters<typeof timelineOf>[0]) =>
  checkNegativePay(timelineOf(parts).segments[0]!.policy).map(({ severity, code, path }) =>
    [severity, code, path].join(' '),
  );

describe('pay that is below nothing', () => {
  test('standard − 3 × standard is −20,000.00 at every cost: a warning with the formula, in both languages', () => {
    const findings = checkPolicy(timelineOf(special('standard - 3 * standard')));
    const finding = findings.find(({ code }) => code === 'pay_negative')!;
    expect([finding.severity, finding.path]).toEqual(['warning', 'special_cases.s.pay']);
    expect(finding.en).toContain('"standard - 3 * standard" is below 0');
    expect(finding.zh).toContain('请核对正负号');
  });

  test('the same in a band, and only within its edges: cost − 3 × standard from 1 to 2, but not from 1 to 4', () => {
    const band = (to: number) => ({
      outliers: `{bands: [{name: b, from: 1, to: ${to}, pay: "cost - 3 * standard"}]}`,
    });
    expect(brief(band(2))).toEqual(['warning pay_negative outliers.bands.b.pay']);
    expect(brief(band(4))).toEqual([]);
  });

  test('a formula that is 0 or positive at some cost tried is left alone', () => {
    expect(brief(special('cost - 3 * standard'))).toEqual([]);
    expect(brief(special('standard - standard'))).toEqual([]);
    expect(brief(special('standard + 0.7 * (cost - 3 * standard)'))).toEqual([]);
  });

  test('amounts that the reference only assumes, or a fixed 20,000.00 yuan, decide nothing', () => {
    expect(brief(special('new_tech_cost - 0.1 * standard'))).toEqual([]);
    expect(brief(special('standard - yuan(20000)'))).toEqual([]);
    expect(brief(special('group_mean - yuan(20000)'))).toEqual([]);
  });

  test('points below 0 are told as yuan are', () => {
    const points = { method: 'drg-points', ...special('points - 2 * points') };
    expect(brief(points)).toEqual(['warning pay_negative special_cases.s.pay']);
    expect(brief({ ...points, ...special('2 * points - points') })).toEqual([]);
  });
});
