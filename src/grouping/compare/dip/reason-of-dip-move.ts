import type { DipEntry, DipOptions } from '../../../schemes/dip/dip-document.js';
import { patternText } from '../../../schemes/dip/load/parse-patterns.js';
import type { DipRecord } from '../../dip/dip-record.js';
import { type DipFacts, dipFacts } from '../../dip/interpreter/dip-facts.js';
import { type EntryFailure, matchEntry } from '../../dip/interpreter/entry-match.js';
import { isTriedEntry } from '../../dip/interpreter/match-dip.js';
import type { Move } from '../move.js';
import type { CataloguePair } from './pair-catalogues.js';

const UNGROUPED = '0000';
const NONE = '–';
/** Codes of a list that a detail shows. */
const MOST_CODES = 4;

/**
 * Why a case has another entry under the second catalogue (换组原因), by the literal matcher: the first in the order of
 * MOVE_REASONS that holds. Only for cases that moved.
 * @param before entry's code under the first catalogue, `0000` without one; after: under the second
 * @param options switches of this run over the defaults of both
 */
export function reasonOfDipMove(
  pair: CataloguePair,
  record: DipRecord,
  before: string,
  after: string,
  options: Partial<DipOptions> = {},
): Move {
  const from = dipFacts(pair.from, record, { ...pair.from.options, ...options });
  const to = dipFacts(pair.to, record, { ...pair.to.options, ...options });
  const [left, entered] = [pair.fromEntries.get(before), pair.toEntries.get(after)];
  return (
    unknownPrincipal(from, to) ??
    excludedPrincipal(from, to) ??
    otherLeading(from, to, left, entered) ??
    changedEntry(pair, from, to, left, entered) ?? { reason: 'order_changed', detail: arrow(before, after) }
  );
}

const arrow = (before: string, after: string): string => `${before} → ${after}`;

function unknownPrincipal(from: DipFacts, to: DipFacts): Move | undefined {
  const { principal } = from;
  if (principal === '' || from.isPrincipalKnown === to.isPrincipalKnown) return undefined;
  // Compared as texts, a code that one list lacks may meet the same entries.
  if (from.options.code_match === 'text' && to.options.code_match === 'text') return undefined;
  return { reason: 'code_unknown', detail: `${principal}: ${(from.isPrincipalKnown ? from : to).document.id}` };
}

function excludedPrincipal(from: DipFacts, to: DipFacts): Move | undefined {
  if (from.isPrincipalExcluded === to.isPrincipalExcluded) return undefined;
  const { document } = from.isPrincipalExcluded ? from : to;
  return { reason: 'principal_excluded', detail: `${from.principal}: ${document.id}` };
}

/** Another procedure leads, or the case's treatment class is another where an entry asks for it. */
function otherLeading(
  from: DipFacts,
  to: DipFacts,
  left: DipEntry | undefined,
  entered: DipEntry | undefined,
): Move | undefined {
  const codeAt = ({ record, remaining }: DipFacts): string =>
    remaining.leading === undefined ? NONE : record.px[remaining.leading]!;
  if (from.remaining.leading !== to.remaining.leading)
    return { reason: 'leading_changed', detail: arrow(codeAt(from), codeAt(to)) };
  const isByClass = left?.procedureUse === 'class' || entered?.procedureUse === 'class';
  if (!isByClass || from.remaining.kind === to.remaining.kind) return undefined;
  return {
    reason: 'class_changed',
    detail: `${codeAt(from)}: ${arrow(from.remaining.kind, to.remaining.kind)}`,
  };
}

/**
 * The first catalogue's entry is looked for in the second: gone, or it does not take the case there, or it does under
 * another code. If it still takes the case, the second's entry goes before, and is looked for in the first.
 */
function changedEntry(
  pair: CataloguePair,
  from: DipFacts,
  to: DipFacts,
  left: DipEntry | undefined,
  entered: DipEntry | undefined,
): Move | undefined {
  const codes = arrow(left?.code ?? UNGROUPED, entered?.code ?? UNGROUPED);
  const counterpart = left === undefined ? undefined : pair.counterparts.get(left);
  if (counterpart !== undefined && counterpart === entered) return { reason: 'renamed', detail: codes };
  const lost = (): Move | undefined =>
    left === undefined
      ? undefined
      : counterpart === undefined
        ? { reason: 'entry_removed', detail: codes }
        : whyNotTaken(from, left, to, counterpart, arrow);
  const gained = (): Move | undefined => {
    if (entered === undefined) return undefined;
    const original = pair.originals.get(entered);
    if (original === undefined) return { reason: 'entry_added', detail: codes };
    return whyNotTaken(to, entered, from, original, (after, before) => arrow(before, after));
  };
  // What becomes of the rest says less than the entry proper that took or lost the case.
  return left?.tier === 'fallback' ? (gained() ?? lost()) : (lost() ?? gained());
}

/** Why an entry that takes the case on one side does not on the other; undefined where it does. */
function whyNotTaken(
  here: DipFacts,
  entry: DipEntry,
  there: DipFacts,
  other: DipEntry,
  turn: (here: string, there: string) => string,
): Move | undefined {
  if (!isTriedEntry(other, there)) {
    const name = optionOf(other, there);
    const value = ({ options }: DipFacts): string => options[name];
    return { reason: 'option_changed', detail: `${other.code}: ${name}=${turn(value(here), value(there))}` };
  }
  const found = matchEntry(other, there);
  if (typeof found === 'object') return undefined;
  const detail = `${other.code}: ${turn(partOf(here, entry, found), partOf(there, other, found))}`;
  return { reason: 'entry_changed', detail };
}

function optionOf({ tier }: DipEntry, { options, record, isPrincipalExcluded }: DipFacts): keyof DipOptions {
  if (tier === 'comprehensive' && options.comprehensive === 'off') return 'comprehensive';
  if (record.dx.length === 0) return 'no_principal';
  return isPrincipalExcluded ? 'excluded_principal' : 'unmatched';
}

/** The part of an entry that the case fails, short. */
function partOf({ document }: DipFacts, entry: DipEntry, failure: EntryFailure): string {
  switch (failure) {
    case 'diagnosis':
      return shortly(entry.diagnoses.map(patternText));
    case 'procedure':
      return entry.procedureUse === 'class' || entry.main.length === 0
        ? `${entry.procedureUse} ${entry.kind}`
        : shortly(entry.main);
    case 'related':
      return entry.related.length === 0 ? NONE : entry.related.map(shortly).join('+');
    case 'condition':
      return entry.condition === undefined ? NONE : document.conditions[entry.condition]!.text;
  }
}

function shortly(codes: readonly string[]): string {
  const rest = codes.length > MOST_CODES ? `|… (${codes.length})` : '';
  return `${codes.slice(0, MOST_CODES).join('|')}${rest}`;
}
