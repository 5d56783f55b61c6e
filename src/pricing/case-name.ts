import { findColumn, textAt } from '../cases/case-table.js';
import type { PricingInput } from './pricing-input.js';

/** How many cases a message names. */
export const NAMED_CASES = 5;

/** The case id, or the row of the file where there is none. */
export function caseName(input: PricingInput, row: number): string {
  const column = findColumn(input.table, 'case_id', 'text');
  const name = column === undefined ? '' : textAt(column, row);
  return name === '' ? `#${input.table.sourceRow[row]}` : name;
}
