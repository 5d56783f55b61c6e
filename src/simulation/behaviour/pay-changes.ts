import { insuranceOfPool } from '../../policy/pool-key.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { payKey } from './behaviour-cases.js';
import { viewCases } from './case-view.js';

/**
 * Relative change of pay a case before clearing from baseline to reform, by hospital and insurance; both are the same
 * cases in the same order. 0 where the baseline paid nothing.
 */
export function payChanges(baseline: SettlementInput, reform: SettlementInput): Map<string, number> {
  const view = viewCases(baseline.table);
  const sums = new Map<string, { before: number; after: number }>();
  for (let row = 0; row < baseline.table.caseCount; row++) {
    const key = payKey(view.hospital(row), insuranceOfPool(view.insurance(row)));
    const sum = sums.get(key) ?? { before: 0, after: 0 };
    sums.set(key, sum);
    sum.before += baseline.priced.payFen[row]!;
    sum.after += reform.priced.payFen[row]!;
  }
  return new Map([...sums].map(([key, { before, after }]) => [key, before > 0 ? (after - before) / before : 0]));
}
