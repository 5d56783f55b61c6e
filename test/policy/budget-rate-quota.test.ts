import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { checkedTimeline } from '../../src/run/refuse-findings.js';
import { failureOf, policyOf, timelineOf } from './policy-document.js';

const rule = (text: string, rate = '{kind: budget}') => ({
  pools: '[{insurance: employee, fund: 1200000000, fund_share: 0.6}]',
  rate,
  special_cases: `[{name: agreed, when: {review_outcomes: ["agreed/*"]}, pay: by_item${text}}]`,
});
const errors = (parts: Parameters<typeof timelineOf>[0]) =>
  checkPolicy(timelineOf(parts)).filter(({ severity }) => severity === 'error');
const OUTSIDE = ', counts: outside, quota: {share: 0.05}';

describe('a rate from the budget and a quota of a rule outside the groups', () => {
  test('are an error with the remedy, in both languages', () => {
    const found = errors(rule(OUTSIDE));
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'budget_rate_outside_quota special_cases.agreed.quota',
    ]);
    expect(found[0]!.en).toContain('Use a floating or a fixed rate, or counts: inside, or delete the quota.');
    expect(found[0]!.zh).toContain('请改用 floating 或 fixed 费率，或写 counts: inside');
  });

  test('stop a run before it begins', () => {
    const error = failureOf(() => checkedTimeline(policyOf(rule(OUTSIDE)), []));
    expect(error.code).toBe('policy_refused');
    expect(error.text('en')).toContain('special_cases.agreed.quota');
  });

  test.each([
    ['inside', rule(', counts: inside, quota: {share: 0.05}')],
    ['without a quota', rule(', counts: outside')],
    ['under a fixed rate', rule(OUTSIDE, '{kind: fixed, value: 12500}')],
    [
      'under a floating rate',
      {
        ...rule(OUTSIDE, '{kind: floating, opening: 12500}'),
        clearing: '{steps: [reserve, carve_outs, point_value, retention]}',
      },
    ],
  ])('%s it is no error', (_, parts) => {
    expect(errors(parts)).toEqual([]);
    expect(checkedTimeline(policyOf(parts), []).segments).toHaveLength(1);
  });
});
