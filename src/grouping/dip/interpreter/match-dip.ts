import type { DipDocument, DipEntry, DipOptions, DipPreference } from '../../../schemes/dip/dip-document.js';
import type { GroupReason } from '../../group-columns.js';
import { CASE_NUMBERS } from '../../interpreter/case-facts.js';
import { UNGROUPED } from '../../interpreter/interpret-case.js';
import type { DipAnswer, DipRecord } from '../dip-record.js';
import { evaluateDipCondition } from './dip-condition.js';
import { type DipFacts, dipFacts } from './dip-facts.js';
import { type DipCandidate, longestPattern, matchEntry, procedureFailure } from './entry-match.js';
import { preferCandidate } from './prefer-candidate.js';

/**
 * The literal DIP matcher (病种匹配): walks a catalogue as it is written, slow and obvious, sharing nothing with the
 * compiled matcher that it checks.
 *
 * 1. No principal diagnosis, or an excluded one: 0000, or fallback entries only, as the options say.
 * 2. Which procedure leads is decided by the rules of excluded procedures; without one the case is conservative.
 * 3. Step by step: the entries of its sections that take the case are candidates; the first step with any decides, and
 *    of its candidates the first by the step's order of preference.
 *
 * @param options switches of this run over the scheme's own
 * @returns as DipAnswer says
 */
export function matchDip(document: DipDocument, record: DipRecord, options: Partial<DipOptions> = {}): DipAnswer {
  const facts = dipFacts(document, record, { ...document.options, ...options });
  const entry = findDipDecision(facts)?.winner.entry;
  const reason = entry === undefined || entry.tier === 'fallback' ? dipReason(facts) : '';
  if (entry === undefined) return { mdc: '', adrg: '', group: UNGROUPED, status: 'ungrouped', reason };
  const mdc = document.sections.find(({ id }) => id === entry.section)!.mdc;
  return { mdc, adrg: '', group: entry.code, status: reason === '' ? 'grouped' : 'ungrouped', reason };
}

/** Where the walk stopped: the step, the winner, and every other candidate with the preference by which it lost. */
export interface DipDecision {
  /** Index into `document.steps`. */
  readonly step: number;
  readonly winner: DipCandidate;
  readonly losers: readonly { readonly candidate: DipCandidate; readonly by: DipPreference }[];
}

/** The decision of the first step that has a candidate; undefined where nothing takes the case. */
export function findDipDecision(facts: DipFacts): DipDecision | undefined {
  const { document, record } = facts;
  for (const [index, step] of document.steps.entries()) {
    const candidates = entriesOf(document)
      [index]!.filter((entry) => isTriedEntry(entry, facts))
      .map((entry) => matchEntry(entry, facts))
      .filter((found): found is DipCandidate => typeof found === 'object')
      .sort((a, b) => preferCandidate(a, b, step, record).order);
    const [winner, ...others] = candidates;
    if (winner === undefined) continue;
    const losers = others.map((candidate) => ({ candidate, by: preferCandidate(winner, candidate, step, record).by }));
    return { step: index, winner, losers };
  }
  return undefined;
}

const entriesByStep = new WeakMap<DipDocument, readonly (readonly DipEntry[])[]>();

/** Entries of each step, sorted out once for each document. */
function entriesOf(document: DipDocument): readonly (readonly DipEntry[])[] {
  let lists = entriesByStep.get(document);
  if (lists === undefined) {
    lists = document.steps.map(({ sections }) => document.entries.filter(({ section }) => sections.includes(section)));
    entriesByStep.set(document, lists);
  }
  return lists;
}

/** Whether the options let an entry be tried for this case at all. */
export function isTriedEntry({ tier }: DipEntry, { options, record, isPrincipalExcluded }: DipFacts): boolean {
  if (tier === 'comprehensive' && options.comprehensive === 'off') return false;
  if (record.dx.length === 0) return tier === 'fallback' && options.no_principal === 'fallback';
  if (isPrincipalExcluded) return tier === 'fallback' && options.excluded_principal === 'fallback';
  return tier !== 'fallback' || options.unmatched === 'fallback';
}

/** Why nothing but a fallback entry took a case: the first cause that holds, in the order of GROUP_REASONS. */
export function dipReason(facts: DipFacts): GroupReason {
  if (facts.record.dx.length === 0) return 'no_principal';
  if (facts.isPrincipalExcluded) return 'not_allowed_as_principal';
  if (!facts.isPrincipalKnown) return 'unknown_principal';
  for (const name of CASE_NUMBERS) {
    if (facts.record[name] >= 0) continue;
    const isOpen = facts.document.entries.some((entry) => {
      if (entry.condition === undefined || entry.tier === 'fallback' || !isTriedEntry(entry, facts)) return false;
      if (longestPattern(entry, facts) === undefined || procedureFailure(entry, facts) !== undefined) return false;
      return evaluateDipCondition(facts.document.conditions[entry.condition]!.when, facts, name) === undefined;
    });
    if (isOpen) return `missing_${name}`;
  }
  return 'in_no_group';
}
