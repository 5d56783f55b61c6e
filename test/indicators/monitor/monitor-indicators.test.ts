import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type IndicatorTables,
  indicatorList,
  indicatorTables,
} from '../../../src/indicators/monitor/indicator-tables.js';
import { peerPlaces, peersTable } from '../../../src/indicators/monitor/peers.js';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { checkTable } from '../../../src/report/check-table.js';
import { formatCell } from '../../../src/report/report-cell.js';
import { factsOf, type MonitorCase, numbersOf, textsOf, times } from './monitor-case.js';

const tableOf = ({ tables }: IndicatorTables, name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === `monitor_${name}`)!;

/** A figure of one row of a level. */
function figure(made: IndicatorTables, level: string, key: string, indicator: string): number {
  const table = tableOf(made, level);
  const row = textsOf(table.columns[table.schema.columns[0]!.name]).indexOf(key);
  return numbersOf(table.columns[indicator])[row]!;
}

describe('cost and time efficiency', () => {
  // Region means of 10,000 and 5,000 and of 10 and 8 days: a second hospital balances the first.
  const cases: MonitorCase[] = [
    ...times(40, { hospital_id: 'H1', group: 'X', total_cost: 11_000, los_days: 9 }),
    ...times(60, { hospital_id: 'H1', group: 'Y', total_cost: 4_500, los_days: 10 }),
    ...times(40, { hospital_id: 'H2', group: 'X', total_cost: 9_000, los_days: 11 }),
    ...times(60, { hospital_id: 'H2', group: 'Y', total_cost: 5_500, los_days: 6 }),
  ];

  test('40 cases at 11,000 against 10,000 and 60 at 4,500 against 5,000 make a cost index of 0.98', () => {
    const made = indicatorTables(factsOf(cases));
    expect(figure(made, 'hospitals', 'H1', 'cost_index')).toBeCloseTo(0.98, 12);
    expect(figure(made, 'hospitals', 'H2', 'cost_index')).toBeCloseTo(1.02, 12);
    // (40 × 0.9 + 60 × 1.25) ÷ 100.
    expect(figure(made, 'hospitals', 'H1', 'time_index')).toBeCloseTo(1.11, 12);
    expect(figure(made, 'total', 'total', 'cost_index')).toBeCloseTo(1, 12);
  });

  test('one hospital alone has no index against itself: named, with no column; the means of the region give it 0.98', () => {
    const alone = cases.slice(0, 100);
    const made = indicatorTables(factsOf(alone));
    expect(tableOf(made, 'hospitals').columns.cost_index).toBeUndefined();
    const list = indicatorList(made.states);
    const at = textsOf(list.columns.indicator).indexOf('cost_index');
    expect(textsOf(list.columns.state)[at]).toBe('not_applicable');
    expect(textsOf(list.columns.missing_en)[at]).toContain('--group-means');
    const groupMeans = Float64Array.from([Number.NaN, 1_000_000, 500_000]);
    const compared = indicatorTables(factsOf(alone, { further: { groupMeans } }));
    expect(figure(compared, 'hospitals', 'H1', 'cost_index')).toBeCloseTo(0.98, 12);
    // Of days nobody says what the region has.
    expect(tableOf(compared, 'hospitals').columns.time_index).toBeUndefined();
  });
});

describe('prices', () => {
  const stay = { discharge_date: '2026-05-01', insurance: 'employee' };

  test('orthopaedics with income 480 and cost 410 has +14.6 %, neurology with 420 and 460 −9.5 %', () => {
    const made = indicatorTables(
      factsOf(
        [
          { ...stay, hospital_id: 'H1', department: '骨科', pay: 480, hospital_cost: 410, total_cost: 400 },
          { ...stay, hospital_id: 'H1', department: '神经内科', pay: 420, hospital_cost: 460, total_cost: 400 },
        ],
        { pricing: 'prices' },
      ),
    );
    const table = tableOf(made, 'departments');
    const rates = numbersOf(table.columns.profit_rate);
    const names = textsOf(table.columns.department);
    expect(rates[names.indexOf('骨科')]).toBeCloseTo(0.146, 3);
    expect(rates[names.indexOf('神经内科')]).toBeCloseTo(-0.095, 3);
    // Together (900 − 870) ÷ 900, not the mean of the two.
    expect(figure(made, 'hospitals', 'H1', 'profit_rate')).toBeCloseTo(30 / 900, 12);
  });

  test('a weight of exactly 2 is heavy, 1.9999 is not', () => {
    const made = indicatorTables(
      factsOf(
        [2, 1.9999, 2.0001, 1].map((weight) => ({ ...stay, hospital_id: 'H1', weight, total_cost: 1 })),
        { pricing: 'prices' },
      ),
    );
    expect(figure(made, 'hospitals', 'H1', 'high_weight_share')).toBe(0.5);
  });

  test('the quadrant is that of the summed department, not of most of its cases', () => {
    const light = { ...stay, hospital_id: 'H1', department: '外科', weight: 0.5, pay: 900, total_cost: 1_000 };
    const heavy = { ...light, weight: 4, pay: 5_000, total_cost: 1_000 };
    const made = indicatorTables(factsOf([light, light, light, heavy], { pricing: 'prices' }));
    // CMI (1.5 + 4) ÷ 4 = 1.375 and a surplus, though three of four cases are low and lose.
    expect(textsOf(tableOf(made, 'departments').columns.quadrant)).toEqual(['high_cmi_gain']);
    const even = { ...light, weight: 1, pay: 1_000 };
    const edge = indicatorTables(factsOf([even], { pricing: 'prices' }));
    expect(textsOf(tableOf(edge, 'departments').columns.quadrant)).toEqual(['high_cmi_gain']);
  });

  test('the gap is recorded fund less fund payment, a case: 700 − 500 and 700 − 900 even out to 0', () => {
    const one = { ...stay, hospital_id: 'H1', total_cost: 1_000, pooled_fund: 700 };
    const gap = (pays: readonly number[]): number => {
      const made = indicatorTables(
        factsOf(
          pays.map((pay) => ({ ...one, pay })),
          { pricing: 'prices' },
        ),
      );
      return figure(made, 'hospitals', 'H1', 'mean_fund_gap');
    };
    expect(gap([800])).toBe(20_000);
    expect(gap([800, 1_200])).toBe(0);
  });

  test('costs of 0.4, 0.41, 1.9 and 2 standards against edges 0.3, 2 and 3: 0.4 and 1.9 lie exactly 0.1 from an edge', () => {
    const cases = [400, 410, 1_900, 2_000].map((total_cost) => ({
      ...stay,
      hospital_id: 'H1',
      standard: 1_000,
      total_cost,
    }));
    expect(figure(indicatorTables(factsOf(cases, { pricing: 'prices' })), 'hospitals', 'H1', 'near_edge_share')).toBe(
      0.75,
    );
  });
});

describe('other figures', () => {
  test('shares count only cases that have both parts: 300 of 1,000 and nothing of a case without its drugs', () => {
    const made = indicatorTables(
      factsOf([
        { hospital_id: 'H1', total_cost: 1_000, cost_drug: 300, cost_consumable: 0, self_funded: 50 },
        { hospital_id: 'H1', total_cost: 9_000, cost_drug: '', cost_consumable: 900, self_funded: '' },
      ]),
    );
    expect(figure(made, 'hospitals', 'H1', 'drug_share')).toBe(0.3);
    expect(figure(made, 'hospitals', 'H1', 'consumable_share')).toBe(0.09);
    expect(figure(made, 'hospitals', 'H1', 'self_paid_share')).toBe(0.05);
  });

  test('low-risk mortality counts the groups and ADRGs of the region’s list alone: 1 of 4; without the list it is named', () => {
    const cases = [
      { hospital_id: 'H1', group: 'ES31', discharge_type: 5 },
      { hospital_id: 'H1', group: 'ES35', discharge_type: 1 },
      { hospital_id: 'H1', group: 'ES35', discharge_type: 1 },
      { hospital_id: 'H1', group: 'GZ19', discharge_type: 1 },
      { hospital_id: 'H1', group: 'BR11', discharge_type: 5 },
      { hospital_id: 'H1', group: 'ES35', discharge_type: '' },
    ];
    const made = indicatorTables(factsOf(cases, { further: { lowRisk: new Set(['ES3', 'GZ19']) } }));
    expect(figure(made, 'hospitals', 'H1', 'low_risk_mortality')).toBe(0.25);
    expect(figure(made, 'hospitals', 'H1', 'mortality')).toBe(0.4);
    const without = indicatorTables(factsOf(cases));
    expect(tableOf(without, 'hospitals').columns.low_risk_mortality).toBeUndefined();
    expect(without.states.find(({ indicator }) => indicator.key === 'low_risk_mortality')!.missing).toEqual([
      'low_risk',
    ]);
  });

  test('gaps of 10, 11, 15, 16, 30 and 31 days: the window’s last day counts, of 10, 14, 15, 30 and 31 days', () => {
    const cases = [10, 11, 15, 16, 30, 31].flatMap((gap, p) => [
      {
        hospital_id: 'H1',
        patient_key: `P${p}`,
        dx: 'J18.900',
        admit_date: '2026-01-20',
        discharge_date: '2026-01-31',
      },
      {
        hospital_id: 'H1',
        patient_key: `P${p}`,
        dx: 'J18.900',
        admit_date: new Date(Date.UTC(2026, 0, 31 + gap)).toISOString().slice(0, 10),
        discharge_date: '2026-03-20',
      },
    ]);
    const made = indicatorTables(factsOf(cases));
    const rate = (days: number) => figure(made, 'hospitals', 'H1', `readmission_${days}`);
    expect([10, 14, 15, 30, 31].map((days) => Math.round(rate(days) * 12))).toEqual([1, 2, 3, 5, 6]);
    // By month of discharge, and by group.
    expect(Math.round(figure(made, 'months', '2026-01', 'readmission_31') * 6)).toBe(6);
    expect(figure(made, 'months', '2026-03', 'readmission_31')).toBe(0);
    expect(Math.round(figure(made, 'groups', 'AA19', 'readmission_31') * 12)).toBe(6);
  });

  test('an indicator asked for without its columns is named with them, never a column of zeros', () => {
    const made = indicatorTables(factsOf([{ hospital_id: 'H1' }]), new Set(['drug_share', 'readmission_15', 'cmi']));
    expect(tableOf(made, 'hospitals').schema.columns.map(({ name }) => name)).toEqual([
      'hospital_id',
      'level',
      'cases',
    ]);
    const list = indicatorList(made.states);
    expect(textsOf(list.columns.indicator)).toEqual(['cmi', 'drug_share', 'readmission_15']);
    const [cmi, drug, back] = textsOf(list.columns.missing_zh);
    expect(cmi).toContain('--policy');
    expect(drug).toMatch(/total_cost.*cost_drug（药品费）/);
    expect(back).toContain('patient_key');
    for (const table of [...made.tables, list]) checkTable(table);
  });

  test('a hospital without a case that has the figure is blank, not zero', () => {
    const made = indicatorTables(
      factsOf([
        { hospital_id: 'H1', los_days: 4 },
        { hospital_id: 'H2', los_days: '' },
      ]),
    );
    expect(figure(made, 'hospitals', 'H1', 'mean_los')).toBe(4);
    expect(figure(made, 'hospitals', 'H2', 'mean_los')).toBeNaN();
  });
});

describe('peers', () => {
  const cases = (count: number) =>
    Array.from({ length: count }, (_, h) => ({ hospital_id: `H${h}`, hospital_level: '二级', los_days: h + 1 }));

  test('of five hospitals the one in the middle is at 60 % with quarters 2, 3 and 4; four are suppressed', () => {
    const rowOf = (count: number, hospital: string) => {
      const facts = factsOf(cases(count));
      const table = peersTable(facts, indicatorTables(facts, new Set(['mean_los'])).hospitals);
      const row = textsOf(table.columns.hospital_id).indexOf(hospital);
      return ['value', 'peers', 'percentile', 'p25', 'p50', 'p75'].map((name) => numbersOf(table.columns[name])[row]);
    };
    expect(rowOf(5, 'H2')).toEqual([3, 5, 0.6, 2, 3, 4]);
    expect(rowOf(4, 'H2')).toEqual([3, 4, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  test('stand under the names of the register with their ids; the table itself keeps the ids', () => {
    const record = { hospitalId: 'H0', name: '示例医院', level: '二级', levelClass: 2, kind: 'general' } as const;
    const facts = factsOf(cases(2), { register: new Map([['H0', record]]) });
    const table = peersTable(facts, indicatorTables(facts, new Set(['mean_los'])).hospitals);
    const column = table.schema.columns.find(({ name }) => name === 'hospital_id')!;
    expect(textsOf(table.columns.hospital_id)).toEqual(['H0', 'H1']);
    const told = [0, 1].map((row) => formatCell(table, column, row, { language: 'zh', unit: 'yuan' }));
    expect(told).toEqual(['示例医院（H0）', 'H1']);
  });

  test('equal values share a place, and a value that is missing has none and is no peer', () => {
    const places = peerPlaces([1, 2, 2, 3, Number.NaN, 4], 5);
    expect(places.map(({ percentile }) => percentile)).toEqual([0.2, 0.6, 0.6, 0.8, Number.NaN, 1]);
    expect(peerPlaces([1, 2, 2, 3, Number.NaN], 5)[0]!.percentile).toBeNaN();
  });
});

test('cases and margins add up to the same total by level, hospital, department, group and month', () => {
  const name = (prefix: string, most: number) => fc.integer({ min: 1, max: most }).map((n) => `${prefix}${n}`);
  const one = fc.record({
    hospital_id: name('H', 4),
    hospital_level: fc.constantFrom('三级', '二级', ''),
    department: name('D', 3),
    group: fc.constantFrom('ES31', 'ES35', 'GZ19', ''),
    discharge_date: fc.constantFrom('2026-01-31', '2026-02-01', '2026-12-31'),
    total_cost: fc.integer({ min: 0, max: 5_000 }),
    pay: fc.integer({ min: 0, max: 5_000 }),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 30 }), (cases) => {
      const { tables } = indicatorTables(factsOf(cases, { pricing: 'prices' }), new Set(['charge_margin']));
      const margin = cases.reduce((sum, { pay, total_cost }) => sum + (pay - total_cost) * 100, 0);
      expect(tables).toHaveLength(6);
      for (const { schema, columns } of tables) {
        const total = (column: string) => numbersOf(columns[column]).reduce((sum, value) => sum + value, 0);
        expect([total('cases'), total('charge_margin')], schema.name).toEqual([cases.length, margin]);
      }
    }),
    { numRuns: 100 },
  );
});
