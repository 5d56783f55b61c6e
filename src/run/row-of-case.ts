import { type CaseTable, findColumn, textAt } from '../cases/case-table.js';

/** Row of the case with an id, or of the only case where none is asked for; undefined where there is none. */
export function rowOfCase(table: CaseTable, caseId: string | undefined): number | undefined {
  if (caseId === undefined) return table.caseCount === 1 ? 0 : undefined;
  const ids = findColumn(table, 'case_id', 'text');
  for (let row = 0; ids !== undefined && row < table.caseCount; row++) if (textAt(ids, row) === caseId) return row;
  return undefined;
}
