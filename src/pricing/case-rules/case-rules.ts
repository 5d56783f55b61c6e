import type { CompiledTests } from '../case-tests/compiled-tests.js';

/**
 * What a policy says of single cases besides standard and outlier bands, compiled by period of the year: coefficients,
 * special cases, supplements, parts of the cost. Only arrays and plain data, so that workers get it as it is.
 */
export interface CaseRules {
  readonly periods: readonly PeriodRules[];
}

export interface PeriodRules {
  /** Amounts of the case that its cost leaves out, and those of them paid by item on top. */
  readonly without: readonly Float64Array[];
  readonly separately: readonly Float64Array[];
  readonly coefficients: CaseCoefficients | undefined;
  readonly special: readonly SpecialRule[];
  readonly supplements: readonly { readonly tests: CompiledTests; readonly formula: number; readonly capFen: number }[];
}

export const COMBINE_HIGHEST = 0;
export const COMBINE_FIRST = 1;
export const COMBINE_PRODUCT = 2;
export const COMBINE_SUM = 3;

export interface CaseCoefficients {
  readonly combine: number;
  readonly rules: readonly CompiledTests[];
  /** Factor of each rule: digits / 10^scale, and 1 where it stands in place of the hospital coefficient. */
  readonly digits: readonly number[];
  readonly scales: readonly number[];
  readonly replaces: readonly (0 | 1)[];
  /** Limits of the combined factor; NaN digits where there is none. */
  readonly floorDigits: number;
  readonly floorScale: number;
  readonly capDigits: number;
  readonly capScale: number;
}

export const SPECIAL_BY_ITEM = 0;
export const SPECIAL_STANDARD = 1;
export const SPECIAL_ZERO = 2;
export const SPECIAL_REVIEW = 3;
export const SPECIAL_PER_DIEM = 4;
export const SPECIAL_SETTLE_AS = 5;
export const SPECIAL_FORMULA = 6;

export interface SpecialRule {
  readonly tests: CompiledTests;
  /** 1 where the rule itself names payment kinds; else it is asked only of kinds that the groups pay. */
  readonly namesKinds: 0 | 1;
  readonly pay: number;
  /** Index into the payload's formulas. */
  readonly formula: number;
  readonly perDiem: PerDiem | undefined;
  /** By group: the group whose standard is paid; 0 where no pattern fits, and the rule does not hold. */
  readonly settleAs: Uint16Array | undefined;
  readonly reviewAmount: Float64Array | undefined;
  readonly application:
    | { readonly isOnMean: 0 | 1; readonly digits: number; readonly power: number; readonly isIncluded: 0 | 1 }
    | undefined;
  readonly hasQuota: 0 | 1;
  readonly isOutside: 0 | 1;
}

/** Bands of days (床日): days up to `untilDay` of each band at its daily amount, times the factor of the level. */
export interface PerDiem {
  readonly losDays: Int8Array | Int16Array | Int32Array;
  /** 1 where the daily amounts are points or score, not yuan. */
  readonly isUnits: 0 | 1;
  /** Last day of each band; the last one is without end. */
  readonly untilDay: readonly number[];
  /** Daily amounts as integers of one scale; factors of level classes 0 … 3 likewise. */
  readonly dailyDigits: readonly number[];
  readonly dailyScale: number;
  readonly levelDigits: readonly number[];
  readonly levelScale: number;
}
