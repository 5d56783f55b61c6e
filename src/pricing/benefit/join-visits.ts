import type { CaseTable, Column } from '../../cases/case-table.js';
import type { InputCell, InputRow } from '../../cases/tables/input-table.js';
import { dayOf, MISSING_DAY } from '../../kernel/day.js';
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint32 } from '../../kernel/shared-arrays.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { Benefit } from '../../policy/schema/benefit.js';
import type { PricingInput } from '../pricing-input.js';
import { BENEFIT_ERRORS } from './benefit-errors.js';
import type { BenefitColumns } from './benefit-result.js';
import { type BenefitInput, VISIT_COLUMN } from './stay-facts.js';

/** Columns of cases that a visit has under another name; the rest of a visit is blank. */
const NAMES: Readonly<Record<string, string>> = {
  patient_key: 'patient_key',
  case_id: 'visit_id',
  hospital_id: 'hospital_id',
  insurance: 'insurance',
  admit_date: 'visit_date',
  discharge_date: 'visit_date',
  settlement_date: 'visit_date',
  total_cost: 'amount',
  self_funded: 'self_funded',
  first_paid: 'first_paid',
  insured_class: 'insured_class',
  assistance_class: 'assistance_class',
};
/** Columns of cases that the pass by person looks at beside them. */
const OTHERS = [
  ...['hospital_level', 'chronic', 'referral_filed', 'referral', 'department', 'insured_region', 'care_region'],
  ...['age_years', 'stay_number', 'civil_servant', 'personal_account'],
];
/** Classes of the insured that rules on visits may ask for. */
const CLASSES = ['insured_class', 'assistance_class'] as const;

/** A joint table of the stays of a year and the visits that count in it. */
interface YearWithVisits extends BenefitInput {
  readonly stayCount: number;
  readonly counted: readonly InputRow[];
}

/**
 * Where ladders name kinds of visits, the stays with the visits of those kinds in the policy's year after them, so that
 * both run over one person's year; otherwise the input. Visits of other kinds are no part of it.
 * @throws benefit_visits_missing, benefit_visit_value_missing
 */
export function withVisits(input: PricingInput): BenefitInput | YearWithVisits {
  const kinds = visitKinds(input.timeline);
  if (kinds.size === 0) return input;
  if (input.visits === undefined) throw BENEFIT_ERRORS.benefit_visits_missing({ kinds: [...kinds].join(', ') });
  const { year } = input.timeline;
  const [first, last] = [dayOf(year, 1, 1)!, dayOf(year, 12, 31)!];
  const ofYear = input.visits.filter(({ visit_date: day }) => Number(day) >= first && Number(day) <= last);
  refuseBlankCells(ofYear, 'kind');
  const counted = ofYear.filter(({ kind }) => kinds.has(String(kind)));
  for (const name of ['self_funded', 'first_paid', ...askedClasses(input.timeline)]) refuseBlankCells(counted, name);
  return { ...input, table: joinTable(input.table, counted), stayCount: input.table.caseCount, counted };
}

/** The results of stays, with those of visits beside them where there are any to tell. */
export function splitVisits(input: BenefitInput | YearWithVisits, columns: BenefitColumns): BenefitColumns {
  if (!('counted' in input)) return columns;
  const part = (from: number, to: number): BenefitColumns => ({
    deductibleFen: columns.deductibleFen.subarray(from, to),
    pooledFen: columns.pooledFen.subarray(from, to),
    criticalIllnessFen: columns.criticalIllnessFen.subarray(from, to),
    assistanceFen: columns.assistanceFen.subarray(from, to),
    civilServantFen: columns.civilServantFen.subarray(from, to),
    personalAccountFen: columns.personalAccountFen.subarray(from, to),
    cashFen: columns.cashFen.subarray(from, to),
    flags: columns.flags.subarray(from, to),
  });
  const { stayCount, counted } = input;
  return { ...part(0, stayCount), visits: { rows: counted, columns: part(stayCount, stayCount + counted.length) } };
}

/** Visits with the computed part of the pooled fund in place of what the fund is recorded to have paid. */
export function visitsWithBenefits(
  visits: readonly InputRow[] | undefined,
  benefits: BenefitColumns | undefined,
): readonly InputRow[] | undefined {
  if (visits === undefined || benefits?.visits === undefined) return visits;
  const { rows, columns } = benefits.visits;
  const places = new Map(rows.map((row, place) => [row, place]));
  return visits.map((row) => {
    const place = places.get(row);
    return place === undefined ? row : { ...row, fund_paid: columns.pooledFen[place]! };
  });
}

function visitKinds({ segments }: PolicyTimeline): ReadonlySet<string> {
  const ladders = segments.flatMap(({ policy }) => policy.benefit.ladders ?? []);
  return new Set(ladders.flatMap(({ who }) => who.visits ?? []));
}

/** Classes that rules about visits ask for and in which a blank does not mean "none". */
function askedClasses({ segments }: PolicyTimeline): string[] {
  const asked = segments.flatMap(({ policy: { benefit } }) => rulesOfVisits(benefit).map(({ who }) => who));
  const blanks = segments[0]!.policy.benefit.blank_means_none ?? [];
  return CLASSES.filter((name) => !blanks.includes(name) && asked.some((who) => who[name] !== undefined));
}

/** Ladders and adjustments that name visits; what runs over a year is about visits unless it names others. */
function rulesOfVisits(benefit: Benefit) {
  const { ladders = [], adjustments = [], ceilings = [], critical_illness: illness = [], assistance = [] } = benefit;
  return [
    ...[...ladders, ...adjustments].filter(({ who }) => who.visits !== undefined),
    ...ceilings,
    ...illness,
    ...assistance,
  ];
}

function refuseBlankCells(visits: readonly InputRow[], column: string): void {
  const blank = visits.filter((visit) => visit[column] === undefined || visit[column] === '');
  if (blank.length === 0) return;
  const details = { count: blank.length, column, visit: String(blank[0]!.visit_id) };
  throw BENEFIT_ERRORS.benefit_visit_value_missing(details, { path: `outpatient.${column}` });
}

function joinTable(table: CaseTable, visits: readonly InputRow[]): CaseTable {
  const { caseCount } = table;
  const columns: Record<string, Column> = {};
  for (const name of [...Object.keys(NAMES), ...OTHERS]) {
    const column = table.columns[name];
    if (column === undefined) continue;
    columns[name] = extended(
      column,
      caseCount,
      visits.map((visit) => visit[NAMES[name] ?? '']),
    );
  }
  const noKinds: Column = { kind: 'dictionary', codes: new Uint16Array(caseCount), values: [''] };
  columns[VISIT_COLUMN] = extended(
    noKinds,
    caseCount,
    visits.map(({ kind }) => kind),
  );
  const sourceRow = sharedUint32(caseCount + visits.length);
  sourceRow.set(table.sourceRow);
  return { caseCount: caseCount + visits.length, columns, sourceRow };
}

/** A column with cells after its own: amounts in fen, days as numbers, texts. */
function extended(column: Column, from: number, cells: readonly InputCell[]): Column {
  const length = from + cells.length;
  if (column.kind === 'money') {
    const values = sharedFloat64(length);
    values.set(column.values);
    for (const [i, cell] of cells.entries()) values[from + i] = cell === undefined ? Number.NaN : Number(cell);
    return { kind: 'money', values };
  }
  if (column.kind === 'day' || column.kind === 'integer') {
    const values = sharedInt32(length);
    values.set(column.values);
    // Ages and numbers of stays are not asked of a visit, and no rule may (policy check).
    const missing = column.kind === 'day' ? MISSING_DAY : 0;
    for (const [i, cell] of cells.entries()) values[from + i] = cell === undefined ? missing : Number(cell);
    return { kind: column.kind, values };
  }
  if (column.kind === 'dictionary') {
    const values = [...column.values];
    const numbers = new Map(values.map((value, code) => [value, code]));
    const codes = sharedUint32(length);
    codes.set(column.codes);
    cells.forEach((cell, i) => {
      const text = cell === undefined ? '' : String(cell);
      const code = numbers.get(text) ?? values.push(text) - 1;
      numbers.set(text, code);
      codes[from + i] = code;
    });
    return { kind: 'dictionary', codes, values };
  }
  if (column.kind === 'codes') return column;
  const encoder = new TextEncoder();
  const texts = cells.map((cell) => encoder.encode(cell === undefined ? '' : String(cell)));
  const offsets = sharedFloat64(length + 1);
  offsets.set(column.offsets);
  const begin = column.offsets[0] ?? 0;
  const end = column.offsets[from] ?? 0;
  const bytes = sharedUint8(end + texts.reduce((sum, text) => sum + text.length, 0));
  bytes.set(column.bytes.subarray(begin, end), begin);
  texts.forEach((text, i) => {
    bytes.set(text, offsets[from + i]!);
    offsets[from + i + 1] = offsets[from + i]! + text.length;
  });
  return { kind: 'text', offsets, bytes };
}
