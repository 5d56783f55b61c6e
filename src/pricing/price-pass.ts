import type { RowPass } from '../kernel/executor.js';
import { CHUNK_ROWS } from '../kernel/formula/column-steps.js';
import { classifyCase, periodOfCase } from './case-facts.js';
import { createFormulaRows, type FormulaRows } from './formula-rows.js';
import { otherPaymentFen } from './other-payments.js';
import { findBand, PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from './outlier-bands.js';
import type { PricePayload } from './price-payload.js';
import { METHOD_OUTLIER, METHOD_STANDARD, METHOD_UNPRICED } from './priced-columns.js';

/**
 * Prices rows [from, to). Only lookups and integer compares: a case's class and group say its standard, its cost says
 * the band. Rows of a formula band are gathered and computed by columns, chunk by chunk. Nothing is allocated per case.
 */
function priceRows(payload: PricePayload, from: number, to: number): void {
  const formulas = payload.bands.formulas.map((_, index) => createFormulaRows(payload, index));
  for (let start = from; start < to; start += CHUNK_ROWS) {
    const end = Math.min(to, start + CHUNK_ROWS);
    for (let row = start; row < end; row++) priceRow(payload, row, formulas);
    for (let f = 0; f < formulas.length; f++) formulas[f]!.pay(payload.columns.payFen);
    for (let row = start; row < end; row++) splitPay(payload, row);
  }
}

/** Writes method, weight, standard, band and the priced amount of one case; a formula's amount follows later. */
function priceRow(payload: PricePayload, row: number, formulas: readonly FormulaRows[]): void {
  const { facts, bands, columns } = payload;
  const period = periodOfCase(facts, row);
  const slot = classifyCase(facts, row, period);
  const cost = facts.totalCost[row]!;
  if (slot < 0) {
    columns.method[row] = -slot;
    columns.band[row] = 0;
    columns.weightScaled[row] = 0;
    columns.standardFen[row] = 0;
    columns.payFen[row] = otherPaymentFen(payload.otherPayments, period, -slot, cost);
    columns.alternativePayFen[row] = Number.NaN;
    return;
  }
  const groupPlace = period * facts.groupCount + facts.group[row]!;
  const payClass = (slot - facts.group[row]!) / facts.groupCount;
  const standard = payload.standards[slot]!;
  const basis = bands.isOnMean[period] === 1 ? payload.groupMeans[groupPlace]! : standard;
  const dischargeType = payload.dischargeType === undefined ? 0 : payload.dischargeType[row]!;
  const band = findBand(bands, period, payload.levelOfClass[payClass]!, dischargeType, cost, basis);
  columns.weightScaled[row] = payload.weightScaled[groupPlace]!;
  columns.standardFen[row] = standard;
  if (band < 0) {
    columns.method[row] = METHOD_STANDARD;
    columns.band[row] = 0;
    columns.payFen[row] = standard;
    columns.alternativePayFen[row] = Number.NaN;
    return;
  }
  columns.method[row] = METHOD_OUTLIER;
  columns.band[row] = 1 + band - bands.start[period]!;
  columns.alternativePayFen[row] = bands.hasQuota[band] === 1 ? standard : Number.NaN;
  const pay = bands.pay[band]!;
  if (pay === PAY_BY_ITEM) columns.payFen[row] = cost;
  else if (pay === PAY_STANDARD) columns.payFen[row] = standard;
  else formulas[pay - PAY_FORMULA]!.add(row, payClass, groupPlace, standard);
}

/**
 * The fund's part by definition A: what is paid less the patient's part as recorded (total cost − pooled fund), at
 * least 0 and flagged where it would be below. Until here alternativePayFen is NaN where there is no alternative.
 * @source rules §6.2 A
 */
function splitPay(payload: PricePayload, row: number): void {
  const { facts, columns } = payload;
  if (columns.method[row] === METHOD_UNPRICED) {
    columns.payFen[row] = 0;
    columns.fundFen[row] = 0;
    columns.patientFen[row] = 0;
    columns.recordedFen[row] = 0;
    columns.alternativePayFen[row] = 0;
    columns.isFloored[row] = 0;
    return;
  }
  const pooled = facts.pooledFund[row]!;
  const patient = facts.totalCost[row]! - pooled;
  const fund = columns.payFen[row]! - patient;
  const alternative = columns.alternativePayFen[row]!;
  columns.patientFen[row] = patient;
  columns.recordedFen[row] = pooled;
  if (fund < 0) {
    columns.payFen[row] = patient;
    columns.fundFen[row] = 0;
    columns.isFloored[row] = 1;
  } else {
    columns.fundFen[row] = fund;
    columns.isFloored[row] = 0;
  }
  if (Number.isNaN(alternative)) columns.alternativePayFen[row] = columns.payFen[row]!;
  else columns.alternativePayFen[row] = Math.max(alternative, patient);
}

/** The pricing pass: no case looks at another, so any split of the rows gives the same bytes. */
export const pricePass: RowPass<PricePayload> = { name: 'price', rows: priceRows };
