import { compareDecimals, type Decimal, divideRound } from '../../kernel/decimal.js';
import type { Fen } from '../../kernel/money.js';
import { type PriceTerms, standardOfTerms } from '../../pricing/price-terms.js';
import type { BureauCase } from './bureau-case.js';
import { type DifferenceReason, REASON_NAMES } from './difference-reasons.js';

/** Our result of the case. */
export interface OurCase {
  readonly group: string;
  /** Paid the standard or by an outlier band. */
  readonly isGroupPaid: boolean;
  readonly standardFen: Fen;
  readonly payFen: Fen;
  readonly fundFen: Fen;
  readonly patientFen: Fen;
}

/** Up to where a remainder counts as rounding, in fen. */
export interface RoundingEdge {
  readonly atFen: Fen;
  readonly included: boolean;
}

/** Bureau less ours, by reason; the parts add up to the difference exactly. */
export interface DifferenceParts {
  readonly differenceFen: Fen;
  readonly parts: Readonly<Record<DifferenceReason, Fen>>;
  /** The largest part, the first of equal ones; '' where nothing differs. */
  readonly main: DifferenceReason | '';
}

/**
 * Splits the difference of one case: our terms are replaced by the bureau's one after another (group, weight, hospital
 * coefficient, coefficient of the case, rate), each step valued in fen; then what outliers add, the patient's part, and
 * the rest. What the bureau does not state stays ours, and what then remains is said to be unexplained.
 * @param termsOf  our terms for a group, as if the case were in it
 * @param basis  fund: the fund's part is compared; pay: the pay in all
 */
export function differenceParts(
  ours: OurCase,
  bureau: BureauCase,
  termsOf: (group: string) => PriceTerms | undefined,
  basis: 'fund' | 'pay',
  rounding: RoundingEdge,
): DifferenceParts {
  const parts = Object.fromEntries(REASON_NAMES.map((name) => [name, 0])) as Record<DifferenceReason, Fen>;
  const isRounding = (fen: Fen): boolean =>
    rounding.included ? Math.abs(fen) <= rounding.atFen : Math.abs(fen) < rounding.atFen;
  const rest = (fen: Fen, otherwise: DifferenceReason): void => {
    parts[isRounding(fen) ? 'rounding' : otherwise] += fen;
  };
  const hasPatient = !Number.isNaN(bureau.patientFen);
  const theirPatient = hasPatient ? bureau.patientFen : ours.patientFen;
  const theirPay = Number.isNaN(bureau.payFen) ? bureau.fundFen + theirPatient : bureau.payFen;
  const moved = bureau.group !== '' && bureau.group !== ours.group.toUpperCase();
  const own = termsOf(ours.group);
  if (!ours.isGroupPaid || own === undefined) {
    parts[moved ? 'group' : 'method'] += theirPay - ours.payFen;
  } else {
    const standard = standardSteps(ours, own, bureau, moved ? termsOf(bureau.group) : own, parts);
    const isStated = !Number.isNaN(bureau.standardFen);
    const theirStandard = isStated ? bureau.standardFen : standard;
    // A group that neither side values: all of it is the group's.
    const isUnvalued = moved && bureau.weight === undefined && termsOf(bureau.group) === undefined;
    const silent = isUnvalued ? 'group' : 'unexplained';
    if (isStated) rest(theirStandard - standard, silent);
    const saysStandard = isStated || (bureau.weight !== undefined && bureau.rate !== undefined);
    const deviation = theirPay - theirStandard - (ours.payFen - ours.standardFen);
    rest(deviation, saysStandard || bureau.deviationClass !== '' ? 'deviation' : silent);
  }
  let differenceFen = theirPay - ours.payFen;
  if (basis === 'fund') {
    differenceFen = bureau.fundFen - ours.fundFen;
    parts.patient = ours.patientFen - theirPatient;
    // A floor at 0 on either side, or a fund's part that the bureau takes otherwise.
    const left = bureau.fundFen - (theirPay - theirPatient) - (ours.fundFen - (ours.payFen - ours.patientFen));
    rest(left, hasPatient ? 'patient' : 'unexplained');
  }
  let main: DifferenceReason | '' = '';
  for (const name of REASON_NAMES) {
    if (parts[name] !== 0 && (main === '' || Math.abs(parts[name]) > Math.abs(parts[main]))) main = name;
  }
  return { differenceFen, parts, main };
}

/** Replaces our terms by theirs and adds each step to its part; the standard that comes out. */
function standardSteps(
  ours: OurCase,
  own: PriceTerms,
  bureau: BureauCase,
  theirGroup: PriceTerms | undefined,
  parts: Record<DifferenceReason, Fen>,
): Fen {
  // A factor of the case itself (an auxiliary coefficient) is what our standard has over its terms.
  let factor: readonly [number: bigint, per: bigint] = [BigInt(ours.standardFen), BigInt(own.standardFen || 1)];
  let terms = theirGroup ?? own;
  const valued = (): Fen => {
    const plain = terms.kind === 'stated' ? terms.standardFen : standardOfTerms(terms);
    return Number(divideRound(BigInt(plain) * factor[0], factor[1]));
  };
  let before = ours.standardFen;
  const step = (reason: DifferenceReason): void => {
    const after = valued();
    parts[reason] += after - before;
    before = after;
  };
  if (theirGroup !== undefined) step('group');
  const replace = (name: 'weight' | 'coefficient' | 'rate', value: Decimal | undefined): void => {
    if (value === undefined || terms.kind === 'stated' || compareDecimals(value, terms[name]) === 0) return;
    terms = { ...terms, [name]: value };
    // A group that our table does not have: its weight is the group's.
    step(theirGroup === undefined && name === 'weight' ? 'group' : name);
  };
  replace('weight', bureau.weight);
  replace('coefficient', bureau.coefficient);
  if (bureau.caseCoefficient !== undefined) {
    const { digits, scale } = bureau.caseCoefficient;
    factor = [BigInt(digits), 10n ** BigInt(scale)];
    step('case_coefficient');
  }
  replace('rate', bureau.rate);
  return before;
}
