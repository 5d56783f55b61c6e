import { mean, sampleStandardDeviation, standardDeviation } from 'simple-statistics';
import { type Decimal, decimalOf } from '../kernel/decimal.js';
import { ceilRational, floorRational, type Rational } from '../kernel/formula/rational.js';
import type { Policy } from '../policy/policy-schema.js';
import { exactSums, scaledVariance } from './exact-sums.js';
import { quantileOfSorted } from './quantile.js';
import { integerSquareRoot } from './square-root.js';

export type TrimPolicy = Policy['weights']['trim'];

/** Costs from `lowest` to `highest`, both included, are kept; whole fen, so that no test of an edge is a guess. */
export interface TrimFences {
  readonly lowest: number;
  readonly highest: number;
}

const KEEP_ALL: TrimFences = { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY };

/**
 * Fences of trimming (裁剪) for the costs of one group.
 * `iqr` keeps [P25 − k·IQR, P75 + k·IQR]; `percentile` keeps [P lower, P upper]; `sigma` keeps mean ± k·sd of the cost
 * or of its natural logarithm; `none` keeps all. A cost on a fence is kept where `lower_included`, `upper_included`
 * say so (default: kept). Where no cost of the group would be left, none is trimmed. All fences are exact but for sigma on logarithms, which has no exact form and is widened by
 * a 10^−12 part, so that rounding noise never trims a case.
 *
 * @param sorted  costs in fen, ascending, all above 0, `from` inclusive to `to` exclusive, at least one
 * @source rules 1.3: method by parameter; percentiles 2.5 and 97.5 are the technical specification's own (unverified)
 * @example 4000 … 7000, 30000 yuan with iqr 1.5, rule 7: keeps 2,937.50 to 8,837.50, so 30,000 falls out
 */
export function trimFences(sorted: Float64Array, from: number, to: number, trim: TrimPolicy): TrimFences {
  if (trim.method === 'none' || sorted[from] === sorted[to - 1]) return KEEP_ALL;
  const fences = fencesOf(sorted, from, to, trim);
  if (keepsAny(sorted, from, to, fences)) return fences;
  // Two excluded edges on one cost (most bills alike) would leave nothing between them: that cost itself is meant.
  const included = fencesOf(sorted, from, to, { ...trim, lower_included: true, upper_included: true });
  // Percentiles of two bills lie between them. Trimming takes the extremes of a group, never the group.
  return keepsAny(sorted, from, to, included) ? included : KEEP_ALL;
}

function keepsAny(sorted: Float64Array, from: number, to: number, { lowest, highest }: TrimFences): boolean {
  let first = from;
  while (first < to && sorted[first]! < lowest) first += 1;
  return first < to && sorted[first]! <= highest;
}

function fencesOf(
  sorted: Float64Array,
  from: number,
  to: number,
  trim: Exclude<TrimPolicy, { method: 'none' }>,
): TrimFences {
  if (trim.method === 'iqr') {
    const low = quantileOfSorted(sorted, from, to, QUARTER, trim.quantile);
    const high = quantileOfSorted(sorted, from, to, THREE_QUARTERS, trim.quantile);
    const k = decimalOf(trim.k);
    return wholeFences(stepOut(low, high, k), stepOut(high, low, k), trim);
  }
  if (trim.method === 'percentile') {
    const low = quantileOfSorted(sorted, from, to, decimalOf(trim.lower), trim.quantile);
    const high = quantileOfSorted(sorted, from, to, decimalOf(trim.upper), trim.quantile);
    return wholeFences(low, high, trim);
  }
  return trim.of === 'cost' ? sigmaOfCost(sorted, from, to, trim) : sigmaOfLogarithm(sorted, from, to, trim);
}

const QUARTER: Decimal = { digits: 25, scale: 2 };
const THREE_QUARTERS: Decimal = { digits: 75, scale: 2 };

/** near + k·(near − far): P25 − k·(P75 − P25) and P75 + k·(P75 − P25). */
function stepOut(near: Rational, far: Rational, k: Decimal): Rational {
  const unit = 10n ** BigInt(k.scale);
  const step = BigInt(k.digits);
  return {
    numerator: near.numerator * far.denominator * (unit + step) - far.numerator * near.denominator * step,
    denominator: near.denominator * far.denominator * unit,
  };
}

interface EdgeFlags {
  readonly lower_included: boolean;
  readonly upper_included: boolean;
}

function wholeFences(lower: Rational, upper: Rational, edges: EdgeFlags): TrimFences {
  return {
    lowest: Number(edges.lower_included ? ceilRational(lower) : floorRational(lower) + 1n),
    highest: Number(edges.upper_included ? floorRational(upper) : ceilRational(upper) - 1n),
  };
}

type SigmaTrim = Extract<TrimPolicy, { method: 'sigma' }>;

/** |n·x − Σx| ≤ k·√(n·Σx² − (Σx)²), on integers throughout; the sample form has n − 1 under its root. */
function sigmaOfCost(sorted: Float64Array, from: number, to: number, trim: SigmaTrim): TrimFences {
  const sums = exactSums(sorted, from, to);
  const count = BigInt(sums.count);
  const k = decimalOf(trim.k);
  const isSample = trim.deviation === 'sample';
  const square: Rational = {
    numerator: BigInt(k.digits) ** 2n * scaledVariance(sums) * (isSample ? count : 1n),
    denominator: 10n ** BigInt(2 * k.scale) * (isSample ? count - 1n : 1n),
  };
  const reach = (isIncluded: boolean): bigint =>
    integerSquareRoot(isIncluded ? floorRational(square) : ceilRational(square) - 1n);
  return {
    lowest: Number(ceilRational({ numerator: sums.sum - reach(trim.lower_included), denominator: count })),
    highest: Number(floorRational({ numerator: sums.sum + reach(trim.upper_included), denominator: count })),
  };
}

const NOISE = 1e-12;

function sigmaOfLogarithm(sorted: Float64Array, from: number, to: number, trim: SigmaTrim): TrimFences {
  const logarithms: number[] = [];
  for (let i = from; i < to; i++) logarithms.push(Math.log(sorted[i]!));
  // The library neither refuses NaN nor passes it on, and its sample form needs two values: costs above 0 and at
  // least two different ones are what the caller has already made sure of.
  const centre = mean(logarithms);
  const deviation = trim.deviation === 'sample' ? sampleStandardDeviation(logarithms) : standardDeviation(logarithms);
  const widen = (isIncluded: boolean): number => (isIncluded ? NOISE : -NOISE);
  return {
    lowest: Math.ceil(Math.exp(centre - trim.k * deviation) * (1 - widen(trim.lower_included))),
    highest: Math.floor(Math.exp(centre + trim.k * deviation) * (1 + widen(trim.upper_included))),
  };
}
