import { guessProfile } from '../guess-profile.js';
import { plainHeading } from '../plain-heading.js';
import type { InputColumn, InputTableKind } from './input-table.js';
import { INPUT_TABLE_KINDS, INPUT_TABLES } from './input-tables.js';

/** Of the headings so many must be the table's own: an export of cases has some of a register's, too. */
const LEAST_SHARE = 0.6;

/** A table that lacks one needed column is still that table where nearly every heading is its own, and three at least. */
const LEAST_SHARE_LACKING = 0.8;
const LEAST_KNOWN_LACKING = 3;

/**
 * Which table beside the cases has these headings: every needed column is there and most headings are its own; of
 * several the one with most. Where none has them all, the one that lacks a single needed column and has nearly all
 * headings for its own, so that the missing one can be named. undefined: none, or a file of cases (a case id and
 * diagnoses are among the headings).
 */
export function recogniseInputTable(headings: readonly string[]): InputTableKind | undefined {
  const names = headings.map(plainHeading).filter((name) => name !== '');
  if (names.length === 0 || isOfCases(headings)) return undefined;
  return bestTable(names, 0, LEAST_SHARE, 1) ?? bestTable(names, 1, LEAST_SHARE_LACKING, LEAST_KNOWN_LACKING);
}

function bestTable(
  names: readonly string[],
  mostLacking: number,
  leastShare: number,
  leastKnown: number,
): InputTableKind | undefined {
  let best: { kind: InputTableKind; known: number } | undefined;
  for (const kind of INPUT_TABLE_KINDS) {
    const { columns, anyOf } = INPUT_TABLES[kind];
    const has = (column: InputColumn): boolean => names.some((name) => headingsOf(column).includes(name));
    const lacking = columns.filter((column) => column.isNeeded !== undefined && !has(column)).length;
    const hasAny = anyOf === undefined || columns.some((column) => anyOf.includes(column.name) && has(column));
    if (lacking > mostLacking || !hasAny) continue;
    const own = new Set(columns.flatMap(headingsOf));
    const known = names.filter((name) => own.has(name)).length;
    if (known < leastKnown || known / names.length < leastShare) continue;
    if (known > (best?.known ?? 0)) best = { kind, known };
  }
  return best?.kind;
}

const headingsOf = ({ name, label, synonyms = [] }: InputColumn): string[] =>
  [name, label.zh, ...synonyms].map(plainHeading);

function isOfCases(headings: readonly string[]): boolean {
  const { profile } = guessProfile(headings);
  const has = (column: string): boolean =>
    column in profile.columns || headings.some((heading) => heading.trim().toLowerCase() === column);
  return has('case_id') && has('dx');
}
