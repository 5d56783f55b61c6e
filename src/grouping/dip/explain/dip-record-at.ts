import { type CaseTable, findColumn } from '../../../cases/case-table.js';
import { caseRecordAt } from '../../interpreter/case-record-at.js';
import type { DipRecord } from '../dip-record.js';

/** One row of a table as the literal matcher reads it, with its cost where the table has one. */
export function dipRecordAt(table: CaseTable, row: number): DipRecord {
  const cost = findColumn(table, 'total_cost', 'money')?.values[row];
  const record = caseRecordAt(table, row);
  return cost === undefined || Number.isNaN(cost) ? record : { ...record, total_cost_fen: cost };
}
