import type { Decimal } from '../../kernel/decimal.js';
import { roundRational } from '../../kernel/formula/rational.js';
import type { OutlierBand, Policy } from '../../policy/policy-schema.js';
import type { PaymentMethod } from '../priced-columns.js';
import type { PricingInput } from '../pricing-input.js';
import { askedOf, countedLiterally } from './literal-asked.js';
import { integerOf, type LiteralCase, literalCase } from './literal-case.js';
import { formulaAmount, type LiteralAmount, type LiteralPriced, rationalOfWeight } from './literal-formula.js';
import { literalSplit } from './literal-fund.js';
import { exactly, isInRange, whole } from './literal-numbers.js';
import { outsideMethod, outsidePay, placeOf, policyOn, scoreFen } from './literal-policy.js';
import { type LiteralRates, literalRates, rateFor } from './literal-rates.js';
import { literalSpecial, specialAmount } from './literal-special.js';
import { testsHoldLiterally } from './literal-tests.js';

/** The price of one case, in whole fen. */
export interface LiteralPrice {
  readonly method: PaymentMethod;
  /** Name of the outlier band, and of the special case, '' for none. */
  readonly band: string;
  readonly special: string;
  readonly weight: Decimal | undefined;
  readonly standard: bigint;
  /** Units that are paid, × 10^8, rounded half up; 0 where pay is no units. */
  readonly units: bigint;
  readonly pay: bigint;
  readonly fund: bigint;
  readonly patient: bigint;
  readonly recorded: bigint;
  readonly alternativePay: bigint;
  readonly isFloored: boolean;
  /** Of pay. */
  readonly supplement: bigint;
  readonly separate: bigint;
}

/** The smaller of two amounts. */
function atMost(value: bigint, ceiling: bigint): bigint {
  if (value > ceiling) return ceiling;
  return value;
}

/**
 * The literal calculator: reads the policy case by case, as a person with exact arithmetic would, and shares nothing
 * with the fast pricing but the documents, the exact fractions and the formula reader. It is the measure of pricePass.
 * It takes the same valid input that pricing takes; what pricing refuses is not refused again here.
 * @throws LiteralFailure where a formula has no amount for a case
 */
export function priceLiterally(input: PricingInput): LiteralPrice[] {
  const rates = literalRates(input);
  return Array.from({ length: input.table.caseCount }, (_, row) => priceCaseLiterally(input, rates, row));
}

export function priceCaseLiterally(input: PricingInput, rates: LiteralRates, row: number): LiteralPrice {
  const record = literalCase(input, row);
  const policy = policyOn(input, record.day);
  const { totalCost, pooledFund } = record;
  if (totalCost === undefined || pooledFund === undefined) {
    const method = 'unpriced_missing_amount';
    return {
      ...{ method, band: '', special: '', weight: undefined, standard: 0n, units: 0n, pay: 0n, fund: 0n },
      ...{ patient: 0n, recorded: 0n, alternativePay: 0n, isFloored: false, supplement: 0n, separate: 0n },
    };
  }
  const priced = amountOf(input, rates, record, policy, totalCost);
  const { supplement, separate } = priced;
  const isInside = ['standard', 'outlier', 'special_case'].includes(priced.method);
  const split = literalSplit(input, record, policy, {
    place: isInside ? 'inside' : 'outside',
    ...{ pay: priced.pay.fen, alternative: priced.alternative, supplement, separate },
    alternativePlace: priced.standard !== 0n || priced.weight !== undefined ? 'inside' : 'outside',
  });
  return {
    method: priced.method,
    band: priced.band,
    special: priced.special,
    weight: priced.weight,
    standard: priced.standard,
    units: roundRational(priced.pay.units ?? whole(0), 8),
    ...split,
    recorded: pooledFund,
    supplement,
    separate,
  };
}

interface Ordinary {
  readonly method: PaymentMethod;
  readonly band: string;
  readonly pay: LiteralAmount;
  readonly alternative: bigint | undefined;
}

interface Priced extends Ordinary {
  readonly special: string;
  readonly weight: Decimal | undefined;
  readonly standard: bigint;
  readonly supplement: bigint;
  readonly separate: bigint;
}

const byItem = (fen: bigint): LiteralAmount => ({ fen, units: undefined });

function amountOf(
  input: PricingInput,
  rates: LiteralRates,
  record: LiteralCase,
  policy: Policy,
  total: bigint,
): Priced {
  const outside = outsideMethod(input, record, policy);
  const place = placeOf(input, record, policy);
  const nothing = { special: '', weight: undefined, standard: 0n, supplement: 0n, separate: 0n };
  if (place === undefined) {
    const pay = byItem(outsidePay(policy, outside!, total));
    return { ...nothing, method: outside!, band: '', pay, alternative: undefined };
  }
  const { cost, separate } = countedLiterally(input, record, policy, total);
  const rate = rateFor(policy, rates, record.insurance);
  const asked = askedOf(input, rate, record, policy, place, cost, outside === undefined ? 'inside' : 'outside');
  const ordinary = (): Ordinary => {
    if (outside === undefined) return ordinaryOf(asked);
    return { method: outside, band: '', pay: byItem(outsidePay(policy, outside, cost)), alternative: undefined };
  };
  const standard = asked.standard ?? 0n;
  const weight = outside === undefined ? asked.weight : undefined;
  const hasStandard = asked.standard === undefined ? 'no_standard' : 'standard';
  const rule = literalSpecial(asked, place, outside === 'by_item_kind' ? 'outside' : 'inside', hasStandard);
  const supplement = supplementsOf(asked);
  const common = { weight, standard, supplement, separate };
  if (rule === undefined) return { ...common, ...ordinary(), special: '' };
  const pay = specialAmount(rule, asked, place);
  const alternative = rule.quota === undefined ? undefined : ordinary().pay.fen;
  const method = rule.counts === 'outside' ? 'special_case_outside' : 'special_case';
  return { ...common, method, band: '', special: rule.name, pay, alternative };
}

/** The standard, or what the first outlier band that holds pays. */
function ordinaryOf(asked: LiteralPriced): Ordinary {
  const { policy, cost } = asked;
  const standard: LiteralAmount = { fen: asked.standard!, units: asked.value!.units };
  const basis = basisOf(asked);
  const band =
    basis === undefined ? undefined : policy.outliers.bands.find((candidate) => holds(candidate, asked, basis));
  if (band === undefined) return { method: 'standard', band: '', pay: standard, alternative: undefined };
  const pay =
    band.pay === 'by_item'
      ? byItem(cost)
      : band.pay === 'standard'
        ? standard
        : formulaAmount(band.pay, asked, band.fallback, band.from);
  const alternative = lastQuota(asked.input, band.name) === undefined ? undefined : standard.fen;
  return { method: 'outlier', band: band.name, pay, alternative };
}

function basisOf({ policy, standard, mean, weight, rate }: LiteralPriced): bigint | undefined {
  if (policy.outliers.basis === 'standard') return standard;
  if (policy.outliers.basis !== 'score') return mean;
  return weight === undefined ? undefined : scoreFen(rationalOfWeight(weight)!, rate);
}

function holds(band: OutlierBand, asked: LiteralPriced, basis: bigint): boolean {
  const { input, record, policy, levelClass, cost } = asked;
  if (band.levels !== undefined && !band.levels.some((level) => Number(level) === levelClass)) return false;
  if (!isInRange(band, whole(cost), whole(basis))) return false;
  const { low_exempt_discharge_types: types, low_exempt_los_days: exemptDays } = policy.outliers;
  if (band.to !== undefined && band.to <= 1) {
    if (types.some((type) => type === record.dischargeType)) return false;
    const days = integerOf(input.table, 'los_days', record.row);
    if (exemptDays !== undefined && days !== undefined && isInRange(exemptDays, whole(days), whole(1))) return false;
  }
  return band.when === undefined || testsHoldLiterally(band.when, asked);
}

/** All supplements that hold, each rounded to fen and capped; only for a case that has a standard. */
function supplementsOf(asked: LiteralPriced): bigint {
  if (asked.standard === undefined) return 0n;
  let sum = 0n;
  for (const { when, amount, cap } of asked.policy.supplements ?? []) {
    if (!testsHoldLiterally(when, asked)) continue;
    const { fen } = formulaAmount(amount, asked, undefined);
    const most = cap === undefined ? fen : roundRational(exactly(cap), 2);
    sum += atMost(fen, most);
  }
  return sum;
}

function lastQuota(input: PricingInput, name: string): OutlierBand['quota'] {
  const bands = input.timeline.segments.flatMap(({ policy }) => policy.outliers.bands);
  return bands.findLast((band) => band.name === name)?.quota;
}
