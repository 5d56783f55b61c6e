import { divideRound } from '../../kernel/decimal.js';
import { UNIT_DECIMALS } from '../priced-columns.js';
import type { PerDiem } from './case-rules.js';

const dailySum = (perDiem: PerDiem, row: number, levelClass: number): bigint => {
  const days = perDiem.losDays[row]!;
  let sum = 0;
  let before = 0;
  for (let b = 0; b < perDiem.untilDay.length && before < days; b++) {
    const until = Math.min(days, perDiem.untilDay[b]!);
    sum += (until - before) * perDiem.dailyDigits[b]!;
    before = until;
  }
  return BigInt(sum) * BigInt(perDiem.levelDigits[levelClass]!);
};

/** What the days of a stay are paid, fen, rounded once; each band pays its own days. A stay of 0 days is paid nothing. */
export function perDiemFen(perDiem: PerDiem, row: number, levelClass: number): number {
  const scale = BigInt(perDiem.dailyScale + perDiem.levelScale);
  return Number(divideRound(dailySum(perDiem, row, levelClass) * 100n, 10n ** scale));
}

/**
 * The same in units, × 10^UNIT_DECIMALS, rounded first to the decimals of points or score; weights (`unitDecimals` -1)
 * to UNIT_DECIMALS only.
 */
export function perDiemUnits(perDiem: PerDiem, row: number, levelClass: number, unitDecimals: number): number {
  const scale = BigInt(perDiem.dailyScale + perDiem.levelScale);
  const decimals = unitDecimals < 0 ? UNIT_DECIMALS : unitDecimals;
  const rounded = divideRound(dailySum(perDiem, row, levelClass) * 10n ** BigInt(decimals), 10n ** scale);
  return Number(rounded) * 10 ** (UNIT_DECIMALS - decimals);
}
