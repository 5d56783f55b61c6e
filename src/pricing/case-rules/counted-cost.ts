import type { PeriodRules } from './case-rules.js';

/** Total less the parts left out, at least 0, fen; a part that is blank in the case is one that it does not have. */
export function countedCost({ without }: PeriodRules, row: number, totalFen: number): number {
  return Math.max(0, totalFen - sumOfKnown(without, row));
}

/** What is paid by item on top, fen. */
export function separateCost({ separately }: PeriodRules, row: number): number {
  return sumOfKnown(separately, row);
}

function sumOfKnown(parts: readonly Float64Array[], row: number): number {
  let sum = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]![row]!;
    if (!Number.isNaN(part)) sum += part;
  }
  return sum;
}
