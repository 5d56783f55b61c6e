import { describe, expect, test } from 'vitest';
import { GROUP_CLASSES } from '../../src/policy/schema/case-tests.js';
import { WEIGHT_CLASSES, type WeightStatus } from '../../src/weighting/weight-table.js';
import { failureOf, policyOf, timelineOf } from './policy-document.js';

const rule = (when: string) => ({ special_cases: `[{name: s, when: ${when}, pay: by_item}]` });
const refused = (parts: Parameters<typeof policyOf>[0]) => failureOf(() => policyOf(parts));

describe('values that no case can have', () => {
  test.each([
    ['{sexes: [3]}', 'sexes.0: found 3, expected 1 | 2.', 'sexes.0：值为 3，应为 1 | 2。'],
    ['{discharge_types: [7]}', 'discharge_types.0: found 7, expected 1 | 2 | 3 | 4 | 5 | 9.', '值为 7'],
    [
      '{payment_kinds: [day, dya]}',
      `payment_kinds.1: found "dya", expected drg | dip | day | item | package | ''.`,
      '值为 "dya"',
    ],
    ['{group_classes: [unstabel]}', 'group_classes.0: found "unstabel", expected stable | unstable', '值为 "unstabel"'],
  ])('%s is refused with its path and the values that there are', (when, en, zh) => {
    const error = refused(rule(when));
    expect(error.text('en')).toContain(`special_cases.s.when.${en}`);
    expect(error.text('zh')).toContain(zh);
  });

  test.each([
    ['{levels: [3]}', 'levels.0: found 3, expected', 'Put it in quotes: "3".', '请加引号，写成 "3"。'],
    ['{sexes: ["1"]}', 'sexes.0: found "1", expected 1 | 2.', 'Write it without quotes: 1.', '请去掉引号，写成 1。'],
  ])('%s has only its quotes wrong, and is told so', (when, en, remedy, zh) => {
    const error = refused(rule(when));
    expect(error.text('en')).toContain(`special_cases.s.when.${en}`);
    expect(error.text('en')).toContain(remedy);
    expect(error.text('zh')).toContain(zh);
  });

  test('a discharge type 7 exempt from low outliers is refused too', () => {
    const text = refused({ outliers: '{low_exempt_discharge_types: [2, 7]}' }).text('en');
    expect(text).toContain('outliers.low_exempt_discharge_types.1: found 7, expected 1 | 2 | 3 | 4 | 5 | 9.');
  });

  test('every listed value is read as it is written, and so is an empty kind of payment', () => {
    const when =
      "{sexes: [1, 2], discharge_types: [1, 9], payment_kinds: ['', day], group_classes: [unstable, imported]}";
    expect(timelineOf(rule(when)).segments[0]!.policy.special_cases![0]!.when.payment_kinds).toEqual(['', 'day']);
  });
});

test('group_classes knows each status and class of the weight table, and no other word', () => {
  const statuses: Record<WeightStatus, true> = {
    stable: true,
    unstable: true,
    fallback: true,
    empty: true,
    imported: true,
  };
  expect([...GROUP_CLASSES].sort()).toEqual([...new Set([...Object.keys(statuses), ...WEIGHT_CLASSES])].sort());
});
