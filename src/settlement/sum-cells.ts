import { findColumn, needColumn } from '../cases/case-table.js';
import { STATUS_UNGROUPED, STATUS_UNRELATED } from '../grouping/group-columns.js';
import { isHighBand, isLowBand } from '../pricing/outlier-bands.js';
import {
  hasOrdinaryInGroups,
  METHOD_OUTLIER,
  METHOD_SPECIAL,
  METHOD_SPECIAL_OUTSIDE,
  METHOD_STANDARD,
  METHOD_UNPRICED,
  PAYMENT_METHODS,
} from '../pricing/priced-columns.js';
import { cutPeriods, findCasePeriods } from '../pricing/pricing-periods.js';
import type { CellIndex } from './cell-index.js';
import type { QuotaChoice } from './quota.js';
import { CELL_MEASURES, type CellMeasure } from './settlement.js';
import type { SettlementInput } from './settlement-input.js';

export const METHOD_COUNT = PAYMENT_METHODS.length;

const placeOf = (measure: CellMeasure): number => CELL_MEASURES.indexOf(measure);
const CASES = placeOf('cases');
const UNRELATED = placeOf('unrelated_cases');
const UNGROUPED = placeOf('ungrouped_cases');
const LOS_DAYS = placeOf('los_days');
const LOS_CASES = placeOf('los_cases');
const UNPRICED = placeOf('unpriced_cases');
const FLOORED = placeOf('floored_cases');
const WEIGHT = placeOf('weight_scaled');
const TOTAL_COST = placeOf('total_cost');
const STANDARD = placeOf('standard');
const PAY = placeOf('pay');
const PATIENT = placeOf('patient');
const RECORDED = placeOf('recorded_fund');
const FUND_BEFORE = placeOf('fund_before_clearing');
const HOSPITAL_COST = placeOf('hospital_cost');
const HOSPITAL_COST_CASES = placeOf('hospital_cost_cases');
const GROUP_PAID = placeOf('group_paid_cases');
const LOW = placeOf('low_outlier_cases');
const HIGH = placeOf('high_outlier_cases');
const CARVED_OUT = placeOf('carved_out_fund');
const GROUP_FUND = CELL_MEASURES.length;
const GROUP_RECORDED = GROUP_FUND + 1;

/** Sums over cases, all in integer fen or counts, so that no order of rows can be seen in them. */
export interface CellSums {
  readonly sums: Record<CellMeasure, Float64Array>;
  /** By cell: fund's part of the group-paid cases after quotas, and what was recorded for them. */
  readonly groupFund: Float64Array;
  readonly groupRecorded: Float64Array;
  /** By account × method: cases, and the fund's part as priced (before quotas). */
  readonly methodCases: Float64Array;
  readonly methodFund: Float64Array;
  /** By account: how quotas change the fund's part. */
  readonly quotaChange: Float64Array;
  /** Cases whose recorded pooled fund is more than their total cost. */
  readonly negativePatientCases: number;
}

/** Whether a method pays through the groups; special cases do where they stay inside. */
export function isGroupPaid(method: number): boolean {
  return method === METHOD_STANDARD || method === METHOD_OUTLIER || method === METHOD_SPECIAL;
}

/**
 * The same of a case after its quota was chosen: beyond it, a special case takes its ordinary price, which the groups pay
 * where the case has a standard there, and which else (a kind outside them, in no group, without a weight) is by item.
 */
export function isInGroups({ priced }: SettlementInput, quota: QuotaChoice, row: number): boolean {
  const method = priced.method[row]!;
  if (method !== METHOD_SPECIAL && method !== METHOD_SPECIAL_OUTSIDE) return isGroupPaid(method);
  return quota.isOverQuota?.[row] === 1 ? hasOrdinaryInGroups(priced, row) : method === METHOD_SPECIAL;
}

/** The fund's part of a case after its quota was chosen. */
export function fundAfterQuota(input: SettlementInput, quota: QuotaChoice, row: number): number {
  const { priced } = input;
  if (quota.isOverQuota === undefined || quota.isOverQuota[row] === 0) return priced.fundFen[row]!;
  return Math.max(0, priced.alternativePayFen[row]! - priced.patientFen[row]!);
}

/**
 * Adds every case to its cell. Cases that cannot be priced count as cases and enter no sum of money.
 * The plain form is a GROUP BY hospital, insurance, department, group.
 */
export function sumCells(input: SettlementInput, index: CellIndex, quota: QuotaChoice): CellSums {
  const { table, groups, priced } = input;
  // While adding, the measures of a cell lie side by side, so that a case touches one stretch of memory.
  const width = CELL_MEASURES.length + 2;
  const wide = new Float64Array(index.cellCount * width);
  const methodCases = new Float64Array(index.accountCount * METHOD_COUNT);
  const methodFund = new Float64Array(index.accountCount * METHOD_COUNT);
  const quotaChange = new Float64Array(index.accountCount);
  const totalCost = needColumn(table, 'total_cost', 'money', 'settlement').values;
  const hospitalCost = findColumn(table, 'hospital_cost', 'money')?.values;
  const losDays = findColumn(table, 'los_days', 'integer')?.values;
  const sideOf = bandSides(input);
  let negativePatientCases = 0;
  for (let row = 0; row < table.caseCount; row++) {
    const cell = index.cellOf[row]!;
    const at = cell * width;
    const account = index.accountOf[cell]!;
    const method = priced.method[row]!;
    wide[at + CASES]! += 1;
    methodCases[account * METHOD_COUNT + method]! += 1;
    if (groups.status[row] === STATUS_UNRELATED) wide[at + UNRELATED]! += 1;
    else if (groups.status[row] === STATUS_UNGROUPED) wide[at + UNGROUPED]! += 1;
    if (losDays !== undefined && losDays[row]! >= 0) {
      wide[at + LOS_DAYS]! += losDays[row]!;
      wide[at + LOS_CASES]! += 1;
    }
    if (method === METHOD_UNPRICED) {
      wide[at + UNPRICED]! += 1;
      continue;
    }
    const fund = fundAfterQuota(input, quota, row);
    const patient = priced.patientFen[row]!;
    const recorded = priced.recordedFen[row]!;
    if (patient < 0) negativePatientCases += 1;
    wide[at + FLOORED]! += priced.isFloored[row]!;
    wide[at + TOTAL_COST]! += totalCost[row]!;
    wide[at + STANDARD]! += priced.standardFen[row]!;
    wide[at + PAY]! += fund + patient;
    wide[at + PATIENT]! += patient;
    wide[at + RECORDED]! += recorded;
    wide[at + FUND_BEFORE]! += fund;
    methodFund[account * METHOD_COUNT + method]! += priced.fundFen[row]!;
    quotaChange[account]! += fund - priced.fundFen[row]!;
    if (hospitalCost !== undefined && !Number.isNaN(hospitalCost[row])) {
      wide[at + HOSPITAL_COST]! += hospitalCost[row]!;
      wide[at + HOSPITAL_COST_CASES]! += 1;
    }
    if (isInGroups(input, quota, row)) {
      wide[at + GROUP_PAID]! += 1;
      // Of the same cases as their count, else the CMI of a hospital would rise with what it is paid outside the groups.
      wide[at + WEIGHT]! += priced.weightScaled[row]!;
      wide[at + GROUP_FUND]! += fund;
      wide[at + GROUP_RECORDED]! += recorded;
      const side = sideOf(row);
      if (side < 0) wide[at + LOW]! += 1;
      else if (side > 0) wide[at + HIGH]! += 1;
    } else wide[at + CARVED_OUT]! += fund;
  }
  const column = (place: number) => {
    const values = new Float64Array(index.cellCount);
    for (let cell = 0; cell < index.cellCount; cell++) values[cell] = wide[cell * width + place]!;
    return values;
  };
  const sums = {} as Record<CellMeasure, Float64Array>;
  CELL_MEASURES.forEach((measure, place) => {
    sums[measure] = column(place);
  });
  const [groupFund, groupRecorded] = [column(GROUP_FUND), column(GROUP_RECORDED)];
  return { sums, groupFund, groupRecorded, methodCases, methodFund, quotaChange, negativePatientCases };
}

/** -1 for a case in a band below the standard, 1 above it, 0 for others. */
function bandSides(input: SettlementInput): (row: number) => number {
  const periods = cutPeriods(input);
  const { day, firstDay, periodOfDay } = findCasePeriods(input, periods);
  const sides = periods.map(({ policy }) =>
    policy.outliers.bands.map((band) => (isLowBand(band) ? -1 : isHighBand(band) ? 1 : 0)),
  );
  return (row) => {
    const band = input.priced.band[row]!;
    if (band === 0) return 0;
    return sides[day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!]![band - 1]!;
  };
}
