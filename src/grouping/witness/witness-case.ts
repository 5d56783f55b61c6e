import { compareCodePoints } from '../../kernel/hash.js';
import type { Chapter, SchemeDocument } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import type { Demand } from './condition-alternatives.js';
import { edgeNumbers } from './edge-numbers.js';

/** Everything missing but what a person would always record. */
const ORDINARY: CaseRecord = {
  case_id: 'W',
  sex: 2,
  age_years: 40,
  age_days: -1,
  birth_weight_g: -1,
  admission_weight_g: -1,
  los_days: -1,
  discharge_type: -1,
  dx: [],
  px: [],
};

/** Codes of a scheme that cases are made of, in code-point order. */
export interface CaseParts {
  readonly document: SchemeDocument;
  /** One principal of each chapter, for conditions that ask for none. */
  readonly principals: readonly string[];
  /** One MCC and one CC of each exclusion list, so that no principal cancels all. */
  readonly mcc: readonly string[];
  readonly cc: readonly string[];
  /** A procedure in no list, to stand before one that may stand anywhere. */
  readonly invalid: string;
}

const sortedSets = new WeakMap<ReadonlySet<string>, readonly string[]>();
const sorted = (codes: ReadonlySet<string>) => {
  let list = sortedSets.get(codes);
  if (list === undefined) {
    list = [...codes].sort(compareCodePoints);
    sortedSets.set(codes, list);
  }
  return list;
};

export function caseParts(document: SchemeDocument): CaseParts {
  const oneOfEach = (table: ReadonlyMap<string, number>) => {
    const byList = new Map<number, string>();
    for (const [code, list] of [...table].sort(([a], [b]) => compareCodePoints(a, b))) {
      if (!byList.has(list)) byList.set(list, code);
    }
    return [...byList.values()];
  };
  const principals = document.chapters.flatMap(({ diagnoses }) => sorted(diagnoses).slice(0, 1));
  const listed = new Set(document.validProcedures);
  for (const { rules } of document.chapters) {
    for (const rule of rules)
      for (const list of rule.procedureLists.values()) for (const code of list) listed.add(code);
  }
  return {
    document,
    principals,
    mcc: oneOfEach(document.severity.mcc),
    cc: oneOfEach(document.severity.cc),
    invalid: document.procedures.find((code) => !listed.has(code)) ?? '',
  };
}

/** The principals and first procedures a case that meets the demands may have; empty where none can. */
export function firstCodes(
  demands: readonly Demand[],
  chapter: Chapter,
  parts: CaseParts,
): { principals: readonly string[]; procedures: readonly string[] } {
  const anyDiagnosis = demands.find((demand) => demand.kind === 'codes' && demand.who === 'adx' && demand.holds);
  const unasked = anyDiagnosis?.kind === 'codes' ? sorted(anyDiagnosis.codes) : sorted(chapter.diagnoses);
  const anyProcedure = demands.find((demand) => isCodes(demand, 'apx') || demand.kind === 'count');
  const first =
    anyProcedure !== undefined && 'codes' in anyProcedure ? [...sorted(anyProcedure.codes), parts.invalid] : [''];
  return {
    principals: allowed(demands, 'pdx') ?? [...unasked, ...parts.principals],
    procedures: allowed(demands, 'ppx') ?? first,
  };
}

const isCodes = (demand: Demand, who: string) => demand.kind === 'codes' && demand.who === who && demand.holds;

/** Codes in every list asked for and in none ruled out; undefined where no list is asked for. */
function allowed(demands: readonly Demand[], who: 'pdx' | 'ppx'): readonly string[] | undefined {
  const lists = demands.flatMap((demand) => (demand.kind === 'codes' && demand.who === who ? [demand] : []));
  const asked = lists.filter(({ holds }) => holds);
  if (asked.length === 0) return undefined;
  return sorted(asked[0]!.codes).filter((code) => lists.every(({ codes, holds }) => codes.has(code) === holds));
}

/**
 * A case with these first codes that meets the demands, or undefined.
 * @param turn  which of the other codes that would do is taken, so that a search meets them all in time
 */
export function caseMeeting(
  demands: readonly Demand[],
  chapter: Chapter,
  parts: CaseParts,
  first: { readonly principal: string; readonly procedure: string },
  turn: number,
): CaseRecord | undefined {
  const numbers = edgeNumbers(demands);
  if (numbers === undefined) return undefined;
  const dx = [first.principal];
  const px = first.procedure === '' ? [] : [first.procedure];
  const take = (codes: readonly string[]) => codes[turn % codes.length]!;
  for (const demand of demands) {
    if (demand.kind === 'codes' && demand.holds) {
      const [from, codes] = demand.who.endsWith('px') ? [px, demand.codes] : [dx, demand.codes];
      const isLater = demand.who === 'sdx' || demand.who === 'spx';
      const isMet = from.some((code, index) => (!isLater || index > 0) && codes.has(code));
      if (!isMet && demand.who !== 'pdx' && demand.who !== 'ppx') from.push(take(sorted(codes)));
    } else if (demand.kind === 'count') {
      while (px.filter((code) => demand.codes.has(code)).length < demand.least) px.push(take(sorted(demand.codes)));
    } else if (demand.kind === 'regions') {
      addRegions(dx, chapter, demand.least);
    }
  }
  for (const level of ['mcc', 'cc'] as const) {
    if (!demands.some((demand) => demand.kind === 'severity' && demand.level === level && demand.holds)) continue;
    const counting = countingCodes(level, first.principal, parts);
    if (counting.length === 0) return undefined;
    dx.push(take(counting));
  }
  return { ...ORDINARY, ...numbers, dx, px };
}

/** Complications of a level that this principal does not cancel. */
export function countingCodes(level: 'mcc' | 'cc', principal: string, { document, ...codes }: CaseParts): string[] {
  const { exclusions } = document.severity;
  return codes[level].filter((code) => exclusions.get(document.severity[level].get(code)!)?.has(principal) !== true);
}

function addRegions(dx: string[], chapter: Chapter, least: number): void {
  const have = new Set(dx.map((code) => chapter.regions.get(code)).filter((region) => region !== undefined));
  for (const [code, region] of chapter.regions) {
    if (have.size >= least) return;
    if (have.has(region)) continue;
    have.add(region);
    dx.push(code);
  }
}
