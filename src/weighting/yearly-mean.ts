import type { Decimal } from '../kernel/decimal.js';
import { decimalOf } from '../kernel/decimal.js';
import { addRationals, divideRationals, multiplyRationals, type Rational } from '../kernel/formula/rational.js';
import type { BucketedCosts } from './bucket-costs.js';
import type { CalibrationInput } from './calibration-input.js';
import { addSums, type ExactSums, NO_SUMS } from './exact-sums.js';
import { WEIGHT_INPUT_ERRORS } from './weighting-errors.js';

/** Mean of costs: pooled, or the weighted mean of the means of the years that have cases. */
export function meanOf(
  byYear: readonly Pick<ExactSums, 'count' | 'sum'>[],
  factors: readonly Decimal[],
): Rational | undefined {
  let weighted: Rational | undefined;
  let factorSum: Rational = { numerator: 0n, denominator: 1n };
  for (let year = 0; year < byYear.length; year++) {
    const sums = byYear[year]!;
    if (sums.count === 0) continue;
    const factor = { numerator: BigInt(factors[year]!.digits), denominator: 10n ** BigInt(factors[year]!.scale) };
    const part = multiplyRationals(factor, { numerator: sums.sum, denominator: BigInt(sums.count) });
    weighted = weighted === undefined ? part : addRationals(weighted, part);
    factorSum = addRationals(factorSum, factor);
  }
  return weighted === undefined ? undefined : divideRationals(weighted, factorSum);
}

/** The factor of each year of the history, old to new; a single 1 where years are pooled. */
export function yearFactors(input: CalibrationInput, costs: BucketedCosts): readonly Decimal[] {
  const { years } = input.weights;
  if (years === 'pooled') return [{ digits: 1, scale: 0 }];
  if (input.calendarYears === undefined) throw WEIGHT_INPUT_ERRORS.weight_years_missing();
  if (years.length !== costs.years.length) {
    throw WEIGHT_INPUT_ERRORS.weight_years_mismatch({
      factors: years.length,
      found: costs.years.length,
      years: costs.years.join(', '),
    });
  }
  return years.map(decimalOf);
}

export const emptySums = (yearCount: number): ExactSums[] => Array.from({ length: yearCount }, () => NO_SUMS);

export function mergeSums(into: ExactSums[], from: readonly ExactSums[]): void {
  for (let year = 0; year < into.length; year++) into[year] = addSums(into[year]!, from[year]!);
}

/** Sums over all years. */
export const total = (byYear: readonly ExactSums[]): ExactSums => byYear.reduce(addSums, NO_SUMS);
