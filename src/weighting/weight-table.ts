import type { Decimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import type { Fen } from '../kernel/money.js';
import type { WeightKey } from './weight-key.js';

/** How a group came to its weight. */
export type WeightStatus = 'stable' | 'unstable' | 'fallback' | 'empty' | 'imported';

/** What the numbers of a table are: relative weights (RW), points (点数, 100 at the mean) or scores (分值). */
export const WEIGHT_UNITS = ['weight', 'points', 'score'] as const;
export type WeightUnit = (typeof WEIGHT_UNITS)[number];

/** What a city calls a group (病组标识); several may stand together. */
export const WEIGHT_CLASSES = [
  /** 稳定 and 非稳定. */
  'stable',
  'unstable',
  /** 历史空组: no case in the history. */
  'empty',
  /** 未覆盖: left out of the city's list. */
  'uncovered',
  /** 激励: the city wants more of these. */
  'incentive',
  /** 疑难. */
  'complex',
  /** 基础病组. */
  'basic',
  /** 基层病组: one price at every level. */
  'primary_care',
] as const;
export type WeightClass = (typeof WEIGHT_CLASSES)[number];

/** How a city pays a group whatever its weight says: by item (暂按项目付费, 据实支付), by day (按床日). */
export const GROUP_PAYMENTS = ['by_item', 'by_day'] as const;
export type GroupPayment = (typeof GROUP_PAYMENTS)[number];

export interface WeightRow {
  readonly group: string;
  readonly name: string;
  /** Cases of the history that enter trimming (exclusions are out already), and those kept by it. */
  readonly cases: number;
  readonly keptCases: number;
  /** Mean cost of kept cases, fen, rounded for display; NaN where empty. */
  readonly meanFen: number;
  /** RW (points, score) at the policy's decimals; undefined: the group has none and is paid by `unweighted`. */
  readonly weight: Decimal | undefined;
  /** sd / mean of kept cases, rounded to 6 decimals for display; NaN below two cases. */
  readonly cv: number;
  readonly status: WeightStatus;
  readonly classes?: readonly WeightClass[] | undefined;
  /** Such a group has no weight here. */
  readonly pay?: GroupPayment | undefined;
  /** The city's own words. */
  readonly note?: string | undefined;
  /** Mean length of stay as published, days. */
  readonly losDays?: Decimal | undefined;
  /** dRW and cRW: mean drug and consumable cost of the group over those of all cases. */
  readonly drugScore?: Decimal | undefined;
  readonly consumableScore?: Decimal | undefined;
}

/** What holds for some cases only, or beside the weight: by group code, absent where the city says nothing. */
export interface WeightVariant {
  readonly key: WeightKey;
  /** In place of the row's weight. */
  readonly weights?: ReadonlyMap<string, Decimal> | undefined;
  /** Multiplies weight × rate, in place of the hospital's coefficient or besides it, as the policy says. */
  readonly coefficients?: ReadonlyMap<string, Decimal> | undefined;
  /** Published standard payment, fen. */
  readonly standards?: ReadonlyMap<string, Fen> | undefined;
  /** Published mean cost, fen. */
  readonly means?: ReadonlyMap<string, Fen> | undefined;
  /** Weights for the control of the total (总控权重); never paid by. */
  readonly controlWeights?: ReadonlyMap<string, Decimal> | undefined;
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
  /** Empty where a file was read without a scheme: then nobody knows what its codes mean. */
  readonly schemeId: string;
  readonly schemeHash: string;
  /** Absent: weight. */
  readonly unit?: WeightUnit | undefined;
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
  /** In the order of their keys as texts; absent where every case has the row's weight. */
  readonly variants?: readonly WeightVariant[] | undefined;
  readonly hash: string;
}
