import type { CaseTable } from '../cases/case-table.js';
import type { InputRow } from '../cases/tables/input-table.js';
import type { AuxiliaryFacts } from '../grouping/auxiliary/auxiliary-facts.js';
import type { GroupColumns } from '../grouping/group-columns.js';
import type { Finding } from '../kernel/finding.js';
import { canonicalJson } from '../kernel/hash.js';
import type { LinkColumns } from '../links/link-columns.js';
import { linkStays } from '../links/link-stays.js';
import { groupingSwitches } from '../policy/grouping-switches.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { BenefitColumns } from '../pricing/benefit/benefit-result.js';
import { computeBenefits, computesBenefits, withBenefits } from '../pricing/benefit/compute-benefits.js';
import { withOriginPools } from '../pricing/origin-pools.js';
import type { PricedColumns } from '../pricing/priced-columns.js';
import { asksForLinks } from '../pricing/pricing-columns.js';
import type { PricingInput } from '../pricing/pricing-input.js';
import { priceCases } from '../pricing/steps.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import type { Settlement } from '../settlement/settlement.js';
import type { SettlementInput } from '../settlement/settlement-input.js';
import { settleYear } from '../settlement/steps.js';
import { inUnitWords } from '../simulation/unit-words.js';
import { checkWeights } from '../weighting/check-weights.js';
import { groupMeansOfHistory } from '../weighting/group-means-of-history.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { unitOfPolicy, weightsOfHistory } from '../weighting/weights-of-history.js';
import { groupStage } from './group-stages.js';
import { kindsOfMethod } from './kinds-of-method.js';
import { asksPrimaryCare, factsKey, policyFacts, testedFacts } from './policy-facts.js';
import { policyWeightTable } from './policy-weight-table.js';
import { pricingKey } from './pricing-key.js';
import { markPrimaryCare } from './primary-care-weights.js';
import { stage } from './progress.js';
import { emptyWeights, readWeights } from './read-scenario-weights.js';
import { RecentResults } from './recent-results.js';
import type { Region } from './region-data.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';
import type { ScenarioSide, WeightSource } from './scenario-side.js';
import type { StageUse } from './stage-use.js';
import type { StoredUse } from './stages/stage-store.js';

/** Results of pricing and clearing kept for the next scenario: what an empty patch or one of clearing alone asks for. */
const MOST_PRICED_KEPT = 2;
const MOST_SETTLED_KEPT = 8;

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
  /** What was cleared, for tables that need the cases again. */
  readonly cleared: SettlementInput;
  /** Which stages ran for it, and which had been made for an earlier one of the same runner. */
  readonly stages: readonly StageUse[];
}

/**
 * Works scenarios of one region through group → weights → price → clear. What two scenarios share (groups of one
 * scheme, weights by one rule) is made once.
 */
export class ScenarioRunner {
  private readonly groups: Map<string, Promise<GroupColumns>>;
  private readonly weights: Map<string, Promise<{ table: WeightTable; findings: readonly Finding[] }>>;
  private readonly facts = new Map<string, Promise<AuxiliaryFacts>>();
  private readonly links = new Map<string, Promise<LinkColumns>>();
  private readonly means: Map<string, Promise<readonly InputRow[]>>;
  private readonly benefits = new RecentResults<BenefitColumns>(MOST_PRICED_KEPT);
  private readonly priced = new RecentResults<PricedColumns>(MOST_PRICED_KEPT);
  private readonly settled = new RecentResults<Settlement>(MOST_SETTLED_KEPT);
  private uses: StageUse[] = [];

  constructor(
    private readonly region: Region,
    /** A weight table; absent: weights come from the history. */
    private readonly weightSource: WeightSource | undefined,
    private readonly context: RunContext,
    /** A runner of the same cases at other costs: groups do not depend on costs. */
    sameCases?: ScenarioRunner,
  ) {
    this.groups = sameCases?.groups ?? new Map();
    // Weights and past means are the history's alone.
    const isSamePast = sameCases !== undefined && sameCases.region.history === region.history;
    this.weights = isSamePast ? sameCases.weights : new Map();
    this.means = isSamePast ? sameCases.means : new Map();
  }

  /** Groups, weighs, prices and clears the year. */
  async run(timeline: PolicyTimeline, side: ScenarioSide = {}): Promise<ScenarioResult> {
    this.uses = [];
    const { input, key, ...scenario } = await this.work(timeline, side);
    const { priced } = scenario;
    const { ledger, population, visits } = this.region;
    const cleared = { ...input, priced, ledger, population, visits };
    const settlement = await this.kept(this.settled, 'settle', `${key} ${timeline.hash}`, async () => {
      const made = await stage(this.context, 'settle', { zh: '年终清算', en: 'clearing the year' }, 0, () =>
        settleYear(cleared),
      );
      return settlementInUnitWords(made, timeline.segments.at(-1)!.policy.method);
    });
    return { ...scenario, settlement, cleared, stages: this.uses };
  }

  /** Groups, weighs and prices the cases; nothing is cleared. */
  async price(timeline: PolicyTimeline): Promise<PricedScenario & { readonly input: PricingInput }> {
    const { key: _, ...scenario } = await this.work(timeline, {});
    return scenario;
  }

  /** Groups of the region's cases under the scheme of a timeline; made once. */
  async groupsFor(
    timeline: PolicyTimeline,
    role: 'year' | 'history',
  ): Promise<{ readonly scheme: AnyCompiledScheme; readonly groups: GroupColumns }> {
    const scheme = openAnyScheme(timeline.segments.at(-1)!.policy.scheme);
    return { scheme, groups: await this.groupsOf(scheme, timeline, role) };
  }

  private async work(
    timeline: PolicyTimeline,
    side: ScenarioSide,
  ): Promise<PricedScenario & { readonly input: PricingInput; readonly key: string }> {
    const { region, context } = this;
    const policy = timeline.segments.at(-1)!.policy;
    const scheme = openAnyScheme(policy.scheme);
    const groups = await this.groupsOf(scheme, timeline, 'year');
    const { table: weights, findings } = await this.weightsOf(
      scheme,
      timeline,
      side.weights ?? this.weightSource ?? policyWeightTable(timeline),
    );
    const facts = await this.factsOf(scheme, timeline, groups);
    const groupMeans = await this.meansOf(scheme, timeline);
    const links = await this.linksOf(scheme, timeline, groups);
    const recorded: PricingInput = {
      table: side.kinds === 'of_method' ? kindsOfMethod(region.year, policy.method) : region.year,
      groups,
      catalogue: scheme.catalogue,
      timeline,
      weights,
      register: region.register,
      ...(facts === undefined ? {} : { facts }),
      ...(groupMeans === undefined ? {} : { groupMeans }),
      ...(links === undefined ? {} : { links }),
    };
    const rows = region.year.caseCount;
    const key = pricingKey(timeline, scheme.hash, weights.hash, side.kinds);
    const input = withOriginPools(await this.withBenefitsOf(recorded, key));
    // What facts and benefits are made from has no identity here.
    const isNamed = facts === undefined && input.benefits === undefined;
    const from = isNamed ? [key, canonicalJson(region.inputs)] : undefined;
    const priced = await this.kept(this.priced, 'price', key, (tell) =>
      this.stored(tell, 'price', region.year, from, () =>
        stage(context, 'price', { zh: '计价', en: 'pricing' }, rows, (advance) =>
          priceCases(input, context.executor, advance),
        ),
      ),
    );
    return { timeline, scheme, groups, weights, weightFindings: findings, priced, input, key };
  }

  /** Where the policy computes benefits, the cases with them in place of what is recorded. */
  private async withBenefitsOf(input: PricingInput, key: string): Promise<PricingInput> {
    if (!computesBenefits(input.timeline)) return input;
    const benefits = await this.kept(this.benefits, 'benefit', key, () =>
      stage(this.context, 'benefit', { zh: '计算待遇', en: 'computing benefits' }, 0, () =>
        computeBenefits(input, this.context.executor),
      ),
    );
    return withBenefits(input, benefits);
  }

  private groupsOf(
    scheme: AnyCompiledScheme,
    timeline: PolicyTimeline,
    role: 'year' | 'history',
  ): Promise<GroupColumns> {
    const name = role === 'year' ? 'group' : 'group_history';
    const table = role === 'year' ? this.region.year : this.region.history!;
    const switches = groupingSwitches(timeline.segments.at(-1)!.policy);
    const key = groupsKey(scheme, timeline);
    return this.once(this.groups, name, `${role} ${key}`, (tell) =>
      this.stored(tell, name, table, [key], () => groupStage(scheme, table, switches, this.context)),
    );
  }

  private once<Value>(
    made: Map<string, Promise<Value>>,
    name: string,
    key: string,
    make: (tell: TellUse) => Promise<Value>,
  ): Promise<Value> {
    const known = made.get(key);
    const tell = this.use(name, known === undefined ? 'ran' : 'reused');
    if (known !== undefined) return known;
    const fresh = make(tell);
    made.set(key, fresh);
    return fresh;
  }

  private async kept<Value>(
    results: RecentResults<Value>,
    name: string,
    key: string,
    make: (tell: TellUse) => Promise<Value>,
  ): Promise<Value> {
    const known = results.get(key);
    const tell = this.use(name, known === undefined ? 'ran' : 'reused');
    if (known !== undefined) return known;
    const fresh = await make(tell);
    results.put(key, fresh);
    return fresh;
  }

  private use(name: string, use: StageUse['use']): TellUse {
    const place = this.uses.push({ stage: name, use }) - 1;
    const { uses } = this;
    return (told) => {
      uses[place] = { stage: name, use: told };
    };
  }

  /** A stage of a table from the store of an earlier run, where the run has one and the table came from it. */
  private async stored<Value extends object>(
    tell: TellUse,
    name: string,
    table: CaseTable,
    from: readonly unknown[] | undefined,
    make: () => Promise<Value>,
  ): Promise<Value> {
    const { store } = this.context;
    const key = store?.keyOf(table);
    if (store === undefined || key === undefined) return await make();
    const { value, use } = await store.kept(name, from && [key, ...from], () => table.caseCount, make);
    tell(use);
    return value;
  }

  /** Links between stays, where a condition is about readmissions; undefined where none is. */
  private linksOf(
    scheme: AnyCompiledScheme,
    timeline: PolicyTimeline,
    groups: GroupColumns,
  ): Promise<LinkColumns> | undefined {
    if (!timeline.segments.some(({ policy }) => asksForLinks(policy))) return undefined;
    const { year } = this.region;
    const { year_by: yearBy } = timeline.segments.at(-1)!.policy;
    return this.once(this.links, 'links', `${groupsKey(scheme, timeline)} ${yearBy}`, () =>
      stage(this.context, 'links', { zh: '关联前后住院', en: 'linking stays' }, year.caseCount, () =>
        linkStays({ table: year, groups, catalogue: scheme.catalogue, yearBy }),
      ),
    );
  }

  /** Facts that conditions ask for, by name; undefined where they ask for none. */
  private factsOf(
    scheme: AnyCompiledScheme,
    timeline: PolicyTimeline,
    groups: GroupColumns,
  ): Promise<AuxiliaryFacts> | undefined {
    if (testedFacts(timeline).size === 0) return undefined;
    const { year } = this.region;
    return this.once(this.facts, 'auxiliary', `${groupsKey(scheme, timeline)} ${factsKey(timeline)}`, () =>
      stage(
        this.context,
        'auxiliary',
        { zh: '计算辅助目录指标', en: 'computing auxiliary facts' },
        year.caseCount,
        () => policyFacts(timeline, scheme, year, groups, this.context.executor),
      ),
    );
  }

  /** Last year's means where the policy measures by them: from the file, else from the history. */
  private meansOf(
    scheme: AnyCompiledScheme,
    timeline: PolicyTimeline,
  ): readonly InputRow[] | Promise<readonly InputRow[]> | undefined {
    if (timeline.segments.every(({ policy }) => policy.outliers.basis !== 'level_mean')) return undefined;
    const { groupMeans, history, register } = this.region;
    if (groupMeans !== undefined || history === undefined) return groupMeans;
    const { policy } = timeline.segments.at(-1)!;
    return this.once(
      this.means,
      'group_means',
      `${groupsKey(scheme, timeline)} ${policy.year} ${policy.year_by}`,
      async () => {
        const groups = await this.groupsOf(scheme, timeline, 'history');
        return groupMeansOfHistory(history, groups, scheme.catalogue, register, policy);
      },
    );
  }

  private weightsOf(
    scheme: AnyCompiledScheme,
    timeline: PolicyTimeline,
    source: WeightSource | undefined,
  ): Promise<{ table: WeightTable; findings: readonly Finding[] }> {
    const { policy } = timeline.segments.at(-1)!;
    const unit = unitOfPolicy(policy);
    const { weights, rounding, year, year_by } = policy;
    const isMarked = scheme.method === 'dip' && asksPrimaryCare(timeline);
    const key = canonicalJson([
      groupsKey(scheme, timeline),
      weights,
      unit,
      rounding.points,
      year,
      year_by,
      isMarked,
      source ?? null,
    ]);
    return this.once(this.weights, 'weights', key, async (tell) => {
      if (source !== undefined) {
        const file = readWeights(source, scheme, unit);
        return isMarked ? { ...file, table: markPrimaryCare(file.table, policy.scheme) } : file;
      }
      const { history } = this.region;
      if (history === undefined) {
        // A plain standard knows no weights: an empty table serves.
        if (policy.rate.kind === 'standard') return { table: emptyWeights(scheme, unit.unit), findings: [] };
        throw OPTION_ERRORS.weights_missing();
      }
      return await this.stored(tell, 'weights', history, [key], async () => {
        const groups = await this.groupsOf(scheme, timeline, 'history');
        const text = { zh: '测算权重', en: 'making weights' };
        const made = await stage(this.context, 'weights', text, history.caseCount, () =>
          weightsOfHistory(history, groups, scheme.catalogue, policy),
        );
        const findings = checkWeights(made.table, scheme.catalogue);
        // What the experts' talks need is for drgdip weights; here only what changes how cases are paid.
        const paid = findings.filter(({ code }) => code === 'weight_rounds_to_zero');
        const table = isMarked ? markPrimaryCare(made.table, policy.scheme) : made.table;
        return { table, findings: [...made.findings, ...paid] };
      });
    });
  }
}

type TellUse = (use: StoredUse) => void;

/** Identity of the groups of one table: the scheme, and the switches that a policy states over it. */
function groupsKey(scheme: AnyCompiledScheme, { segments }: PolicyTimeline): string {
  return `${scheme.hash} ${canonicalJson(groupingSwitches(segments.at(-1)!.policy))}`;
}

/** Notices and formulas of statements in the words of the method that they are about. */
function settlementInUnitWords(settlement: Settlement, method: Policy['method']): Settlement {
  if (method === 'drg-rate') return settlement;
  const { notices, statements } = settlement;
  return {
    ...settlement,
    notices: notices.map((notice) => ({ ...notice, ...inUnitWords(notice, method) })),
    statements: statements.map((line) => ({ ...line, formula: inUnitWords(line.formula, method) })),
  };
}
