import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { timelineOf } from './policy-document.js';

const CODES = ['unread', 'floating_without_carve_outs'];
const found = (parts: Parameters<typeof timelineOf>[0]) =>
  checkPolicy(timelineOf(parts))
    .filter(({ code }) => CODES.some((part) => code.includes(part)))
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);
const LADDERS = 'ladders: [{name: all, deductible: 800, bands: [{name: one, ratio: 0.8}]}]';
const CEILINGS = 'ceilings: [{name: year, amount: 200000}]';
const HIGH = '{bands: [{name: high, from: 3, from_included: false, pay: "standard + 0.7 * (cost - 3 * standard)"}]';
const testOf = (facts: string) => `[{name: rule, when: {facts: ${facts}}, pay: standard}]`;

describe('keys that nothing reads as the policy is written', () => {
  test('of benefits: ladders, ceilings and share under recorded; ladders are read where the fund pays by ratio', () => {
    expect(found({ benefit: `{mode: recorded, share: 0.8, ${LADDERS}, ${CEILINGS}}` })).toEqual([
      'warning benefit_key_unread benefit.ladders',
      'warning benefit_key_unread benefit.ceilings',
      'warning benefit_key_unread benefit.share',
    ]);
    expect(found({ benefit: `{mode: recorded, fund_pays: standard_times_ratio, ${LADDERS}, ${CEILINGS}}` })).toEqual([
      'warning benefit_key_unread benefit.ceilings',
    ]);
    expect(found({ benefit: `{mode: computed, ${LADDERS}, ${CEILINGS}}` })).toEqual([]);
    expect(found({ benefit: '{mode: recorded, fund_pays: score_times_ratio, share: 0.8}' })).toEqual([]);
  });

  test('fund_share is read by a rate from the budget alone', () => {
    const pools = '[{insurance: employee, fund: 1200000000, fund_share: 0.6}]';
    expect(found({ pools })).toEqual(['note fund_share_unread pools']);
    expect(found({ pools, rate: '{kind: budget}' })).toEqual([]);
  });

  test('a value of groups that no formula names', () => {
    const values = (pay: string) => ({
      group_values: '{extra: {unit: yuan, otherwise: 100}}',
      special_cases: `[{name: rule, when: {departments: [x]}, pay: "${pay}"}]`,
    });
    expect(found(values('standard + extra'))).toEqual([]);
    expect(found(values('standard + yuan(1)'))).toEqual(['warning group_value_unread group_values.extra']);
  });

  test('the index of comorbidity and lists that no rule tests', () => {
    const auxiliary = '{charlson: {age: decades}, lists: [{name: severity, file: severity.yaml}]}';
    expect(found({ auxiliary, special_cases: testOf('{severity: {from: 1}}') })).toEqual([
      'warning auxiliary_unread auxiliary.charlson',
    ]);
    expect(found({ auxiliary, special_cases: testOf('{charlson: {from: 1}}') })).toEqual([
      'warning auxiliary_unread auxiliary.lists.severity',
    ]);
  });

  test('exemptions from low outliers without a low band: its end is at most 1', () => {
    expect(
      found({ outliers: `${HIGH}, low_exempt_discharge_types: [5], low_exempt_los_days: {from: 0, to: 1}}` }),
    ).toEqual([
      'warning low_exemption_unread outliers.low_exempt_discharge_types',
      'warning low_exemption_unread outliers.low_exempt_los_days',
    ]);
    const low = (to: number) => `{bands: [{name: low, to: ${to}, pay: by_item}], low_exempt_discharge_types: [5]}`;
    expect(found({ outliers: low(1) })).toEqual([]);
    expect(found({ outliers: low(1.01) })).toHaveLength(1);
  });
});

test('a floating value without carve_outs is told before any run: the pool would be overspent by what is paid outside', () => {
  const floating = (steps: string) => ({
    rate: '{kind: floating, opening: 10000}',
    clearing: `{steps: ${steps}}`,
    retention: '{bands: []}',
  });
  expect(found(floating('[reserve, point_value]'))).toEqual(['warning floating_without_carve_outs clearing.steps']);
  expect(found(floating('[reserve, carve_outs, point_value]'))).toEqual([]);
});
