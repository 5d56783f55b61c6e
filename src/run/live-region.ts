import type { Text } from '../kernel/errors.js';
import { loadPolicy } from '../policy/load-policy.js';
import type { PolicyFile } from '../policy/policy-file.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { fundByInsurance, type PointMeasure, type PointSums } from '../simulation/sweep/point-sums.js';
import { demoPolicy, makeDemoRegion, regionOf } from './demo-region.js';
import { regionNeeds } from './policy-facts.js';
import { silentProgress } from './progress.js';
import { checkedTimeline } from './refuse-findings.js';
import { type Region, type RegionRunOptions, readRegion } from './region-data.js';
import type { RunContext } from './run-context.js';
import { ScenarioRunner } from './scenario-run.js';
import { type ClearingOfSweep, SweepPoints, type WorkedPoint } from './sweep-points.js';

/** A region from files, or the synthetic one from its seed. */
export type LiveSource =
  | ({ readonly kind: 'files'; readonly underlying: readonly Reform[] } & Omit<RegionRunOptions, 'out' | 'reforms'>)
  | { readonly kind: 'demo'; readonly cases: number; readonly seed: number };

/** What is told of a hospital: integer fen and counts. */
const TOLD = ['cases', 'low_outlier_cases', 'high_outlier_cases', 'total_cost', 'patient', 'fund'] as const;
type LiveMeasure = (typeof TOLD)[number];

export interface LiveHospital {
  readonly id: string;
  readonly name: string;
  /** 3, 2, 1 or unknown. */
  readonly level: string;
  readonly baseline: Readonly<Record<LiveMeasure, number>>;
  readonly reform: Readonly<Record<LiveMeasure, number>>;
}

export interface LivePool {
  readonly insurance: string;
  /** Budget less reserve, fen. */
  readonly available: number;
  readonly baselineFund: number;
  readonly reformFund: number;
}

/** What a policy with patches pays, beside the baseline. Plain data: it may travel between threads. */
export interface LiveAnswer {
  readonly clearing: ClearingOfSweep;
  /** cells: summed from cells; pass: every case was priced (and cleared where asked). */
  readonly method: WorkedPoint['method'];
  /** Why cells could not answer. */
  readonly reason: (Text & { readonly code: string }) | undefined;
  readonly hospitals: readonly LiveHospital[];
  readonly pools: readonly LivePool[];
}

/**
 * A region kept in memory that answers one reform after another: cases read, grouped, weighted and priced once, then
 * from cells where they carry the change (before clearing, to the fen), else by a full pass.
 */
export class LiveRegion {
  private readonly points = new Map<ClearingOfSweep, SweepPoints>();

  private constructor(
    private readonly region: Region,
    private readonly file: PolicyFile,
    private readonly underlying: readonly Reform[],
    private readonly runner: ScenarioRunner,
    private readonly base: Awaited<ReturnType<ScenarioRunner['run']>>,
  ) {}

  /** @throws the errors of reading cases, policies and weights */
  static async open(source: LiveSource, context: RunContext): Promise<LiveRegion> {
    const quiet = { ...context, progress: silentProgress };
    if (source.kind === 'demo') {
      const size = { cases: source.cases, seed: source.seed, historyColumns: 'weighting' as const };
      const synthetic = makeDemoRegion(size);
      return await LiveRegion.of(regionOf(synthetic, size), demoPolicy(synthetic.budgets), [], undefined, quiet);
    }
    const file = loadPolicy(source.policy);
    const baseline = checkedTimeline(file, source.underlying);
    const { policy } = baseline.segments.at(-1)!;
    const needs = regionNeeds([baseline]);
    const region = await readRegion(source, openAnyScheme(policy.scheme), policy.year, quiet, needs);
    return await LiveRegion.of(region, file, source.underlying, source.weights, quiet);
  }

  private static async of(
    region: Region,
    file: PolicyFile,
    underlying: readonly Reform[],
    weights: string | undefined,
    context: RunContext,
  ): Promise<LiveRegion> {
    const runner = new ScenarioRunner(region, weights, context);
    const base = await runner.run(checkedTimeline(file, underlying));
    return new LiveRegion(region, file, underlying, runner, base);
  }

  get baseline(): PolicyTimeline {
    return this.base.timeline;
  }

  /**
   * @param clearing  none: before the year's clearing, from cells where they carry it; year: cleared
   * @throws policy_refused and the errors of patches that do not fit the policy
   */
  async ask(reforms: readonly Reform[], clearing: ClearingOfSweep): Promise<LiveAnswer> {
    const timeline = checkedTimeline(this.file, [...this.underlying, ...reforms]);
    let points = this.points.get(clearing);
    if (points === undefined) {
      points = new SweepPoints(this.region, this.runner, this.base, clearing, this.baseline);
      this.points.set(clearing, points);
    }
    const { sums, method, reason } = await points.work(timeline);
    return {
      clearing,
      method,
      reason: reason === undefined ? undefined : { code: reason.code, zh: reason.zh, en: reason.en },
      hospitals: this.hospitals(points.baseline, sums),
      pools: this.pools(points.baseline, sums),
    };
  }

  private hospitals(before: PointSums, after: PointSums): LiveHospital[] {
    const [baseline, reform] = [byHospital(before), byHospital(after)];
    return [...baseline].map(([id, own]) => ({
      id,
      name: this.region.register.get(id)?.name ?? id,
      level: before.levels[before.hospitals.indexOf(id)] ?? '',
      baseline: own,
      reform: reform.get(id) ?? own,
    }));
  }

  private pools(before: PointSums, after: PointSums): LivePool[] {
    const [baseline, reform] = [fundByInsurance(before), fundByInsurance(after)];
    return this.base.settlement.pools.map(({ insurance, balance }) => ({
      insurance,
      // The year's balance is what is available less what the fund pays after clearing.
      available: balance + (this.fundOfYear.get(insurance) ?? 0),
      baselineFund: baseline.get(insurance) ?? 0,
      reformFund: reform.get(insurance) ?? 0,
    }));
  }

  private get fundOfYear(): ReadonlyMap<string, number> {
    const { cells } = this.base.settlement;
    const funds = new Map<string, number>();
    for (let cell = 0; cell < cells.cellCount; cell++) {
      const insurance = cells.insurances[cells.insurance[cell]!]!;
      funds.set(insurance, (funds.get(insurance) ?? 0) + cells.sums.fund[cell]!);
    }
    return funds;
  }
}

const NOTHING: Readonly<Record<LiveMeasure, number>> = {
  cases: 0,
  low_outlier_cases: 0,
  high_outlier_cases: 0,
  total_cost: 0,
  patient: 0,
  fund: 0,
};

function byHospital({ hospitals, sums }: PointSums): Map<string, Record<LiveMeasure, number>> {
  const rows = new Map<string, Record<LiveMeasure, number>>();
  hospitals.forEach((hospital, account) => {
    const row = rows.get(hospital) ?? { ...NOTHING };
    for (const measure of TOLD) row[measure] += sums[measure satisfies PointMeasure][account]!;
    rows.set(hospital, row);
  });
  return rows;
}
