import { readCaseRecords } from '../../../src/cases/read/read-case-records.js';
import type { HospitalRegister } from '../../../src/cases/register.js';
import { STATUS_GROUPED, STATUS_UNGROUPED } from '../../../src/grouping/group-columns.js';
import { type MonitorFacts, monitorFacts } from '../../../src/indicators/monitor/monitor-facts.js';
import type { MonitorInput } from '../../../src/indicators/monitor/monitor-input.js';
import type { MonitorRules } from '../../../src/indicators/monitor/rules/monitor-rules-schema.js';
import { sharedUint8, sharedUint16 } from '../../../src/kernel/shared-arrays.js';
import { linkStays } from '../../../src/links/link-stays.js';
import { allocatePricedColumns, METHOD_STANDARD, METHOD_UNGROUPED } from '../../../src/pricing/priced-columns.js';
import { loadMonitorRules } from '../../../src/run/monitor/load-monitor-rules.js';
import { timelineWith } from '../../../src/run/simulate-run.js';

/** A case as a person would write it: canonical columns, and `group` ('' ungrouped). */
export type MonitorCase = Readonly<Record<string, string | number>>;

export interface CaseOptions {
  readonly rules?: MonitorRules;
  readonly register?: HospitalRegister;
  readonly method?: 'drg' | 'dip';
  /** Prices by the national base policy: `weight` and `pay` in yuan of each case, `standard` in yuan, `band`. */
  readonly pricing?: 'prices';
  readonly further?: Partial<MonitorInput>;
}

const OWN = ['group', 'weight', 'pay', 'standard', 'band'];
export const BASE = loadMonitorRules().rules;

/** The facts of monitoring of a few cases: read through the checks of files, groups and prices as written. */
export function factsOf(cases: readonly MonitorCase[], options: CaseOptions = {}): MonitorFacts {
  const names = [...new Set(cases.flatMap((one) => Object.keys(one)))].filter((name) => !OWN.includes(name));
  const headings = ['case_id', ...names.filter((name) => name !== 'case_id')];
  const rows = cases.map((one, row) =>
    headings.map((name) => String(one[name] ?? (name === 'case_id' ? `C${row + 1}` : ''))),
  );
  const { table, rejected } = readCaseRecords(headings, rows);
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected[0]));
  const codes = ['0000', ...new Set(cases.map((one) => String(one.group ?? 'AA19')).filter((code) => code !== ''))];
  const group = sharedUint16(table.caseCount);
  const status = sharedUint8(table.caseCount);
  cases.forEach((one, row) => {
    const code = String(one.group ?? 'AA19');
    group[row] = code === '' ? 0 : codes.indexOf(code);
    status[row] = code === '' ? STATUS_UNGROUPED : STATUS_GROUPED;
  });
  const groups = { group, status, reason: sharedUint8(table.caseCount) };
  const catalogue = {
    schemeId: 'tiny',
    schemeHash: 'hash',
    codes,
    mdcs: codes.map((code) => code.slice(0, 1)),
    adrgs: codes.map((code, g) => (g === 0 ? '' : code.slice(0, 3))),
    names: codes,
  };
  const canLink = ['patient_key', 'admit_date', 'discharge_date'].every((name) => table.columns[name] !== undefined);
  return monitorFacts({
    table,
    groups,
    catalogue,
    diagnoses: ['J18.900', 'J22.x00', 'I50.001', 'O80.000', 'P22.000', 'Z51.102', 'C34.901'],
    procedures: ['51.3100'],
    method: options.method ?? 'drg',
    rules: options.rules ?? BASE,
    register: options.register ?? new Map(),
    ...(canLink ? { links: linkStays({ table, groups, catalogue }) } : {}),
    ...(options.pricing === undefined ? {} : { pricing: pricingOf(cases) }),
    ...options.further,
  });
}

function pricingOf(cases: readonly MonitorCase[]): MonitorInput['pricing'] {
  const timeline = timelineWith('example-national-base', []);
  const { policy } = timeline.segments.at(-1)!;
  const priced = allocatePricedColumns(cases.length);
  cases.forEach((one, row) => {
    const fen = (name: string): number => Number(one[name] ?? 0) * 100;
    priced.method[row] = one.group === '' ? METHOD_UNGROUPED : METHOD_STANDARD;
    priced.weightScaled[row] = Math.round(Number(one.weight ?? 1) * 10 ** policy.rounding.weight);
    priced.standardFen[row] = fen('standard');
    priced.payFen[row] = fen('pay');
    priced.recordedFen[row] = fen('pooled_fund');
    priced.patientFen[row] = fen('total_cost') - fen('pooled_fund');
    priced.fundFen[row] = priced.payFen[row]! - priced.patientFen[row]!;
    priced.band[row] = Number(one.band ?? 0);
  });
  return { priced, timeline, unit: 'weight' };
}

/** So many equal cases. */
export const times = (count: number, one: MonitorCase): MonitorCase[] => Array.from({ length: count }, () => one);

export const textsOf = (values: readonly string[] | Float64Array | undefined): readonly string[] =>
  values as readonly string[];
export const numbersOf = (values: readonly string[] | Float64Array | undefined): number[] => [
  ...(values as Float64Array),
];
