import type { CaseTable, Column, DictionaryColumn } from '../../../src/cases/case-table.js';
import type { HospitalRegister } from '../../../src/cases/register.js';
import { type GroupCatalogue, STATUS_GROUPED } from '../../../src/grouping/group-columns.js';
import { parseDay } from '../../../src/kernel/day.js';
import { allocatePricedColumns } from '../../../src/pricing/priced-columns.js';
import type { BehaviourCases, BehaviourContext } from '../../../src/simulation/behaviour/behaviour-cases.js';
import { EffectTally } from '../../../src/simulation/behaviour/effect-tally.js';
import type { WeightTable } from '../../../src/weighting/weight-table.js';

/** A case in yuan, written small. */
export interface SmallCase {
  readonly hospital: string;
  readonly group?: string;
  readonly charges: number;
  readonly fund: number;
  readonly standard?: number;
  readonly pay?: number;
  readonly days?: number;
  readonly discharged?: string;
  readonly place?: string;
  readonly insurance?: string;
}

const GROUPS = ['0000', 'AB15', 'AB13', 'AB11', 'CD19'];

export const catalogue: GroupCatalogue = {
  schemeId: 'test',
  schemeHash: 'test',
  codes: GROUPS,
  mdcs: ['', 'A', 'A', 'A', 'C'],
  adrgs: ['', 'AB1', 'AB1', 'AB1', 'CD1'],
  names: GROUPS,
};

export const weights = {
  rows: [
    { group: 'AB15', weight: { digits: 5, scale: 1 } },
    { group: 'AB13', weight: { digits: 8, scale: 1 } },
    { group: 'AB11', weight: { digits: 12, scale: 1 } },
    { group: 'CD19', weight: { digits: 1, scale: 0 } },
  ],
} as unknown as WeightTable;

const LEVELS: Readonly<Record<string, 3 | 2 | 1>> = { H1: 3, H2: 3, H3: 2, H4: 2, H5: 1 };
export const register: HospitalRegister = new Map(
  Object.entries(LEVELS).map(([hospitalId, levelClass]) => [
    hospitalId,
    { hospitalId, name: hospitalId, level: String(levelClass), levelClass, kind: '' },
  ]),
);

function dictionary(texts: readonly string[]): DictionaryColumn {
  const values = ['', ...new Set(texts.filter((text) => text !== ''))];
  return { kind: 'dictionary', codes: Uint16Array.from(texts, (text) => values.indexOf(text)), values };
}

function texts(list: readonly string[]): Column {
  const parts = list.map((text) => new TextEncoder().encode(text));
  const offsets = new Uint32Array(list.length + 1);
  parts.forEach((part, i) => {
    offsets[i + 1] = offsets[i]! + part.length;
  });
  return { kind: 'text', offsets, bytes: Uint8Array.from(parts.flatMap((part) => [...part])) };
}

export function smallCases(list: readonly SmallCase[]): BehaviourCases {
  const money = (pick: (one: SmallCase) => number): Column => ({
    kind: 'money',
    values: Float64Array.from(list, (one) => Math.round(pick(one) * 100)),
  });
  const discharge = Int32Array.from(list, ({ discharged = '2026-06-15' }) => parseDay(discharged)!);
  const days = Int16Array.from(list, ({ days: count = 8 }) => count);
  const columns: Record<string, Column> = {
    case_id: texts(list.map((_, row) => `C${row + 1}`)),
    patient_key: texts(list.map((_, row) => `P${row + 1}`)),
    hospital_id: dictionary(list.map(({ hospital }) => hospital)),
    hospital_level: dictionary(list.map(({ hospital }) => `level ${LEVELS[hospital]}`)),
    insurance: dictionary(list.map(({ insurance = 'employee' }) => insurance)),
    insured_region: dictionary(list.map(({ place = 'town' }) => place)),
    total_cost: money(({ charges }) => charges),
    cost_drug: money(({ charges }) => charges / 2),
    pooled_fund: money(({ fund }) => fund),
    los_days: { kind: 'integer', values: days },
    discharge_date: { kind: 'day', values: discharge },
    admit_date: { kind: 'day', values: discharge.map((day, row) => day - days[row]!) },
  };
  const table: CaseTable = {
    caseCount: list.length,
    columns,
    sourceRow: Uint32Array.from(list, (_, row) => row + 1),
  };
  const group = Uint16Array.from(list, ({ group: code = 'AB15' }) => GROUPS.indexOf(code));
  const status = new Uint8Array(list.length).fill(STATUS_GROUPED);
  return { table, groups: { group, status, reason: new Uint8Array(list.length) } };
}

export function contextOf(list: readonly SmallCase[], more: Partial<BehaviourContext> = {}): BehaviourContext {
  const priced = allocatePricedColumns(list.length);
  list.forEach(({ charges, fund, standard = charges, pay = charges }, row) => {
    priced.standardFen[row] = Math.round(standard * 100);
    priced.payFen[row] = Math.round(pay * 100);
    priced.patientFen[row] = Math.round((charges - fund) * 100);
    priced.fundFen[row] = priced.payFen[row]! - priced.patientFen[row]!;
  });
  return {
    name: '1 test',
    priced,
    catalogue,
    weights,
    register,
    payChange: new Map(),
    seed: 7,
    stream: 8,
    tally: new EffectTally(1, '1 test'),
    ...more,
  };
}

export const dictionaryTexts = ({ table }: BehaviourCases, name: string): string[] => {
  const { codes, values } = table.columns[name] as DictionaryColumn;
  return [...codes].map((code) => values[code]!);
};
export const moneyOf = ({ table }: BehaviourCases, name: string): number[] => [
  ...(table.columns[name] as { values: Float64Array }).values,
];
export const sumOf = (cases: BehaviourCases, name: string): number =>
  moneyOf(cases, name).reduce((sum, value) => sum + value, 0);
