import type { Text } from '../kernel/errors.js';
import type { CellMeasure } from '../settlement/settlement.js';
import type { CaseMixLine } from './case-mix-line.js';

/** Sums of the measures over the cells of one row of a table; integers, money in fen. */
export type MeasureSums = Readonly<Record<CellMeasure, number>>;

export interface IndicatorContext {
  /** Decimals of the scaled weights in `weight_scaled` (`rounding.weight` of the policy). */
  readonly weightDecimals: number;
  /** Under points or scores: from what mean on a row counts as high. */
  readonly caseMixLine?: CaseMixLine | undefined;
}

/**
 * One figure computed from sums, never from other figures: an indicator of a level is that of its summed cells, not a
 * mean of its hospitals' indicators. Blank (NaN) where it has no meaning.
 */
export interface Indicator {
  /** Column name in every table. */
  readonly key: string;
  readonly label: Text;
  /** fen: integer, shown as yuan; share: 0 to 1; number and days: with `decimals`. */
  readonly unit: 'fen' | 'share' | 'number' | 'days';
  readonly decimals?: number;
  /** What a judgement beside it (the quadrant) compares it with. */
  readonly edges?: readonly number[];
  /** Formula in words. */
  readonly formula: Text;
  /** Document or rule that defines it, or `unverified`. */
  readonly source: string;
  readonly compute: (sums: MeasureSums, context: IndicatorContext) => number;
}

/** numerator / denominator; blank for a denominator of zero. */
export function ratioOf(numerator: number, denominator: number): number {
  return denominator === 0 ? Number.NaN : numerator / denominator;
}
