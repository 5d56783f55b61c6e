import { scaleFen } from '../kernel/money.js';

/** A mean amount a case: total ÷ cases, rounded once to the fen, half away from zero; blank without cases. */
export function meanFen(totalFen: number, cases: number): number {
  return cases === 0 ? Number.NaN : scaleFen(totalFen, 1, cases);
}
