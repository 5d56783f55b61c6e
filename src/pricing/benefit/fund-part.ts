import type { PricePayload } from '../price-payload.js';
import { bandedFen, multiplyDivide } from './banded-amount.js';
import { FUND_SCORE_TIMES_RATIO, FUND_TIMES_SHARE, type FundRule, SHARE_DECIMALS } from './fund-rule.js';

const SHARE_POWER = 10 ** SHARE_DECIMALS;

/**
 * The fund's part of an amount by definitions B to E; NaN where it would be below 0, or where the share of a case
 * without charges is asked for: the caller floors and flags it.
 * @param baseFen what is paid for the case in the groups, supplements left out
 * @source rules §6.2 B to E; E has no worked number: our reading, unverified
 */
export function fundPartFen(
  payload: PricePayload,
  rule: FundRule,
  definition: number,
  period: number,
  row: number,
  baseFen: number,
): number {
  const { totalCost, pooledFund, insurance, insuranceCount } = payload.facts;
  if (baseFen < 0) return Number.NaN;
  if (definition === FUND_TIMES_SHARE) {
    const total = totalCost[row]!;
    return total > 0 ? floorMark(multiplyDivide(baseFen, pooledFund[row]!, total)) : Number.NaN;
  }
  if (definition === FUND_SCORE_TIMES_RATIO) {
    return multiplyDivide(baseFen, rule.share[period * insuranceCount + insurance[row]!]!, SHARE_POWER);
  }
  const covered = baseFen - rule.selfFunded[row]! - rule.firstPaid[row]! - rule.deductible[row]!;
  if (covered < 0) return Number.NaN;
  const { edgesFen, ratios } = rule.profiles[rule.profileOf[row]!]!;
  return bandedFen(edgesFen, ratios, 0, ratios.length, 0, covered);
}

const floorMark = (fen: number): number => (fen < 0 ? Number.NaN : fen);
