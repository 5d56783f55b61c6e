import type { CaseTable } from '../../cases/case-table.js';
import type { Executor } from '../../kernel/executor.js';
import type { Policy } from '../../policy/policy-schema.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { computesBenefits } from '../../pricing/benefit/compute-benefits.js';
import type { PricedColumns } from '../../pricing/priced-columns.js';
import { asksForLinks } from '../../pricing/pricing-columns.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import { cutPeriods } from '../../pricing/pricing-periods.js';
import { priceCases } from '../../pricing/steps.js';
import { quotaRules } from '../../settlement/quota-rules.js';
import { allOnDay, type PricedOnce } from '../../simulation/forecast/possible-years.js';
import type { RestOfYear } from '../../simulation/forecast/rest-of-year.js';
import type { PricedScenario } from '../scenario-run.js';

/** Each stretch of the rest of the year holds prices of every case; with more of them possible years are priced whole. */
const MOST_STRETCHES = 4;

/**
 * The prices of all cases, once for each stretch of the rest of the year in which they may leave again; undefined where a
 * price looks at other cases of the year: a rate from the budget, benefits over a person's year, tests on other stays, a
 * scheme that changes within the year.
 */
export async function pricedOnce(
  { timeline, scheme, groups, priced, input }: PricedScenario & { readonly input: PricingInput },
  rest: RestOfYear,
  executor: Executor,
): Promise<PricedOnce | undefined> {
  if (scheme.parts.length > 1 || !isPricedAlone(timeline)) return undefined;
  const once = {
    table: clearedColumns(input.table, timeline),
    groups,
    ...(input.facts === undefined ? {} : { facts: input.facts }),
  };
  const periods = cutPeriods(input);
  if (periods.length === 1) return { ...once, priced: [priced], pricesOn: () => 0 };
  const later = periods.filter(({ until }) => until > rest.asOf + 1);
  const { year_by: yearBy } = timeline.segments[0]!.policy;
  // Another day than that of discharge may lie anywhere in the year.
  if (yearBy !== 'discharge_date' || later.length > MOST_STRETCHES) return undefined;
  const prices: PricedColumns[] = [];
  for (const { from } of later) {
    prices.push(await priceCases({ ...input, table: allOnDay(input.table, yearBy, from) }, executor));
  }
  return {
    ...once,
    priced: [priced, ...prices],
    pricesOn: (day) => 1 + later.findIndex(({ from, until }) => day >= from && day < until),
  };
}

/** Whether the price of a case depends on nothing but the case, the policy and the stretch of the year. */
function isPricedAlone(timeline: PolicyTimeline): boolean {
  return (
    !computesBenefits(timeline) &&
    timeline.segments.every(({ policy }) => !asksForLinks(policy) && isRateStated(policy.rate))
  );
}

const isRateStated = (rate: Policy['rate']): boolean =>
  rate.kind !== 'budget' && !(rate.kind === 'floating' && rate.opening === 'budget');

/** Without what only grouping and pricing read: codes, and texts but for the ids that break ties within a quota. */
function clearedColumns(table: CaseTable, timeline: PolicyTimeline): CaseTable {
  const isNeeded = (name: string): boolean => name === 'case_id' && quotaRules(timeline).length > 0;
  const columns = Object.entries(table.columns).filter(
    ([name, { kind }]) => kind !== 'codes' && (kind !== 'text' || isNeeded(name)),
  );
  return { ...table, columns: Object.fromEntries(columns) };
}
