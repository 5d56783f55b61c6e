import { isInGroups } from '../sum-cells.js';
import { UnitSums } from '../sum-units.js';
import type { ClearingState } from './clearing-state.js';
import { floatingRule } from './floating-rule.js';
import { floatingRows } from './floating-sums.js';

/** Any rule whose groups all float: for units outside a floating rate. */
const ALL_FLOAT = { fixedGroups: [], periodCount: 1 } as const;

/** Units of the cases paid through the groups, by cell; of a floating or elastic rate those that float. */
export function groupUnits({ input, index, quota, rates, policy }: ClearingState): UnitSums {
  const sums = new UnitSums(index.cellCount);
  if (input.priced.unitsScaled.length === 0) return sums;
  const rule = floatingRule(policy) ?? ALL_FLOAT;
  const { unitsOf } = floatingRows(input, quota, rule, rates);
  for (let row = 0; row < input.table.caseCount; row++) {
    if (!isInGroups(input, quota, row)) continue;
    const units = unitsOf(row);
    if (units > 0) sums.add(index.cellOf[row]!, units);
  }
  return sums;
}
