import type { CaseTable, Column, DictionaryColumn } from '../../src/cases/case-table.js';
import type { HospitalRecord, HospitalRegister } from '../../src/cases/register.js';
import type { InputRow } from '../../src/cases/tables/input-table.js';
import { allocateGroupColumns, type GroupCatalogue, STATUS_GROUPED } from '../../src/grouping/group-columns.js';
import { dayOf, MISSING_DAY, parseDay } from '../../src/kernel/day.js';
import { type Decimal, parseDecimal } from '../../src/kernel/decimal.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import {
  sharedFloat64,
  sharedInt8,
  sharedInt32,
  sharedUint8,
  sharedUint16,
  sharedUint32,
} from '../../src/kernel/shared-arrays.js';
import { linkStays } from '../../src/links/link-stays.js';
import { type Policy, policySchema } from '../../src/policy/policy-schema.js';
import type { PolicyTimeline, WeightPatch } from '../../src/policy/policy-timeline.js';
import { CASE_AMOUNTS, CASE_NUMBERS } from '../../src/policy/schema/case-tests.js';
import type { PricedColumns } from '../../src/pricing/priced-columns.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { priceCases } from '../../src/pricing/steps.js';
import type { SettlementInput } from '../../src/settlement/settlement-input.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';

/** A case as a test writes it; money in fen. Absent: an ordinary grouped case of hospital H1, employee, group A. */
export interface SmallCase {
  id?: string;
  hospital?: string;
  level?: string;
  department?: string;
  insurance?: string;
  kind?: string;
  day?: string;
  dischargeType?: number;
  group?: string;
  status?: number;
  los?: number;
  hospitalCost?: number;
  cost?: number;
  pooled?: number;
  /** Further amounts in fen, whole numbers and texts by column; absent or NaN: missing. */
  amounts?: Readonly<Record<string, number>>;
  numbers?: Readonly<Record<string, number>>;
  texts?: Readonly<Record<string, string>>;
  dx?: readonly string[];
  px?: readonly string[];
  patient?: string;
  admit?: string;
  /** By name, for PricingInput.facts. */
  facts?: Readonly<Record<string, number>>;
}

/** Money columns of these tests beside total_cost and pooled_fund. */
export const AMOUNTS: readonly string[] = [...CASE_AMOUNTS.filter((name) => name !== 'total_cost'), 'review_amount'];
const NUMBERS = CASE_NUMBERS.filter((name) => name !== 'los_days');
const TEXTS = ['review_outcome', 'insured_region', 'care_region'];

export const GROUPS = ['0000', 'XQY', 'A', 'B', 'C', 'D'];

function dictionary(texts: readonly string[]): DictionaryColumn {
  const values = [''];
  const codes = sharedUint16(texts.length);
  texts.forEach((text, row) => {
    let code = values.indexOf(text);
    if (code < 0) code = values.push(text) - 1;
    codes[row] = code;
  });
  return { kind: 'dictionary', codes, values };
}

function money(values: readonly number[]): Column {
  const column = sharedFloat64(values.length);
  column.set(values);
  return { kind: 'money', values: column };
}

function text(texts: readonly string[]): Column {
  const encoder = new TextEncoder();
  const encoded = texts.map((one) => encoder.encode(one));
  const offsets = sharedUint32(texts.length + 1);
  encoded.forEach((one, row) => {
    offsets[row + 1] = offsets[row]! + one.length;
  });
  const bytes = sharedUint8(offsets[texts.length]!);
  encoded.forEach((one, row) => {
    bytes.set(one, offsets[row]!);
  });
  return { kind: 'text', offsets, bytes };
}

function integers(values: readonly number[]): Column {
  const column = sharedInt32(values.length);
  column.set(values);
  return { kind: 'integer', values: column };
}

function codes(lists: readonly (readonly string[])[]): Column {
  const values = [''];
  const offsets = sharedUint32(lists.length + 1);
  const list = sharedUint16(lists.reduce((count, one) => count + one.length, 0));
  let at = 0;
  lists.forEach((one, row) => {
    for (const code of one) {
      let place = values.indexOf(code);
      if (place < 0) place = values.push(code) - 1;
      list[at++] = place;
    }
    offsets[row + 1] = at;
  });
  return { kind: 'codes', offsets, codes: list, values };
}

/** Columns that a plain case of these tests does not have. */
function furtherColumns(cases: readonly SmallCase[]): Record<string, Column> {
  const columns: Record<string, Column> = {};
  // What a case of these tests names itself, its file has.
  const named = (key: 'amounts' | 'numbers' | 'texts') => new Set(cases.flatMap((one) => Object.keys(one[key] ?? {})));
  for (const name of [...AMOUNTS, ...named('amounts')])
    columns[name] = money(cases.map(({ amounts }) => amounts?.[name] ?? Number.NaN));
  for (const name of [...NUMBERS, ...named('numbers')])
    columns[name] = integers(cases.map(({ numbers }) => numbers?.[name] ?? -1));
  for (const name of [...TEXTS, ...named('texts')])
    columns[name] = dictionary(cases.map(({ texts }) => texts?.[name] ?? ''));
  columns.sex = integers(cases.map(({ numbers }) => numbers?.sex ?? -1));
  columns.dx = codes(cases.map(({ dx }) => dx ?? []));
  columns.px = codes(cases.map(({ px }) => px ?? []));
  columns.patient_key = text(cases.map(({ patient }) => patient ?? ''));
  const admissions = sharedInt32(cases.length);
  cases.forEach(({ admit }, row) => {
    admissions[row] = admit === undefined || admit === '' ? MISSING_DAY : parseDay(admit)!;
  });
  columns.admit_date = { kind: 'day', values: admissions };
  return columns;
}

export function smallTable(cases: readonly SmallCase[]): CaseTable {
  const types = sharedInt8(cases.length);
  const los = sharedInt32(cases.length);
  const days = sharedInt32(cases.length);
  const sourceRow = sharedUint32(cases.length);
  cases.forEach((entry, row) => {
    types[row] = entry.dischargeType ?? 1;
    los[row] = entry.los ?? -1;
    days[row] = entry.day === '' ? MISSING_DAY : parseDay(entry.day ?? '2026-03-01')!;
    sourceRow[row] = row + 1;
  });
  return {
    caseCount: cases.length,
    sourceRow,
    columns: {
      ...furtherColumns(cases),
      case_id: text(cases.map((entry, row) => entry.id ?? `case-${String(row).padStart(5, '0')}`)),
      hospital_id: dictionary(cases.map((entry) => entry.hospital ?? 'H1')),
      hospital_level: dictionary(cases.map((entry) => entry.level ?? '')),
      department: dictionary(cases.map((entry) => entry.department ?? 'D1')),
      insurance: dictionary(cases.map((entry) => entry.insurance ?? 'employee')),
      payment_kind: dictionary(cases.map((entry) => entry.kind ?? '')),
      discharge_date: { kind: 'day', values: days },
      discharge_type: { kind: 'integer', values: types },
      los_days: { kind: 'integer', values: los },
      total_cost: money(cases.map((entry) => entry.cost ?? 0)),
      pooled_fund: money(cases.map((entry) => entry.pooled ?? entry.cost ?? 0)),
      hospital_cost: money(cases.map((entry) => entry.hospitalCost ?? Number.NaN)),
    },
  };
}

export function smallCatalogue(codes: readonly string[] = GROUPS): GroupCatalogue {
  const blank = codes.map(() => '');
  return { schemeId: 'small', schemeHash: 'small', codes, mdcs: blank, adrgs: blank, names: codes };
}

/** Weights as printed, means in fen. */
export function smallWeights(
  weights: Readonly<Record<string, string>>,
  means: Readonly<Record<string, number>> = {},
): WeightTable {
  const rows = Object.keys(weights).map((group) => ({
    group,
    name: group,
    cases: 10,
    keptCases: 10,
    meanFen: means[group] ?? Number.NaN,
    weight: parseDecimal(weights[group]!),
    cv: 0.5,
    status: 'imported' as const,
  }));
  return {
    schemeId: 'small',
    schemeHash: 'small',
    rule: 'test',
    regionMeanFen: 1_000_000,
    cases: 40,
    keptCases: 40,
    riv: 0.8,
    rows,
    hash: 'test',
  };
}

export type PolicyDocument = Record<string, unknown>;

export function smallPolicy(document: PolicyDocument = {}): Policy {
  return policySchema.parse({
    id: 'small',
    title: { zh: '小', en: 'small' },
    region: 'small',
    year: 2026,
    scheme: 'small',
    pools: [
      { insurance: 'employee', fund: 1_000_000 },
      { insurance: 'resident', fund: 500_000 },
    ],
    rate: { kind: 'fixed', value: 10_000 },
    ...document,
  });
}

/** One policy for the year, or several from the days given. */
export function smallTimeline(
  documents: readonly { from?: string; policy: PolicyDocument }[] = [{ policy: {} }],
  weightPatches: readonly WeightPatch[] = [],
): PolicyTimeline {
  const starts = documents.map((entry) => parseDay(entry.from ?? '2026-01-01')!);
  return {
    id: 'small',
    year: 2026,
    hash: 'small',
    reforms: [],
    segments: documents.map((entry, s) => ({
      from: starts[s]!,
      until: starts[s + 1] ?? dayOf(2027, 1, 1)!,
      policy: smallPolicy(entry.policy),
    })),
    weightPatches,
    folder: '',
  };
}

export function smallRegister(
  levels: Readonly<Record<string, 3 | 2 | 1>>,
  more: Readonly<Record<string, Partial<HospitalRecord>>> = {},
): HospitalRegister {
  const records: [string, HospitalRecord][] = Object.entries(levels).map(([hospitalId, levelClass]) => [
    hospitalId,
    { hospitalId, name: hospitalId, level: `${levelClass}`, levelClass, kind: 'general', ...more[hospitalId] },
  ]);
  return new Map(records);
}

/** Numbers of a hospital's record as texts. */
export function registerNumbers(numbers: Readonly<Record<string, string>>): ReadonlyMap<string, Decimal> {
  return new Map(Object.entries(numbers).map(([name, value]) => [name, parseDecimal(value)!]));
}

export interface SmallRegion {
  cases: readonly SmallCase[];
  policy?: PolicyDocument;
  timeline?: PolicyTimeline;
  weights?: WeightTable;
  levels?: Readonly<Record<string, 3 | 2 | 1>>;
  hospitals?: Readonly<Record<string, Partial<HospitalRecord>>>;
  /** As readInputTable gives them. */
  groupMeans?: readonly InputRow[];
}

export function smallInput(region: SmallRegion): PricingInput {
  const catalogue = smallCatalogue();
  const groups = allocateGroupColumns(region.cases.length);
  region.cases.forEach((entry, row) => {
    const group = catalogue.codes.indexOf(entry.group ?? 'A');
    if (group < 0) throw new Error(`no group ${entry.group}`);
    groups.group[row] = group;
    groups.status[row] = entry.status ?? STATUS_GROUPED;
  });
  const table = smallTable(region.cases);
  const facts: Record<string, Int32Array> = {};
  for (const name of new Set(region.cases.flatMap((entry) => Object.keys(entry.facts ?? {})))) {
    facts[name] = sharedInt32(table.caseCount);
    facts[name].set(region.cases.map((entry) => entry.facts?.[name] ?? -1));
  }
  return {
    table,
    groups,
    catalogue,
    timeline: region.timeline ?? smallTimeline([{ policy: region.policy ?? {} }]),
    weights: region.weights ?? smallWeights({ A: '1', B: '0.5', C: '2.25' }),
    register: smallRegister(region.levels ?? { H1: 3, H2: 2, H3: 1 }, region.hospitals),
    ...(region.cases.some(({ patient }) => patient !== undefined)
      ? { links: linkStays({ table, groups, catalogue }) }
      : {}),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(region.groupMeans === undefined ? {} : { groupMeans: region.groupMeans }),
  };
}

export async function price(region: SmallRegion): Promise<PricedColumns> {
  return priceCases(smallInput(region), inlineExecutor);
}

export async function pricedInput(region: SmallRegion): Promise<SettlementInput> {
  const input = smallInput(region);
  return { ...input, priced: await priceCases(input, inlineExecutor) };
}
