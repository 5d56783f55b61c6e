import { expect, test } from 'vitest';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { PointWarnings, warningNotices } from '../../src/run/added-warnings.js';
import { reformWarnings } from '../../src/run/policy-notices.js';
import { timelineOf } from '../policy/policy-document.js';

/** The document pays 3 times the standard at 3, whatever `from` is: the formula names 3. */
const DROPPING = '  - {path: outliers.bands.high.from, value: 2}';

test('an edge of 2 with a formula that names 3 pays 7,000 less on the edge: told of the reform, in both languages', () => {
  const notices = reformWarnings(timelineOf({}), timelineOf({}, DROPPING));
  expect(notices).toHaveLength(1);
  expect(notices[0]!.zh).toMatch(/^政策检查警告 outliers\.bands\.high：.*之上 3,000\.00（落差 −7,000\.00 元；/);
  expect(notices[0]!.en).toMatch(/^warning of the policy's check, outliers\.bands\.high: .*height −7,000\.00/);
});

test('what the baseline warns of already is not told again, nor where the reform takes the warning away', () => {
  const dropping = timelineOf({}, DROPPING);
  expect(reformWarnings(dropping, dropping)).toEqual([]);
  expect(reformWarnings(dropping, timelineOf({}))).toEqual([]);
});

test('of 5 warnings 3 are told, then that 2 are left; of 3 all and no more', () => {
  const warnings = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, text: { zh: '甲', en: 'x' } }));
  const notices = warningNotices(warnings);
  expect(notices.map(({ en }) => en)).toEqual([
    "warning of the policy's check, a: x",
    "warning of the policy's check, b: x",
    "warning of the policy's check, c: x",
    "Further warnings of the policy's check: 2; see drgdip policy check.",
  ]);
  expect(notices[3]!.zh).toBe('另有 2 处政策检查警告，见 drgdip policy check。');
  expect(warningNotices(warnings.slice(0, 3))).toHaveLength(3);
});

test('a sweep tells each kind of warning once, with its first point and how many points have it, a point asked twice once', () => {
  const points = new PointWarnings(checkPolicy(timelineOf({})));
  for (const from of ['2', '2.5', '3', '2']) {
    points.add(checkPolicy(timelineOf({}, `  - {path: outliers.bands.high.from, value: ${from}}`)), `from=${from}`);
  }
  const notices = points.notices();
  expect(notices).toHaveLength(1);
  expect(notices[0]!.zh).toContain('from=2 等 2 个点：');
  expect(notices[0]!.en).toContain('from=2 and more, 2 points in all: ');
});
