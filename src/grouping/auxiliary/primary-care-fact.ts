import { type CaseTable, type CodesColumn, findColumn, needColumn } from '../../cases/case-table.js';
import { sharedInt16 } from '../../kernel/shared-arrays.js';
import { meetsPattern } from '../../schemes/dip/diagnosis-patterns.js';
import type { DipDocument } from '../../schemes/dip/dip-document.js';
import { type GroupColumns, STATUS_GROUPED } from '../group-columns.js';

const NO_MAIN: ReadonlySet<number> = new Set();

/**
 * Whether each case is of a primary-care disease group (基层病种) of its DIP catalogue: 1 or 0, -1 for a case in no group.
 * Entries that are `whole` say it for all their cases; in those that are `part` the principal must meet a row of the
 * list, and the leading procedure be one of the row's (none, where the row names none): as isPrimaryCareCase, one case
 * at a time.
 * @throws column_missing for dx
 */
export function primaryCareFact(document: DipDocument, table: CaseTable, groups: GroupColumns): Int16Array {
  const out = sharedInt16(table.caseCount);
  const dx = needColumn(table, 'dx', 'codes', 'auxiliary');
  const px = findColumn(table, 'px', 'codes');
  const kinds = [undefined, ...document.entries.map(({ primaryCare }) => primaryCare)];
  const rows = document.primaryCare.map(({ diagnoses, main }) => ({ diagnoses, main: idsOf(main, px) }));
  const rowsOfPrincipal = new Map<number, typeof rows>();
  const leadingOf = leadingReader(document, dx, px);
  for (let row = 0; row < out.length; row++) {
    if (groups.status[row] !== STATUS_GROUPED) {
      out[row] = -1;
      continue;
    }
    const kind = kinds[groups.group[row]!];
    if (kind !== 'part') {
      out[row] = kind === 'whole' ? 1 : 0;
      continue;
    }
    const principal = dx.codes[dx.offsets[row]!]!;
    let met = rowsOfPrincipal.get(principal);
    if (met === undefined) {
      const text = dx.values[principal]!;
      met = rows.filter(({ diagnoses }) => diagnoses.some((pattern) => meetsPattern(pattern, text)));
      rowsOfPrincipal.set(principal, met);
    }
    if (met.length === 0) continue;
    const leading = leadingOf(row, principal);
    if (met.some(({ main }) => (leading < 0 ? main.size === 0 : main.has(leading)))) out[row] = 1;
  }
  return out;
}

function idsOf(codes: readonly string[], column: CodesColumn | undefined): ReadonlySet<number> {
  if (codes.length === 0) return NO_MAIN;
  // A row that names procedures which no case has must not read as one that names none.
  const ids = new Set([-2]);
  for (const code of codes) {
    const id = column?.values.indexOf(code) ?? -1;
    if (id > 0) ids.add(id);
  }
  return ids;
}

/** The leading procedure of a case as the rules of excluded procedures leave it, by code of the dictionary; -1: none. */
function leadingReader(document: DipDocument, dx: CodesColumn, px: CodesColumn | undefined) {
  if (px === undefined) return () => -1;
  const rules = px.values.map((code) => document.excludedProcedures.get(code));
  const { excluded_first: excludedFirst, not_main_first: notMainFirst } = document.options;
  return (row: number, principal: number): number => {
    for (let at = px.offsets[row]!; at < px.offsets[row + 1]!; at++) {
      const excluded = rules[px.codes[at]!];
      if (excluded === undefined) return px.codes[at]!;
      const text = dx.values[principal]!;
      const isScoped = excluded.rule === 'main_only_for_scope';
      if (isScoped && (excluded.scope ?? []).some((pattern) => meetsPattern(pattern, text))) return px.codes[at]!;
      if ((excluded.rule === 'conservative' ? excludedFirst : notMainFirst) === 'conservative') return -1;
    }
    return -1;
  };
}
