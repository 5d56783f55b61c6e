import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseTable, Column } from '../../cases/case-table.js';
import type { HospitalRegister } from '../../cases/register.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import { type InStayAlerts, inStayAlertsSchema } from '../../indicators/in-stay/in-stay-alerts.js';
import { type InStayCard, inStayCards } from '../../indicators/in-stay/in-stay-cards.js';
import type { PastStays } from '../../indicators/in-stay/past-stays.js';
import { type Day, MISSING_DAY } from '../../kernel/day.js';
import { packageRoot } from '../../kernel/package-root.js';
import { sharedFloat64, sharedInt32 } from '../../kernel/shared-arrays.js';
import { groupingSwitches } from '../../policy/grouping-switches.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import type { AnyScheme } from '../../schemes/load-any-scheme.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { regionNeeds } from '../policy-facts.js';
import type { RunContext } from '../run-context.js';
import { type PricedScenario, ScenarioRunner } from '../scenario-run.js';
import type { WeightSource } from '../scenario-side.js';
import { IN_STAY_ERRORS } from './in-stay-errors.js';

/** What is read of patients who are still in; only case_id, dx, hospital_id and insurance are needed. */
export function inStayColumns(timeline: PolicyTimeline): string[] {
  return [
    ...regionNeeds([timeline]).columns,
    'admit_date',
    'total_cost',
    'pooled_fund',
    'discharge_date',
    'tcm_treatment_cost',
  ];
}

export interface InStayScenario {
  readonly cards: readonly InStayCard[];
  readonly scenario: PricedScenario;
}

/** Patients whose stay may not be over, as tables in memory. */
export interface UnpricedOptions {
  readonly table: CaseTable;
  readonly register: HospitalRegister;
  readonly timeline: PolicyTimeline;
  readonly weights: WeightSource | undefined;
  readonly day: Day | undefined;
}

export interface UnpricedScenario {
  readonly result: PricedScenario & { readonly input: PricingInput };
  readonly day: Day;
  /** Groups of the same cases with other codes. */
  readonly regroup: (table: CaseTable) => Promise<GroupColumns>;
}

/**
 * Groups cases and makes what their standards are looked up in; amounts may be missing, nothing is paid. Days of
 * discharge that are missing are taken as `day`, else the last admission of the table.
 * @throws in_stay_rate_from_budget, in_stay_day_needed, and what pricing throws
 */
export async function unpricedScenario(options: UnpricedOptions, context: RunContext): Promise<UnpricedScenario> {
  const { timeline, register, weights } = options;
  refuseBudgetRate(timeline);
  const { policy } = timeline.segments.at(-1)!;
  const day = options.day ?? lastAdmission(options.table);
  if (day === MISSING_DAY && timeline.segments.length > 1) throw IN_STAY_ERRORS.in_stay_day_needed();
  const runnerOf = (table: CaseTable): ScenarioRunner => {
    const year = asIfDischarged(table, policy.year_by, day);
    const nothing = { history: undefined, inputs: [], rejected: [], summaries: {}, seed: undefined };
    return new ScenarioRunner({ ...nothing, year, register }, weights, context);
  };
  return {
    result: await runnerOf(options.table).price(timeline),
    day,
    regroup: async (table) => (await runnerOf(table).groupsFor(timeline, 'year')).groups,
  };
}

/** Cards of the patients of a table. @throws what unpricedScenario throws */
export async function inStayScenario(
  options: UnpricedOptions & {
    readonly document: AnyScheme;
    readonly alerts: InStayAlerts;
    readonly past?: PastStays | undefined;
  },
  context: RunContext,
): Promise<InStayScenario> {
  const { document, alerts, timeline, past } = options;
  const { result, day } = await unpricedScenario(options, context);
  const switches = groupingSwitches(timeline.segments.at(-1)!.policy);
  return { cards: inStayCards({ pricing: result.input, document, switches, alerts, day, past }), scenario: result };
}

/** A rate from the year's budget needs the whole year. @throws in_stay_rate_from_budget */
export function refuseBudgetRate(timeline: PolicyTimeline): void {
  if (timeline.segments.some(({ policy }) => policy.rate.kind === 'budget')) {
    throw IN_STAY_ERRORS.in_stay_rate_from_budget({ policy: timeline.id });
  }
}

/** Alerts of a file, else the ones that come with the program. @throws in_stay_alerts_missing, in_stay_alerts_invalid */
export function loadInStayAlerts(path: string | undefined): InStayAlerts {
  const file = path ?? join(packageRoot(), 'monitoring', 'in-stay', 'alerts.yaml');
  if (!existsSync(file) || !statSync(file).isFile()) throw IN_STAY_ERRORS.in_stay_alerts_missing({ file });
  return readDocument(readFileSync(file, 'utf8'), file, inStayAlertsSchema, IN_STAY_ERRORS.in_stay_alerts_invalid);
}

function lastAdmission({ columns }: CaseTable): Day {
  const admitted = columns.admit_date;
  return admitted?.kind === 'day'
    ? admitted.values.reduce((last, day) => Math.max(last, day), MISSING_DAY)
    : MISSING_DAY;
}

/** The table with the columns that pricing looks for: amounts that are not there yet are missing, days are `day`. */
function asIfDischarged(table: CaseTable, yearBy: string, day: Day): CaseTable {
  const columns: Record<string, Column> = { ...table.columns };
  for (const name of ['total_cost', 'pooled_fund']) {
    columns[name] ??= { kind: 'money', values: sharedFloat64(table.caseCount).fill(Number.NaN) };
  }
  if (day !== MISSING_DAY) {
    const given = table.columns[yearBy];
    const days = sharedInt32(table.caseCount).fill(day);
    if (given?.kind === 'day') {
      given.values.forEach((one, row) => {
        if (one !== MISSING_DAY) days[row] = one;
      });
    }
    columns[yearBy] = { kind: 'day', values: days };
  }
  return { ...table, columns };
}
