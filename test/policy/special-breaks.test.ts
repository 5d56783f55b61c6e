import { expect, test } from 'vitest';
import { formatDecimal } from '../../src/kernel/decimal.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { isBreak } from '../../src/policy/payment-breaks.js';
import { specialEdges } from '../../src/policy/special-breaks.js';
import { price, smallPolicy, smallWeights } from '../pricing/small-region.js';
import { timelineOf } from './policy-document.js';

const HIGH = { name: 'high', from: 3, from_included: false, pay: 'standard + 0.7 * (cost - multiple * standard)' };
const POLICY = { outliers: { bands: [HIGH] }, hospital_coefficient: { by_level: { 3: 0.9, 2: 0.9, 1: 0.9 } } };
const edgesOf = (rule: object, more: object = {}) =>
  specialEdges(smallPolicy({ ...POLICY, ...more, special_cases: [{ name: 'review', when: {}, ...rule }] }))
    .filter(({ level }) => level === '3')
    .map((edge) => [
      edge.path,
      formatDecimal(edge.edge),
      ...[edge.bandBelow, edge.bandOn, edge.bandAbove],
      ...[edge.belowFen, edge.onFen, edge.aboveFen].map((fen) => fen / 100),
    ]);

test('an application from 2 × the standard, paid by item: 10,000.00 below, 20,000.00 on it; at 3 × from the strict edge the band takes over in neither', () => {
  expect(edgesOf({ application: { from: 2 }, pay: 'by_item' })).toEqual([
    ['special_cases.review.application', '2', 'normal', 'review', 'review', 10_000, 20_000, 20_000],
  ]);
  const strict = { application: { from: 3, from_included: false }, pay: 'by_item' };
  expect(edgesOf(strict)).toEqual([
    ['special_cases.review.application', '3', 'normal', 'normal', 'review', 10_000, 10_000, 30_000],
  ]);
});

test('a test on the cost over the standard has both edges: from 1.5 to 4, above which the high band pays 10,000 + 0.7 × 10,000', () => {
  const when = { cost_to_standard: { from: 1.5, to: 4 } };
  expect(edgesOf({ when, pay: 'standard * 1.2' })).toEqual([
    ['special_cases.review.when.cost_to_standard', '1.5', 'normal', 'review', 'review', 10_000, 12_000, 12_000],
    ['special_cases.review.when.cost_to_standard', '4', 'review', 'high', 'high', 12_000, 17_000, 17_000],
  ]);
});

test("a test on the mean is told for the level's standard: mean 10,000.00, standard 9,000.00, at 2 × the mean by item 20,000.00 against 9,000.00", () => {
  expect(edgesOf({ when: { cost_to_mean: { from: 2 } }, pay: 'by_item' })[0]!.slice(2)).toEqual([
    ...['normal', 'review', 'review'],
    ...[9_000, 20_000, 20_000],
  ]);
});

test('what pricing pays on the three sides is what the report says: 19,999.99, 20,000.00 and 20,000.01 of cost', async () => {
  const special_cases = [{ name: 'review', when: {}, application: { from: 2 }, pay: '0.5 * cost + standard' }];
  const policy = { ...POLICY, rate: { kind: 'fixed', value: 10_000 }, special_cases };
  const weights = smallWeights({ A: '1' });
  const cases = [1_799_999, 1_800_000, 1_800_001].map((cost) => ({ group: 'A', cost, pooled: cost }));
  const { payFen } = await price({ cases, weights, policy });
  expect([...payFen]).toEqual([900_000, 1_800_000, 1_800_001]);
  // In proportion: the report's standard is 10,000.00, this one 9,000.00.
  const [edge] = specialEdges(smallPolicy(policy));
  expect([edge!.belowFen * 0.9, edge!.onFen * 0.9, edge!.aboveFen * 0.9]).toEqual([900_000, 1_800_000, 1_800_000]);
  expect(isBreak(edge!)).toBe(true);
});

test('policy check tells the break with its height and path, a drop as a warning, and an amount that does not follow the cost as open', () => {
  const found = (special: string) =>
    checkPolicy(timelineOf({ special_cases: special, outliers: '{bands: []}' })).filter(
      ({ code, path }) => /^payment_/.test(code) && path.startsWith('special_cases'),
    );
  const [jump] = found('[{name: review, when: {}, application: {from: 2}, pay: by_item}]');
  expect(jump).toMatchObject({
    code: 'payment_jumps',
    severity: 'note',
    path: 'special_cases.review.application',
    en: 'at a standard of 10,000.00 pay breaks at 2: 10,000.00 below, 20,000.00 on it, 20,000.00 above (height 10,000.00; normal to review).',
  });
  expect(jump!.zh).toContain(
    '在 2 倍处支付不连续：之下 10,000.00，恰为 20,000.00，之上 20,000.00（落差 10,000.00 元；normal → review）',
  );
  const [drop] = found('[{name: capped, when: {cost_to_standard: {from: 3}}, pay: "0.5 * standard"}]');
  expect(drop).toMatchObject({ code: 'payment_drops', severity: 'warning' });
  const [open] = found('[{name: review, when: {}, application: {from: 2.5}, pay: review_amount}]');
  expect(open).toMatchObject({ code: 'payment_break_open', severity: 'note' });
  expect(open!.zh).toContain('在 2.5 倍处由普通价转为特殊规则“review”');
  expect(found('[{name: day, when: {groups: ["GD2*"]}, pay: standard}]')).toEqual([]);
});
