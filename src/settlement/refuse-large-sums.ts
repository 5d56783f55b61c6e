import { findColumn, needColumn } from '../cases/case-table.js';
import type { Text } from '../kernel/errors.js';
import { formatFen } from '../policy/format-value.js';
import { METHOD_UNPRICED } from '../pricing/priced-columns.js';
import type { QuotaChoice } from './quota.js';
import type { CellMeasure } from './settlement.js';
import { SETTLEMENT_INPUT_ERRORS } from './settlement-errors.js';
import type { SettlementInput } from './settlement-input.js';
import { fundAfterQuota } from './sum-cells.js';

const COST: Text = { zh: '住院总费用', en: 'total charges' };
const HOSPITAL_COST: Text = { zh: '医院成本', en: "hospital's own cost" };
const STANDARD: Text = { zh: '支付标准合计', en: 'standard payments' };
const PAY: Text = { zh: '清算前应支付', en: 'pay before clearing' };
const PATIENT: Text = { zh: '患者负担', en: "patients' part" };
const RECORDED: Text = { zh: '按项目记账基金', en: 'fund as recorded' };
const FUND_BEFORE: Text = { zh: '清算前基金支付', en: 'fund before clearing' };
const ADJUSTMENT: Text = { zh: '清算调整', en: 'clearing adjustment' };
const FUND: Text = { zh: '基金支付', en: 'fund payment' };
const INCOME: Text = { zh: '医院收入', en: 'hospital income' };
const MARGIN: Text = { zh: '费用结余', en: 'margin of charges' };

/**
 * Refuses cases whose sums of money leave the integers that a double holds exactly (2^53 − 1 fen): beyond them a table
 * would be wrong by some fen and depend on the order of rows. Absolute values are added, so that every part of the sum
 * is exact as well. Cases that cannot be priced enter no sum.
 * @throws sum_too_large, naming the measure, the limit and the row of the largest amount
 */
export function refuseLargeCaseSums(input: SettlementInput, quota: QuotaChoice): void {
  const { table, priced } = input;
  const cost = needColumn(table, 'total_cost', 'money', 'settlement').values;
  const hospitalCost = findColumn(table, 'hospital_cost', 'money')?.values;
  refuseRows(input, COST, (row) => cost[row]!);
  if (hospitalCost !== undefined) refuseRows(input, HOSPITAL_COST, (row) => hospitalCost[row]!);
  refuseRows(input, RECORDED, (row) => priced.recordedFen[row]!);
  refuseRows(input, PATIENT, (row) => priced.patientFen[row]!);
  refuseRows(input, STANDARD, (row) => priced.standardFen[row]!);
  refuseRows(input, FUND_BEFORE, (row) => fundAfterQuota(input, quota, row));
  refuseRows(input, PAY, (row) => fundAfterQuota(input, quota, row) + priced.patientFen[row]!);
}

/** The same for what clearing changes, cell by cell; the row named is that of the highest pay. */
export function refuseLargeClearedSums(
  input: SettlementInput,
  sums: Readonly<Record<CellMeasure, Float64Array>>,
): void {
  const { clearing_adjustment: adjustment, fund, patient, total_cost: cost } = sums;
  const measures: readonly [Text, (cell: number) => number][] = [
    [ADJUSTMENT, (cell) => adjustment[cell]!],
    [FUND, (cell) => fund[cell]!],
    [INCOME, (cell) => fund[cell]! + patient[cell]!],
    [MARGIN, (cell) => fund[cell]! + patient[cell]! - cost[cell]!],
  ];
  for (const [label, at] of measures) {
    let sum = 0;
    for (let cell = 0; cell < fund.length; cell++) sum += Math.abs(at(cell));
    if (sum > Number.MAX_SAFE_INTEGER) throw tooLarge(input, label, (row) => input.priced.payFen[row]!);
  }
}

function refuseRows(input: SettlementInput, label: Text, at: (row: number) => number): void {
  const { method } = input.priced;
  let sum = 0;
  for (let row = 0; row < input.table.caseCount; row++) {
    // Sums of doubles that are not negative never fall, so that what once left the exact integers stays outside.
    if (method[row] !== METHOD_UNPRICED) sum += Math.abs(at(row)) || 0;
  }
  if (sum > Number.MAX_SAFE_INTEGER) throw tooLarge(input, label, at);
}

function tooLarge({ table, priced }: SettlementInput, label: Text, at: (row: number) => number): Error {
  let largest = -1;
  for (let row = 0; row < table.caseCount; row++) {
    if (priced.method[row] === METHOD_UNPRICED || Number.isNaN(at(row))) continue;
    if (largest < 0 || Math.abs(at(row)) > Math.abs(at(largest))) largest = row;
  }
  return SETTLEMENT_INPUT_ERRORS.sum_too_large({
    measure_zh: label.zh,
    measure_en: label.en,
    limit: formatFen(Number.MAX_SAFE_INTEGER),
    row: table.sourceRow[largest] ?? 0,
    amount: formatFen(at(largest)),
  });
}
