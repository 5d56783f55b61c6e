import { findColumn, needColumn } from '../cases/case-table.js';
import { STATUS_UNGROUPED, STATUS_UNRELATED } from '../grouping/group-columns.js';
import { isHighBand, isLowBand } from '../pricing/outlier-bands.js';
import { METHOD_OUTLIER, METHOD_STANDARD, METHOD_UNPRICED, PAYMENT_METHODS } from '../pricing/priced-columns.js';
import { cutPeriods, findCasePeriods } from '../pricing/pricing-periods.js';
import type { CellIndex } from './cell-index.js';
import type { QuotaChoice } from './quota.js';
import { CELL_MEASURES, type CellMeasure } from './settlement.js';
import type { SettlementInput } from './settlement-input.js';

export const METHOD_COUNT = PAYMENT_METHODS.length;

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

export function isGroupPaid(method: number): boolean {
  return method === METHOD_STANDARD || method === METHOD_OUTLIER;
}

/** The fund's part of a case after its quota was chosen. */
export function fundAfterQuota(input: SettlementInput, quota: QuotaChoice, row: number): number {
  const { priced } = input;
  if (quota.isOverQuota === undefined || quota.isOverQuota[row] === 0) return priced.fundFen[row]!;
  return priced.alternativePayFen[row]! - priced.patientFen[row]!;
}

/**
 * Adds every case to its cell. Cases that cannot be priced count as cases and enter no sum of money.
 * The plain form is a GROUP BY hospital, insurance, department, group.
 */
export function sumCells(input: SettlementInput, index: CellIndex, quota: QuotaChoice): CellSums {
  const { table, groups, priced } = input;
  const sums = {} as Record<CellMeasure, Float64Array>;
  for (const measure of CELL_MEASURES) sums[measure] = new Float64Array(index.cellCount);
  const groupFund = new Float64Array(index.cellCount);
  const groupRecorded = new Float64Array(index.cellCount);
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
    const account = index.accountOf[cell]!;
    const method = priced.method[row]!;
    sums.cases[cell]! += 1;
    methodCases[account * METHOD_COUNT + method]! += 1;
    if (groups.status[row] === STATUS_UNRELATED) sums.unrelated_cases[cell]! += 1;
    else if (groups.status[row] === STATUS_UNGROUPED) sums.ungrouped_cases[cell]! += 1;
    if (losDays !== undefined && losDays[row]! >= 0) {
      sums.los_days[cell]! += losDays[row]!;
      sums.los_cases[cell]! += 1;
    }
    if (method === METHOD_UNPRICED) {
      sums.unpriced_cases[cell]! += 1;
      continue;
    }
    const fund = fundAfterQuota(input, quota, row);
    const patient = priced.patientFen[row]!;
    const recorded = priced.recordedFen[row]!;
    if (patient < 0) negativePatientCases += 1;
    sums.floored_cases[cell]! += priced.isFloored[row]!;
    sums.weight_scaled[cell]! += priced.weightScaled[row]!;
    sums.total_cost[cell]! += totalCost[row]!;
    sums.standard[cell]! += priced.standardFen[row]!;
    sums.pay[cell]! += fund + patient;
    sums.patient[cell]! += patient;
    sums.recorded_fund[cell]! += recorded;
    sums.fund_before_clearing[cell]! += fund;
    methodFund[account * METHOD_COUNT + method]! += priced.fundFen[row]!;
    quotaChange[account]! += fund - priced.fundFen[row]!;
    if (hospitalCost !== undefined && !Number.isNaN(hospitalCost[row])) {
      sums.hospital_cost[cell]! += hospitalCost[row]!;
      sums.hospital_cost_cases[cell]! += 1;
    }
    if (isGroupPaid(method)) {
      sums.group_paid_cases[cell]! += 1;
      groupFund[cell]! += fund;
      groupRecorded[cell]! += recorded;
      const side = sideOf(row);
      if (side < 0) sums.low_outlier_cases[cell]! += 1;
      else if (side > 0) sums.high_outlier_cases[cell]! += 1;
    } else sums.carved_out_fund[cell]! += fund;
  }
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
