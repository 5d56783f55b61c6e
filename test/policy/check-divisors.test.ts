import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDivisors } from '../../src/policy/check-divisors.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { timelineOf } from './policy-document.js';

const high = (pay: string) => ({
  outliers: { basis: 'standard', bands: [{ name: 'high', from: 3, from_included: false, pay }] },
});
const found = (document: Readonly<Record<string, unknown>>) => {
  const parts = Object.entries(document).map(([key, value]) => [key, JSON.stringify(value)]);
  const { policy } = timelineOf(Object.fromEntries(parts)).segments[0]!;
  return checkDivisors(policy).map(({ severity, path, en }) => [severity, path, en.split('"')[1]]);
};

describe('divisors that can be 0, told before any run', () => {
  it('days less 8, and a cost that counts only part, are warned of with the divisor', () => {
    expect(found(high('0.7 * cost / number(los_days - 8)'))).toEqual([
      ['warning', 'outliers.bands.high.pay', 'number(los_days - 8)'],
    ]);
    expect(found(high('standard * (cost / new_tech_cost)'))).toEqual([
      ['warning', 'outliers.bands.high.pay', 'new_tech_cost'],
    ]);
  });
  it('a number, the standard, a mean, and 1 more than the days are none', () => {
    for (const pay of [
      'cost / 2 + standard / 0.5',
      'cost / standard * cost',
      'standard / (1 + number(los_days))',
      'cost / (group_mean / standard)',
      'standard / max(1, number(los_days) - 3)',
    ]) {
      expect(found(high(pay)), pay).toEqual([]);
    }
  });
  it('a test of what the divisor is made of answers for it', () => {
    expect(found(high('los_days > 8 ? cost / number(los_days - 8) : cost'))).toEqual([]);
    expect(found(high('cost > standard ? cost / number(los_days - 8) : cost'))).toHaveLength(1);
  });
  it('one tested name of two answers, on either side of the test, and behind "and"', () => {
    for (const pay of [
      'new_tech_cost > yuan(0) ? standard * (cost / (cost - new_tech_cost)) : cost',
      'los_days <= 8 ? cost : cost / number(los_days - 8)',
      'los_days > 8 and cost / number(los_days - 8) > standard ? cost : standard',
    ]) {
      expect(found(high(pay)), pay).toEqual([]);
    }
    // What stands before "and" is asked first.
    expect(found(high('cost / number(los_days - 8) > standard and los_days > 8 ? cost : standard'))).toHaveLength(1);
  });
  it('what is known of a sum, a product, a limit, a choice: a divisor that can be 0 is told, one that cannot is not', () => {
    const told = (divisor: string) => found(high(`cost / ${divisor}`)).length;
    for (const divisor of [
      'min(2, number(los_days))',
      'abs(number(los_days) - 8)',
      'clamp(number(los_days), 0, 9)',
      '(2 * number(los_days))',
      '(1 + (number(los_days) - 8))',
      '(cost > standard ? 1 : number(los_days))',
      'max(0, number(los_days) - 3)',
    ]) {
      expect([divisor, told(divisor)]).toEqual([divisor, 1]);
    }
    for (const divisor of [
      'min(2, 1 + number(los_days))',
      'abs(2)',
      'clamp(number(los_days), 1, 9)',
      '(2 * (1 + number(los_days)))',
      '(cost > standard ? 1 : 2)',
      'number(weight)',
    ]) {
      expect([divisor, told(divisor)]).toEqual([divisor, 0]);
    }
  });
  it('a special case with a fallback pays that, and is not warned of', () => {
    const rule = { name: 'long', when: { numbers: { los_days: { from: 60 } } }, pay: 'cost / number(los_days - 61)' };
    expect(found({ special_cases: [rule] })).toEqual([['warning', 'special_cases.long.pay', 'number(los_days - 61)']]);
    expect(found({ special_cases: [{ ...rule, fallback: 'by_item' }] })).toEqual([]);
  });
  it('no preset is warned of', () => {
    for (const name of readdirSync('weights')) {
      if (name.includes('.')) continue;
      const { segments } = resolveTimeline(loadPolicy(name), []);
      expect(segments.flatMap(({ policy }) => checkDivisors(policy).map(({ en }) => `${name}: ${en}`))).toEqual([]);
    }
  });
});
