import { describe, expect, test } from 'vitest';
import { formatDecimal } from '../../src/kernel/decimal.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { isBreak, type PaymentEdge, paymentEdges } from '../../src/policy/payment-breaks.js';
import { timelineOf } from './policy-document.js';

type Parts = Parameters<typeof timelineOf>[0];
const PLAIN: Parts = { outliers: '{bands: []}', retention: '{bands: []}' };
const edges = (parts: Parts) => paymentEdges(timelineOf({ ...PLAIN, ...parts }).segments[0]!.policy);
const yuan = (edge: PaymentEdge) => [edge.belowFen, edge.onFen, edge.aboveFen].map((fen) => fen / 100);
const breaksAt = (parts: Parts, level: '3' | '2' | '1' | undefined = '3') =>
  edges(parts)
    .filter((edge) => edge.level === level && isBreak(edge))
    .map((edge) => [formatDecimal(edge.edge), edge.bandBelow, edge.bandAbove, ...yuan(edge)]);
const wordsOf = (parts: Parts) =>
  checkPolicy(timelineOf({ ...PLAIN, ...parts })).filter(({ code }) => code.startsWith('payment_'));

const DIP = 'method: dip';
const dip = (level3: number, outliers: string): Parts => ({
  scheme: `national\n${DIP}`,
  hospital_coefficient: `{by_level: {3: ${level3}, 2: 1, 1: 1}}`,
  outliers,
});

describe('breaks by rule, with their heights, for a group worth 10,000.00 before coefficients', () => {
  const national = `
  basis: level_mean
  bands:
    - {name: low, to: 0.5, pay: "base_points * ratio * coefficient"}
    - {name: high, from: 2, from_included: false, pay: "base_points * (ratio - 2 + 1) * coefficient"}`;

  test('DIP §2.10, coefficient 0.9: one cliff, at 0.5 from 4,500.00 to 9,000.00; none at 2', () => {
    expect(breaksAt(dip(0.9, national))).toEqual([['0.5', 'low', 'normal', 4500, 9000, 9000]]);
    const at2 = edges(dip(0.9, national)).find((edge) => edge.level === '3' && formatDecimal(edge.edge) === '2')!;
    expect(yuan(at2)).toEqual([9000, 9000, 9000]);
  });

  test('the cliff is told with the coefficient: 4,500.00 below, 9,000.00 on 0.5, height 4,500.00', () => {
    const [first] = wordsOf(dip(0.9, national));
    expect(first).toMatchObject({ code: 'payment_jumps', severity: 'note', path: 'outliers.bands.low' });
    expect(first!.en).toBe(
      'level 3: at a base of 10,000.00 and a coefficient of 0.9 pay breaks at 0.5: 4,500.00 below, 9,000.00 on it, 9,000.00 above (height 4,500.00; low to normal).',
    );
    expect(first!.zh).toContain('3 级医院，基准 10,000.00 元、系数 0.9 时，在 0.5 倍处支付不连续');
  });

  const jining = `
  basis: level_mean
  bands:
    - {name: low, to: 0.5, to_included: true, pay: "base_points * ratio"}
    - {name: high, from: 2, from_included: false, to: 5, to_included: true, pay: "base_points * (ratio - multiple + coefficient)"}
    - {name: review, from: 5, from_included: false, pay: "base_points * coefficient"}`;

  test('Jining §2.11, coefficient 0.9: at 0.5 inclusive 5,000.00 → 9,000.00, above 5 × 39,000.00 → 9,000.00', () => {
    expect(breaksAt(dip(0.9, jining))).toEqual([
      ['0.5', 'low', 'normal', 5000, 5000, 9000],
      ['5', 'high', 'review', 39_000, 39_000, 9000],
    ]);
    const drop = wordsOf(dip(0.9, jining)).find(({ code }) => code === 'payment_drops')!;
    expect(drop).toMatchObject({ severity: 'warning', path: 'outliers.bands.high' });
    expect(drop.en).toContain('39,000.00 below, 39,000.00 on it, 9,000.00 above (height −30,000.00; high to review)');
  });

  const city = `
  basis: score
  bands:
    - {name: low, to: 0.6, to_included: true, pay: cost}
    - {name: high, from: 1.5, pay: "cost - 0.5 * points * point_value"}`;

  test('the 1.5/0.6 city §2.12 with coefficient 1: one cliff, at 0.6 from 6,000.00 to 10,000.00', () => {
    expect(breaksAt(dip(1, city))).toEqual([['0.6', 'low', 'normal', 6000, 6000, 10_000]]);
  });

  test('with coefficient 0.9 also at 1.5: 9,000.00 just below, 10,500.00 on it (4,500 → 5,250 of a score of 5,000)', () => {
    expect(breaksAt(dip(0.9, city))).toEqual([
      ['0.6', 'low', 'normal', 6000, 6000, 9000],
      ['1.5', 'normal', 'high', 9000, 10_500, 10_500],
    ]);
  });

  test('Guangzhou type §4.6: at 80 % from 8,000.00 to 10,000.00, and nowhere else', () => {
    expect(
      edges({ retention: undefined as never, ...bandsOfRetention })
        .filter(isBreak)
        .map((edge) => [edge.place, formatDecimal(edge.edge), ...yuan(edge)]),
    ).toEqual([['retention', '0.8', 8000, 10_000, 10_000]]);
  });

  test('the Zhejiang form §1.10 has its own limit for each range of base points; with the coefficient on the base alone none breaks', () => {
    const bands = zhejiang('base_points + base_points * ((cost - unreasonable_cost) / group_mean - multiple)');
    const high = edges({ scheme: 'national\nmethod: drg-points', outliers: bands }).filter(
      ({ level, bandAbove }) => level === '2' && bandAbove.startsWith('high'),
    );
    expect(high.map((edge) => [formatDecimal(edge.edge), edge.bandAbove, ...yuan(edge)])).toEqual([
      ['3', 'high-to-100', 8500, 8500, 10_000],
      ['2', 'high-to-300', 8500, 8500, 10_000],
      ['1.5', 'high-above', 8500, 8500, 10_000],
    ]);
    const smooth = zhejiang('points + base_points * ((cost - unreasonable_cost) / group_mean - multiple)');
    expect(
      edges({ scheme: 'national\nmethod: drg-points', outliers: smooth })
        .filter(({ bandAbove }) => bandAbove.startsWith('high'))
        .map(isBreak),
    ).toEqual(Array<boolean>(9).fill(false));
  });

  test('a formula that reads the coefficient breaks at 2 where it is 0.85, though not where it is 1', () => {
    const outliers =
      '{bands: [{name: high, from: 2, from_included: false, to: 5, to_included: true, pay: "standard * (ratio - 2 + coefficient)"}, {name: review, from: 5, from_included: false, pay: standard}]}';
    expect(breaksAt({ outliers }, '3')).toEqual([['5', 'high', 'review', 40_000, 40_000, 10_000]]);
    expect(breaksAt({ outliers }, '2').map(([edge, , , below, , above]) => [edge, below, above])).toEqual([
      ['2', 8500, 7225],
      ['5', 32_725, 8500],
    ]);
  });

  test('bands for insurances are looked at apart: a resident’s edge is no edge of the list without tests', () => {
    const outliers = `
  bands:
    - {name: low, to: 0.4, pay: by_item}
    - {name: employee-high, from: 3, from_included: false, when: {insurances: [employee]}, pay: by_item}
    - {name: resident-high, from: 2, from_included: false, when: {insurances: [resident]}, pay: by_item}`;
    expect(breaksAt({ outliers })).toEqual([
      ['0.4', 'low', 'normal', 4000, 10_000, 10_000],
      ['3', 'normal', 'employee-high', 10_000, 10_000, 30_000],
      ['2', 'normal', 'resident-high', 10_000, 10_000, 20_000],
    ]);
  });
});

const bandsOfRetention: Parts = {
  retention: `
  bands:
    - {name: low, to: 0.8, to_included: false, pay: recorded}
    - {name: kept, to: 1.0, pay: standard}
    - {name: shared, to: 1.1, fund_share_of_overrun: 0.7}
    - {name: beyond, pay: "standard + 0.7 * 0.1 * standard"}`,
};

function zhejiang(pay: string): string {
  const band = (name: string, from: number, units: string) =>
    `    - {name: ${name}, from: ${from}, from_included: false, when: {units: ${units}}, pay: "${pay}"}`;
  return `
  basis: group_mean
  bands:
    - {name: low, to: 0.4, pay: "min(base_points * ratio, base_points)"}
${band('high-to-100', 3, '{to: 100, to_included: true}')}
${band('high-to-300', 2, '{from: 100, from_included: false, to: 300, to_included: true}')}
${band('high-above', 1.5, '{from: 300, from_included: false}')}`;
}
