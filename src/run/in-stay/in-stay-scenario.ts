import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseTable, Column } from '../../cases/case-table.js';
import type { HospitalRegister } from '../../cases/register.js';
import { type InStayAlerts, inStayAlertsSchema } from '../../indicators/in-stay/in-stay-alerts.js';
import { type InStayCard, inStayCards } from '../../indicators/in-stay/in-stay-cards.js';
import { type Day, MISSING_DAY } from '../../kernel/day.js';
import { packageRoot } from '../../kernel/package-root.js';
import { sharedFloat64, sharedInt32 } from '../../kernel/shared-arrays.js';
import { groupingSwitches } from '../../policy/grouping-switches.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { AnyScheme } from '../../schemes/load-any-scheme.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { regionNeeds } from '../policy-facts.js';
import type { RunContext } from '../run-context.js';
import { type PricedScenario, ScenarioRunner } from '../scenario-run.js';
import type { WeightSource } from '../scenario-side.js';
import { IN_STAY_ERRORS } from './in-stay-errors.js';

/** What is read of patients who are still in; only case_id, dx, hospital_id and insurance are needed. */
export function inStayColumns(timeline: PolicyTimeline): string[] {
  return [...regionNeeds([timeline]).columns, 'admit_date', 'total_cost', 'pooled_fund', 'discharge_date'];
}

export interface InStayScenario {
  readonly cards: readonly InStayCard[];
  readonly scenario: PricedScenario;
}

/**
 * Cards of the patients of a table. Days of discharge that are missing are taken as `day`, else the last admission of
 * the table; nothing is paid, only standards are looked up.
 * @throws in_stay_rate_from_budget, in_stay_day_needed, and what pricing throws
 */
export async function inStayScenario(
  options: {
    readonly table: CaseTable;
    readonly register: HospitalRegister;
    readonly timeline: PolicyTimeline;
    readonly weights: WeightSource | undefined;
    readonly document: AnyScheme;
    readonly alerts: InStayAlerts;
    readonly day: Day | undefined;
  },
  context: RunContext,
): Promise<InStayScenario> {
  const { timeline, register, weights, document, alerts } = options;
  refuseBudgetRate(timeline);
  const { policy } = timeline.segments.at(-1)!;
  const day = options.day ?? lastAdmission(options.table);
  if (day === MISSING_DAY && timeline.segments.length > 1) throw IN_STAY_ERRORS.in_stay_day_needed();
  const year = asIfDischarged(options.table, policy.year_by, day);
  const region = {
    year,
    history: undefined,
    register,
    inputs: [],
    rejected: [],
    summaries: {},
    seed: undefined,
  };
  const result = await new ScenarioRunner(region, weights, context).price(timeline);
  const cards = inStayCards({
    pricing: result.input,
    document,
    switches: groupingSwitches(policy),
    alerts,
    day,
  });
  return { cards, scenario: result };
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
