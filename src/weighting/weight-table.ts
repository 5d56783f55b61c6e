import type { Decimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';

/** How a group came to its weight. */
export type WeightStatus = 'stable' | 'unstable' | 'fallback' | 'empty' | 'imported';

export interface WeightRow {
  readonly group: string;
  readonly name: string;
  /** Cases of the history that enter trimming (exclusions are out already), and those kept by it. */
  readonly cases: number;
  readonly keptCases: number;
  /** Mean cost of kept cases, fen, rounded for display; NaN where empty. */
  readonly meanFen: number;
  /** RW at the policy's decimals; undefined: the group has no weight and is paid by the policy's `unweighted`. */
  readonly weight: Decimal | undefined;
  /** sd / mean of kept cases, rounded to 6 decimals for display; NaN below two cases. */
  readonly cv: number;
  readonly status: WeightStatus;
}

/** Why a case of the history makes no weight; a case counts under the first that holds. */
export const WEIGHT_EXCLUSIONS = [
  'long_stay',
  'payment_kind',
  'no_cost',
  'not_grouped',
  'paid_year',
  /** Only where years are weighed: the year of the case is not known. */
  'no_date',
] as const;
export type WeightExclusion = (typeof WEIGHT_EXCLUSIONS)[number];

/** Weights of one scheme, from three years of history or from a city's file. */
export interface WeightTable {
  readonly schemeId: string;
  readonly schemeHash: string;
  /** In words, for every result that uses it: years, trimming, quantile rule, deviation. */
  readonly rule: string;
  /** The same in both languages; absent where the table came from a file. */
  readonly ruleText?: Text;
  /** Mean cost over all kept cases, fen. */
  readonly regionMeanFen: number;
  readonly cases: number;
  readonly keptCases: number;
  /** Cases of the history left out before trimming, by reason; absent where the table came from a file. */
  readonly excluded?: Readonly<Record<WeightExclusion, number>>;
  /** (TSS − WSS) / TSS over kept cases, rounded to 6 decimals; NaN where unknown. */
  readonly riv: number;
  /** In group-code order. */
  readonly rows: readonly WeightRow[];
  readonly hash: string;
}
