import type { Day } from '../../kernel/day.js';
import { dayOf, MISSING_DAY, parseDay, yearOf } from '../../kernel/day.js';
import { nearestNames } from '../../kernel/nearest-names.js';
import type { BehaviourCases, BehaviourContext } from './behaviour-cases.js';
import { BEHAVIOUR_ERRORS } from './behaviour-errors.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { dischargeDays, viewCases } from './case-view.js';

/** First day outside the insurance by hospital; hospitals that stay are not in it. Days after the year mean: not yet. */
export function leavingDays(
  cases: BehaviourCases,
  parameters: BehaviourOf<'hospitals_leaving'>,
  context: BehaviourContext,
): ReadonlyMap<string, Day> {
  const { hospitals, from, margin_below: below, months, delay_months: delay } = parameters;
  if (hospitals !== undefined) {
    const view = viewCases(cases.table);
    const known = new Set<string>();
    for (let row = 0; row < cases.table.caseCount; row++) known.add(view.hospital(row));
    for (const name of hospitals) {
      if (known.has(name)) continue;
      const nearest = nearestNames(name, [...known]).join(', ');
      throw BEHAVIOUR_ERRORS.behaviour_unknown_hospital({ behaviour: context.name, name, nearest });
    }
    const day = addMonths(parseDay(from!)!, delay);
    return new Map(hospitals.map((name) => [name, day]));
  }
  const leaving = new Map<string, Day>();
  for (const [hospital, margins] of monthlyMargins(cases, context)) {
    const last = lastMonthOfRun(margins, below!, months!);
    // The decision falls when the month is over.
    if (last !== undefined) leaving.set(hospital, monthStart(last + 1 + delay));
  }
  return leaving;
}

/** Months since year 0, so that months are plain integers. */
const monthOf = (day: Day): number => yearOf(day) * 12 + monthInYear(day);

function monthInYear(day: Day): number {
  const year = yearOf(day);
  for (let month = 11; month > 0; month--) if (dayOf(year, month + 1, 1)! <= day) return month;
  return 0;
}

const monthStart = (month: number): Day => dayOf(Math.floor(month / 12), (month % 12) + 1, 1)!;

/** The same day of a later month, or that month's last day. */
function addMonths(day: Day, months: number): Day {
  const month = monthOf(day);
  const inMonth = day - monthStart(month);
  return Math.min(monthStart(month + months) + inMonth, monthStart(month + months + 1) - 1);
}

/** Pay before clearing and charges of every month, by hospital. */
function monthlyMargins(
  { table }: BehaviourCases,
  { priced }: BehaviourContext,
): Map<string, Map<number, { pay: number; charges: number }>> {
  const view = viewCases(table);
  const days = dischargeDays(table);
  const monthOfDay = new Map<Day, number>();
  const found = new Map<string, Map<number, { pay: number; charges: number }>>();
  for (let row = 0; row < table.caseCount; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY || Number.isNaN(view.charges[row])) continue;
    const month = monthOfDay.get(day) ?? monthOf(day);
    monthOfDay.set(day, month);
    const hospital = view.hospital(row);
    const ofHospital = found.get(hospital) ?? new Map<number, { pay: number; charges: number }>();
    found.set(hospital, ofHospital);
    const sums = ofHospital.get(month) ?? { pay: 0, charges: 0 };
    ofHospital.set(month, sums);
    sums.pay += priced.fundFen[row]! + priced.patientFen[row]!;
    sums.charges += view.charges[row]!;
  }
  return found;
}

/**
 * The month that ends the first run of `months` months in a row with (pay − charges) ÷ charges strictly below `below`;
 * a month without cases ends a run.
 */
export function lastMonthOfRun(
  margins: ReadonlyMap<number, { readonly pay: number; readonly charges: number }>,
  below: number,
  months: number,
): number | undefined {
  let run = 0;
  let previous = Number.NaN;
  for (const month of [...margins.keys()].sort((a, b) => a - b)) {
    const { pay, charges } = margins.get(month)!;
    const isBelow = charges > 0 && (pay - charges) / charges < below;
    run = isBelow ? (month === previous + 1 || run === 0 ? run + 1 : 1) : 0;
    previous = month;
    if (run === months) return month;
  }
  return undefined;
}
