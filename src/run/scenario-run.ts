import type { CaseTable } from '../cases/case-table.js';
import type { GroupColumns } from '../grouping/group-columns.js';
import type { Finding } from '../kernel/finding.js';
import { canonicalJson } from '../kernel/hash.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { PricedColumns } from '../pricing/priced-columns.js';
import type { PricingInput } from '../pricing/pricing-input.js';
import { priceCases } from '../pricing/steps.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import type { Settlement } from '../settlement/settlement.js';
import { settleYear } from '../settlement/steps.js';
import type { CalibratedUnit } from '../weighting/calibrated-unit.js';
import { checkWeights } from '../weighting/check-weights.js';
import { readWeightTable, type WeightFile, weightTableOfText } from '../weighting/read-weight-table.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { unitOfPolicy, weightsOfHistory } from '../weighting/weights-of-history.js';
import { groupStage } from './group-stages.js';
import { stage } from './progress.js';
import { refuseWeightErrors } from './refuse-findings.js';
import type { Region } from './region-data.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';

/** Where weights come from when not from the history: a file's path, or a weight file's text held in memory. */
export type WeightSource = string | { readonly name: string; readonly text: string };

/** One policy's year, priced case by case, before any clearing. */
export interface PricedScenario {
  readonly timeline: PolicyTimeline;
  readonly scheme: AnyCompiledScheme;
  readonly groups: GroupColumns;
  readonly weights: WeightTable;
  readonly weightFindings: readonly Finding[];
  readonly priced: PricedColumns;
}

/** One policy's year, worked through. */
export interface ScenarioResult extends PricedScenario {
  readonly settlement: Settlement;
}

/**
 * Works scenarios of one region through group → weights → price → clear. What two scenarios share (groups of one
 * scheme, weights by one rule) is made once.
 */
export class ScenarioRunner {
  private readonly groups = new Map<string, Promise<GroupColumns>>();
  private readonly weights = new Map<string, Promise<{ table: WeightTable; findings: readonly Finding[] }>>();

  constructor(
    private readonly region: Region,
    /** A weight table; absent: weights come from the history. */
    private readonly weightSource: WeightSource | undefined,
    private readonly context: RunContext,
  ) {}

  /** Groups, weighs, prices and clears the year. */
  async run(timeline: PolicyTimeline): Promise<ScenarioResult> {
    const { input, ...scenario } = await this.work(timeline);
    const { priced } = scenario;
    const settlement = await stage(this.context, 'settle', { zh: '年终清算', en: 'clearing the year' }, 0, () =>
      settleYear({ ...input, priced }),
    );
    return { ...scenario, settlement };
  }

  /** Groups, weighs and prices the cases; nothing is cleared. */
  async price(timeline: PolicyTimeline): Promise<PricedScenario> {
    const { input: _, ...scenario } = await this.work(timeline);
    return scenario;
  }

  private async work(timeline: PolicyTimeline): Promise<PricedScenario & { readonly input: PricingInput }> {
    const { region, context } = this;
    const policy = timeline.segments.at(-1)!.policy;
    const scheme = openAnyScheme(policy.scheme);
    const groups = await this.groupsOf(scheme, region.year, 'year');
    const { table: weights, findings } = await this.weightsOf(scheme, policy);
    const input = {
      table: region.year,
      groups,
      catalogue: scheme.catalogue,
      timeline,
      weights,
      register: region.register,
    };
    const rows = region.year.caseCount;
    const priced = await stage(context, 'price', { zh: '计价', en: 'pricing' }, rows, (advance) =>
      priceCases(input, context.executor, advance),
    );
    return { timeline, scheme, groups, weights, weightFindings: findings, priced, input };
  }

  private groupsOf(scheme: AnyCompiledScheme, table: CaseTable, role: string): Promise<GroupColumns> {
    return once(this.groups, `${role} ${scheme.hash}`, () => groupStage(scheme, table, {}, this.context));
  }

  private weightsOf(
    scheme: AnyCompiledScheme,
    policy: Policy,
  ): Promise<{ table: WeightTable; findings: readonly Finding[] }> {
    const unit = unitOfPolicy(policy);
    const key = canonicalJson([scheme.hash, policy.weights, unit, policy.rounding.points, policy.year, policy.year_by]);
    return once(this.weights, key, async () => {
      if (this.weightSource !== undefined) return readWeights(this.weightSource, scheme, unit);
      const { history } = this.region;
      if (history === undefined) {
        // A plain standard knows no weights: an empty table serves.
        if (policy.rate.kind === 'standard') return { table: emptyWeights(scheme), findings: [] };
        throw OPTION_ERRORS.weights_missing();
      }
      const groups = await this.groupsOf(scheme, history, 'history');
      const made = await stage(
        this.context,
        'weights',
        { zh: '测算权重', en: 'making weights' },
        history.caseCount,
        () => weightsOfHistory(history, groups, scheme.catalogue, policy),
      );
      const findings = checkWeights(made.table, scheme.catalogue);
      // What the experts' talks need is for drgdip weights; here only what changes how cases are paid.
      const paid = findings.filter(({ code }) => code === 'weight_rounds_to_zero');
      return { table: made.table, findings: [...made.findings, ...paid] };
    });
  }
}

/** @throws weights_refused where reading found an error */
function readWeights(source: WeightSource, scheme: AnyCompiledScheme, { decimals, unit }: CalibratedUnit): WeightFile {
  const file =
    typeof source === 'string'
      ? readWeightTable(source, scheme.catalogue, decimals, unit)
      : weightTableOfText(source.text, source.name, scheme.catalogue, decimals, unit);
  refuseWeightErrors(file.findings);
  return file;
}

function once<Value>(made: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

function emptyWeights(scheme: AnyCompiledScheme): WeightTable {
  const ruleText = { zh: '不使用权重', en: 'no weights are used' };
  return {
    schemeId: scheme.id,
    schemeHash: scheme.hash,
    rule: ruleText.en,
    ruleText,
    regionMeanFen: Number.NaN,
    cases: 0,
    keptCases: 0,
    riv: Number.NaN,
    rows: [],
    hash: '',
  };
}
