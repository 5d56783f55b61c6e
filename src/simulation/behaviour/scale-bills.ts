import type { CaseTable, Column } from '../../cases/case-table.js';
import { scaleFen } from '../../kernel/money.js';
import { sharedFloat64 } from '../../kernel/shared-arrays.js';

/** Amounts that do not follow the bill: what a rule or a review has set. */
const FIXED: ReadonlySet<string> = new Set(['deductible', 'review_amount']);

/**
 * Bills with new totals: every amount of a case but the deductible and what a review has set changes in proportion to
 * its total, each rounded once to fen, half away from zero.
 * @param totals  new total_cost by row in fen; equal to the old one, or missing: the case stays as it is
 */
export function scaleBills(table: CaseTable, oldTotals: Float64Array, totals: Float64Array): CaseTable {
  const columns: Record<string, Column> = { ...table.columns };
  for (const [name, column] of Object.entries(table.columns)) {
    if (column.kind !== 'money' || FIXED.has(name)) continue;
    const values = sharedFloat64(table.caseCount);
    for (let row = 0; row < table.caseCount; row++) {
      const [value, old, total] = [column.values[row]!, oldTotals[row]!, totals[row]!];
      values[row] = total === old || Number.isNaN(value) || !(old > 0) ? value : scaled(value, total, old);
    }
    columns[name] = { kind: 'money', values };
  }
  return { ...table, columns };
}

/** amount × numerator ÷ denominator, half away from zero; exact. */
function scaled(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator;
  if (amount < 0 || !Number.isSafeInteger(2 * product)) return scaleFen(amount, numerator, denominator);
  const whole = Math.floor(product / denominator);
  return 2 * (product - whole * denominator) >= denominator ? whole + 1 : whole;
}
