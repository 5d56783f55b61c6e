import { compareToMultiple, type Decimal, decimalOf, divideRound } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { type Fen, fenOf, formatYuan, multiplyFen } from '../kernel/money.js';
import { weightFinding } from './weight-findings.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

/** What the cases say about the fund's share: sums over the pool's cases that have all of these amounts, fen. */
export interface RecordedShares {
  readonly totalCostFen: number;
  /** Pooled fund as recorded by item. */
  readonly fundFen: number;
  /** Charges inside the list (政策范围内): total less fully self-paid and first self-paid; absent where not recorded. */
  readonly inListCostFen?: number;
}

export interface BudgetRateInput {
  readonly insurance: string;
  /** Yearly fund budget, yuan, as in the policy's pool. */
  readonly fund: number;
  /** Share of the budget held back first (风险金), 0 to 1. */
  readonly reserve: number;
  /** Share of total charges that the fund actually bears (实际报销比), above 0. */
  readonly fundShare: number | undefined;
  /** Total charges (fund and patients) of the cases outside the groups: they leave the budget first. */
  readonly carveOutFen: Fen;
  /** Σ weight × 10^weightDecimals over the cases paid through groups; times coefficients where the policy says so. */
  readonly weightScaledSum: number | bigint;
  readonly weightDecimals: number;
  readonly recorded?: RecordedShares;
  /** Decimals of the rate in yuan; 2 (fen) unless said, e.g. 4 for the value of a point. */
  readonly decimals?: number;
}

export interface BudgetRate {
  /** Yuan per weight (point, score), as published. */
  readonly rate: Decimal;
  /** The same to the fen, half-up: for display where it has more decimals. */
  readonly rateFen: Fen;
  /** fund × (1 − reserve). */
  readonly fundAfterReserveFen: Fen;
  /** That over the fund share: the charges it stands for; and less the carve-outs: the money for the groups. */
  readonly totalBudgetFen: Fen;
  readonly groupBudgetFen: Fen;
  /** Published rate × Σ weight; and the money that rounding the rate leaves over (or lacks). */
  readonly expectedFen: Fen;
  readonly remainderFen: Fen;
  readonly findings: readonly Finding[];
}

/** Above this difference, strictly, between the policy's share and the recorded one the rate is visibly off. */
const SHARE_DIFFERENCE: Decimal = { digits: 5, scale: 2 };
/** Without cases to compare with: from here on, inclusive, a share is hardly ever of total charges, often in-list. */
const SHARE_SUSPICIOUS = 0.8;

/**
 * Rate (费率) of a pool from its budget: `(fund × (1 − reserve) / fund share − carve-outs) / Σ weight`, exact until one
 * rounding to the fen, half-up.
 *
 * @throws budget_rate_no_share, budget_rate_no_weight, budget_rate_spent
 * @source rules 1.6 and 12 (carve-outs first; actual, not in-list, share); formula unverified against a city's text
 * @example fund 9,375,000, reserve 0, share 0.75, Σ weight 1,000: 12,500.00 yuan per weight
 */
export function deriveBudgetRate(input: BudgetRateInput): BudgetRate {
  const { insurance } = input;
  if (input.fundShare === undefined || !(input.fundShare > 0)) {
    throw WEIGHT_POLICY_ERRORS.budget_rate_no_share({ insurance });
  }
  const weightSum = BigInt(input.weightScaledSum);
  if (weightSum <= 0n) throw WEIGHT_POLICY_ERRORS.budget_rate_no_weight({ insurance });

  const share = decimalOf(input.fundShare);
  const reserve = decimalOf(input.reserve);
  const fundFen = fenOf(decimalOf(input.fund));
  const reserveUnit = 10n ** BigInt(reserve.scale);
  // fund × (1 − reserve) / share, as one fraction.
  const numerator = BigInt(fundFen) * (reserveUnit - BigInt(reserve.digits)) * 10n ** BigInt(share.scale);
  const denominator = reserveUnit * BigInt(share.digits);
  const forGroups = numerator - BigInt(input.carveOutFen) * denominator;
  const totalBudgetFen = Number(divideRound(numerator, denominator));
  if (forGroups <= 0n) {
    throw WEIGHT_POLICY_ERRORS.budget_rate_spent({
      insurance,
      budget: formatYuan(totalBudgetFen),
      carvedOut: formatYuan(input.carveOutFen),
    });
  }
  const weightUnit = 10n ** BigInt(input.weightDecimals);
  const decimals = input.decimals ?? 2;
  // Amounts are in fen, a rate in yuan at its own decimals.
  const rateUnit = 10n ** BigInt(decimals);
  const rateDigits = divideRound(forGroups * weightUnit * rateUnit, denominator * weightSum * 100n);
  const groupBudgetFen = Number(divideRound(forGroups, denominator));
  const expectedFen = Number(divideRound(rateDigits * 100n * weightSum, weightUnit * rateUnit));
  return {
    rate: { digits: Number(rateDigits), scale: decimals },
    rateFen: Number(divideRound(rateDigits * 100n, rateUnit)),
    fundAfterReserveFen: fundFen - multiplyFen(fundFen, reserve),
    totalBudgetFen,
    groupBudgetFen,
    expectedFen,
    remainderFen: groupBudgetFen - expectedFen,
    findings: checkFundShare(insurance, input.fundShare, input.recorded),
  };
}

/**
 * Is the policy's fund share the actual share of total charges? The in-list share (目录内报销比例) is the usual
 * mistake. `recorded` compares with the cases themselves; without it only a high share is suspicious.
 */
export function checkFundShare(insurance: string, fundShare: number, recorded?: RecordedShares): Finding[] {
  const path = `pools.${insurance}.fund_share`;
  if (recorded === undefined || !(recorded.totalCostFen > 0)) {
    return fundShare >= SHARE_SUSPICIOUS
      ? [weightFinding('fund_share_high', path, { insurance, share: fundShare })]
      : [];
  }
  const differenceFen = Math.abs(recorded.fundFen - multiplyFen(recorded.totalCostFen, decimalOf(fundShare)));
  if (compareToMultiple(differenceFen, recorded.totalCostFen, SHARE_DIFFERENCE) <= 0) return [];
  const actual = recorded.fundFen / recorded.totalCostFen;
  const inList = recorded.inListCostFen === undefined ? Number.NaN : recorded.fundFen / recorded.inListCostFen;
  const isInList = Math.abs(fundShare - inList) < Math.abs(fundShare - actual);
  const details = {
    insurance,
    share: fundShare,
    actual: shareText(actual),
    inList: shareText(inList),
    error: Math.round(Math.abs(actual / fundShare - 1) * 100),
  };
  return [weightFinding(isInList ? 'fund_share_in_list' : 'fund_share_off', path, details)];
}

const shareText = (value: number): string => (Number.isFinite(value) ? String(Math.round(value * 1000) / 1000) : '—');
