import { findColumn, needColumn } from '../cases/case-table.js';
import { STATUS_GROUPED, STATUS_UNRELATED } from '../grouping/group-columns.js';
import { sharedUint8 } from '../kernel/shared-arrays.js';
import type { Policy } from '../policy/policy-schema.js';
import { buildClassWeights, type ClassWeights } from './class-weights.js';
import { buildPayClasses, NO_POOL, type PayClass, UNKNOWN_HOSPITAL } from './pay-classes.js';
import {
  METHOD_KIND,
  METHOD_NO_POOL,
  METHOD_UNGROUPED,
  METHOD_UNKNOWN_HOSPITAL,
  METHOD_UNPRICED,
  METHOD_UNRELATED,
  METHOD_UNWEIGHTED,
} from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import { findCasePeriods, type PricingPeriod } from './pricing-periods.js';

/** What pricing reads of a case, and the small lookup tables that say how it is paid. Shared memory throughout. */
export interface CaseFacts {
  readonly hospital: Uint16Array | Uint32Array;
  readonly insurance: Uint16Array | Uint32Array;
  readonly level: Uint16Array | Uint32Array | undefined;
  readonly kind: Uint16Array | Uint32Array | undefined;
  readonly totalCost: Float64Array;
  readonly pooledFund: Float64Array;
  readonly group: Uint16Array;
  readonly status: Uint8Array;
  readonly day: Int32Array | undefined;
  readonly firstDay: number;
  readonly periodOfDay: Uint16Array;
  readonly hospitalCount: number;
  readonly insuranceCount: number;
  readonly groupCount: number;
  /** By code of payment_kind: 1 where such stays are paid outside the groups. */
  readonly isKindOutside: Uint8Array;
  /** By code of hospital_level: class 3, 2, 1, or 0 where the text says nothing. */
  readonly levelOfText: Uint8Array;
  /** ((period × insuranceCount + insurance) × hospitalCount + hospital) × 4 + level → pay class, or a mark below 0. */
  readonly classOf: Int32Array;
  /** pay class × groupCount + group → 1 where the group has a standard. */
  readonly hasStandard: Uint8Array;
}

/** The kinds of payment that a method pays through the groups; every other kind stays outside. */
const KINDS_IN_GROUPS: Readonly<Record<Policy['method'], readonly string[]>> = {
  'drg-rate': ['', 'drg'],
  'drg-points': ['', 'drg'],
  dip: ['', 'dip'],
};

/**
 * Gathers the columns and lookups of one run.
 * @throws column_missing (stage pricing), cases_without_policy_day, cases_outside_policy_year
 */
export function gatherCaseFacts(
  input: PricingInput,
  periods: readonly PricingPeriod[],
): { facts: CaseFacts; classes: readonly PayClass[]; classWeights: ClassWeights } {
  const { table } = input;
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'pricing');
  const insurance = needColumn(table, 'insurance', 'dictionary', 'pricing');
  const totalCost = needColumn(table, 'total_cost', 'money', 'pricing');
  const pooledFund = needColumn(table, 'pooled_fund', 'money', 'pricing');
  const level = findColumn(table, 'hospital_level', 'dictionary');
  const kind = findColumn(table, 'payment_kind', 'dictionary');
  const groupCount = input.catalogue.codes.length;
  const { classes, classOf, levelOfText } = buildPayClasses(input, periods, hospital, insurance, level);
  const classWeights = buildClassWeights(input, periods, classes);
  const inGroups = KINDS_IN_GROUPS[periods[0]!.policy.method]!;
  const isKindOutside = sharedUint8(kind?.values.length ?? 0);
  kind?.values.forEach((text, code) => {
    isKindOutside[code] = inGroups.includes(text) ? 0 : 1;
  });
  const facts: CaseFacts = {
    hospital: hospital.codes,
    insurance: insurance.codes,
    level: level?.codes,
    kind: kind?.codes,
    totalCost: totalCost.values,
    pooledFund: pooledFund.values,
    group: input.groups.group,
    status: input.groups.status,
    ...findCasePeriods(input, periods),
    hospitalCount: hospital.values.length,
    insuranceCount: insurance.values.length,
    groupCount,
    isKindOutside,
    levelOfText,
    classOf,
    hasStandard: markStandards(periods, classes, classWeights),
  };
  return { facts, classes, classWeights };
}

/**
 * A group has a standard where it has a weight above 0, or where the policy pays one standard for every group. Where it
 * pays by published standards: where there is one, else as `without_standard` says.
 */
function markStandards(
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  { weight, publishedFen, groupCount }: ClassWeights,
): Uint8Array {
  const marks = sharedUint8(classes.length * groupCount);
  classes.forEach(({ period }, c) => {
    const { rate, weights } = periods[period]!.policy;
    const isAlways = rate.kind === 'standard';
    const isByUnits = weights.use !== 'standard' || weights.without_standard !== 'unweighted';
    for (let at = c * groupCount; at < (c + 1) * groupCount; at++) {
      const isPublished = publishedFen.length > 0 && publishedFen[at]! > 0;
      marks[at] = isAlways || isPublished || (isByUnits && weight[at]! > 0) ? 1 : 0;
    }
  });
  return marks;
}

export function periodOfCase(facts: CaseFacts, row: number): number {
  return facts.day === undefined ? 0 : facts.periodOfDay[facts.day[row]! - facts.firstDay]!;
}

/** The pay class of a case, whatever its kind and group; UNKNOWN_HOSPITAL or NO_POOL where it has none. */
export function payClassOf(facts: CaseFacts, row: number, period: number): number {
  const level = facts.level === undefined ? 0 : facts.levelOfText[facts.level[row]!]!;
  const place = (period * facts.insuranceCount + facts.insurance[row]!) * facts.hospitalCount + facts.hospital[row]!;
  return facts.classOf[place * 4 + level]!;
}

/**
 * Who decides the pay of a case, in the order of steps.ts, first that holds.
 * @returns pay class × groupCount + group where the groups pay; else minus the index into PAYMENT_METHODS
 */
export function classifyCase(facts: CaseFacts, row: number, period: number): number {
  const total = facts.totalCost[row]!;
  const pooled = facts.pooledFund[row]!;
  if (Number.isNaN(total) || Number.isNaN(pooled)) return -METHOD_UNPRICED;
  if (facts.kind !== undefined && facts.isKindOutside[facts.kind[row]!] === 1) return -METHOD_KIND;
  const level = facts.level === undefined ? 0 : facts.levelOfText[facts.level[row]!]!;
  const place = (period * facts.insuranceCount + facts.insurance[row]!) * facts.hospitalCount + facts.hospital[row]!;
  const payClass = facts.classOf[place * 4 + level]!;
  if (payClass === UNKNOWN_HOSPITAL) return -METHOD_UNKNOWN_HOSPITAL;
  if (payClass === NO_POOL) return -METHOD_NO_POOL;
  const status = facts.status[row]!;
  if (status === STATUS_UNRELATED) return -METHOD_UNRELATED;
  if (status !== STATUS_GROUPED) return -METHOD_UNGROUPED;
  const group = facts.group[row]!;
  const slot = payClass * facts.groupCount + group;
  return facts.hasStandard[slot] === 1 ? slot : -METHOD_UNWEIGHTED;
}
