import { sharedFloat64, sharedUint8 } from '../kernel/shared-arrays.js';

/** Who decided the pay of a case; one line each in every statement. */
export const PAYMENT_METHODS = [
  'standard',
  'outlier',
  'by_item_ungrouped',
  'by_item_unrelated',
  'by_item_unweighted',
  /** payment_kind of the case: item, day, package … stays outside the groups. */
  'by_item_kind',
  /** No pool for the insurance, or a hospital that the register does not know: a line of its own, paid by item. */
  'by_item_no_pool',
  'by_item_unknown_hospital',
  /** total_cost or pooled_fund is missing: nothing can be computed, every amount is 0, a line of its own with its count. */
  'unpriced_missing_amount',
  /** A special case of the policy paid, and the case stays in the groups; or it leaves them (a carve-out). */
  'special_case',
  'special_case_outside',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export const METHOD_STANDARD = 0;
export const METHOD_OUTLIER = 1;
export const METHOD_UNGROUPED = 2;
export const METHOD_UNRELATED = 3;
export const METHOD_UNWEIGHTED = 4;
export const METHOD_KIND = 5;
export const METHOD_NO_POOL = 6;
export const METHOD_UNKNOWN_HOSPITAL = 7;
export const METHOD_UNPRICED = 8;
export const METHOD_SPECIAL = 9;
export const METHOD_SPECIAL_OUTSIDE = 10;

/** Decimals at which paid units are kept in unitsScaled. */
export const UNIT_DECIMALS = 8;

/** One entry a case; money in integer fen, never missing. */
export interface PricedColumns {
  /** Index into PAYMENT_METHODS. */
  readonly method: Uint8Array;
  /** 0 normal, else 1 + index of the outlier band in the segment's policy. */
  readonly band: Uint8Array;
  /** Weight × 10^rounding.weight as an integer; 0 outside the groups. */
  readonly weightScaled: Float64Array;
  /** Standard payment (支付标准) after the hospital coefficient; 0 outside the groups. */
  readonly standardFen: Float64Array;
  /**
   * What the hospital receives in all for the stay before clearing: always fundFen + patientFen. Where isFloored is 1
   * the patient has paid more than the priced amount, and payFen is the patient's part.
   */
  readonly payFen: Float64Array;
  /** The fund's part (definition A: pay − patient's part), at least 0. */
  readonly fundFen: Float64Array;
  /** The patient's part as recorded: total cost − pooled fund. */
  readonly patientFen: Float64Array;
  /** What a by-item settlement would have charged the fund (recorded pooled fund). */
  readonly recordedFen: Float64Array;
  /**
   * The ordinary price of a case whose band or special case has a quota, which holds once the quota is used up; equals
   * payFen elsewhere. By definition A it may lie below the patient's part, since a floating value weighs the price
   * itself. Settlement chooses; the fund's part is then alternativePayFen − patientFen, at least 0.
   */
  readonly alternativePayFen: Float64Array;
  /** 1 where pay − patient's part was negative and the fund's part was floored at 0. */
  readonly isFloored: Uint8Array;
  /** 0 none, else 1 + index of the special case that paid, in the segment's policy; empty where it has none. */
  readonly special: Uint8Array;
  /**
   * Units that the case is paid, × 10^UNIT_DECIMALS: weight × coefficients, points, or score after deviation and
   * coefficients. A value that floats multiplies their sum. 0 where the pay does not float: paid by item, by an amount.
   * Empty where the policy needs no units; see needsUnits.
   */
  readonly unitsScaled: Float64Array;
  /** Of payFen: supplements, and what is paid separately by item (单独支付药品); empty where the policy has no such rules. */
  readonly supplementFen: Float64Array;
  readonly separateFen: Float64Array;
}

/** Whether the groups pay the ordinary price of a case that a special case pays: it has a standard there. Else it is by item. */
export function hasOrdinaryInGroups({ standardFen, weightScaled }: PricedColumns, row: number): boolean {
  return standardFen[row] !== 0 || weightScaled[row] !== 0;
}

/** Columns that only some policies need; the others stay empty, so that a plain run holds none of them. */
export interface PricedParts {
  readonly hasUnits: boolean;
  readonly hasRules: boolean;
}

export function allocatePricedColumns(
  caseCount: number,
  { hasUnits, hasRules }: PricedParts = { hasUnits: true, hasRules: true },
): PricedColumns {
  const ruled = hasRules ? caseCount : 0;
  return {
    method: sharedUint8(caseCount),
    band: sharedUint8(caseCount),
    weightScaled: sharedFloat64(caseCount),
    standardFen: sharedFloat64(caseCount),
    payFen: sharedFloat64(caseCount),
    fundFen: sharedFloat64(caseCount),
    patientFen: sharedFloat64(caseCount),
    recordedFen: sharedFloat64(caseCount),
    alternativePayFen: sharedFloat64(caseCount),
    isFloored: sharedUint8(caseCount),
    special: sharedUint8(ruled),
    unitsScaled: sharedFloat64(hasUnits ? caseCount : 0),
    supplementFen: sharedFloat64(ruled),
    separateFen: sharedFloat64(ruled),
  };
}
