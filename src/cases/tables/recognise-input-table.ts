import { guessProfile } from '../guess-profile.js';
import { plainHeading } from '../plain-heading.js';
import type { InputColumn, InputTableKind } from './input-table.js';
import { INPUT_TABLE_KINDS, INPUT_TABLES } from './input-tables.js';

/** Of the headings so many must be the table's own: an export of cases has some of a register's, too. */
const LEAST_SHARE = 0.6;

/**
 * Which table beside the cases has these headings: every needed column is there and most headings are its own; of
 * several the one with most. undefined: none, or a file of cases (a case id and diagnoses are among the headings).
 */
export function recogniseInputTable(headings: readonly string[]): InputTableKind | undefined {
  const names = headings.map(plainHeading).filter((name) => name !== '');
  if (names.length === 0 || isOfCases(headings)) return undefined;
  let best: { kind: InputTableKind; known: number } | undefined;
  for (const kind of INPUT_TABLE_KINDS) {
    const { columns, anyOf } = INPUT_TABLES[kind];
    const has = (column: InputColumn): boolean => names.some((name) => headingsOf(column).includes(name));
    const isWhole = columns.every((column) => column.isNeeded === undefined || has(column));
    const hasAny = anyOf === undefined || columns.some((column) => anyOf.includes(column.name) && has(column));
    if (!isWhole || !hasAny) continue;
    const own = new Set(columns.flatMap(headingsOf));
    const known = names.filter((name) => own.has(name)).length;
    if (known / names.length >= LEAST_SHARE && known > (best?.known ?? 0)) best = { kind, known };
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
