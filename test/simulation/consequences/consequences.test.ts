import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { loadMonitorRules } from '../../../src/run/monitor/load-monitor-rules.js';
import { consequenceRulesSchema } from '../../../src/simulation/consequences/consequence-rules.js';
import { type ConsequenceInput, consequenceTables } from '../../../src/simulation/consequences/consequence-tables.js';
import { readDocument } from '../../../src/simulation/scenario-file/read-document.js';

const path = join(packageRoot(), 'monitoring', 'consequences', 'rules.yaml');
const rules = readDocument(readFileSync(path, 'utf8'), path, consequenceRulesSchema, (details) => {
  throw new Error(JSON.stringify(details));
});
const { conduct } = loadMonitorRules().rules;
/** One hospital of one department: income 730,000.00, of it the fund 365,000.00. */
const tables = (more: Partial<ConsequenceInput>) => {
  const made = consequenceTables({
    rules,
    multiples: new Map(conduct.map((one) => [one.name, one])),
    suspension: { least: 3, most: 5 },
    findings: [],
    persons: [],
    departments: [{ hospitalId: 'H1', department: '内科', incomeFen: 73_000_000, fundFen: 36_500_000 }],
    hospitals: new Map([['H1', { score: 85, months: 40 }]]),
    ...more,
  });
  return (name: string, column: string): unknown =>
    made.find(({ schema }) => schema.name === `consequence_${name}`)!.columns[column]![0];
};
const finding = (kind: string, amountFen = 100_000) => ({
  ...{ hospitalId: 'H1', department: '内科', conduct: kind, amountFen },
});

describe('M23: penalty multiples by kind on 1,000.00 yuan', () => {
  test.each([
    ['swap', 200_000, 500_000],
    ['split_admission', 300_000, 800_000],
    ['bed_hanging', 300_000, 800_000],
    ['forgery', 500_000, 1_000_000],
    ['induced', 200_000, 300_000],
    ['impostor', 100_000, 300_000],
  ])('%s: %i to %i fen, beside the amount itself', (kind, least, most) => {
    const of = tables({ findings: [finding(kind)] });
    expect([of('conduct', 'penalty_least'), of('conduct', 'penalty_most')]).toEqual([least, most]);
    expect(of('hospitals', 'net_least')).toBe(73_000_000 - 100_000 - most);
  });
  test('a kind without a multiple is repaid once and not multiplied', () => {
    const of = tables({ findings: [finding('upcoding')] });
    expect([of('hospitals', 'amount'), of('hospitals', 'penalty_most')]).toEqual([100_000, 0]);
    expect(of('conduct', 'most')).toBeNaN();
  });
});

test('M24: 8 points nothing, 9 suspended for 6 months, 12 ended for 12: a tenth of 730,000 is 36,500 or 73,000', () => {
  const risk = (points: number): unknown =>
    tables({ persons: [{ hospitalId: 'H1', department: '内科', points, incomeShare: 0.1 }] })(
      'departments',
      'income_at_risk',
    );
  expect([8, 9, 11, 12].map(risk)).toEqual([0, 3_650_000, 3_650_000, 7_300_000]);
});

test('M25: suspended for 3 to 5 days, 3,000 to 5,000 of 365,000 a year come late; interest 4 % on five days', () => {
  const of = tables({});
  expect([of('hospitals', 'delayed_least'), of('hospitals', 'delayed_most')]).toEqual([300_000, 500_000]);
  // 500,000 × 5 ÷ 365 = 6,849 fen, × 0.04 = 274.
  expect(of('hospitals', 'interest_most')).toBe(274);
});

describe('M26, M27: the score of the agreement', () => {
  const at = (score: number, months = 40) => {
    const of = tables({ hospitals: new Map([['H1', { score, months }]]) });
    return ['grade', 'checks', 'agreement', 'quota_next', 'deposit_returned'].map((name) => of('hospitals', name));
  };
  test('90 is trusted: half the checks, quota × 1.02, the whole deposit of 36,500 back; 89.9 is not', () => {
    expect(at(90)).toEqual(['A', 0.5, 'kept', 37_230_000, 3_650_000]);
    expect(at(89.9)).toEqual(['B', 1, 'kept', 36_500_000, 3_467_500]);
  });
  test('59.9 ends the agreement: no quota, half of the deposit; 60 does not', () => {
    expect(at(59.9)).toEqual(['D', 2, 'ended', 0, 1_825_000]);
    expect(at(60)[0]).toBe('C');
  });
  test('a new unit is tutored for 6 months at 0.8 of the quota; the sixth is over', () => {
    expect(at(85, 5).slice(2, 4)).toEqual(['tutoring', 29_200_000]);
    expect(at(85, 6)[2]).toBe('kept');
  });
  test('without a score there is no grade and no quota, which is not zero', () => {
    const [grade, , agreement, quota] = at(Number.NaN);
    expect([grade, agreement]).toEqual(['', '']);
    expect(quota).toBeNaN();
  });
});
