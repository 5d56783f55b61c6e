import { MISSING_DAY } from '../../kernel/day.js';
import type { Column } from '../case-table.js';

/** Cases without a value in a column; for code lists, cases with an empty list. */
export function countMissing(column: Column, caseCount: number): number {
  let missing = 0;
  switch (column.kind) {
    case 'money':
      for (let row = 0; row < caseCount; row++) if (Number.isNaN(column.values[row]!)) missing++;
      break;
    case 'integer':
      for (let row = 0; row < caseCount; row++) if (column.values[row] === -1) missing++;
      break;
    case 'day':
      for (let row = 0; row < caseCount; row++) if (column.values[row] === MISSING_DAY) missing++;
      break;
    case 'dictionary':
      for (let row = 0; row < caseCount; row++) if (column.codes[row] === 0) missing++;
      break;
    default:
      for (let row = 0; row < caseCount; row++) if (column.offsets[row] === column.offsets[row + 1]) missing++;
  }
  return missing;
}
