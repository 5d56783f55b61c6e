import { buildAliasTable } from './alias-table.js';
import type { Flows } from './calibrate-flows.js';
import type { CaseMix } from './case-mix.js';
import type { CaseRecipe, GroupRecipes } from './case-recipes.js';
import { exponentialMoments } from './normal-table.js';
import type { RegionEntries } from './region-model.js';
import { target } from './targets.js';

export interface EntryInput {
  readonly groups: readonly GroupRecipes[];
  readonly mix: CaseMix;
  readonly flows: Flows;
  /** Means of the hospitals' efficiency and of its square, at [group × 3 + level]. */
  readonly efficiency: Float64Array;
  readonly efficiencySquare: Float64Array;
  readonly deviation: Float64Array;
  /** By entry: the groups', then unrelated, then ungrouped. */
  readonly allRecipes: readonly (readonly CaseRecipe[])[];
}

/** Cost of irregular cases against the region's mean, their spread, their days (chosen; their mean is about 1). */
const IRREGULAR = [
  { relative: 1.25, cv: 0.8, losDays: 10 },
  { relative: 0.75, cv: 0.8, losDays: 8 },
] as const;
const LEAST_NOISE = 0.04;

/** One row a group and two for what is irregular, as typed arrays; spreads solved so that each group has its CV. */
export function flattenEntries(input: EntryInput): RegionEntries {
  const { groups, mix, flows, deviation, allRecipes } = input;
  const count = allRecipes.length;
  const irregular = [target('unrelated_procedure_share'), target('ungrouped_share')].map((share, i) =>
    allRecipes[groups.length + i]!.length > 0 ? share : 0,
  );
  const grouped = 1 - irregular[0]! - irregular[1]!;
  const firstRecipe = new Uint32Array(count + 1);
  allRecipes.forEach((list, e) => {
    firstRecipe[e + 1] = firstRecipe[e]! + list.length;
  });
  const levelCumulative = new Float64Array(count * 6);
  const costFen = new Float64Array(count * 6);
  const entries = {
    count,
    draw: buildAliasTable([...Array.from(mix.share, (share) => share * grouped), ...irregular]),
    firstRecipe,
    employee: new Float64Array(count),
    levelCumulative,
    costFen,
    sigma: new Float64Array(count),
    logMean: new Float64Array(count),
    losDays: new Float64Array(count),
    mayAdd: new Uint8Array(count),
    profile: new Uint8Array(count),
    mortality: new Float64Array(count),
    icu: new Float64Array(count),
  };
  const spread = new SpreadSolver(deviation);
  let baseMean = 0;
  let [ownDays, daysMean] = [0, 0];
  for (let g = 0; g < groups.length; g++) {
    baseMean += mix.share[g]! * flows.base[g]!;
    ownDays += mix.share[g]! * flows.days[g]!;
    daysMean += mix.share[g]! * mix.losDays[g]!;
  }
  const daysScale = ownDays / daysMean;
  for (let e = 0; e < count; e++) {
    const group = groups[e];
    const other = IRREGULAR[e - groups.length];
    const base = group === undefined ? baseMean * other!.relative : flows.base[e]!;
    const relative = group === undefined ? other!.relative : mix.relativeMean[e]!;
    entries.employee[e] = group === undefined ? target('employee_share') : flows.employee[e]!;
    entries.losDays[e] = group === undefined ? other!.losDays * daysScale : flows.days[e]!;
    const flow = { mean: 0, square: 0 };
    for (let insurance = 0; insurance < 2; insurance++) {
      let cumulative = 0;
      const ofInsurance = insurance === 0 ? entries.employee[e]! : 1 - entries.employee[e]!;
      for (let l = 0; l < 3; l++) {
        const cell = insurance * 3 + l;
        const part = group === undefined ? flows.levelShare[cell]! : flows.level[(e * 2 + insurance) * 3 + l]!;
        cumulative += part;
        levelCumulative[e * 6 + cell] = cumulative;
        costFen[e * 6 + cell] = 100 * base * flows.cost[cell]!;
        const [mean, square] =
          group === undefined ? [1, 1] : [input.efficiency[e * 3 + l]!, input.efficiencySquare[e * 3 + l]!];
        flow.mean += ofInsurance * part * flows.cost[cell]! * mean;
        flow.square += ofInsurance * part * flows.cost[cell]! ** 2 * square;
      }
    }
    const between = flow.square / flow.mean ** 2;
    const wanted = group === undefined ? other!.cv : mix.cv[e]!;
    const noise = Math.max(LEAST_NOISE ** 2, (1 + wanted ** 2) / between - 1);
    const solved = spread.solve(Math.sqrt(noise));
    entries.sigma[e] = solved.sigma;
    entries.logMean[e] = solved.logMean;
    entries.mayAdd[e] = group === undefined ? 0 : group.mayAddMcc ? 2 : group.mayAddCc ? 1 : 0;
    entries.profile[e] = group?.kind === 'surgical' ? 1 : group?.kind === 'procedure' ? 2 : 0;
    entries.mortality[e] = relative * (group?.severity === 2 ? 4 : 1);
    entries.icu[e] = Math.min(0.6, Math.max(0, 0.06 * (relative - 1.5)));
  }
  scaleMortality(entries.mortality, mix, groups.length);
  return entries;
}

/** Dear and severe groups have most deaths; the mean is the target. */
function scaleMortality(mortality: Float64Array, mix: CaseMix, groupCount: number): void {
  let mean = 0;
  for (let g = 0; g < groupCount; g++) mean += mix.share[g]! * mortality[g]!;
  for (let e = 0; e < mortality.length; e++) mortality[e] = Math.min(0.2, (mortality[e]! * target('mortality')) / mean);
}

/** Finds the sigma at which exp(sigma × deviation) has a given CV: a grid once, then linear in between. */
class SpreadSolver {
  private readonly sigmas: number[] = [];
  private readonly cvs: number[] = [];
  private readonly logMeans: number[] = [];

  constructor(deviation: Float64Array) {
    for (let sigma = 0; sigma < 1.7; sigma += 0.03) {
      const { mean, square } = exponentialMoments(deviation, sigma);
      this.sigmas.push(sigma);
      this.cvs.push(Math.sqrt(Math.max(0, square / mean ** 2 - 1)));
      this.logMeans.push(Math.log(mean));
    }
  }

  solve(cv: number): { sigma: number; logMean: number } {
    let upper = 1;
    while (upper < this.cvs.length - 1 && this.cvs[upper]! < cv) upper++;
    const part = Math.min(1, (cv - this.cvs[upper - 1]!) / (this.cvs[upper]! - this.cvs[upper - 1]!));
    const between = (values: readonly number[]): number =>
      values[upper - 1]! + part * (values[upper]! - values[upper - 1]!);
    return { sigma: between(this.sigmas), logMean: between(this.logMeans) };
  }
}
