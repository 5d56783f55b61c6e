import { periodOfCase } from '../case-facts.js';
import type { PricePayload } from '../price-payload.js';
import {
  hasOrdinaryInGroups,
  METHOD_OUTLIER,
  METHOD_SPECIAL,
  METHOD_SPECIAL_OUTSIDE,
  METHOD_STANDARD,
} from '../priced-columns.js';
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
  else if (way === METHOD_SPECIAL && !hasOrdinaryInGroups(columns, row)) {
    // By item beyond the quota: definition A, on the patient's part of the charges.
    const left = alternative + supplement - (facts.totalCost[row]! - pooled);
    alternativePayFen[row] = Math.max(0, left) + patient;
  } else alternativePayFen[row] = ordinaryByRule(payload, rule, row, alternative, patient);
  return true;
}

/**
 * What a case beyond a quota is paid whose ordinary price stands in the groups: the fund's part of that price by the
 * definition of its period. The patient has paid when the quota is counted, and that part stays as it was.
 * @param baseFen the ordinary price with what is paid separately, without supplements
 */
export function ordinaryByRule(
  payload: PricePayload,
  rule: FundRule,
  row: number,
  baseFen: number,
  patientFen: number,
): number {
  const period = periodOfCase(payload.facts, row);
  const part = fundPartFen(payload, rule, rule.definition[period]!, period, row, baseFen);
  const supplement = payload.rules === undefined ? 0 : payload.columns.supplementFen[row]!;
  return (Number.isNaN(part) ? 0 : part) + supplement + patientFen;
}

/** Whether a special case pays outside the groups, by definition A, what the groups pay by definition B to E beyond its quota. */
export function returnsToRule({ facts, columns }: PricePayload, rule: FundRule, row: number): boolean {
  return (
    columns.method[row] === METHOD_SPECIAL_OUTSIDE &&
    rule.definition[periodOfCase(facts, row)]! !== FUND_MINUS_PATIENT &&
    hasOrdinaryInGroups(columns, row)
  );
}
