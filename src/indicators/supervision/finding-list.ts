import type { SupervisionKey } from '../monitor/rules/supervision-rules-schema.js';

/** One thing to look into: a case, or a hospital as a whole. Ids and codes only, no names. */
export interface SupervisionFinding {
  readonly rule: SupervisionKey;
  /** Row of the case; undefined where the finding is about a hospital. */
  readonly row?: number;
  /** The other stay, where there is one. */
  readonly otherRow?: number;
  /** Index of the hospital; of the case where absent. */
  readonly hospital?: number;
  /** What else tells it apart: an item, an ADRG, a kind of examination. */
  readonly subject?: string;
  /** Charges that it is about, in fen; NaN where there is no amount. */
  readonly amountFen: number;
  /** The figure, and the threshold that it lies beyond. */
  readonly value: number;
  readonly limit: number;
}

/** Scores of DIP supervision by case, 0 to 1; NaN where a case cannot be judged. */
export type CaseScores = Float64Array;

/** What a rule found. */
export interface RuleResult {
  readonly findings: readonly SupervisionFinding[];
  /** Cases, or hospitals, that could be judged. */
  readonly judged: number;
  readonly scores?: CaseScores;
}
