import { MISSING_DAY, yearOf } from '../../src/kernel/day.js';
import type { OverlapRule } from '../../src/links/find-overlaps.js';
import type { StayScope } from '../../src/links/link-columns.js';
import type { ReadmissionRule } from '../../src/links/readmission-rule.js';
import { CATALOGUE, dayNumber, type Stay } from './stay-table.js';

/** The definitions word by word: every stay beside every other one, facts named by case ids. */

const admitOf = (stay: Stay): number => dayNumber(stay.admit);
const dischargeOf = (stay: Stay): number => dayNumber(stay.discharge);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isUsable = (stay: Stay): boolean =>
  stay.patient !== undefined &&
  admitOf(stay) !== MISSING_DAY &&
  dischargeOf(stay) !== MISSING_DAY &&
  admitOf(stay) <= dischargeOf(stay);

/** By admission, discharge, case_id. */
const byTime = (a: Stay, b: Stay): number =>
  admitOf(a) - admitOf(b) || dischargeOf(a) - dischargeOf(b) || compare(a.id, b.id);

const isSamePatient = (a: Stay, b: Stay): boolean => a !== b && isUsable(a) && isUsable(b) && a.patient === b.patient;

const isBefore = (a: Stay, b: Stay): boolean => dischargeOf(a) <= admitOf(b) && byTime(a, b) < 0;

const isThereAndEqual = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a !== '' && a === b;

function groupOf(stay: Stay): string | undefined {
  const code = CATALOGUE.codes[stay.group ?? 0]!;
  return code === '0000' || code === 'E00' ? undefined : code;
}

const adrgOf = (stay: Stay): string | undefined =>
  groupOf(stay) === undefined ? undefined : groupOf(stay)!.slice(0, 3);
const categoryOf = (stay: Stay, count: number): string | undefined => stay.dx?.split('.').join('').slice(0, count);

function isInScope(a: Stay, b: Stay, scope: StayScope): boolean {
  if (scope.hospital === 'same' && !isThereAndEqual(a.hospital, b.hospital)) return false;
  if (scope.group === 'same' && !isThereAndEqual(groupOf(a), groupOf(b))) return false;
  if (scope.group === 'same_adrg' && !isThereAndEqual(adrgOf(a), adrgOf(b))) return false;
  if (scope.principal === 'same_code' && !isThereAndEqual(a.dx, b.dx)) return false;
  const count = scope.category_characters ?? 3;
  return scope.principal !== 'same_category' || isThereAndEqual(categoryOf(a, count), categoryOf(b, count));
}

/** The latest discharge; then the last in time. */
const latest = (list: Stay[]): Stay | undefined =>
  list.sort((a, b) => dischargeOf(b) - dischargeOf(a) || byTime(b, a))[0];
const earliest = (list: Stay[]): Stay | undefined => list.sort(byTime)[0];

export const literalPrevious = (stays: readonly Stay[], stay: Stay, scope: StayScope): Stay | undefined =>
  latest(stays.filter((other) => isSamePatient(other, stay) && isInScope(other, stay, scope) && isBefore(other, stay)));

export const literalNext = (stays: readonly Stay[], stay: Stay, scope: StayScope): Stay | undefined =>
  earliest(
    stays.filter((other) => isSamePatient(stay, other) && isInScope(stay, other, scope) && isBefore(stay, other)),
  );

export const daysBetween = (first: Stay, second: Stay): number => admitOf(second) - dischargeOf(first);

export function literalReadmission(stays: readonly Stay[], stay: Stay, rule: ReadmissionRule): Stay | undefined {
  const isPair = (first: Stay, second: Stay): boolean =>
    isSamePatient(first, second) &&
    isInScope(first, second, rule) &&
    isBefore(first, second) &&
    daysBetween(first, second) <= rule.within_days &&
    daysBetween(first, second) >= (rule.least_days ?? 0) &&
    !isExempt(first, second, rule);
  return rule.counts === 'first'
    ? earliest(stays.filter((other) => isPair(stay, other)))
    : latest(stays.filter((other) => isPair(other, stay)));
}

/** A stay is judged where it can be compared: with a stay like itself it would share all that is asked. */
export const literalIsJudged = (stay: Stay, scope: StayScope): boolean =>
  isUsable(stay) && isInScope(stay, stay, scope);

function isExempt(first: Stay, second: Stay, { exempt }: ReadmissionRule): boolean {
  const recorded = exempt?.planned?.recorded_on === 'first' ? first : second;
  return (
    (exempt?.planned?.values.includes(recorded.planned ?? '') ?? false) ||
    (exempt?.principals?.some((beginning) => second.dx?.startsWith(beginning)) ?? false) ||
    (exempt?.groups?.includes(CATALOGUE.codes[second.group ?? 0]!) ?? false) ||
    (exempt?.discharge_types?.includes(first.type ?? -1) ?? false)
  );
}

/** Rules §7.3 in its own words; where only the end of one is the start of the other, it is a transfer. */
export function literalOverlaps(stays: readonly Stay[], stay: Stay, rule: OverlapRule): Stay[] {
  return stays.filter((other) => {
    if (!isSamePatient(stay, other)) return false;
    const isSameHospital = isThereAndEqual(stay.hospital, other.hospital);
    const isKnown = stay.hospital !== undefined && other.hospital !== undefined;
    if (rule.hospital === 'same' && !isSameHospital) return false;
    if (rule.hospital === 'different' && (isSameHospital || !isKnown)) return false;
    const isOver = admitOf(stay) <= dischargeOf(other) && dischargeOf(stay) >= admitOf(other);
    const isTouching = admitOf(stay) === dischargeOf(other) || dischargeOf(stay) === admitOf(other);
    return isOver && (rule.shared_day === 'counted' || !isTouching);
  });
}

/** Number among the patient's stays of the year, by the day that decides it, then as stays are ordered in time. */
export function literalNumber(stays: readonly Stay[], stay: Stay, dayOf: (stay: Stay) => number): number {
  if (stay.patient === undefined || dayOf(stay) === MISSING_DAY) return 0;
  const year = yearOf(dayOf(stay));
  return stays
    .filter((other) => other.patient === stay.patient && dayOf(other) !== MISSING_DAY && yearOf(dayOf(other)) === year)
    .filter((other) => dayOf(other) < dayOf(stay) || (dayOf(other) === dayOf(stay) && byTime(other, stay) <= 0)).length;
}
