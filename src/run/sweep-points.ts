import { canonicalJson } from '../kernel/hash.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { hasOriginPools } from '../pricing/origin-pools.js';
import { buildCells } from '../simulation/cells/build-cells.js';
import type { CellsReason } from '../simulation/cells/cells-can-carry.js';
import { WhatIf } from '../simulation/cells/sum-what-if.js';
import { fundByInsurance, type PointSums, sumsOfCells, sumsOfSettlement } from '../simulation/sweep/point-sums.js';
import type { Region } from './region-data.js';
import type { ScenarioResult, ScenarioRunner } from './scenario-run.js';
import type { StageUse, SweepStages } from './stage-use.js';

/** year: as the year is cleared; none: before any clearing, where cells answer whatever the clearing is. */
export type ClearingOfSweep = 'year' | 'none';

export interface WorkedPoint {
  readonly sums: PointSums;
  readonly method: 'cells' | 'pass';
  readonly boundFen: number;
  /** Why cells could not answer. */
  readonly reason: CellsReason | undefined;
}

/** Works policies out one after another: from cells where they carry the change, else by the full pass. */
export class SweepPoints {
  private whatIf: WhatIf | undefined;
  readonly baseline: PointSums;
  private readonly uses: StageUse[] = [];

  constructor(
    private readonly region: Region,
    private readonly runner: ScenarioRunner,
    private readonly base: ScenarioResult,
    private readonly clearing: ClearingOfSweep,
    /** A policy of the sweep, for the days on which it changes. */
    private readonly example: PolicyTimeline,
  ) {
    this.baseline = this.ofSettlement(base);
  }

  async work(timeline: PolicyTimeline): Promise<WorkedPoint> {
    const reason = this.outsideCells(timeline);
    if (reason !== undefined) return await this.pass(timeline, reason);
    const { cleared } = this.base;
    this.whatIf ??= new WhatIf(buildCells(cleared, [this.example]), cleared);
    const answer = this.whatIf.askAccounts(timeline);
    if (!answer.isCarried) return await this.pass(timeline, answer.reason);
    const sums = sumsOfCells(this.whatIf.accounts, answer.sums, this.region.register, (fund) => this.balances(fund));
    return { sums, method: 'cells', boundFen: answer.boundFen, reason: undefined };
  }

  /** What the full passes so far ran, and what all of them took from the baseline. */
  get stages(): SweepStages['points'] {
    const names = [...new Set(this.uses.map(({ stage }) => stage))];
    const hasRun = new Set(this.uses.filter(({ use }) => use !== 'reused').map(({ stage }) => stage));
    return { ran: names.filter((name) => hasRun.has(name)), reused: names.filter((name) => !hasRun.has(name)) };
  }

  private async pass(timeline: PolicyTimeline, reason: CellsReason): Promise<WorkedPoint> {
    const result = await this.runner.run(timeline);
    this.uses.push(...result.stages);
    return { sums: this.ofSettlement(result), method: 'pass', boundFen: 0, reason };
  }

  private ofSettlement({ settlement }: ScenarioResult): PointSums {
    const made = sumsOfSettlement(settlement, this.region.register);
    if (this.clearing === 'year') return made;
    return { ...made, sums: { ...made.sums, fund: made.sums.fund_before_clearing }, balances: new Map() };
  }

  /** The baseline's balances, less what the fund pays more: budget and reserve are the same. */
  private balances(fund: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const before = fundByInsurance(this.baseline);
    return new Map(
      [...this.baseline.balances].map(([insurance, balance]) => [
        insurance,
        balance + (before.get(insurance) ?? 0) - (fund.get(insurance) ?? 0),
      ]),
    );
  }

  private outsideCells(timeline: PolicyTimeline): CellsReason | undefined {
    if (this.clearing === 'year') {
      if (!isPassive(timeline) || !isPassive(this.base.timeline) || this.region.ledger !== undefined) return CLEARING;
      if (partsOf(timeline, 'pools') !== partsOf(this.base.timeline, 'pools')) return POOLS;
    }
    // Cells of a region with such pools are told apart by them, others not.
    if (hasOriginPools(timeline) || hasOriginPools(this.base.timeline)) return ORIGINS;
    const isOther = (['scheme', 'grouping', 'method', 'year', 'weights', 'rounding'] as const).some(
      (part) => partsOf(timeline, part) !== partsOf(this.base.timeline, part),
    );
    if (isOther) return WEIGHTS;
    const means = this.base.cleared.groupMeans;
    const needsMeans = timeline.segments.some(({ policy }) => policy.outliers.basis === 'level_mean');
    return needsMeans && means === undefined ? MEANS : undefined;
  }
}

const CLEARING: CellsReason = {
  code: 'clearing',
  path: 'clearing',
  zh: '年终清算（结余留用、超支分担、浮动点值等）须逐例计算；只看清算前可加 --before-clearing。',
  en: 'clearing (retention, sharing, floating values) needs the full pass; --before-clearing stops before it.',
};
const POOLS: CellsReason = {
  code: 'pools',
  path: 'pools',
  zh: '统筹池的预算改变。',
  en: 'the budgets of pools change.',
};
const ORIGINS: CellsReason = {
  code: 'origins',
  path: 'pools',
  zh: '统筹池按参保地划分，逐例计算。',
  en: 'pools are told apart by the origin of the insured; every case is priced.',
};
const WEIGHTS: CellsReason = {
  code: 'weights',
  path: 'weights',
  zh: '分组方案、权重或小数位数改变，须重新测算。',
  en: 'the scheme, the weights or their decimals change and are made anew.',
};
const MEANS: CellsReason = {
  code: 'means',
  path: 'outliers.basis',
  zh: '以上年均费为基准，基线没有读入均费。',
  en: "the basis is last year's means, which the baseline did not read.",
};

/** A part of the policy over the year: each value with the day from which it holds. */
function partsOf({ segments }: PolicyTimeline, part: keyof PolicyTimeline['segments'][number]['policy']): string {
  const values = segments.map(({ from, policy }) => ({ from, value: canonicalJson(policy[part] ?? null) }));
  return canonicalJson(values.filter(({ value }, s) => s === 0 || value !== values[s - 1]!.value));
}

const PLAIN_STEPS: readonly unknown[] = ['reserve', 'carve_outs', 'retention'];

/** Whether the fund pays after clearing what it paid before it. */
function isPassive({ segments }: PolicyTimeline): boolean {
  const { clearing, retention, rate, pools } = segments.at(-1)!.policy;
  return (
    clearing.steps.every((step) => PLAIN_STEPS.includes(step)) &&
    clearing.monthly === undefined &&
    (retention.bands.length === 0 || !clearing.steps.includes('retention')) &&
    retention.against === undefined &&
    pools.every((pool) => pool.adjustment_fund === undefined) &&
    (rate.kind === 'fixed' || rate.kind === 'standard' || rate.kind === 'budget')
  );
}
