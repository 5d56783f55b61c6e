import { periodOfCase } from '../case-facts.js';
import type { PricePayload } from '../price-payload.js';
import { METHOD_OUTLIER, METHOD_SPECIAL, METHOD_STANDARD } from '../priced-columns.js';
import { fundPartFen } from './fund-part.js';
import { FUND_CHARGED, FUND_MINUS_PATIENT, type FundRule } from './fund-rule.js';

/**
 * The split of a case that its group pays, by definitions B to E. What is paid separately shares in the base;
 * supplements are the fund's alone. The hospital receives the fund's part and the patient's part.
 * @returns false where definition A holds: for its period, or because the case stays outside the groups
 * @source rules §6.2
 */
export function splitByRule(payload: PricePayload, rule: FundRule, row: number): boolean {
  const { facts, columns } = payload;
  const { method, payFen, fundFen, patientFen, recordedFen, alternativePayFen, isFloored } = columns;
  const period = periodOfCase(facts, row);
  const definition = rule.definition[period]!;
  const way = method[row]!;
  const isInGroups = way === METHOD_STANDARD || way === METHOD_OUTLIER || way === METHOD_SPECIAL;
  if (definition === FUND_MINUS_PATIENT || !isInGroups) return false;
  const hasAdditions = payload.rules !== undefined;
  const supplement = hasAdditions ? columns.supplementFen[row]! : 0;
  const separate = hasAdditions ? columns.separateFen[row]! : 0;
  const pooled = facts.pooledFund[row]!;
  const base = payFen[row]! + separate;
  const part = fundPartFen(payload, rule, definition, period, row, base);
  const own = Number.isNaN(part) ? 0 : part;
  const patient = definition === FUND_CHARGED ? Math.max(0, base - own) : facts.totalCost[row]! - pooled;
  patientFen[row] = patient;
  recordedFen[row] = pooled;
  fundFen[row] = own + supplement;
  payFen[row] = own + supplement + patient;
  isFloored[row] = Number.isNaN(part) ? 1 : 0;
  const alternative = alternativePayFen[row]! + separate;
  if (Number.isNaN(alternative)) alternativePayFen[row] = payFen[row]!;
  else {
    // The patient has paid when the quota is counted; only the fund's part follows the other price.
    const other = fundPartFen(payload, rule, definition, period, row, alternative);
    alternativePayFen[row] = (Number.isNaN(other) ? 0 : other) + supplement + patient;
  }
  return true;
}
