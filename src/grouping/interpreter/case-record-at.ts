import { type CaseTable, codesAt, findColumn, textAt } from '../../cases/case-table.js';
import type { CaseRecord } from '../group-columns.js';
import { CASE_NUMBERS, type CaseNumber } from './case-facts.js';

/** One row of a table as the texts and numbers that grouping reads; a column the table lacks is missing (-1, none). */
export function caseRecordAt(table: CaseTable, row: number): CaseRecord {
  const numbers = {} as Record<CaseNumber, number>;
  for (const name of CASE_NUMBERS) numbers[name] = findColumn(table, name, 'integer')?.values[row] ?? -1;
  const id = findColumn(table, 'case_id', 'text');
  return {
    case_id: id === undefined ? '' : textAt(id, row),
    ...numbers,
    dx: codesAt(findColumn(table, 'dx', 'codes'), row),
    px: codesAt(findColumn(table, 'px', 'codes'), row),
  };
}
