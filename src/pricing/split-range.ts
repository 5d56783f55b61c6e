import { ordinaryByRule, returnsToRule, splitByRule } from './benefit/split-by-rule.js';
import type { PricePayload } from './price-payload.js';
import { METHOD_UNPRICED } from './priced-columns.js';

/** The split of every case of [from, to). */
export function splitRange(payload: PricePayload, from: number, to: number): void {
  for (let row = from; row < to; row++) splitRow(payload, row);
}

/**
 * The fund's part by definition A: what is paid less the patient's part as recorded (total cost − pooled fund), at
 * least 0 and flagged where it would be below. Until here alternativePayFen is NaN where there is no alternative, and
 * payFen lacks supplements and what is paid separately.
 * @source rules §6.2 A
 */
export function splitRow(payload: PricePayload, row: number): void {
  const { totalCost, pooledFund } = payload.facts;
  const { method, payFen, fundFen, patientFen, recordedFen, alternativePayFen, isFloored } = payload.columns;
  const { supplementFen, separateFen } = payload.columns;
  if (method[row] === METHOD_UNPRICED) {
    payFen[row] = 0;
    fundFen[row] = 0;
    patientFen[row] = 0;
    recordedFen[row] = 0;
    alternativePayFen[row] = 0;
    isFloored[row] = 0;
    return;
  }
  if (payload.fundRule !== undefined && splitByRule(payload, payload.fundRule, row)) return;
  const added = payload.rules === undefined ? 0 : supplementFen[row]! + separateFen[row]!;
  const pooled = pooledFund[row]!;
  const patient = totalCost[row]! - pooled;
  const pay = payFen[row]! + added;
  const isBelow = pay - patient < 0;
  const paid = isBelow ? patient : pay;
  const alternative = alternativePayFen[row]! + added;
  patientFen[row] = patient;
  recordedFen[row] = pooled;
  payFen[row] = paid;
  fundFen[row] = isBelow ? 0 : pay - patient;
  isFloored[row] = isBelow ? 1 : 0;
  // Not held at the patient's part: a floating value weighs the ordinary price itself.
  if (Number.isNaN(alternative)) alternativePayFen[row] = paid;
  else if (payload.fundRule !== undefined && returnsToRule(payload, payload.fundRule, row)) {
    const base = alternative - supplementFen[row]!;
    alternativePayFen[row] = ordinaryByRule(payload, payload.fundRule, row, base, patient);
  } else alternativePayFen[row] = alternative;
}
