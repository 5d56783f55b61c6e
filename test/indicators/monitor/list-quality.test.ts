import { describe, expect, test } from 'vitest';
import { judgeLists } from '../../../src/indicators/list-quality/judge-lists.js';
import { FAULT, NOT_APPLICABLE, PASSED } from '../../../src/indicators/list-quality/list-check.js';
import { LIST_CHECKS } from '../../../src/indicators/list-quality/list-checks.js';
import { qualityTables } from '../../../src/indicators/list-quality/quality-tables.js';
import { ItemCollector, recordColumns, rowsOfCases } from '../../../src/indicators/monitor/further-tables.js';
import type { MonitorRules } from '../../../src/indicators/monitor/rules/monitor-rules-schema.js';
import { parseDay } from '../../../src/kernel/day.js';
import { BASE, type CaseOptions, factsOf, type MonitorCase, numbersOf, textsOf, times } from './monitor-case.js';

/** Answers of one check to each case, by words. */
function answers(check: string, cases: readonly MonitorCase[], options: CaseOptions = {}): string[] {
  const facts = factsOf(cases, options);
  const quality = judgeLists(facts);
  const bit = LIST_CHECKS.findIndex(({ id }) => id === check);
  return Array.from({ length: facts.caseCount }, (_, row) =>
    ((quality.judged[row]! >>> bit) & 1) === 0
      ? 'n/a'
      : ((quality.faults[row]! >>> bit) & 1) === 1
        ? 'fault'
        : 'passed',
  );
}

/** Records and charge lines of cases C1, C2 …, as read from their files. */
function beside(cases: readonly MonitorCase[], records: readonly object[], lines: readonly object[]): CaseOptions {
  const { table } = factsOf(cases);
  const rows = rowsOfCases(table);
  const collector = new ItemCollector(rows);
  for (const line of lines) collector.add({ category: '手术费', item_code: 'X', ...line } as never);
  return {
    further: {
      ...(records.length === 0 ? {} : { records: recordColumns(records as never, rows, table.caseCount) }),
      ...(lines.length === 0 ? {} : { items: collector.finish() }),
    },
  };
}

test('there are the 18 checks of the catalogue, with classes 3, 2 and 1 at 50, 25 and 10 points', () => {
  expect(LIST_CHECKS.map(({ id }) => id)).toEqual([
    ...['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08'],
    ...['B01', 'B02', 'B03', 'B04', 'B05', 'C01', 'C02', 'C03', 'D01', 'D02'],
  ]);
  expect(BASE.list_quality.points).toEqual({ '3': 50, '2': 25, '1': 10 });
  const ofClass = (risk: string) =>
    LIST_CHECKS.map(({ id }) => id).filter((id) => BASE.list_quality.checks[id] === risk);
  expect(ofClass('3')).toEqual(['A01', 'A02', 'A06', 'A07', 'B01', 'B02', 'C03', 'D01']);
  expect(ofClass('2')).toEqual(['A03', 'A08', 'B03', 'B04', 'B05', 'C01', 'C02']);
  expect(ofClass('1')).toEqual(['A04', 'A05', 'D02']);
  expect([NOT_APPLICABLE, PASSED, FAULT]).toEqual([0, 1, 2]);
});

describe('checks of codes', () => {
  test('A01 and A02: no principal, a code outside the scheme among diagnoses or procedures', () => {
    const cases = [{ dx: '' }, { dx: 'J18.900' }, { dx: 'J18.900|Q99.999' }, { dx: 'J18.900', px: '99.9999' }];
    expect(answers('A01', cases)).toEqual(['fault', 'passed', 'passed', 'passed']);
    expect(answers('A02', cases)).toEqual(['passed', 'passed', 'fault', 'fault']);
  });

  test('B01: a birth of a man is a fault, of a woman not, and of nobody’s sex not applicable', () => {
    const dx = 'J18.900|O80.000';
    expect(
      answers('B01', [
        { dx, sex: 1 },
        { dx, sex: 2 },
        { dx, sex: '' },
      ]),
    ).toEqual(['fault', 'passed', 'n/a']);
    expect(answers('B01', [{ dx: 'N40.x00', sex: 2 }])).toEqual(['fault']);
  });

  test('B02: both ends are within: a birth at 10 and 60 passes, at 9 and 61 not; P22 at 0 passes, at 1 not', () => {
    const ages = (dx: string, list: readonly (number | string)[]) =>
      answers(
        'B02',
        list.map((age_years) => ({ dx, age_years })),
      );
    expect(ages('O80.000', [9, 10, 60, 61, ''])).toEqual(['fault', 'passed', 'passed', 'fault', 'n/a']);
    expect(ages('P22.000', [0, 1])).toEqual(['passed', 'fault']);
  });

  test('B03 and B04: a code twice; the first value of 入院病情 decides, a blank one says nothing', () => {
    expect(answers('B03', [{ dx: 'J18.900|I50.001|J18.900' }, { dx: 'J18.900|I50.001' }])).toEqual(['fault', 'passed']);
    const on = (dx_on_admission: string) => ({ dx: 'J18.900|I50.001', dx_on_admission });
    expect(answers('B04', [on('4|1'), on('1|4'), on('无'), on('|1'), on('')])).toEqual([
      ...['fault', 'passed', 'fault', 'n/a', 'n/a'],
    ]);
  });
});

describe('checks against records and charge lines', () => {
  const list = { dx: 'J18.900|I50.001', px: '51.3100' };

  test('A03, A04, A05 compare with the record; what the record leaves open is not applicable', () => {
    const cases = times(4, list);
    const records = [
      { case_id: 'C1', record_principal: 'j18.900', record_dx: 'I50.001', record_px: '51.3100' },
      { case_id: 'C2', record_principal: 'I50.001', record_dx: 'I50.001|J22.x00', record_px: '51.3100|88.9201' },
      { case_id: 'C3' },
      { case_id: 'NOBODY', record_principal: 'J18.900' },
    ];
    const options = beside(cases, records, []);
    for (const check of ['A03', 'A04', 'A05']) {
      expect(answers(check, cases, options), check).toEqual(['passed', 'fault', 'n/a', 'n/a']);
    }
    expect(options.further!.records!.unmatched).toEqual({ lines: 1, caseIds: ['NOBODY'] });
  });

  test('A06: an operation that the record lacks, or that nobody was charged for; A07: charged and not coded', () => {
    const cases = [list, list, list, { dx: 'J18.900', px: '' }, { dx: 'J18.900', px: '' }];
    const records = [
      { case_id: 'C1', record_px: '51.3100' },
      { case_id: 'C2', record_px: '88.9201' },
      { case_id: 'C3', record_px: '51.3100' },
    ];
    const lines = [
      { case_id: 'C1', amount: 180_000 },
      { case_id: 'C3', amount: 180_000 },
      { case_id: 'C3', amount: -180_000 },
      { case_id: 'C4', amount: 180_000 },
      { case_id: 'C5', amount: 5_000, category: '床位费' },
    ];
    const options = beside(cases, records, lines);
    expect(answers('A06', cases, options)).toEqual(['passed', 'fault', 'fault', 'n/a', 'n/a']);
    expect(answers('A07', cases, options)).toEqual(['passed', 'n/a', 'passed', 'fault', 'passed']);
  });

  test('A08: dialysis charged without a diagnosis of the kidney; without such rules the check is not applicable', () => {
    const cases = [{ dx: 'N18.900' }, { dx: 'J18.900' }, { dx: 'J18.900' }];
    const lines = [1, 2].map((n) => ({ case_id: `C${n}`, item_code: 'DIALYSIS-1', amount: 40_000 }));
    const options = beside(cases, [], lines);
    const evidence = [{ items: ['DIALYSIS*'], expects: ['N18*'] }];
    const rules: MonitorRules = { ...BASE, list_quality: { ...BASE.list_quality, evidence } };
    expect(answers('A08', cases, { ...options, rules })).toEqual(['passed', 'fault', 'n/a']);
    expect(answers('A08', cases, options)).toEqual(['n/a', 'n/a', 'n/a']);
  });

  test('B05: MCC stated on a list with one diagnosis alone', () => {
    const cases = [{ dx: 'J18.900' }, { dx: 'J18.900|I50.001' }, { dx: 'J18.900' }, { dx: 'J18.900' }];
    const records = ['MCC', 'MCC', 'none'].map((stated_severity, n) => ({ case_id: `C${n + 1}`, stated_severity }));
    expect(answers('B05', cases, beside(cases, records, []))).toEqual(['fault', 'passed', 'passed', 'n/a']);
  });
});

describe('checks of stay, pay and group', () => {
  test('C01: one day without a procedure is short, two days or a procedure are not', () => {
    const cases = [
      { los_days: 1, px: '' },
      { los_days: 2, px: '' },
      { los_days: 1, px: '51.3100' },
      { los_days: '', px: '' },
    ];
    expect(answers('C01', cases)).toEqual(['fault', 'passed', 'passed', 'n/a']);
  });

  test('C02: all parts there and zero is a fault; one that is missing may hold the service', () => {
    const parts = (cost_nursing: number | string, cost_treatment: number, cost_service: number) => ({
      cost_nursing,
      cost_treatment,
      cost_service,
    });
    expect(answers('C02', [parts(0, 0, 0), parts(0, 1, 0), parts('', 0, 0), parts('', 0, 5)])).toEqual([
      ...['fault', 'passed', 'n/a', 'passed'],
    ]);
  });

  test('D01 looks at priced cases of groups, D02 at those in none; without prices D01 is not applicable', () => {
    const cases = [
      { hospital_id: 'H1', band: 1, discharge_date: '2026-05-01' },
      { hospital_id: 'H1', band: 0, discharge_date: '2026-05-01' },
      { hospital_id: 'H1', group: '', discharge_date: '2026-05-01' },
    ];
    expect(answers('D01', cases, { pricing: 'prices' })).toEqual(['fault', 'passed', 'n/a']);
    expect(answers('D02', cases, { pricing: 'prices' })).toEqual(['passed', 'passed', 'fault']);
    expect(answers('D01', cases)).toEqual(['n/a', 'n/a', 'n/a']);
  });

  test('a check that the rules leave out judges nothing', () => {
    const { D02: _, ...checks } = BASE.list_quality.checks;
    const rules: MonitorRules = { ...BASE, list_quality: { ...BASE.list_quality, checks } };
    expect(answers('D02', [{ group: '' }], { rules })).toEqual(['n/a']);
  });
});

describe('scores and rates', () => {
  const tablesOf = (cases: readonly MonitorCase[]) => {
    const facts = factsOf(cases);
    return new Map(qualityTables(facts, judgeLists(facts)).map((table) => [table.schema.name, table]));
  };
  const list = (id: string, more: MonitorCase = {}): MonitorCase => ({
    case_id: id,
    hospital_id: 'H1',
    department: '内科',
    dx: 'J18.900',
    sex: 1,
    age_years: 40,
    discharge_date: '2026-03-01',
    upload_date: '2026-03-02',
    ...more,
  });

  test('a list with a twice-coded diagnosis has 75, one with a birth of a man and no group 40, one of 110 points 0', () => {
    const lists = tablesOf([
      list('A', { dx: 'J18.900|J18.900' }),
      list('B', { dx: 'J18.900|O80.000', group: '' }),
      list('C', { dx: 'O80.000|O80.000', age_years: 70, group: '' }),
      list('D'),
    ]).get('quality_lists')!;
    expect(textsOf(lists.columns.case_id)).toEqual(['A', 'B', 'C']);
    expect(numbersOf(lists.columns.score)).toEqual([75, 40, 0]);
    expect(numbersOf(lists.columns.risk_points)).toEqual([25, 60, 135]);
    expect(textsOf(lists.columns.faults)).toEqual(['B03', 'B01|D02', 'B01|B02|B03|D02']);
    expect(textsOf(lists.columns.not_applicable)[0]).toContain('A03');
  });

  test('1 error in 20 lists is 5 % and within the limit, 2 are beyond; departments have their own rate', () => {
    const hospital = (id: string, wrong: number) =>
      Array.from({ length: 20 }, (_, n) =>
        list(`${id}${n}`, { hospital_id: id, ...(n < wrong ? { dx: 'J18.900|J18.900', department: '外科' } : {}) }),
      );
    const tables = tablesOf([...hospital('H1', 1), ...hospital('H2', 2)]);
    const hospitals = tables.get('quality_hospitals')!;
    expect(numbersOf(hospitals.columns.error_rate)).toEqual([0.05, 0.1]);
    expect(textsOf(hospitals.columns.error_rate_state)).toEqual(['within', 'beyond']);
    // (19 × 100 + 75) ÷ 20.
    expect(numbersOf(hospitals.columns.mean_score)).toEqual([98.75, 97.5]);
    const departments = tables.get('quality_departments')!;
    expect(textsOf(departments.columns.department)).toEqual(['内科', '外科', '内科', '外科']);
    expect(numbersOf(departments.columns.error_rate)).toEqual([0, 1, 0, 1]);
  });

  test('M25: uploaded the next day is in time and the day after late; day 10 is in time and day 11 late', () => {
    const days = [1, 2, 10, 11].map((day) =>
      list(`L${day}`, { upload_date: `2026-03-${String(1 + day).padStart(2, '0')}` }),
    );
    const tables = tablesOf([...days, list('NONE', { upload_date: '', hospital_id: 'H2' })]);
    const lists = tables.get('quality_lists')!;
    expect(textsOf(lists.columns.case_id)).toEqual(['L2', 'L10', 'L11']);
    expect(textsOf(lists.columns.late)).toEqual([
      ...['within_24_hours', 'within_24_hours', 'within_24_hours|within_10_days'],
    ]);
    const hospitals = tables.get('quality_hospitals')!;
    expect(numbersOf(hospitals.columns.late_within_24_hours)).toEqual([0.75, Number.NaN]);
    expect(numbersOf(hospitals.columns.late_within_10_days)).toEqual([0.25, Number.NaN]);
    expect(textsOf(hospitals.columns.upload_discipline)).toEqual(['breach', 'kept']);
    expect(BASE.list_quality.suspension_days).toMatchObject({ least: 3, most: 5 });
    expect(parseDay('2026-03-11')! - parseDay('2026-03-01')!).toBe(10);
  });

  test('what cannot be judged is counted as not applicable and named: never as passed', () => {
    const checks = tablesOf([list('A'), list('B')]).get('quality_checks')!;
    const row = textsOf(checks.columns.check).indexOf('A03');
    expect(numbersOf(checks.columns.passed)[row]).toBe(0);
    expect(numbersOf(checks.columns.not_applicable)[row]).toBe(2);
    expect(textsOf(checks.columns.missing_zh)[row]).toContain('--records');
    const sex = textsOf(checks.columns.check).indexOf('B01');
    expect(numbersOf(checks.columns.passed)[sex]).toBe(2);
  });
});
