import type { RowPass } from '../kernel/executor.js';
import { CHUNK_ROWS } from '../kernel/formula/column-steps.js';
import { classifyCase, periodOfCase } from './case-facts.js';
import { createFormulaRows, type FormulaCase, type FormulaRows } from './formula-rows.js';
import { FACTOR_DECIMALS } from './formula-sources.js';
import { otherPaymentFen } from './other-payments.js';
import { findBand, PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from './outlier-bands.js';
import type { PricePayload } from './price-payload.js';
import { METHOD_OUTLIER, METHOD_STANDARD } from './priced-columns.js';
import { createRuledRange } from './ruled-range.js';
import { splitRange } from './split-range.js';

/**
 * Prices rows [from, to). Only lookups and integer compares: a case's class and group say its standard, its cost says
 * the band. Rows of a formula band are gathered and computed by columns, chunk by chunk. Nothing is allocated per case.
 * A policy with rules on single cases takes the longer way of ruled-range.ts.
 */
function priceRows(payload: PricePayload, from: number, to: number): void {
  const priceChunk = payload.rules === undefined ? createPlainRange(payload) : createRuledRange(payload, payload.rules);
  for (let start = from; start < to; start += CHUNK_ROWS) {
    const end = Math.min(to, start + CHUNK_ROWS);
    priceChunk(start, end);
    splitRange(payload, start, end);
  }
}

/** No coefficient of the case. */
const ONE_FACTOR = 10 ** FACTOR_DECIMALS;

function createPlainRange(payload: PricePayload): (from: number, to: number) => void {
  const formulas = payload.formulas.map((_, index) => createFormulaRows(payload, index, 0));
  const asked: FormulaCase = { payClass: 0, group: 0, cost: 0, standard: 0, units: Number.NaN, factor: ONE_FACTOR };
  return (from, to) => {
    priceRange(payload, from, to, formulas, asked);
    for (let f = 0; f < formulas.length; f++) formulas[f]!.pay(payload.columns.payFen);
  };
}

/** Writes method, weight, standard, band and the priced amount of cases [from, to); a formula's amounts follow later. */
function priceRange(
  payload: PricePayload,
  from: number,
  to: number,
  formulas: readonly FormulaRows[],
  asked: FormulaCase,
): void {
  const { facts, bands, otherPayments, levelOfClass, standards, dischargeType, losDays } = payload;
  const { bases } = payload.bases;
  const { method, band, weightScaled, standardFen, payFen, alternativePayFen, unitsScaled } = payload.columns;
  const { totalCost, group, groupCount } = facts;
  const { units } = payload.parts;
  const hasUnits = units.length > 0;
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
      if (hasUnits) unitsScaled[row] = 0;
      continue;
    }
    const payClass = (slot - group[row]!) / groupCount;
    const standard = standards[slot]!;
    const basis = bands.isOnStandard[period] === 1 ? standard : bases[slot]!;
    const discharge = dischargeType === undefined ? 0 : dischargeType[row]!;
    const found = findBand(
      bands,
      period,
      levelOfClass[payClass]!,
      discharge,
      losDays === undefined ? -1 : losDays[row]!,
      cost,
      basis,
      row,
      undefined,
    );
    weightScaled[row] = weights[slot]!;
    standardFen[row] = standard;
    if (found < 0) {
      method[row] = METHOD_STANDARD;
      band[row] = 0;
      payFen[row] = standard;
      alternativePayFen[row] = Number.NaN;
      if (hasUnits) unitsScaled[row] = units[slot]!;
      continue;
    }
    method[row] = METHOD_OUTLIER;
    band[row] = 1 + found - bands.start[period]!;
    alternativePayFen[row] = bands.hasQuota[found] === 1 ? standard : Number.NaN;
    const pay = bands.pay[found]!;
    if (hasUnits) unitsScaled[row] = pay === PAY_STANDARD ? units[slot]! : 0;
    if (pay === PAY_BY_ITEM) payFen[row] = cost;
    else if (pay === PAY_STANDARD) payFen[row] = standard;
    else {
      asked.payClass = payClass;
      asked.group = group[row]!;
      asked.cost = cost;
      asked.standard = standard;
      asked.units = hasUnits ? units[slot]! : Number.NaN;
      formulas[pay - PAY_FORMULA]!.add(row, asked);
    }
  }
}

/** The pricing pass: no case looks at another, so any split of the rows gives the same bytes. */
export const pricePass: RowPass<PricePayload> = { name: 'price', rows: priceRows };
