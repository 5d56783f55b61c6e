import type { InputRow } from '../cases/tables/input-table.js';
import type { AuxiliaryFacts } from '../grouping/auxiliary/auxiliary-facts.js';
import type { GroupedPart } from '../grouping/group-by-date.js';
import type { GroupCatalogue, GroupColumns } from '../grouping/group-columns.js';
import type { Finding } from '../kernel/finding.js';
import { canonicalJson } from '../kernel/hash.js';
import type { LinkColumns } from '../links/link-columns.js';
import { linkStays } from '../links/link-stays.js';
import { groupingSwitches } from '../policy/grouping-switches.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { BenefitColumns } from '../pricing/benefit/benefit-result.js';
import { computeBenefits, computesBenefits, withBenefits } from '../pricing/benefit/compute-benefits.js';
import { visitsWithBenefits } from '../pricing/benefit/join-visits.js';
import { withOriginPools } from '../pricing/origin-pools.js';
import type { PricedColumns } from '../pricing/priced-columns.js';
import { asksForLinks } from '../pricing/pricing-columns.js';
import type { PricingInput } from '../pricing/pricing-input.js';
import { priceCases } from '../pricing/steps.js';
import type { Settlement } from '../settlement/settlement.js';
import type { SettlementInput } from '../settlement/settlement-input.js';
import { settleYear } from '../settlement/steps.js';
import { inUnitWords } from '../simulation/unit-words.js';
import { checkWeights } from '../weighting/check-weights.js';
import { groupMeansOfHistory } from '../weighting/group-means-of-history.js';
import { joinWeights, labelWeights } from '../weighting/label-weights.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { asksCostCoefficients, unitOfPolicy, weightsOfHistory } from '../weighting/weights-of-history.js';
import { givenGroups } from './cell-lines/read-cell-year.js';
import { groupStage } from './group-stages.js';
import type { ScenarioWeights } from './kept-preparation.js';
import { kindsOfMethod } from './kinds-of-method.js';
import { letGoOfGrouped } from './let-go-of-cases.js';
import { asksPrimaryCare, factsKey, policyFacts, testedFacts } from './policy-facts.js';
import { policyWeightTable } from './policy-weight-table.js';
import { pricingKey } from './pricing-key.js';
import { stage } from './progress.js';
import { emptyWeights, markedWeights, meansOfYear, readWeights } from './read-scenario-weights.js';
import { RecentResults } from './recent-results.js';
import type { Region } from './region-data.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';
import type { ScenarioSide, WeightSource } from './scenario-side.js';
import { joinGroups, type SchemeOfYear, type SchemePart, schemeOfYear } from './scheme-of-year.js';
import { StageBook } from './stage-book.js';
import type { StageUse } from './stage-use.js';

/** Results of pricing and clearing kept for the next scenario: what an empty patch or one of clearing alone asks for. */
const MOST_PRICED_KEPT = 2;
const MOST_SETTLED_KEPT = 8;

/** One policy's year, priced case by case, before any clearing. */
export interface PricedScenario {
  readonly timeline: PolicyTimeline;
  readonly scheme: SchemeOfYear;
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
  private readonly weights: Map<string, Promise<ScenarioWeights>>;
  private readonly facts = new Map<string, Promise<AuxiliaryFacts>>();
  private readonly links = new Map<string, Promise<LinkColumns>>();
  private readonly means: Map<string, Promise<readonly InputRow[]>>;
  private readonly benefits = new RecentResults<BenefitColumns>(MOST_PRICED_KEPT);
  private readonly priced = new RecentResults<PricedColumns>(MOST_PRICED_KEPT);
  private readonly settled = new RecentResults<Settlement>(MOST_SETTLED_KEPT);
  private readonly book: StageBook;

  constructor(
    private readonly region: Region,
    /** A weight table; absent: weights come from the history. */
    private readonly weightSource: WeightSource | undefined,
    private readonly context: RunContext,
    /** A runner of the same cases at other costs: groups do not depend on costs. */
    sameCases?: ScenarioRunner,
  ) {
    this.book = new StageBook(context.store);
    this.groups = sameCases?.groups ?? new Map();
    // Weights and past means are the history's alone.
    const isSamePast = sameCases !== undefined && sameCases.region.history === region.history;
    this.weights = isSamePast ? sameCases.weights : new Map();
    this.means = isSamePast ? sameCases.means : new Map();
  }

  /** Stages of the scenarios to come are not kept for a run that is killed. */
  stopKeeping(): void {
    this.book.stopKeeping();
  }

  /** Groups, weighs, prices and clears the year. */
  async run(timeline: PolicyTimeline, side: ScenarioSide = {}): Promise<ScenarioResult> {
    const stages = this.book.begin();
    const { input, key, ...scenario } = await this.work(timeline, side);
    const { priced } = scenario;
    const { ledger, population } = this.region;
    const visits = visitsWithBenefits(this.region.visits, input.benefits);
    const cleared = { ...input, priced, ledger, population, visits };
    const settlement = await this.book.kept(this.settled, 'settle', `${key} ${timeline.hash}`, async () => {
      const made = await stage(this.context, 'settle', { zh: '年终清算', en: 'clearing the year' }, 0, () =>
        settleYear(cleared),
      );
      return settlementInUnitWords(made, timeline.segments.at(-1)!.policy.method);
    });
    return { ...scenario, settlement, cleared, stages };
  }

  /** Groups, weighs and prices the cases; nothing is cleared. */
  async price(timeline: PolicyTimeline): Promise<PricedScenario & { readonly input: PricingInput }> {
    const { key: _, ...scenario } = await this.work(timeline, {});
    return scenario;
  }

  /**
   * Groups of the region's cases under the scheme of a timeline; made once. Past cases are all grouped under the scheme
   * that is in force at the end of the year.
   */
  async groupsFor(
    timeline: PolicyTimeline,
    role: 'year' | 'history',
  ): Promise<{ readonly scheme: { readonly catalogue: GroupCatalogue }; readonly groups: GroupColumns }> {
    const scheme = schemeOfYear(timeline, 'plain', this.context.prepared?.openScheme);
    if (role === 'year') return { scheme, groups: await this.groupsOfYear(scheme, timeline) };
    const last = scheme.parts.at(-1)!;
    return { scheme: last.compiled, groups: await this.groupsOf(last, timeline, 'history') };
  }

  private async work(
    timeline: PolicyTimeline,
    side: ScenarioSide,
  ): Promise<PricedScenario & { readonly input: PricingInput; readonly key: string }> {
    const { region, context } = this;
    const policy = timeline.segments.at(-1)!.policy;
    const scheme = schemeOfYear(timeline, side.labels, context.prepared?.openScheme);
    const groups = await this.groupsOfYear(scheme, timeline);
    const { table: weights, findings } = await this.weightsOf(
      scheme,
      timeline,
      side.weights ?? this.weightSource ?? policyWeightTable(timeline),
    );
    const facts = await this.factsOf(scheme, timeline);
    const groupMeans = await this.meansOf(scheme, timeline);
    const links = await this.linksOf(scheme, timeline);
    if (side.lastToGroup !== undefined) letGoOfGrouped(region, side.lastToGroup.needed);
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
      ...(region.visits === undefined ? {} : { visits: region.visits }),
    };
    const rows = region.year.caseCount;
    const key = pricingKey(timeline, scheme.hash, weights.hash, side.kinds);
    const input = withOriginPools(await this.withBenefitsOf(recorded, key));
    // What facts and benefits are made from has no identity here.
    const isNamed = facts === undefined && input.benefits === undefined;
    const from = isNamed ? [key, canonicalJson(region.inputs)] : undefined;
    const priced = await this.book.kept(this.priced, 'price', key, (tell) =>
      this.book.stored(tell, 'price', region.year, from, () =>
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
    const benefits = await this.book.kept(this.benefits, 'benefit', key, () =>
      stage(this.context, 'benefit', { zh: '计算待遇', en: 'computing benefits' }, 0, () =>
        computeBenefits(input, this.context.executor),
      ),
    );
    return withBenefits(input, benefits);
  }

  /** Each case under the scheme in force on its day of discharge. */
  private async groupsOfYear(scheme: SchemeOfYear, timeline: PolicyTimeline): Promise<GroupColumns> {
    const { parts } = scheme;
    const groups: GroupColumns[] = [];
    for (const part of parts) groups.push(await this.groupsOf(part, timeline, 'year'));
    if (parts.length === 1) return groups[0]!;
    const { year } = this.region;
    const key = `joint ${scheme.hash} ${groupsKey(parts.at(-1)!, timeline)}`;
    return this.book.once(this.groups, 'group_by_date', key, async () => joinGroups(scheme, groups, year));
  }

  private groupsOf(
    { compiled }: SchemePart,
    timeline: PolicyTimeline,
    role: 'year' | 'history',
  ): Promise<GroupColumns> {
    const name = role === 'year' ? 'group' : 'group_history';
    const table = role === 'year' ? this.region.year : this.region.history!;
    const switches = groupingSwitches(timeline.segments.at(-1)!.policy);
    const { given } = this.region;
    if (role === 'year' && given !== undefined) {
      return Promise.resolve(givenGroups(given, compiled, canonicalJson(switches)));
    }
    const key = groupsKey({ compiled }, timeline);
    return this.book.once(this.groups, name, `${role} ${key}`, (tell) =>
      this.book.stored(tell, name, table, [key], () => groupStage(compiled, table, switches, this.context)),
    );
  }

  /** Links between stays, where a condition is about readmissions; undefined where none is. */
  private async linksOf(scheme: SchemeOfYear, timeline: PolicyTimeline): Promise<LinkColumns | undefined> {
    if (!timeline.segments.some(({ policy }) => asksForLinks(policy))) return undefined;
    const { year } = this.region;
    const { year_by: yearBy } = timeline.segments.at(-1)!.policy;
    // A stay and the one before it are compared in groups of one scheme, the one in force at the end of the year.
    const last = scheme.parts.at(-1)!;
    const groups = await this.groupsOf(last, timeline, 'year');
    return await this.book.once(this.links, 'links', `${groupsKey(last, timeline)} ${yearBy}`, () =>
      stage(this.context, 'links', { zh: '关联前后住院', en: 'linking stays' }, year.caseCount, () =>
        linkStays({ table: year, groups, catalogue: last.compiled.catalogue, yearBy }),
      ),
    );
  }

  /** Facts that conditions ask for, by name; undefined where they ask for none. */
  private factsOf(scheme: SchemeOfYear, timeline: PolicyTimeline): Promise<AuxiliaryFacts> | undefined {
    if (testedFacts(timeline).size === 0) return undefined;
    const { year } = this.region;
    const key = `${scheme.hash} ${groupsKey(scheme.parts.at(-1)!, timeline)} ${factsKey(timeline)}`;
    const text = { zh: '计算辅助目录指标', en: 'computing auxiliary facts' };
    return this.book.once(this.facts, 'auxiliary', key, async () => {
      const parts: GroupedPart[] = [];
      for (const part of scheme.parts) {
        parts.push({ scheme: part.compiled, columns: await this.groupsOf(part, timeline, 'year') });
      }
      return await stage(this.context, 'auxiliary', text, year.caseCount, () =>
        policyFacts(timeline, { parts, names: scheme.parts }, year, this.context.executor),
      );
    });
  }

  /** Last year's means where the policy measures by them: from the file, else from the history under each scheme. */
  private async meansOf(scheme: SchemeOfYear, timeline: PolicyTimeline): Promise<readonly InputRow[] | undefined> {
    if (timeline.segments.every(({ policy }) => policy.outliers.basis !== 'level_mean')) return undefined;
    const { groupMeans, history, register } = this.region;
    if (groupMeans !== undefined || history === undefined) return groupMeans && meansOfYear(scheme, groupMeans);
    const { policy } = timeline.segments.at(-1)!;
    const rows: InputRow[] = [];
    for (const part of scheme.parts) {
      const key = `${groupsKey(part, timeline)} ${policy.year} ${policy.year_by}`;
      const made = await this.book.once(this.means, 'group_means', key, async () => {
        const groups = await this.groupsOf(part, timeline, 'history');
        return groupMeansOfHistory(history, groups, part.compiled.catalogue, register, policy);
      });
      rows.push(...made);
    }
    return meansOfYear(scheme, rows);
  }

  /** Weights from a file, or of each scheme from the history regrouped under it. */
  private async weightsOf(
    scheme: SchemeOfYear,
    timeline: PolicyTimeline,
    source: WeightSource | undefined,
  ): Promise<ScenarioWeights> {
    const { policy } = timeline.segments.at(-1)!;
    if (source !== undefined) {
      const key = canonicalJson([scheme.hash, scheme.labels, unitOfPolicy(policy), asksPrimaryCare(timeline), source]);
      const make = async () => {
        const file = readWeights(source, scheme, unitOfPolicy(policy));
        return { ...file, table: markedWeights(file.table, scheme, timeline) };
      };
      // A text stands in the key whole; what a file holds does not.
      const prepared = typeof source === 'string' ? undefined : this.context.prepared;
      return await this.book.once(this.weights, 'weights', key, () => prepared?.weights(key, make) ?? make());
    }
    const made: ScenarioWeights[] = [];
    for (const part of new Map(scheme.parts.map((one) => [one.compiled.hash, one])).values()) {
      made.push(await this.weightsOfPart(part, timeline));
    }
    const findings = made.flatMap((one) => one.findings);
    const tables = made.map(({ table }) => table);
    if (scheme.labels === 'plain') return { table: markedWeights(tables[0]!, scheme, timeline), findings };
    const labelled = tables.map(labelWeights);
    const table = labelled.length === 1 ? labelled[0]! : joinWeights(labelled, scheme);
    return { table: markedWeights(table, scheme, timeline), findings };
  }

  private weightsOfPart(part: SchemePart, timeline: PolicyTimeline): Promise<ScenarioWeights> {
    const { compiled } = part;
    const { policy } = timeline.segments.at(-1)!;
    const { weights, rounding, year, year_by } = policy;
    const key = canonicalJson([
      ...[groupsKey(part, timeline), weights, unitOfPolicy(policy), rounding.points, year, year_by],
      ...(asksCostCoefficients(policy) ? ['cost_coefficients'] : []),
    ]);
    return this.book.once(this.weights, 'weights', key, async (tell) => {
      const { history } = this.region;
      if (history === undefined) {
        // A plain standard knows no weights: an empty table serves.
        if (policy.rate.kind === 'standard')
          return { table: emptyWeights(compiled, unitOfPolicy(policy).unit), findings: [] };
        throw OPTION_ERRORS.weights_missing();
      }
      return await this.book.stored(tell, 'weights', history, [key], async () => {
        const groups = await this.groupsOf(part, timeline, 'history');
        const text = { zh: '测算权重', en: 'making weights' };
        const made = await stage(this.context, 'weights', text, history.caseCount, () =>
          weightsOfHistory(history, groups, compiled.catalogue, policy),
        );
        const findings = checkWeights(made.table, compiled.catalogue);
        // What the experts' talks need is for drgdip weights; here only what changes how cases are paid.
        const paid = findings.filter(({ code }) => code === 'weight_rounds_to_zero');
        return { table: made.table, findings: [...made.findings, ...paid] };
      });
    });
  }
}

/** Identity of the groups of one table: the scheme, and the switches that a policy states over it. */
function groupsKey({ compiled }: Pick<SchemePart, 'compiled'>, { segments }: PolicyTimeline): string {
  return `${compiled.hash} ${canonicalJson(groupingSwitches(segments.at(-1)!.policy))}`;
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
