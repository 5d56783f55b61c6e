import { scaleFen } from '../kernel/money.js';
import type { MeasureSums } from './indicator.js';

/**
 * A mean amount a case: total ÷ cases that have money (those without charges are in no sum), rounded once to the fen,
 * half away from zero; blank without such cases.
 */
export function meanFen(totalFen: number, sums: MeasureSums): number {
  const cases = sums.cases - sums.unpriced_cases;
  return cases === 0 ? Number.NaN : scaleFen(totalFen, 1, cases);
}
