import { type Decimal, decimalOf } from '../kernel/decimal.js';
import { compareCodePoints } from '../kernel/hash.js';
import { type BucketedCosts, bucketCosts } from './bucket-costs.js';
import type { CalibrationInput } from './calibration-input.js';
import { addSums, type ExactSums, exactSums, NO_SUMS, scaledVariance } from './exact-sums.js';
import {
  addFractions,
  divideFractions,
  type Fraction,
  multiplyFractions,
  roundedSquareRoot,
  roundFraction,
} from './fraction.js';
import { trimFences } from './trim-fences.js';
import { weighableGroups } from './weighable-groups.js';
import { hashWeightTable } from './weight-file.js';
import { weightRuleText } from './weight-rule.js';
import type { WeightRow, WeightStatus, WeightTable } from './weight-table.js';
import { WEIGHT_INPUT_ERRORS } from './weighting-errors.js';

/**
 * Weights (权重) of every group from a history of cases.
 *
 * In this order: cases are left out (longer than max_los_days, paid outside the groups, without a cost above 0, not
 * grouped, of the paid year itself); costs are trimmed inside each group over all its years; then
 * `RW = mean cost of the group / mean cost of all kept cases`, from exact integer sums, rounded half-up once to the
 * policy's decimals. With yearly factors (1:2:7) both means are the weighted means of yearly means; a group without
 * cases in a year is weighed over the years that it has.
 *
 * CV = sd / mean and RIV = (TSS − WSS) / TSS are of the kept cases. A group is unstable below `min_cases` kept cases
 * or above `max_cv` (exactly on either it is stable). A group without enough cases takes the mean of its ADRG, if that
 * has enough: status `fallback`. Without a fallback it keeps its own mean (`unstable`) or has none (`empty`).
 *
 * @throws weights_no_cases, weight_years_mismatch, weight_years_missing
 * @source rules 1.1 to 1.3 and 1.8; unverified presets for min_cases 5 and max_cv 1
 * @example groups of 600 at 8,000, 300 at 15,000, 100 at 40,000 yuan: 0.6015, 1.1278, 3.0075
 */
export function calibrateWeights(input: CalibrationInput): WeightTable {
  const costs = bucketCosts(input);
  if (costs.values.length === 0) throw noCases(input, costs);
  const factors = yearFactors(input, costs);
  const { kept, cases } = keptSums(input, costs);

  const groupCount = input.catalogue.codes.length;
  const yearCount = costs.years.length;
  const region = emptySums(yearCount);
  const adrgs = new Map<string, ExactSums[]>();
  for (let group = 0; group < groupCount; group++) {
    mergeSums(region, kept[group]!);
    const adrg = input.catalogue.adrgs[group]!;
    let sums = adrgs.get(adrg);
    if (sums === undefined) {
      sums = emptySums(yearCount);
      adrgs.set(adrg, sums);
    }
    mergeSums(sums, kept[group]!);
  }
  const regionMean = meanOf(region, factors);
  if (regionMean === undefined) throw noCases(input, costs);

  const rows: WeightRow[] = [];
  for (const group of weighableGroups(input.catalogue)) {
    const adrg = adrgs.get(input.catalogue.adrgs[group]!)!;
    rows.push(weightRow(input, group, cases[group]!, kept[group]!, adrg, factors, regionMean));
  }
  rows.sort((a, b) => compareCodePoints(a.group, b.group));
  const ruleText = weightRuleText(input.weights, input.weightDecimals);
  const table: WeightTable = {
    schemeId: input.catalogue.schemeId,
    schemeHash: input.catalogue.schemeHash,
    rule: ruleText.en,
    ruleText,
    regionMeanFen: roundFraction(regionMean, 0),
    cases: costs.values.length,
    keptCases: total(region).count,
    excluded: costs.excluded,
    riv: reductionInVariance(kept.map(total), total(region)),
    rows,
    hash: '',
  };
  return { ...table, hash: hashWeightTable(table) };
}

/** Sums of kept costs, by group and year, and the number of cases before trimming. */
function keptSums(input: CalibrationInput, costs: BucketedCosts): { kept: ExactSums[][]; cases: number[] } {
  const { values, starts } = costs;
  const yearCount = costs.years.length;
  const groupCount = input.catalogue.codes.length;
  const sorted = values.slice();
  const kept: ExactSums[][] = [];
  const cases: number[] = [];
  for (let group = 0; group < groupCount; group++) {
    const bucket = group * yearCount;
    const from = starts[bucket]!;
    const to = starts[bucket + yearCount]!;
    cases.push(to - from);
    if (from === to) {
      kept.push(emptySums(yearCount));
      continue;
    }
    sorted.subarray(from, to).sort();
    const { lowest, highest } = trimFences(sorted, from, to, input.weights.trim);
    const byYear: ExactSums[] = [];
    for (let year = 0; year < yearCount; year++) {
      byYear.push(exactSums(values, starts[bucket + year]!, starts[bucket + year + 1]!, lowest, highest));
    }
    kept.push(byYear);
  }
  return { kept, cases };
}

function weightRow(
  input: CalibrationInput,
  group: number,
  cases: number,
  byYear: readonly ExactSums[],
  adrg: readonly ExactSums[],
  factors: readonly Decimal[],
  regionMean: Fraction,
): WeightRow {
  const { weights } = input;
  const own = meanOf(byYear, factors);
  const sums = total(byYear);
  const hasEnough = sums.count >= weights.min_cases;
  const canFallBack = !hasEnough && weights.fallback === 'adrg_mean' && total(adrg).count >= weights.min_cases;
  const mean = canFallBack ? meanOf(adrg, factors) : own;
  let status: WeightStatus = 'stable';
  if (canFallBack) status = 'fallback';
  else if (own === undefined) status = 'empty';
  else if (!hasEnough || isCvAbove(sums, weights.max_cv, weights.deviation)) status = 'unstable';
  return {
    group: input.catalogue.codes[group]!,
    name: input.catalogue.names[group]!,
    cases,
    keptCases: sums.count,
    meanFen: own === undefined ? Number.NaN : roundFraction(own, 0),
    weight:
      mean === undefined
        ? undefined
        : {
            digits: roundFraction(divideFractions(mean, regionMean), input.weightDecimals),
            scale: input.weightDecimals,
          },
    cv: coefficientOfVariation(sums, weights.deviation),
    status,
  };
}

/** Mean of costs: pooled, or the weighted mean of the means of the years that have cases. */
function meanOf(byYear: readonly ExactSums[], factors: readonly Decimal[]): Fraction | undefined {
  let weighted: Fraction | undefined;
  let factorSum: Fraction = { numerator: 0n, denominator: 1n };
  for (let year = 0; year < byYear.length; year++) {
    const sums = byYear[year]!;
    if (sums.count === 0) continue;
    const factor = { numerator: BigInt(factors[year]!.digits), denominator: 10n ** BigInt(factors[year]!.scale) };
    const part = multiplyFractions(factor, { numerator: sums.sum, denominator: BigInt(sums.count) });
    weighted = weighted === undefined ? part : addFractions(weighted, part);
    factorSum = addFractions(factorSum, factor);
  }
  return weighted === undefined ? undefined : divideFractions(weighted, factorSum);
}

/** sd / mean, squared: n·Σx² − (Σx)² over (Σx)², times n / (n − 1) in the sample form. */
function squaredCv(sums: ExactSums, deviation: 'population' | 'sample'): Fraction {
  const count = BigInt(sums.count);
  return deviation === 'population'
    ? { numerator: scaledVariance(sums), denominator: sums.sum ** 2n }
    : { numerator: scaledVariance(sums) * count, denominator: sums.sum ** 2n * (count - 1n) };
}

const DISPLAY_DECIMALS = 6;

/** CV = sd / mean to six decimals, exact until the one rounding; NaN below two cases. */
export function coefficientOfVariation(sums: ExactSums, deviation: 'population' | 'sample'): number {
  return sums.count < 2 ? Number.NaN : roundedSquareRoot(squaredCv(sums, deviation), DISPLAY_DECIMALS);
}

/** CV > limit, exactly. */
function isCvAbove(sums: ExactSums, limit: number, deviation: 'population' | 'sample'): boolean {
  if (sums.count < 2) return false;
  const square = squaredCv(sums, deviation);
  const edge = decimalOf(limit);
  return square.numerator * 10n ** BigInt(2 * edge.scale) > square.denominator * BigInt(edge.digits) ** 2n;
}

/** Squares are kept in units of 2^−40 fen²: every group's share is cut below that. */
const SQUARE_UNIT = 1n << 40n;

/** RIV = (TSS − WSS) / TSS; NaN where all kept costs are equal. */
export function reductionInVariance(groups: readonly ExactSums[], region: ExactSums): number {
  const squares = (sums: ExactSums): bigint =>
    sums.count === 0 ? 0n : (scaledVariance(sums) * SQUARE_UNIT) / BigInt(sums.count);
  const all = squares(region);
  if (all === 0n) return Number.NaN;
  const within = groups.reduce((sum, sums) => sum + squares(sums), 0n);
  return roundFraction({ numerator: all - within, denominator: all }, DISPLAY_DECIMALS) / 10 ** DISPLAY_DECIMALS;
}

function yearFactors(input: CalibrationInput, costs: BucketedCosts): readonly Decimal[] {
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

function noCases(input: CalibrationInput, costs: BucketedCosts): Error {
  const excluded = Object.entries(costs.excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
  return WEIGHT_INPUT_ERRORS.weights_no_cases({
    cases: input.costFen.length,
    excluded: excluded === '' ? '0' : excluded,
  });
}

const emptySums = (yearCount: number): ExactSums[] => Array.from({ length: yearCount }, () => NO_SUMS);

function mergeSums(into: ExactSums[], from: readonly ExactSums[]): void {
  for (let year = 0; year < into.length; year++) into[year] = addSums(into[year]!, from[year]!);
}

const total = (byYear: readonly ExactSums[]): ExactSums => byYear.reduce(addSums, NO_SUMS);
