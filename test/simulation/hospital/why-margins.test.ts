import { describe, expect, test } from 'vitest';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { whyMargins } from '../../../src/simulation/hospital/why-margins.js';

type Row = Readonly<Record<string, string | number>>;
const table = (rows: readonly Row[]): ResultTable => {
  const names = Object.keys(rows[0]!);
  const valuesOf = (name: string) => {
    const values = rows.map((row) => row[name]!);
    return typeof values[0] === 'string' ? values.map(String) : Float64Array.from(values, Number);
  };
  const schema = { name: 'made', version: 1, title: { zh: '', en: '' }, columns: [] };
  return { schema, rowCount: rows.length, columns: Object.fromEntries(names.map((name) => [name, valuesOf(name)])) };
};

const place = (department: string, group: string) => ({ hospital_id: 'H1', department, group });
/** Amounts in fen; `excess` is charges less those of the group elsewhere, NaN where nobody else has it. */
const disease = (department: string, group: string, pay: number, cost: number, standard: number, excess: number) => ({
  ...place(department, group),
  group_name: `name of ${group}`,
  cases: 2,
  ...{ pay, cost, standard, excess },
});
const DISEASES = table([
  disease('A', 'DEAR', 100_000, 150_000, 100_000, 60_000),
  disease('A', 'ALONE', 90_000, 140_000, 90_000, Number.NaN),
  disease('A', 'GAIN', 200_000, 150_000, 150_000, -30_000),
  disease('A', 'EVEN', 100_000, 100_000, 120_000, 20_000),
  disease('B', 'BOTH', 100_000, 140_000, 120_000, 20_000),
  disease('C', 'CUT', 50_000, 100_000, 100_000, 0),
  disease('C', 'LOW', 80_000, 100_000, 80_000, 0),
]);
const link = (department: string, group: string, part: string, excess: number) => ({
  ...place(department, group),
  ...{ part, part_zh: `${part}费`, part_en: part, excess },
});
const LINKS = table([
  link('A', 'DEAR', 'unstated', 40_000),
  link('A', 'DEAR', 'drugs', 10_000),
  link('A', 'DEAR', 'tests', 10_000),
  link('B', 'BOTH', 'drugs', 0),
  link('B', 'BOTH', 'tests', Number.NaN),
]);

const rowsOf = ({ columns, rowCount }: ResultTable, key: string) =>
  new Map(
    Array.from({ length: rowCount }, (_, row) => [
      columns[key]![row] as string,
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]])),
    ]),
  );
const cleared = new Map([[JSON.stringify(['H1', 'A']), -45_000]]);
const [departments, groups] = whyMargins(DISEASES, LINKS, cleared, undefined) as [ResultTable, ResultTable];
const ofGroup = rowsOf(groups, 'group');
const ofDepartment = rowsOf(departments, 'department');

describe('why a department’s group gains or loses', () => {
  test('margin = standard + own charges + outliers: −500.00 is 100.00 − 600.00 + 0; 0.00 is 400.00 − 200.00 − 200.00', () => {
    expect(ofGroup.get('DEAR')).toMatchObject({
      ...{ margin: -50_000, by_standard: 10_000, by_cost: -60_000, by_outliers: 0 },
    });
    expect(ofGroup.get('EVEN')).toMatchObject({
      ...{ margin: 0, by_standard: 40_000, by_cost: -20_000, by_outliers: -20_000, why_en: '', why_zh: '' },
    });
  });

  test('the greatest loss of the three in a sentence, by the case; the first of equal links, none that is not stated', () => {
    expect(ofGroup.get('DEAR')!.why_en).toBe(
      'charges are 300.00 yuan a case above those of the group elsewhere, most in drugs',
    );
    expect(ofGroup.get('DEAR')!.why_zh).toBe('费用比其他科室同病组每例高 300.00 元，主要在drugs费');
    expect(ofGroup.get('BOTH')!.why_en).toBe('charges are 100.00 yuan a case above those of the group elsewhere');
    expect(ofGroup.get('CUT')!.why_en).toBe('outliers and the like pay 250.00 yuan a case less than the standard');
    expect(ofGroup.get('LOW')!.why_en).toBe('the standard is 100.00 yuan a case below what the group costs elsewhere');
    expect(ofGroup.get('ALONE')!.why_en).toBe(
      'the standard is 250.00 yuan a case below the charges; nobody else has the group',
    );
    expect(ofGroup.get('GAIN')!.why_en).toBe('');
  });

  test('at the charges of peers what is above goes and what is below stays; without peers blank, in a department as it is', () => {
    expect(['DEAR', 'ALONE', 'GAIN', 'EVEN'].map((group) => ofGroup.get(group)!.margin_at_peers)).toEqual([
      10_000,
      Number.NaN,
      50_000,
      20_000,
    ]);
    expect(ofDepartment.get('A')!.margin_at_peers).toBe(30_000);
  });

  test('charges break even a third lower where 1,000.00 pays 1,500.00; a gain needs no cut', () => {
    expect(ofGroup.get('DEAR')!.cost_cut_needed).toBeCloseTo(1 / 3, 12);
    expect([ofGroup.get('GAIN')!.cost_cut_needed, ofGroup.get('EVEN')!.cost_cut_needed]).toEqual([0, 0]);
    expect(ofDepartment.get('A')!.cost_cut_needed).toBeCloseTo(1 - 490 / 540, 12);
  });

  test('a department: the first of its equally bad groups, and its margin after clearing; the worst department first', () => {
    expect(ofDepartment.get('A')).toMatchObject({
      worst_group: 'DEAR',
      worst_margin: -50_000,
      cleared_margin: -45_000,
    });
    expect(ofDepartment.get('B')!.cleared_margin).toBeNaN();
    expect(departments.columns.department).toEqual(['C', 'A', 'B']);
  });
});
