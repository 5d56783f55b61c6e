import type { Decimal } from '../kernel/decimal.js';

/** How a group came to its weight. */
export type WeightStatus = 'stable' | 'unstable' | 'fallback' | 'empty' | 'imported';

export interface WeightRow {
  readonly group: string;
  readonly name: string;
  /** Cases of the history in the group, and those kept after trimming. */
  readonly cases: number;
  readonly keptCases: number;
  /** Mean cost of kept cases, fen, rounded for display; NaN where empty. */
  readonly meanFen: number;
  /** RW at the policy's decimals; undefined: the group has no weight and is paid by the policy's `unweighted`. */
  readonly weight: Decimal | undefined;
  /** sd / mean of kept cases; NaN below two cases. */
  readonly cv: number;
  readonly status: WeightStatus;
}

/** Weights of one scheme, from three years of history or from a city's file. */
export interface WeightTable {
  readonly schemeId: string;
  readonly schemeHash: string;
  /** In words, for every result that uses it: years, trimming, quantile rule, deviation. */
  readonly rule: string;
  /** Mean cost over all kept cases, fen. */
  readonly regionMeanFen: number;
  readonly cases: number;
  readonly keptCases: number;
  /** (TSS − WSS) / TSS over kept cases; NaN where unknown. */
  readonly riv: number;
  /** In group-code order. */
  readonly rows: readonly WeightRow[];
  readonly hash: string;
}
