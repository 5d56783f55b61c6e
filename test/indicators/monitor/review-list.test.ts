import { describe, expect, test } from 'vitest';
import { leavingCheck } from '../../../src/indicators/review/leaving-check.js';
import { reviewList } from '../../../src/indicators/review/review-list.js';
import { supervise } from '../../../src/indicators/supervision/supervise.js';
import { findingsTable } from '../../../src/indicators/supervision/supervision-tables.js';
import { checkTable } from '../../../src/report/check-table.js';
import { factsOf, type MonitorCase, numbersOf, textsOf } from './monitor-case.js';

const stay = (case_id: string, patient_key: string, admit_date: string, discharge_date: string): MonitorCase => ({
  case_id,
  patient_key,
  admit_date,
  discharge_date,
  hospital_id: 'H1',
  dx: 'J18.900',
  discharge_type: 1,
  total_cost: 8_000,
  pooled_fund: 5_000,
});
const cases = [
  stay('A1', 'A', '2026-01-01', '2026-01-05'),
  stay('A2', 'A', '2026-01-10', '2026-01-15'),
  stay('B1', 'B', '2026-12-01', '2026-12-05'),
];
const facts = factsOf(cases);
const findings = findingsTable(facts, supervise(facts));
const SPLIT = 'split_admission:H1:A2:A1';

describe('the review list', () => {
  test('begins with every finding open and no note', () => {
    const list = reviewList(findings, []);
    checkTable(list);
    expect(textsOf(list.columns.finding)).toEqual([SPLIT, 'second_admission:H1:A2:A1']);
    expect(textsOf(list.columns.status)).toEqual(['open', 'open']);
    expect(textsOf(list.columns.found)).toEqual(['yes', 'yes']);
  });

  test('names each rule in words beside its key, also of a finding that is gone; a key that no rule has has none', () => {
    expect(textsOf(findings.columns.rule)).toEqual(['split_admission', 'second_admission']);
    expect(textsOf(findings.columns.name_zh)).toEqual(['分解住院', '二次入院']);
    const earlier = ['low_threshold', 'of_another_version'].map((rule) => ({ finding: `${rule}:H9:X`, rule }));
    const list = reviewList(findings, earlier);
    expect(textsOf(list.columns.rule).slice(2)).toEqual(['low_threshold', 'of_another_version']);
    expect(textsOf(list.columns.name_zh).slice(2)).toEqual(['低标入院', '']);
    expect(textsOf(list.columns.name_en).slice(2)).toEqual(['admission below the threshold', '']);
  });

  test('keeps status and note by the finding’s own name, and keeps what is no longer found', () => {
    const earlier = [
      { finding: SPLIT, status: 'cleared', note: '=有新指征' },
      { finding: 'overlap:H9:X:Y', status: 'confirmed', note: '已处理', hospital_id: 'H9', amount: '1,234.50' },
    ];
    const list = reviewList(findings, earlier);
    expect(textsOf(list.columns.status)).toEqual(['cleared', 'open', 'confirmed']);
    expect(textsOf(list.columns.note)).toEqual(['=有新指征', '', '已处理']);
    expect(textsOf(list.columns.found)).toEqual(['yes', 'yes', 'no']);
    expect(numbersOf(list.columns.amount)).toEqual([800_000, 800_000, 123_450]);
  });
});

describe('M21: the check before leaving', () => {
  test('two open findings block; once all are worked, twelve months of fees let the hospital go', () => {
    const blocked = leavingCheck(facts, reviewList(findings, []));
    checkTable(blocked);
    expect(textsOf(blocked.columns.leaving)).toEqual(['blocked']);
    expect([numbersOf(blocked.columns.open_findings), numbersOf(blocked.columns.open_amount)]).toEqual([
      [2],
      [1_600_000],
    ]);
    expect([numbersOf(blocked.columns.months), numbersOf(blocked.columns.fees)]).toEqual([[12], [2_400_000]]);
    const worked = textsOf(findings.columns.finding).map((finding) => ({ finding, status: 'confirmed', note: '' }));
    expect(textsOf(leavingCheck(facts, reviewList(findings, worked)).columns.leaving)).toEqual(['free']);
    const one = worked.slice(0, 1);
    expect(textsOf(leavingCheck(facts, reviewList(findings, one)).columns.leaving)).toEqual(['blocked']);
  });

  test('eleven months are too short a look, though no finding is open', () => {
    const short = factsOf([cases[0]!, stay('B1', 'B', '2026-11-01', '2026-11-05')]);
    const list = reviewList(findingsTable(short, supervise(short)), []);
    expect(textsOf(leavingCheck(short, list).columns.leaving)).toEqual(['too_short']);
  });
});
