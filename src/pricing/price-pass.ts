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
    priceRange(payload, start, end, formulas);
    for (let f = 0; f < formulas.length; f++) formulas[f]!.pay(payload.columns.payFen);
    splitRange(payload, start, end);
  }
}

/** Writes method, weight, standard, band and the priced amount of cases [from, to); a formula's amounts follow later. */
function priceRange(payload: PricePayload, from: number, to: number, formulas: readonly FormulaRows[]): void {
  const { facts, bands, otherPayments, levelOfClass, standards, groupMeans, dischargeType } = payload;
  const { method, band, weightScaled, standardFen, payFen, alternativePayFen } = payload.columns;
  const { totalCost, group, groupCount } = facts;
  const weights = payload.weightScaled;
  for (let row = from; row < to; row++) {
    const period = periodOfCase(facts, row);
    const slot = classifyCase(facts, row, period);
    const cost = totalCost[row]!;
    if (slot < 0) {
      method[row] = -slot;
      band[row] = 0;
      weightScaled[row] = 0;
      standardFen[row] = 0;
      payFen[row] = otherPaymentFen(otherPayments, period, -slot, cost);
      alternativePayFen[row] = Number.NaN;
      continue;
    }
    const groupPlace = period * groupCount + group[row]!;
    const payClass = (slot - group[row]!) / groupCount;
    const standard = standards[slot]!;
    const basis = bands.isOnMean[period] === 1 ? groupMeans[groupPlace]! : standard;
    const discharge = dischargeType === undefined ? 0 : dischargeType[row]!;
    const found = findBand(bands, period, levelOfClass[payClass]!, discharge, cost, basis);
    weightScaled[row] = weights[groupPlace]!;
    standardFen[row] = standard;
    if (found < 0) {
      method[row] = METHOD_STANDARD;
      band[row] = 0;
      payFen[row] = standard;
      alternativePayFen[row] = Number.NaN;
      continue;
    }
    method[row] = METHOD_OUTLIER;
    band[row] = 1 + found - bands.start[period]!;
    alternativePayFen[row] = bands.hasQuota[found] === 1 ? standard : Number.NaN;
    const pay = bands.pay[found]!;
    if (pay === PAY_BY_ITEM) payFen[row] = cost;
    else if (pay === PAY_STANDARD) payFen[row] = standard;
    else formulas[pay - PAY_FORMULA]!.add(row, payClass, groupPlace, standard);
  }
}

/**
 * The fund's part by definition A: what is paid less the patient's part as recorded (total cost − pooled fund), at
 * least 0 and flagged where it would be below. Until here alternativePayFen is NaN where there is no alternative.
 * @source rules §6.2 A
 */
function splitRange(payload: PricePayload, from: number, to: number): void {
  const { totalCost, pooledFund } = payload.facts;
  const { method, payFen, fundFen, patientFen, recordedFen, alternativePayFen, isFloored } = payload.columns;
  for (let row = from; row < to; row++) {
    if (method[row] === METHOD_UNPRICED) {
      payFen[row] = 0;
      fundFen[row] = 0;
      patientFen[row] = 0;
      recordedFen[row] = 0;
      alternativePayFen[row] = 0;
      isFloored[row] = 0;
      continue;
    }
    const pooled = pooledFund[row]!;
    const patient = totalCost[row]! - pooled;
    const pay = payFen[row]!;
    const isBelow = pay - patient < 0;
    const paid = isBelow ? patient : pay;
    const alternative = alternativePayFen[row]!;
    patientFen[row] = patient;
    recordedFen[row] = pooled;
    payFen[row] = paid;
    fundFen[row] = isBelow ? 0 : pay - patient;
    isFloored[row] = isBelow ? 1 : 0;
    alternativePayFen[row] = Number.isNaN(alternative) ? paid : Math.max(alternative, patient);
  }
}

/** The pricing pass: no case looks at another, so any split of the rows gives the same bytes. */
export const pricePass: RowPass<PricePayload> = { name: 'price', rows: priceRows };
