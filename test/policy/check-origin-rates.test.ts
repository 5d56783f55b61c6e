import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { timelineOf } from './policy-document.js';

const POOLS =
  '[{insurance: employee, fund: 500000, origin: local}, {insurance: employee, fund: 500000, origin: other_city}]';
const found = (pools: string, rate: string) =>
  checkPolicy(
    timelineOf({ pools, rate, clearing: '{steps: [reserve, carve_outs, point_value]}', retention: '{bands: []}' }),
  )
    .filter(({ code }) => code.includes('rate'))
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('rates of pools by origin', () => {
  test.each([
    ['rate.value', (value: string) => `{kind: fixed, value: ${value}}`],
    ['rate.opening', (value: string) => `{kind: floating, opening: ${value}}`],
    ['rate.fixed', (value: string) => `{kind: elastic, fixed: ${value}, formula: fixed}`],
  ])('%s takes one for each pool by its name, or one for the insurance, without a word', (_, rate) => {
    expect(found(POOLS, rate('{employee@local: 10000, employee@other_city: 7000}'))).toEqual([]);
    expect(found(POOLS, rate('{employee: 10000, employee@other_city: 7000}'))).toEqual([]);
    expect(found(POOLS, rate('{employee: 10000}'))).toEqual([]);
  });

  test('a pool without one is an error that names the pool', () => {
    expect(found(POOLS, '{kind: fixed, value: {employee@local: 10000}}')).toEqual([
      'error pool_without_rate rate.value',
    ]);
    const [error] = checkPolicy(
      timelineOf({ pools: POOLS, rate: '{kind: fixed, value: {employee@local: 10000}}' }),
    ).filter(({ code }) => code === 'pool_without_rate');
    expect(error!.en).toContain('add rate.value.employee@other_city');
    expect(error!.zh).toContain('请补上 rate.value.employee@other_city');
  });

  test('a rate that no pool takes is a warning: of another origin, or of an insurance whose pools have their own', () => {
    const each = 'employee@local: 10000, employee@other_city: 7000';
    expect(found(POOLS, `{kind: fixed, value: {${each}, employee@other_province: 5000}}`)).toEqual([
      'warning rate_without_pool rate.value.employee@other_province',
    ]);
    expect(found(POOLS, `{kind: fixed, value: {${each}, employee: 9000}}`)).toEqual([
      'warning rate_not_taken rate.value.employee',
    ]);
  });

  test('a budget rate without a share names the pool by its name', () => {
    expect(
      checkPolicy(timelineOf({ pools: POOLS, rate: '{kind: budget}' }))
        .filter(({ code }) => code === 'budget_without_fund_share')
        .map(({ path }) => path),
    ).toEqual(['pools.employee@local', 'pools.employee@other_city']);
  });
});
