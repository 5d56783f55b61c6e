import { expect, test } from 'vitest';
import { readCaseRecords } from '../../../src/cases/read/read-case-records.js';
import { allocatePricedColumns } from '../../../src/pricing/priced-columns.js';
import { renderTextTable } from '../../../src/report/render-text-table.js';
import { columnSchema, formatCell } from '../../../src/report/report-cell.js';
import { costAccounting } from '../../../src/simulation/costs/cost-accounting.js';

/** Cases of one group: department, charges, drugs, treatment (yuan), paid 10,000 each. */
function accounts(cases: readonly (readonly [department: string, total: number, drug: number, treatment: number])[]) {
  const { table } = readCaseRecords(
    ['case_id', 'dx', 'hospital_id', 'department', 'total_cost', 'cost_drug', 'cost_treatment'],
    cases.map(([department, ...amounts], n) => [`C${n}`, 'J18.900', 'H1', department, ...amounts.map(String)]),
  );
  const priced = allocatePricedColumns(cases.length);
  priced.payFen.fill(1_000_000);
  priced.standardFen.fill(1_000_000);
  const group = new Uint16Array(cases.length).fill(1);
  const groups = { group, status: new Uint8Array(cases.length), reason: new Uint8Array(cases.length) };
  const catalogue = {
    ...{ schemeId: 's', schemeHash: 'h', codes: ['0000', 'ES31'] },
    ...{ mdcs: ['', 'E'], adrgs: ['', 'ES3'], names: ['', 'x'] },
  };
  return costAccounting(table, groups, catalogue, priced);
}

test('M29: two departments of one disease, the link that costs most and earns least is named', () => {
  // A: 12,000 of which drugs 8,000; B: 8,000 of which drugs 4,000. Region: drugs 12,000, treatment 6,000, rest 2,000.
  const [diseases, links] = accounts([
    ['A', 12_000, 8_000, 3_000],
    ['B', 8_000, 4_000, 3_000],
  ]);
  expect(diseases!.columns).toMatchObject({ department: ['A', 'B'] });
  const numbers = (table: typeof links, name: string): number[] => [...(table!.columns[name] as Float64Array)];
  expect(numbers(diseases, 'margin')).toEqual([-200_000, 200_000]);
  expect(numbers(diseases, 'peer_mean_cost')).toEqual([800_000, 1_200_000]);
  expect(links!.columns.part).toEqual([
    ...['cost_treatment', 'cost_drug', 'unstated'],
    ...['cost_treatment', 'cost_drug', 'unstated'],
  ]);
  expect(numbers(links, 'excess').slice(0, 3)).toEqual([0, 400_000, 0]);
  // 10,000 of pay shared 6 : 12 : 2 over treatment 3,000, drugs 6,000, the rest 1,000.
  expect(numbers(links, 'pay').slice(0, 3)).toEqual([300_000, 600_000, 100_000]);
  expect(numbers(links, 'balance').slice(0, 3)).toEqual([0, -200_000, 0]);
  // The parts of a department add up to its margin.
  expect(
    numbers(links, 'balance')
      .slice(0, 3)
      .reduce((sum, fen) => sum + fen),
  ).toBe(-200_000);
});

test('a group that only one department has is compared with nobody, which is not zero', () => {
  const [diseases, links] = accounts([['A', 12_000, 8_000, 3_000]]);
  expect(diseases!.columns.peer_mean_cost).toEqual(Float64Array.of(Number.NaN));
  expect(Number.isNaN((links!.columns.excess as Float64Array)[0])).toBe(true);
  // Without own costs there is no cost margin.
  expect(diseases!.columns.cost_margin).toEqual(Float64Array.of(Number.NaN));
});

test('a department that the cases do not state is told as such to people and stays blank in the table', () => {
  for (const table of accounts([
    ['', 12_000, 8_000, 3_000],
    ['B', 8_000, 4_000, 3_000],
  ])) {
    const departments = table.columns.department as readonly string[];
    expect([departments[0], departments.at(-1)]).toEqual(['', 'B']);
    const told = (row: number, language: 'zh' | 'en'): string =>
      formatCell(table, columnSchema(table, 'department')!, row, { language, unit: 'yuan' });
    expect([told(0, 'zh'), told(0, 'en'), told(table.rowCount - 1, 'zh')]).toEqual(['未填写', 'not stated', 'B']);
    expect(renderTextTable(table, { language: 'zh', unit: 'yuan', columns: ['department'] })).toContain('未填写');
  }
});
