import type { Decimal } from '../kernel/decimal.js';
import { divideRationals, multiplyRationals, type Rational, roundRational } from '../kernel/formula/rational.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { BucketedCosts } from './bucket-costs.js';
import { type CalibratedUnit, weightUnit } from './calibrated-unit.js';
import type { CalibrationInput } from './calibration-input.js';
import type { ExactSums } from './exact-sums.js';
import { type KeptCosts, keepCosts, medianOf } from './kept-costs.js';
import { partScores } from './part-scores.js';
import { coefficientOfVariation, isCvAbove, reductionInVariance } from './spread.js';
import { weighableGroups } from './weighable-groups.js';
import { hashWeightTable } from './weight-file.js';
import { weightRuleText } from './weight-rule.js';
import type { WeightRow, WeightStatus, WeightTable } from './weight-table.js';
import { WEIGHT_INPUT_ERRORS, WEIGHT_POLICY_ERRORS } from './weighting-errors.js';
import { emptySums, meanOf, mergeSums, total, yearFactors } from './yearly-mean.js';

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
 * With `input.unit` the numbers are points or scores: mean / base × multiplier. A unit whose unstable groups take the
 * median gives them that of their kept costs over all years; such a group falls back only where it has no case.
 * With `input.parts` drug and consumable scores stand beside: mean drug cost of the group / that of all cases.
 *
 * @throws weights_no_cases, weight_years_mismatch, weight_years_missing, score_benchmark_missing
 * @source rules 1.1 to 1.3 and 1.8; unverified presets for min_cases 5 and max_cv 1
 * @example groups of 600 at 8,000, 300 at 15,000, 100 at 40,000 yuan: 0.6015, 1.1278, 3.0075
 */
export function calibrateWeights(input: CalibrationInput): WeightTable {
  const keptCosts = keepCosts(input);
  const { costs, kept } = keptCosts;
  if (costs.values.length === 0) throw noCases(input, costs);
  const factors = yearFactors(input, costs);
  const unit = input.unit ?? weightUnit(input.weightDecimals);

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
  const base = baseOf(input, unit, kept, factors, regionMean);
  const scores = partScores(input, keptCosts, factors, unit.decimals);

  const rows: WeightRow[] = [];
  for (const group of weighableGroups(input.catalogue)) {
    const adrg = adrgs.get(input.catalogue.adrgs[group]!)!;
    const row = weightRow({ input, unit, keptCosts, factors, base }, group, adrg);
    const { drug, consumable } = scores(group);
    rows.push({
      ...row,
      ...(drug === undefined ? {} : { drugScore: drug }),
      ...(consumable === undefined ? {} : { consumableScore: consumable }),
    });
  }
  rows.sort((a, b) => compareCodePoints(a.group, b.group));
  const ruleText = weightRuleText(input.weights, unit);
  const table: WeightTable = {
    schemeId: input.catalogue.schemeId,
    schemeHash: input.catalogue.schemeHash,
    ...(unit.unit === 'weight' ? {} : { unit: unit.unit }),
    rule: ruleText.en,
    ruleText,
    regionMeanFen: Number(roundRational(regionMean, 0)),
    cases: costs.values.length,
    keptCases: total(region).count,
    excluded: costs.excluded,
    riv: reductionInVariance(kept.map(total), total(region)),
    rows,
    hash: '',
  };
  return { ...table, hash: hashWeightTable(table) };
}

interface RowSource {
  readonly input: CalibrationInput;
  readonly unit: CalibratedUnit;
  readonly keptCosts: KeptCosts;
  readonly factors: readonly Decimal[];
  /** Cost at which a group has the unit's multiplier. */
  readonly base: Rational;
}

function weightRow(
  { input, unit, keptCosts, factors, base }: RowSource,
  group: number,
  adrg: readonly ExactSums[],
): WeightRow {
  const { weights } = input;
  const byYear = keptCosts.kept[group]!;
  const own = meanOf(byYear, factors);
  const sums = total(byYear);
  const hasEnough = sums.count >= weights.min_cases;
  const mayFallBack = weights.fallback === 'adrg_mean' && input.catalogue.adrgs[group] !== '';
  const needsFallBack = unit.unstable === 'median' ? own === undefined : !hasEnough;
  const canFallBack = mayFallBack && needsFallBack && total(adrg).count >= weights.min_cases;
  let status: WeightStatus = 'stable';
  if (canFallBack) status = 'fallback';
  else if (own === undefined) status = 'empty';
  else if (!hasEnough || isCvAbove(sums, weights.max_cv, weights.deviation)) status = 'unstable';
  let cost = canFallBack ? meanOf(adrg, factors) : own;
  if (status === 'unstable' && unit.unstable === 'median') cost = medianOf(keptCosts, group);
  return {
    group: input.catalogue.codes[group]!,
    name: input.catalogue.names[group]!,
    cases: keptCosts.cases[group]!,
    keptCases: sums.count,
    meanFen: own === undefined ? Number.NaN : Number(roundRational(own, 0)),
    weight: cost === undefined ? undefined : inUnit(divideRationals(cost, base), unit),
    cv: coefficientOfVariation(sums, weights.deviation),
    status,
  };
}

function inUnit(relative: Rational, { multiplier, decimals }: CalibratedUnit): Decimal {
  const factor = { numerator: BigInt(multiplier.digits), denominator: 10n ** BigInt(multiplier.scale) };
  return { digits: Number(roundRational(multiplyRationals(relative, factor), decimals)), scale: decimals };
}

function baseOf(
  input: CalibrationInput,
  { base }: CalibratedUnit,
  kept: KeptCosts['kept'],
  factors: readonly Decimal[],
  regionMean: Rational,
): Rational {
  if (base === 'overall_mean') return regionMean;
  if ('quotaFen' in base) return { numerator: BigInt(base.quotaFen), denominator: 1n };
  const index = input.catalogue.codes.indexOf(base.group);
  const mean = index < 0 ? undefined : meanOf(kept[index]!, factors);
  if (mean === undefined) throw WEIGHT_POLICY_ERRORS.score_benchmark_missing({ group: base.group });
  return mean;
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
