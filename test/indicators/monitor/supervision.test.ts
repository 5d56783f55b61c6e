import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeLists } from '../../../src/indicators/list-quality/judge-lists.js';
import {
  examinationColumns,
  ItemCollector,
  rowsOfCases,
  visitColumns,
} from '../../../src/indicators/monitor/further-tables.js';
import type { MonitorFacts } from '../../../src/indicators/monitor/monitor-facts.js';
import type { MonitorRules } from '../../../src/indicators/monitor/rules/monitor-rules-schema.js';
import type { SupervisionKey } from '../../../src/indicators/monitor/rules/supervision-rules-schema.js';
import type { RuleResult } from '../../../src/indicators/supervision/finding-list.js';
import { type SupervisionAnswer, supervise } from '../../../src/indicators/supervision/supervise.js';
import { findingsTable, rulesTable, scoresTable } from '../../../src/indicators/supervision/supervision-tables.js';
import { parseDay } from '../../../src/kernel/day.js';
import { checkTable } from '../../../src/report/check-table.js';
import { BASE, type CaseOptions, factsOf, type MonitorCase, numbersOf, textsOf, times } from './monitor-case.js';

const answerOf = (facts: MonitorFacts, key: SupervisionKey): SupervisionAnswer =>
  supervise(facts).find(({ rule }) => rule.key === key)!;
const ask = (key: SupervisionKey, cases: readonly MonitorCase[], options: CaseOptions = {}): RuleResult =>
  answerOf(factsOf(cases, options), key).result;
const rowsOf = ({ findings }: RuleResult) => findings.map(({ row }) => row);
const withRule = (rule: Partial<MonitorRules['supervision']>): MonitorRules => ({
  ...BASE,
  supervision: { ...BASE.supervision, ...rule },
});

const stay = (
  patient_key: string,
  admit_date: string,
  discharge_date: string,
  more: MonitorCase = {},
): MonitorCase => ({
  patient_key,
  admit_date,
  discharge_date,
  hospital_id: 'H1',
  dx: 'J18.900',
  discharge_type: 1,
  total_cost: 8_000,
  los_days: Math.max(1, parseDay(discharge_date)! - parseDay(admit_date)!),
  ...more,
});

describe('split admission', () => {
  test('discharge on 1 March and admission on 16 March are 15 days: hit; on 17 March not', () => {
    const cases = ['2026-03-16', '2026-03-17'].flatMap((back, p) => [
      stay(`P${p}`, '2026-02-20', '2026-03-01'),
      stay(`P${p}`, back, '2026-03-25'),
    ]);
    const found = ask('split_admission', cases);
    expect(found.findings).toEqual([
      { rule: 'split_admission', row: 1, otherRow: 0, amountFen: 800_000, value: 15, limit: 15 },
    ]);
    expect(found.judged).toBe(4);
  });

  test('another category of the principal diagnosis, a cycle of chemotherapy and an ordered transfer are no hits', () => {
    const pair = (p: string, first: MonitorCase, second: MonitorCase) => [
      stay(p, '2026-02-20', '2026-03-01', first),
      stay(p, '2026-03-05', '2026-03-09', second),
    ];
    const cases = [
      ...pair('A', {}, { dx: 'J18.000', hospital_id: 'H2' }),
      ...pair('B', {}, { dx: 'J22.x00' }),
      ...pair('C', { dx: 'Z51.102' }, { dx: 'Z51.102' }),
      ...pair('D', { discharge_type: 2 }, {}),
    ];
    expect(rowsOf(ask('split_admission', cases))).toEqual([1]);
    // Each part of the rule is data: depth, hospital, exemptions.
    const { split_admission: base } = BASE.supervision;
    const rule = (change: object) => ({ rules: withRule({ split_admission: { ...base!, ...change } }) });
    expect(rowsOf(ask('split_admission', cases, rule({ principal: 'same_code' })))).toEqual([]);
    expect(rowsOf(ask('split_admission', cases, rule({ hospital: 'same' })))).toEqual([]);
    expect(rowsOf(ask('split_admission', cases, rule({ exempt: {} })))).toEqual([1, 5, 7]);
    expect(rowsOf(ask('split_admission', cases, rule({ principal: 'any' })))).toEqual([1, 3]);
    expect(rowsOf(ask('split_admission', cases, rule({ within_days: 3 })))).toEqual([]);
  });

  test('a column that an exemption needs and the file lacks makes the rule not applicable, named', () => {
    const { discharge_type: _, ...bare } = stay('A', '2026-02-20', '2026-03-01');
    const answer = answerOf(factsOf([bare]), 'split_admission');
    expect(answer.state).toBe('not_applicable');
    expect(answer.missing).toEqual([{ column: 'discharge_type' }]);
  });

  test('second admission scores 1 within 31 days with the same principal, 0.5 with another, 0 on day 32', () => {
    const cases = [
      stay('A', '2026-01-01', '2026-01-10'),
      stay('A', '2026-02-10', '2026-02-12'),
      stay('B', '2026-01-01', '2026-01-10'),
      stay('B', '2026-02-10', '2026-02-12', { dx: 'I50.001' }),
      stay('C', '2026-01-01', '2026-01-10'),
      stay('C', '2026-02-11', '2026-02-12'),
    ];
    const { scores, findings } = ask('second_admission', cases);
    expect([...scores!]).toEqual([0, 1, 0, 0.5, 0, 0]);
    expect(findings.map(({ row, value }) => [row, value])).toEqual([[1, 31]]);
  });
});

describe('overlap', () => {
  test('stays at two hospitals over each other are one finding; the day of a transfer is allowed', () => {
    const cases = [
      stay('A', '2026-05-05', '2026-05-12'),
      stay('A', '2026-05-10', '2026-05-15', { hospital_id: 'H2' }),
      stay('B', '2026-05-05', '2026-05-12'),
      stay('B', '2026-05-12', '2026-05-15', { hospital_id: 'H2' }),
      stay('C', '2026-05-05', '2026-05-12'),
      stay('C', '2026-05-06', '2026-05-08'),
    ];
    const found = ask('overlap', cases).findings.map(({ row, otherRow, value }) => [row, otherRow, value]);
    expect(found).toEqual([[1, 0, 2]]);
    const counted = withRule({ overlap: { ...BASE.supervision.overlap!, shared_day: 'counted', hospital: 'any' } });
    expect(ask('overlap', cases, { rules: counted }).findings.map(({ row, otherRow }) => [row, otherRow])).toEqual([
      ...[
        [1, 0],
        [3, 2],
        [5, 4],
      ],
    ]);
  });
});

describe('scores by the group’s mean', () => {
  // Nine cases whose mean is 1,000 yuan and 10 days, and so are their sums of 9,000 and 90.
  const cases = [299.99, 300, 499.99, 500, 699.99, 700, 1_000, 2_000, 3_000.03].map((total_cost) => ({
    hospital_id: 'H1',
    total_cost,
  }));

  test('low threshold: 299.99 scores 1, 300 and 499.99 score 0.7, 500 and 699.99 score 0.3, 700 scores 0', () => {
    const { scores, findings } = ask('low_threshold', cases);
    expect([...scores!]).toEqual([1, 0.7, 0.7, 0.3, 0.3, 0, 0, 0, 0]);
    expect(findings.map(({ row, limit }) => [row, limit])).toEqual([[0, 0.3]]);
  });

  test('long stay: 30 days of a mean of 10 score 0.6, 31 score 1; 20 score 0.3, 21 score 0.6; 15 score 0', () => {
    const stays = [31, 30, 21, 20, 16, 15, 1, 1, 1, 1, 1, 1, 1].map((los_days) => ({ hospital_id: 'H1', los_days }));
    const filled = [...stays, ...Array.from({ length: 2 }, () => ({ hospital_id: 'H1', los_days: 5 }))];
    expect(filled.reduce((sum, { los_days }) => sum + los_days, 0) / filled.length).toBe(10);
    expect([...ask('long_stay', filled).scores!.subarray(0, 6)]).toEqual([1, 0.6, 0.6, 0.3, 0.3, 0]);
  });

  test('a stay of 60 days is within, 61 is over', () => {
    expect(
      rowsOf(
        ask(
          'stay_over_days',
          [60, 61].map((los_days) => ({ los_days })),
        ),
      ),
    ).toEqual([1]);
  });

  test('a death in a group with 1 of 21 scores 1, in one with 1 of 20 (5 %) 0.5', () => {
    const group = (name: string, count: number) => [
      { group: name, discharge_type: 5 },
      ...times(count - 1, { group: name, discharge_type: 1 }),
    ];
    const { scores, findings } = ask('death_risk', [...group('AA19', 21), ...group('BB19', 20)]);
    expect([scores![0], scores![21], scores![1]]).toEqual([1, 0.5, 0]);
    expect(findings.map(({ row }) => row)).toEqual([0]);
  });

  test('equal to a score by fractions of whole numbers, whatever the costs and edges', () => {
    const step = fc.record({ at: fc.integer({ min: 1, max: 30 }).map((n) => n / 10), included: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }), step, (fen, edge) => {
        const rule = { ...BASE.supervision.low_threshold!, steps: [{ ...edge, score: 1 }], finding_from: 1 };
        const facts = factsOf(
          fen.map((one) => ({ total_cost: one / 100 })),
          { rules: withRule({ low_threshold: rule }) },
        );
        const sum = BigInt(fen.reduce((all, one) => all + one, 0));
        const tenths = BigInt(Math.round(edge.at * 10));
        const literal = fen.map((one) => {
          const side = BigInt(one) * BigInt(fen.length) * 10n - tenths * sum;
          return side < 0n || (edge.included && side === 0n) ? 1 : 0;
        });
        expect([...answerOf(facts, 'low_threshold').result.scores!]).toEqual(literal);
      }),
      { numRuns: 200 },
    );
  });
});

describe('bed-hanging, shifting and charges', () => {
  test('a bed day below 0.3 of the group’s is a finding, of exactly 0.3 not; two days are too few', () => {
    // Bed days of 100 on average: 10 stays of 10 days.
    const cases = [
      { total_cost: 300, los_days: 10 },
      { total_cost: 299, los_days: 10 },
      { total_cost: 1, los_days: 2 },
      { total_cost: 9_400, los_days: 78 },
    ];
    expect(rowsOf(ask('bed_hanging', cases))).toEqual([1]);
  });

  const itemsOf = (cases: readonly MonitorCase[], lines: readonly object[]) => {
    const collector = new ItemCollector(rowsOfCases(factsOf(cases).table));
    for (const line of lines) collector.add({ item_code: 'X', amount: 2_500, ...line } as never);
    return { further: { items: collector.finish() } };
  };
  const day = (date: string) => parseDay(date)!;

  test('5 of 10 days without a charge are half, 6 are more; a charge that was taken back is none', () => {
    const cases = times(2, { admit_date: '2026-05-01', discharge_date: '2026-05-11' });
    const lines = [1, 2, 3, 4, 5].flatMap((n) =>
      ['C1', 'C2'].map((case_id) => ({ case_id, charge_date: day(`2026-05-0${n}`) })),
    );
    const back = { case_id: 'C2', charge_date: day('2026-05-05'), amount: -2_500 };
    const found = ask('days_without_charges', cases, itemsOf(cases, [...lines, back]));
    expect(found.findings.map(({ row, value }) => [row, value])).toEqual([[1, 0.6]]);
    expect(found.judged).toBe(2);
  });

  test('M23: one item twice on a day is one charge too many; another day, another amount and a reversal are not', () => {
    const cases = times(4, { dx: 'J18.900' });
    const on = (case_id: string, charge_date: string, more: object = {}) => ({
      case_id,
      charge_date: day(charge_date),
      ...more,
    });
    const lines = [
      ...times(3, on('C1', '2026-05-01') as never),
      on('C2', '2026-05-01'),
      on('C2', '2026-05-02'),
      on('C2', '2026-05-01', { amount: 2_600 }),
      on('C3', '2026-05-01'),
      on('C3', '2026-05-01'),
      on('C3', '2026-05-01', { amount: -2_500 }),
      on('GONE', '2026-05-01'),
    ];
    const options = itemsOf(cases, lines);
    const { findings } = ask('duplicate_charge', cases, options);
    expect(findings).toEqual([
      { rule: 'duplicate_charge', row: 0, subject: 'X', amountFen: 5_000, value: 3, limit: 1 },
    ]);
    expect(options.further.items.unmatched).toEqual({ lines: 1, caseIds: ['GONE'] });
  });

  test('visits 3 days before and 7 after count, 4 and 8 do not, nor another hospital’s or one within the stay', () => {
    const cases = [stay('A', '2026-05-10', '2026-05-20')];
    const visit = (date: string, more: object = {}) => ({
      visit_id: date,
      patient_key: 'A',
      hospital_id: 'H1',
      visit_date: day(date),
      kind: 'ordinary',
      amount: 10_000,
      ...more,
    });
    const visits = visitColumns([
      visit('2026-05-06'),
      visit('2026-05-07'),
      visit('2026-05-15'),
      visit('2026-05-27'),
      visit('2026-05-28'),
      visit('2026-05-08', { hospital_id: 'H2' }),
      visit('2026-05-08', { kind: 'chronic' }),
      visit('2026-05-08', { patient_key: 'B' }),
    ] as never);
    const { findings } = ask('cost_shifting', cases, { further: { visits } });
    expect(findings.map(({ amountFen, value }) => [amountFen, value])).toEqual([[20_000, 2]]);
  });

  test('M22: 14 of 50 CT examinations are below 30 %, 15 are exactly 30 % and pass; 19 examinations are too few', () => {
    const cases = ['H1', 'H2', 'H3'].map((hospital_id) => ({ hospital_id }));
    const exams = (hospital_id: string, all: number, positive: number) =>
      Array.from({ length: all }, (_, n) => ({
        hospital_id,
        kind: 'CT',
        result: n < positive ? 'positive' : 'negative',
      }));
    const examinations = examinationColumns([...exams('H1', 50, 14), ...exams('H2', 50, 15), ...exams('H3', 19, 0)]);
    const found = ask('positive_rate', cases, { further: { examinations } });
    expect(found.judged).toBe(2);
    expect(found.findings.map(({ hospital, value, subject }) => [hospital, value, subject])).toEqual([[1, 0.28, 'CT']]);
  });
});

describe('M22: drugs and paths of visits', () => {
  const cases = [
    { hospital_id: 'H1', dx: 'J22.x00', los_days: 5, patient_key: 'P1', admit_date: '2026-07-08' },
    { hospital_id: 'H1', dx: 'J22.x00|C34.901', los_days: 5, patient_key: 'P2', admit_date: '2026-07-08' },
    { hospital_id: 'H1', dx: 'J22.x00', los_days: 5, patient_key: '', admit_date: '2026-07-08' },
  ];
  const facts = factsOf(cases);
  const itemsOf = (lines: readonly (readonly [string, string, number])[]) => {
    const collector = new ItemCollector(rowsOfCases(facts.table));
    for (const [case_id, quantity, amount] of lines) {
      collector.add({ case_id, item_code: 'XB05AAR061B002', quantity, amount, charge_date: 20_640 });
    }
    return collector.finish();
  };

  test('M22: albumin without one of its diagnoses is found with its net amount; with C34 it is not, nor taken back whole', () => {
    const items = itemsOf([
      ['C1', '2', 90_000],
      ['C1', '-1', -45_000],
      ['C2', '1', 45_000],
      ['C3', '1', 45_000],
      ['C3', '-1', -45_000],
    ]);
    const { findings, judged } = ask('off_indication', cases, { further: { items } });
    expect(findings.map(({ row, amountFen, subject }) => [row, amountFen, subject])).toEqual([
      [0, 45_000, 'XB05AAR061B002'],
    ]);
    expect(judged).toBe(3);
  });

  test('M22: 20 units in 5 days are exactly 4 a day and within, 20.1 are beyond; a reversal counts off', () => {
    const over = (quantity: string, back = '0') =>
      ask('over_quantity', cases, {
        further: {
          items: itemsOf([
            ['C1', quantity, 90_000],
            ['C1', back, -1_000],
          ]),
        },
      }).findings.map(({ value }) => value);
    expect(over('20')).toEqual([]);
    expect(over('20.1')[0]).toBeCloseTo(4.02, 12);
    expect(over('20.1', '-0.1')).toEqual([]);
  });

  test('M22: a stay of 0 days is one day: 4 units are within, 4.1 beyond; of a stay without days nothing is said', () => {
    const over = (los_days: number | string, quantity: string) => {
      const short = [{ hospital_id: 'H1', dx: 'J22.x00', los_days }];
      const collector = new ItemCollector(rowsOfCases(factsOf(short).table));
      const line = { item_code: 'XB05AAR061B002', quantity, amount: 90_000, charge_date: 20_640 };
      collector.add({ case_id: 'C1', ...line });
      return ask('over_quantity', short, { further: { items: collector.finish() } }).findings.map(({ value }) => value);
    };
    expect(over(0, '4')).toEqual([]);
    expect(over(0, '4.1')[0]).toBeCloseTo(4.1, 12);
    expect(over(1, '4.1')[0]).toBeCloseTo(4.1, 12);
    expect(over('', '400')).toEqual([]);
  });

  test('M22: four hospitals in the 7 days before a stay are found, the day a week before counted in; three are not', () => {
    const visit = (patient_key: string, hospital_id: string, visit_date: number) => ({
      ...{ patient_key, hospital_id, visit_date, kind: 'ordinary', amount: 10_000 },
    });
    const admitted = parseDay('2026-07-08')!;
    const path = (first: number) =>
      ask('visit_path', cases, {
        further: {
          visits: visitColumns([
            visit('P1', 'H2', admitted - first),
            ...['H3', 'H4', 'H5'].map((hospital) => visit('P1', hospital, admitted - 2)),
            ...['H3', 'H3', 'H4', 'H5'].map((hospital) => visit('P2', hospital, admitted)),
          ]),
        },
      });
    expect(path(7).findings.map(({ row, value, amountFen }) => [row, value, amountFen])).toEqual([[0, 4, 40_000]]);
    expect(path(8).findings).toEqual([]);
    // Without a patient nothing can be said.
    expect(path(7).judged).toBe(2);
  });

  test('M22: the day of admission counts in, the day after not; order and other kinds of visits change nothing', () => {
    const admitted = parseDay('2026-07-08')!;
    const path = (last: number, ...more: object[]) => {
      const visits = [
        { hospital_id: 'H5', visit_date: admitted + last },
        { hospital_id: 'H2', visit_date: admitted - 7 },
        { hospital_id: 'H4', visit_date: admitted - 1 },
        { hospital_id: 'H3', visit_date: admitted - 3 },
        ...more,
      ].map((one) => ({ patient_key: 'P1', kind: 'ordinary', amount: 10_000, ...one }));
      const { findings } = ask('visit_path', cases, { further: { visits: visitColumns(visits as never) } });
      return findings.map(({ row, value, amountFen }) => [row, value, amountFen]);
    };
    expect(path(0)).toEqual([[0, 4, 40_000]]);
    expect(path(1)).toEqual([]);
    expect(path(1, { hospital_id: 'H6', visit_date: admitted - 2, kind: 'chronic' })).toEqual([]);
    expect(path(0, { hospital_id: 'H2', visit_date: admitted - 8 })).toEqual([[0, 4, 40_000]]);
  });
});

describe('against peers', () => {
  const hospitals = (count: number, costly: number) =>
    Array.from({ length: count }, (_, h) => ({
      hospital_id: `H${h}`,
      hospital_level: '二级',
      total_cost: 1_000,
      self_funded: h === 0 ? costly : 100,
    }));

  test('a self-paid share of exactly 1.5 × the others is within, more is beyond; four hospitals say nothing', () => {
    expect(ask('self_paid_peers', hospitals(5, 150)).findings).toEqual([]);
    expect(ask('self_paid_peers', hospitals(5, 151)).findings.map(({ hospital }) => hospital)).toEqual([1]);
    expect(ask('self_paid_peers', hospitals(5, 151)).judged).toBe(5);
    expect(ask('self_paid_peers', hospitals(4, 900))).toEqual({ findings: [], judged: 0 });
  });

  test('stays a patient: a patient with two stays against patients with one', () => {
    const of = (h: number, patient: string, n: number) =>
      stay(patient, `2026-0${n}-01`, `2026-0${n}-05`, { hospital_id: `H${h}`, hospital_level: '二级' });
    const cases = [1, 2, 3, 4, 5].flatMap((h) => [of(h, `P${h}`, 1), of(h, h === 1 ? 'P1' : `Q${h}`, 5)]);
    const found = ask('frequency_peers', cases).findings;
    expect(found.map(({ hospital, value }) => [hospital, value])).toEqual([[1, 2]]);
  });

  test('M22: stays twice as long as the peers’ at the same case mix', () => {
    const cases = [1, 2, 3, 4, 5].flatMap((h) =>
      ['ES35', 'GZ19'].map((group) => ({
        hospital_id: `H${h}`,
        hospital_level: '二级',
        group,
        los_days: (group === 'ES35' ? 4 : 10) * (h === 3 ? 2 : 1),
      })),
    );
    const [found] = ask('los_peers', cases).findings;
    expect(found!.hospital).toBe(3);
    expect(found!.value).toBeCloseTo(2, 12);
  });
});

describe('upcoding', () => {
  const group = (hospital_id: string, code: string, count: number, more: MonitorCase = {}) =>
    times(count, { hospital_id, group: code, total_cost: 1_000, los_days: 10, ...more });

  test('12 of 20 in the highest severity against 8 of 20 are exactly 1.5 ×, 13 are more; 19 cases are too few', () => {
    const screen = (top: number, all = 20) =>
      ask('severity_share', [
        ...group('H1', 'ES31', top),
        ...group('H1', 'ES35', all - top),
        ...group('H2', 'ES31', 8),
        ...group('H2', 'ES35', 12),
      ]).findings.map(({ hospital, subject, value }) => [hospital, subject, value]);
    expect(screen(12)).toEqual([]);
    expect(screen(13)).toEqual([[1, 'ES3', 0.65]]);
    expect(screen(13, 19)).toEqual([]);
  });

  test('MCC, shorter and cheaper than the mean below it: found; only one of the two, or as much: not', () => {
    const severe = (total_cost: number, los_days: number) => ({
      hospital_id: 'H1',
      group: 'ES31',
      total_cost,
      los_days,
    });
    const cases = [severe(999, 9), severe(999, 10), severe(1_000, 9), severe(5_000, 20), ...group('H1', 'ES33', 5)];
    expect(rowsOf(ask('severity_mismatch', cases))).toEqual([0]);
    // Four cases below are too few to say anything: the next level down is taken.
    const thin = [...cases.slice(0, 8), ...group('H1', 'ES35', 5, { total_cost: 500, los_days: 5 })];
    expect(ask('severity_mismatch', thin).findings).toEqual([]);
  });

  test('35 % near an edge are within, 36 % beyond', () => {
    const near = (count: number) =>
      Array.from({ length: 100 }, (_, n) => ({
        hospital_id: 'H1',
        discharge_date: '2026-05-01',
        standard: 1_000,
        total_cost: n < count ? 1_950 : 1_000,
      }));
    expect(ask('near_edge', near(35), { pricing: 'prices' }).findings).toEqual([]);
    expect(ask('near_edge', near(36), { pricing: 'prices' }).findings.map(({ value }) => value)).toEqual([0.36]);
  });

  test('DIP: an operation of 10 % of the bill passes, less is found; DRG schemes are not asked', () => {
    const cases = times(2, { dx: 'J18.900', px: '51.3100', total_cost: 10_000 });
    const collector = new ItemCollector(rowsOfCases(factsOf(cases).table));
    const line = { item_code: 'OP', category: '手术费' };
    collector.add({ ...line, case_id: 'C1', amount: 100_000 });
    collector.add({ ...line, case_id: 'C2', amount: 99_999 });
    const options = { method: 'dip', further: { items: collector.finish() } } as const;
    expect(rowsOf(ask('related_operation', cases, options))).toEqual([1]);
    expect(answerOf(factsOf(cases, { ...options, method: 'drg' }), 'related_operation').missing).toEqual(['dip']);
  });
});

describe('tables', () => {
  test('every rule says its state, source and trust; what needs more is named, what the rules lack is not asked', () => {
    const { overlap: _, ...fewer } = BASE.supervision;
    const facts = factsOf([stay('A', '2026-03-01', '2026-03-05')], { rules: { ...BASE, supervision: fewer } });
    const answers = supervise(facts);
    const rules = rulesTable(facts, answers);
    checkTable(rules);
    const states = Object.fromEntries(
      textsOf(rules.columns.rule).map((rule, r) => [rule, textsOf(rules.columns.state)[r]]),
    );
    expect(states).toMatchObject({
      split_admission: 'checked',
      overlap: 'not_in_rules',
      duplicate_charge: 'not_applicable',
      near_edge: 'not_applicable',
    });
    const row = textsOf(rules.columns.rule).indexOf('duplicate_charge');
    expect(textsOf(rules.columns.missing_en)[row]).toContain('--items');
    // Not applicable has no number of findings: a 0 would read as a pass.
    expect(numbersOf(rules.columns.findings)[row]).toBeNaN();
    for (const [key, rule] of Object.entries(BASE.supervision)) {
      expect(rule!.source.document.length, key).toBeGreaterThan(0);
    }
  });

  test('M23: split admission and bed-hanging stand with multiples of 3 to 8, swaps 2–5, forgery 5–10, impostors 1–3', () => {
    const facts = factsOf([stay('A', '2026-03-01', '2026-03-05')]);
    const rules = rulesTable(facts, supervise(facts));
    const of = (rule: string) => {
      const row = textsOf(rules.columns.rule).indexOf(rule);
      return [numbersOf(rules.columns.penalty_least)[row], numbersOf(rules.columns.penalty_most)[row]];
    };
    expect([of('split_admission'), of('bed_hanging'), of('low_threshold')]).toEqual([
      ...[
        [3, 8],
        [3, 8],
        [Number.NaN, Number.NaN],
      ],
    ]);
    expect(BASE.conduct.map(({ name, least, most }) => `${name} ${least}–${most}`)).toEqual([
      ...['swap 2–5', 'split_admission 3–8', 'bed_hanging 3–8', 'forgery 5–10', 'induced 2–3', 'impostor 1–3'],
    ]);
    expect(BASE.conduct.every(({ source }) => source.trust === 'press')).toBe(true);
  });

  test('findings carry ids, amounts and sources, and no patient', () => {
    const facts = factsOf([
      stay('Zhang', '2026-02-20', '2026-03-01', { case_id: 'A', pooled_fund: 5_000 }),
      stay('Zhang', '2026-03-05', '2026-03-09', { case_id: 'B', pooled_fund: 6_000, department: '内科' }),
    ]);
    const table = findingsTable(facts, supervise(facts));
    checkTable(table);
    expect(textsOf(table.columns.finding)).toEqual(['split_admission:H1:B:A', 'second_admission:H1:B:A']);
    expect([numbersOf(table.columns.amount)[0], numbersOf(table.columns.fund)[0]]).toEqual([800_000, 600_000]);
    expect([textsOf(table.columns.department)[0], textsOf(table.columns.trust)[0]]).toEqual(['内科', 'cited']);
    expect(JSON.stringify(table)).not.toContain('Zhang');
  });

  test('DIP scores of a hospital are means of its cases’: one of two came back, one of two cost little', () => {
    const cases = [
      stay('A', '2026-02-20', '2026-03-01', { total_cost: 1_900 }),
      stay('A', '2026-03-05', '2026-03-09', { total_cost: 100 }),
      stay('B', '2026-03-05', '2026-03-09', { total_cost: 1_000, hospital_id: 'H2', discharge_type: 5 }),
    ];
    const facts = factsOf(cases, { method: 'dip' });
    const table = scoresTable(facts, supervise(facts), judgeLists(facts));
    expect(numbersOf(table.columns.second_admission)).toEqual([0.5, 0]);
    expect(numbersOf(table.columns.low_threshold)).toEqual([0.5, 0]);
    expect(numbersOf(table.columns.death_risk)).toEqual([0, 0.5]);
    // One of the two lists is perhaps a split admission: 50 points.
    expect(numbersOf(table.columns.record_quality)).toEqual([75, 100]);
  });
});
