import { type CaseTable, type CodesColumn, codesAt, findColumn } from '../../cases/case-table.js';
import { sharedUint32 } from '../../kernel/shared-arrays.js';

/** Diagnoses, principal first, and procedures of one case. */
export interface CaseCodes {
  readonly dx: readonly string[];
  readonly px: readonly string[];
}

export function caseCodesAt(table: CaseTable, row: number): CaseCodes {
  return {
    dx: codesAt(findColumn(table, 'dx', 'codes'), row),
    px: codesAt(findColumn(table, 'px', 'codes'), row),
  };
}

/** The same cases with other codes; nothing else is touched. */
export function withCodes(table: CaseTable, codesOf: (row: number) => CaseCodes): CaseTable {
  const rows = Array.from({ length: table.caseCount }, (_, row) => codesOf(row));
  const columns = {
    ...table.columns,
    dx: codesColumn(rows.map(({ dx }) => dx)),
    px: codesColumn(rows.map(({ px }) => px)),
  };
  return { ...table, columns };
}

function codesColumn(lists: readonly (readonly string[])[]): CodesColumn {
  const values = [''];
  const known = new Map<string, number>();
  const offsets = sharedUint32(lists.length + 1);
  const codes = sharedUint32(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  lists.forEach((list, row) => {
    for (const code of list) {
      let index = known.get(code);
      if (index === undefined) {
        index = values.length;
        known.set(code, index);
        values.push(code);
      }
      codes[at++] = index;
    }
    offsets[row + 1] = at;
  });
  return { kind: 'codes', offsets, codes, values };
}
