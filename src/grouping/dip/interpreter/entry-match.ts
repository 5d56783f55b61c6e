import { meetsPattern, patternLength } from '../../../schemes/dip/diagnosis-patterns.js';
import type { DipEntry } from '../../../schemes/dip/dip-document.js';
import { evaluateDipCondition } from './dip-condition.js';
import { type DipFacts, type ProcedureView, viewFor } from './dip-facts.js';

/** An entry that takes the case, with what the order of preference compares. */
export interface DipCandidate {
  readonly entry: DipEntry;
  /** Length of the longest pattern that the principal met; 0 a range, −1 every case. */
  readonly diagnosisLength: number;
  /** Procedures of the case that stand in any part of the entry, each position once. */
  readonly matchedProcedures: number;
}

/** What of an entry a case fails, in the order in which it is asked. */
export type EntryFailure = 'diagnosis' | 'procedure' | 'related' | 'condition';

/** Whether an entry takes a case, or the first thing of it that the case fails. */
export function matchEntry(entry: DipEntry, facts: DipFacts): DipCandidate | EntryFailure {
  const diagnosisLength = longestPattern(entry, facts);
  if (diagnosisLength === undefined) return 'diagnosis';
  const failure = procedureFailure(entry, facts);
  if (failure !== undefined) return failure;
  const condition = entry.condition === undefined ? undefined : facts.document.conditions[entry.condition]!;
  if (condition !== undefined && evaluateDipCondition(condition.when, facts) !== true) return 'condition';
  return { entry, diagnosisLength, matchedProcedures: countMatched(entry, facts) };
}

/** Length of the longest pattern of an entry that the principal meets. */
export function longestPattern(entry: DipEntry, facts: DipFacts): number | undefined {
  const isBlind = facts.principal === '' || (facts.options.code_match === 'exact' && !facts.isPrincipalKnown);
  let longest: number | undefined;
  for (const pattern of entry.diagnoses) {
    if (isBlind ? pattern.kind !== 'every' : !meetsPattern(pattern, facts.principal)) continue;
    longest = Math.max(longest ?? -1, patternLength(pattern));
  }
  return longest;
}

/** What of an entry's procedures a case fails; undefined where they are met. */
export function procedureFailure(entry: DipEntry, facts: DipFacts): 'procedure' | 'related' | undefined {
  const section = facts.document.sections.find(({ id }) => id === entry.section)!;
  const view = viewFor(facts, section);
  const { px } = facts.record;
  switch (entry.procedureUse) {
    case 'any_case':
      return undefined;
    case 'class':
      return view.kind === entry.kind ? undefined : 'procedure';
    case 'without':
      return facts.options.conservative_entries === 'any_case' || view.leading === undefined ? undefined : 'procedure';
    case 'anywhere':
      return partsFailure(
        entry,
        px,
        px.map((_, position) => position),
      );
    case 'main':
      return partsFailure(entry, px, mainPositions(view, facts));
  }
}

function mainPositions(view: ProcedureView, { options }: DipFacts): number[] {
  if (view.leading === undefined) return [];
  if (options.main_procedure === 'first') return [view.leading];
  return view.mayLead.flatMap((mayLead, position) => (mayLead ? [position] : []));
}

/** The main part by one of the positions given, each further part by another procedure of its own. */
function partsFailure(
  entry: DipEntry,
  px: readonly string[],
  positions: readonly number[],
): 'procedure' | 'related' | undefined {
  const mains = positions.filter((position) => entry.main.includes(px[position]!));
  if (mains.length === 0) return 'procedure';
  const others = (main: number) => px.map((_, position) => position).filter((position) => position !== main);
  return mains.some((main) => canMeet(entry.related, px, others(main))) ? undefined : 'related';
}

/** Whether each part can be met by a procedure of its own. */
function canMeet(parts: readonly (readonly string[])[], px: readonly string[], positions: readonly number[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return true;
  return positions.some(
    (position) =>
      part.includes(px[position]!) &&
      canMeet(
        rest,
        px,
        positions.filter((other) => other !== position),
      ),
  );
}

function countMatched(entry: DipEntry, { record }: DipFacts): number {
  const codes = new Set([...entry.main, ...entry.related.flat()]);
  let count = 0;
  for (const code of record.px) if (codes.has(code)) count++;
  return count;
}
