import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseTable } from '../../../src/cases/case-table.js';
import type { DipRecord } from '../../../src/grouping/dip/dip-record.js';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { dayOf, MISSING_DAY } from '../../../src/kernel/day.js';
import { policySchema } from '../../../src/policy/policy-schema.js';
import type { DipDocument, DipKind, ExcludedProcedure } from '../../../src/schemes/dip/dip-document.js';
import { writeDipFolder } from '../../../src/schemes/dip/import/write-dip-folder.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { sharedValidCodes } from '../../../src/schemes/import/workbook/draft-head.js';
import { scoreUnit } from '../../../src/weighting/calibrated-unit.js';
import { buildCatalogue, type CatalogueInput } from '../../../src/weighting/catalogue/build-catalogue.js';
import type { BuiltCatalogue } from '../../../src/weighting/catalogue/built-catalogue.js';
import { catalogueDraft } from '../../../src/weighting/catalogue/catalogue-draft.js';
import { type CatalogueLists, catalogueLists } from '../../../src/weighting/catalogue/catalogue-lists.js';
import { type CatalogueRules, DEFAULT_CATALOGUE_RULES } from '../../../src/weighting/catalogue/catalogue-rules.js';
import { dipTableOf } from '../../grouping/dip/compiled-dip-answers.js';

/** A past case: principal, procedures in order, cost in yuan, year. */
export interface PastCase {
  readonly dx: string;
  readonly px?: readonly string[];
  readonly yuan?: number;
  readonly year?: number;
  readonly drug?: number;
}

export const times = (count: number, one: PastCase): PastCase[] => Array.from({ length: count }, () => one);

/** `count` cases in each of three years. */
export const eachYear = (count: number, one: PastCase): PastCase[] =>
  [2023, 2024, 2025].flatMap((year) => times(count, { ...one, year }));

export const recordOf = ({ dx, px = [], yuan = 1000 }: PastCase): DipRecord => ({
  case_id: 'c',
  sex: 1,
  age_years: 40,
  age_days: -1,
  birth_weight_g: -1,
  admission_weight_g: -1,
  los_days: 5,
  discharge_type: 1,
  dx: dx === '' ? [] : [dx],
  px,
  total_cost_fen: Math.round(yuan * 100),
});

export function historyOf(cases: readonly PastCase[]): CaseTable {
  const table = dipTableOf(cases.map(recordOf));
  const days = Int32Array.from(cases, ({ year = 2025 }) => (Number.isNaN(year) ? MISSING_DAY : dayOf(year, 6, 1)!));
  const drugs = Float64Array.from(cases, ({ drug = Number.NaN }) => Math.round(drug * 100));
  const hasDrugs = cases.some(({ drug }) => drug !== undefined);
  return {
    ...table,
    columns: {
      ...table.columns,
      discharge_date: { kind: 'day', values: days },
      ...(hasDrugs ? { cost_drug: { kind: 'money' as const, values: drugs } } : {}),
    },
  };
}

const { shape } = policySchema;
export const PLAIN_POLICY = {
  year_by: 'discharge_date' as const,
  weights: { ...shape.weights.parse(undefined), trim: { method: 'none' } as const },
  rounding: shape.rounding.parse(undefined),
};

const KINDS: readonly (readonly [string, DipKind])[] = [
  ['47.0901', 'surgical'],
  ['47.0100', 'surgical'],
  ['54.5101', 'surgical'],
  ['45.1600x001', 'diagnostic'],
  ['96.7201', 'therapeutic'],
];

export function listsOf(
  excluded: Readonly<Record<string, ExcludedProcedure>> = {},
  excludedDiagnoses: readonly string[] = [],
): CatalogueLists {
  const lists = catalogueLists(undefined, undefined, new Set());
  return {
    ...lists,
    classes: new Map(KINDS),
    excludedProcedures: new Map(Object.entries(excluded)),
    excludedDiagnoses: new Set(excludedDiagnoses),
  };
}

export type Changes = Partial<Omit<CatalogueInput, 'history' | 'rules'>> & { readonly rules?: Partial<CatalogueRules> };

export const build = (cases: readonly PastCase[], changes: Changes = {}): BuiltCatalogue =>
  buildFrom(historyOf(cases), changes);

export function buildFrom(history: CaseTable, { rules, ...changes }: Changes = {}): BuiltCatalogue {
  return buildCatalogue({
    history,
    lists: listsOf(),
    rules: { ...DEFAULT_CATALOGUE_RULES, ...rules },
    policy: PLAIN_POLICY,
    factors: undefined,
    unit: scoreUnit(4),
    ...changes,
  });
}

const shared = sharedValidCodes();
const known = { diagnoses: new Set(shared.diagnoses), procedures: new Set(shared.procedures) };

/** Writes a catalogue as its scheme folder and reads it back. */
export function writtenAs(built: BuiltCatalogue): { readonly folder: string; readonly document: DipDocument } {
  const folder = join(mkdtempSync(join(tmpdir(), 'drgdip-test-catalogue-')), 'made');
  const provenance = { issuer: 'test', document: 'test', trust: 'test', sources: ['test'] };
  writeDipFolder(catalogueDraft(built, { id: 'made', title: { zh: '例', en: 'made' }, provenance }, known), folder);
  return { folder, document: loadDip(folder) };
}

/** Code of the entry each case was counted in; '' where it was left out. */
export const countedIn = (built: BuiltCatalogue): string[] =>
  Array.from(built.part, (part, row) => (part === 0 ? '' : built.entries[built.groups.group[row]! - 1]!.code));

/** What the literal matcher makes of each counted case under the written catalogue. */
export function matchedTo(built: BuiltCatalogue, cases: readonly PastCase[], document: DipDocument): string[] {
  return cases.map((one, row) => (built.part[row] === 0 ? '' : matchDip(document, recordOf(one)).group));
}

export const codesOf = (built: BuiltCatalogue): string[] => built.entries.map(({ code }) => code);

export const entryOf = (built: BuiltCatalogue, code: string) => {
  const found = built.entries.find((entry) => entry.code === code);
  if (found === undefined) throw new Error(`no entry ${code} among ${codesOf(built).join(', ')}`);
  return found;
};
