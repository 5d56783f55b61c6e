import { compareCodePoints } from '../../kernel/hash.js';
import { uniformAt } from '../../kernel/random.js';
import type { GroupRecipes } from './case-recipes.js';
import { interpolateQuantiles } from './interpolate-quantiles.js';
import { target } from './targets.js';

/** What the region's curves say of each group, index for index with the groups. */
export interface CaseMix {
  /** Share of all grouped cases; sums to 1. */
  readonly share: Float64Array;
  /** Mean cost against the region's mean; the case-weighted mean is 1. */
  readonly relativeMean: Float64Array;
  readonly cv: Float64Array;
  /** Mean days a stay before the levels' own factors. */
  readonly losDays: Float64Array;
}

const DRAW_COST = 1;
const DRAW_CV = 2;
const DRAW_LOS = 3;

/** Parts of an ADRG's cases by severity asked for; the not split take all. Chosen. */
const SEVERITY_PART: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  '2,1,0': { 2: 0.13, 1: 0.3, 0: 0.57 },
  '2,0': { 2: 0.17, 0: 0.83 },
  '1,0': { 1: 0.4, 0: 0.6 },
};

/**
 * Lays the published curves over the ranking of groups: the most common group takes the first step of the
 * concentration curve, and so on; the same for relative means and days (weighted by cases) and for CVs (each group
 * once).
 */
export function drawCaseMix(groups: readonly GroupRecipes[], seed: number): CaseMix {
  const share = shareByRank(groups);
  const severityCost = groups.map(({ severity }) =>
    severity === 2 ? target('cost_mcc') : severity === 1 ? target('cost_cc') : severity === -1 ? 1.12 : 1,
  );
  const noise = (draw: number, group: number): number => {
    // The groups of one ADRG share their noise, so that MCC costs more than CC, and CC more than none.
    const adrg = groups.findIndex((other) => other.adrg === groups[group]!.adrg);
    return uniformAt(seed, draw, adrg) - 0.5;
  };
  const costPrior = groups.map(
    ({ prior }, i) =>
      Math.log(prior.cost * severityCost[i]!) -
      0.05 * Math.log(Math.max(prior.frequency, 0.01)) +
      0.7 * noise(DRAW_COST, i),
  );
  const relativeMean = weightedCurve(share, costPrior, MEANS, 'log');
  normaliseMean(relativeMean, share);
  const losPrior = groups.map(
    ({ prior }, i) =>
      Math.log(prior.losFactor) + 0.3 * costPrior[i]! + 0.5 * noise(DRAW_LOS, i) + 0.1 * groups[i]!.severity,
  );
  const losDays = weightedCurve(share, losPrior, DAYS, 'log');
  const cvOrder = groups.map((_, i) => uniformAt(seed, DRAW_CV, i));
  const cv = weightedCurve(new Float64Array(groups.length).fill(1 / groups.length), cvOrder, CVS, 'log');
  return { share, relativeMean, cv, losDays };
}

const MEANS = (
  [
    [0.01, 'relative_mean_p01'],
    [0.05, 'relative_mean_p05'],
    [0.25, 'relative_mean_p25'],
    [0.5, 'relative_mean_p50'],
    [0.75, 'relative_mean_p75'],
    [0.9, 'relative_mean_p90'],
    [0.95, 'relative_mean_p95'],
    [0.99, 'relative_mean_p99'],
    [0.998, 'relative_mean_p998'],
    [0.9999, 'relative_mean_p100'],
  ] as const
).map(([position, name]) => [position, target(name)] as const);

const DAYS = (
  [
    [0.05, 'group_los_p05'],
    [0.25, 'group_los_p25'],
    [0.5, 'group_los_p50'],
    [0.75, 'group_los_p75'],
    [0.9, 'group_los_p90'],
    [0.95, 'group_los_p95'],
    [0.99, 'group_los_p99'],
  ] as const
).map(([position, name]) => [position, target(name)] as const);

const CVS = (
  [
    [0, 'group_cv_p00'],
    [0.05, 'group_cv_p05'],
    [0.25, 'group_cv_p25'],
    [0.5, 'group_cv_p50'],
    [0.75, 'group_cv_p75'],
    [0.95, 'group_cv_p95'],
    [1, 'group_cv_p100'],
  ] as const
).map(([position, name]) => [position, target(name)] as const);

/** Orders groups by `prior` and gives each the curve's value at the middle of its cases. */
function weightedCurve(
  weight: Float64Array,
  prior: readonly number[],
  curve: readonly (readonly [number, number])[],
  scale: 'linear' | 'log',
): Float64Array {
  const order = prior.map((_, i) => i).sort((a, b) => prior[a]! - prior[b]! || a - b);
  const values = new Float64Array(prior.length);
  let below = 0;
  for (const group of order) {
    values[group] = interpolateQuantiles(curve, below + weight[group]! / 2, scale);
    below += weight[group]!;
  }
  return values;
}

function normaliseMean(values: Float64Array, weight: Float64Array): void {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i]! * weight[i]!;
  for (let i = 0; i < values.length; i++) values[i]! /= mean;
}

/**
 * Shares by rank from the concentration curve (top 10, 50, 100 … groups). The factor on groups with an operation is
 * chosen so that the published share of stays without one comes out as near as whole groups allow.
 */
function shareByRank(groups: readonly GroupRecipes[]): Float64Array {
  const severities = new Map<string, string>();
  for (const group of groups) {
    const known = severities.get(group.adrg);
    severities.set(group.adrg, known === undefined ? String(group.severity) : `${known},${group.severity}`);
  }
  const base = groups.map(({ adrg, severity, prior }) => {
    const parts = SEVERITY_PART[severities.get(adrg)!];
    return Math.max(prior.frequency, 1e-6) * (parts?.[severity] ?? 1 / severities.get(adrg)!.split(',').length);
  });
  let [low, high] = [-4, 4];
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    const share = rankShares(groups, base, Math.exp(middle));
    const medical = groups.reduce((sum, group, i) => sum + (group.kind === 'medical' ? share[i]! : 0), 0);
    if (medical > target('no_operation_share')) low = middle;
    else high = middle;
  }
  return rankShares(groups, base, Math.exp((low + high) / 2));
}

function rankShares(groups: readonly GroupRecipes[], base: readonly number[], operationFactor: number): Float64Array {
  const score = base.map((value, i) => (groups[i]!.kind === 'medical' ? value : value * operationFactor));
  const order = score
    .map((_, i) => i)
    .sort((a, b) => score[b]! - score[a]! || compareCodePoints(groups[a]!.code, groups[b]!.code));
  const share = new Float64Array(groups.length);
  const known: readonly (readonly [rank: number, cumulative: number])[] = [
    [0, 0],
    [10, target('top_10_group_share')],
    [50, target('top_50_group_share')],
    [100, target('top_100_group_share')],
    [200, target('top_200_group_share')],
    [400, target('top_400_group_share')],
  ];
  const inside = known.filter(([rank]) => rank < groups.length);
  const curve = [...inside, [groups.length, 1] as const];
  let before = 0;
  order.forEach((group, rank) => {
    const cumulative = concave(curve, rank + 1);
    share[group] = cumulative - before;
    before = cumulative;
  });
  return share;
}

/**
 * Cumulative share at a rank: within each step of the curve shares fall geometrically from the slope of the step
 * before to that of the step after, so that no two neighbours are equal.
 */
function concave(curve: readonly (readonly [number, number])[], rank: number): number {
  let upper = 1;
  while (curve[upper]![0] < rank) upper++;
  const [fromRank, fromShare] = curve[upper - 1]!;
  const [toRank, toShare] = curve[upper]!;
  const part = (rank - fromRank) / (toRank - fromRank);
  const slope = (step: number): number =>
    (curve[step]![1] - curve[step - 1]![1]) / (curve[step]![0] - curve[step - 1]![0]);
  const here = slope(upper);
  const after = upper + 1 < curve.length ? slope(upper + 1) : 0;
  // 1 − q^part over 1 − q rises from 0 to 1, steepest at the start: q is the fall of the share across the step.
  const fall = Math.min(0.95, Math.max(0.02, after / here));
  return fromShare + ((1 - fall ** part) / (1 - fall)) * (toShare - fromShare);
}
