import { describe, expect, test } from 'vitest';
import { quotaPath, quotaRules } from '../../src/settlement/quota-rules.js';
import { type PolicyDocument, smallTimeline } from '../pricing/small-region.js';

const band = (name: string, share?: number): PolicyDocument => ({
  ...{ name, from: 2, pay: 'by_item' },
  ...(share === undefined ? {} : { quota: { share } }),
});
const special = (name: string, share?: number): PolicyDocument => ({
  ...{ name, when: { cost: { from: 1 } }, pay: 'by_item' },
  ...(share === undefined ? {} : { quota: { share } }),
});
const stretch = (bands: readonly PolicyDocument[], specials?: readonly PolicyDocument[]): PolicyDocument => ({
  outliers: { bands },
  ...(specials === undefined ? {} : { special_cases: specials }),
});
/** Kind, name and share of the rules of a year of stretches of a quarter each. */
const rulesOf = (...stretches: readonly PolicyDocument[]) => {
  const days = ['2026-01-01', '2026-04-01', '2026-07-01'];
  const timeline = smallTimeline(stretches.map((policy, s) => ({ from: days[s]!, policy })));
  return quotaRules(timeline).map(({ kind, name, quota }) => [kind, name, quota.share]);
};

describe('the quota of a rule', () => {
  test.each<[string, readonly PolicyDocument[], unknown]>([
    ['no band and no special case has none', [stretch([])], []],
    ['a rule without a quota is none', [stretch([band('a')], [special('b')])], []],
    [
      'bands stand first, then special cases, each in the order of the policy; one name may be both',
      [stretch([band('z', 0.3), band('a', 0.1)], [special('m', 0.2), special('a', 0.4)])],
      [
        ['band', 'z', 0.3],
        ['band', 'a', 0.1],
        ['special', 'm', 0.2],
        ['special', 'a', 0.4],
      ],
    ],
    [
      'the last stretch says: 0.1, then 0.2',
      [stretch([band('a', 0.1)]), stretch([band('a', 0.2)])],
      [['band', 'a', 0.2]],
    ],
    ['a rule of the first stretch alone keeps its own', [stretch([band('a', 0.1)]), stretch([])], [['band', 'a', 0.1]]],
    [
      'a rule of the last stretch alone has its own',
      [stretch([]), stretch([], [special('a', 0.1)])],
      [['special', 'a', 0.1]],
    ],
    [
      'the last stretch that has the rule took the quota away',
      [stretch([band('a', 0.1)]), stretch([band('a')]), stretch([])],
      [],
    ],
    [
      'of two rules of one name in a stretch the first counts: 0.1',
      [stretch([band('a', 0.1), band('a', 0.2)])],
      [['band', 'a', 0.1]],
    ],
    ['of two rules of one name in a stretch the first counts: none', [stretch([band('a'), band('a', 0.2)])], []],
  ])('%s', (_, stretches, expected) => {
    expect(rulesOf(...stretches)).toEqual(expected);
  });

  test('is named by its path in the policy', () => {
    expect(quotaPath({ kind: 'band', name: 'high' })).toBe('outliers.bands.high.quota');
    expect(quotaPath({ kind: 'special', name: 'long' })).toBe('special_cases.long.quota');
  });
});
