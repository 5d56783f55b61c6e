import type { Decimal } from '../../kernel/decimal.js';
import { evaluateFormulaFen } from '../../kernel/formula/evaluate-formula.js';
import { bandVocabulary } from '../../kernel/formula/formula-language.js';
import {
  compareRationals,
  multiplyRationals,
  type Rational,
  rationalOf,
  roundRational,
} from '../../kernel/formula/rational.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { bandLanguageOf, type OutlierBand, type Policy } from '../../policy/policy-schema.js';
import type { PaymentMethod } from '../priced-columns.js';
import type { PricingInput } from '../pricing-input.js';
import { type LiteralCase, literalCase } from './literal-case.js';
import {
  coefficientOf,
  exactly,
  levelOf,
  outsideMethod,
  outsideShare,
  policyOn,
  weightOf,
  whole,
} from './literal-policy.js';
import { type LiteralRates, literalRates } from './literal-rates.js';

/** The price of one case, in whole fen. */
export interface LiteralPrice {
  readonly method: PaymentMethod;
  /** Name of the outlier band, '' for none. */
  readonly band: string;
  readonly weight: Decimal | undefined;
  readonly standard: bigint;
  readonly pay: bigint;
  readonly fund: bigint;
  readonly patient: bigint;
  readonly recorded: bigint;
  readonly alternativePay: bigint;
  readonly isFloored: boolean;
}

/** The larger of two amounts. */
function atLeast(value: bigint, floor: bigint): bigint {
  if (value < floor) return floor;
  return value;
}
const NOTHING = { band: '', weight: undefined, standard: 0n };

/**
 * The literal calculator: reads the policy case by case, as a person with exact arithmetic would, and shares nothing
 * with the fast pricing but the documents, the exact fractions and the formula reader. It is the measure of pricePass.
 * It takes the same valid input that pricing takes; what pricing refuses is not refused again here.
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
    return {
      ...NOTHING,
      method: 'unpriced_missing_amount',
      pay: 0n,
      fund: 0n,
      patient: 0n,
      recorded: 0n,
      alternativePay: 0n,
      isFloored: false,
    };
  }
  const priced = amountOf(input, rates, record, policy, totalCost);
  const patient = totalCost - pooledFund;
  const isFloored = priced.pay < patient;
  const pay = atLeast(priced.pay, patient);
  const alternative = priced.alternative ?? priced.pay;
  return {
    method: priced.method,
    band: priced.band,
    weight: priced.weight,
    standard: priced.standard,
    pay,
    fund: pay - patient,
    patient,
    recorded: pooledFund,
    alternativePay: atLeast(alternative, patient),
    isFloored,
  };
}

interface Priced {
  readonly method: PaymentMethod;
  readonly band: string;
  readonly weight: Decimal | undefined;
  readonly standard: bigint;
  readonly pay: bigint;
  readonly alternative: bigint | undefined;
}

function amountOf(input: PricingInput, rates: LiteralRates, record: LiteralCase, policy: Policy, cost: bigint): Priced {
  const outside = outsideMethod(input, record, policy);
  if (outside !== undefined) {
    const pay = roundRational(multiplyRationals(whole(cost), outsideShare(policy, outside)), 0);
    return { ...NOTHING, method: outside, pay, alternative: undefined };
  }
  const levelClass = levelOf(input, record)!;
  const coefficient = coefficientOf(policy, record.hospital, levelClass);
  const weight = weightOf(input, record);
  const rate = rateOf(policy, rates, record.insurance);
  const perCase = policy.rate.kind === 'standard';
  const yuan = multiplyRationals(
    multiplyRationals(perCase ? whole(1) : rationalOf(weight!), rate),
    rationalOf(coefficient),
  );
  const standard = roundRational(yuan, 2);
  const mean = meanOf(input, record);
  const basis = policy.outliers.basis === 'standard' ? standard : mean;
  const band =
    basis === undefined
      ? undefined
      : policy.outliers.bands.find((candidate) => holds(candidate, policy, record, levelClass, cost, basis));
  if (band === undefined)
    return { method: 'standard', band: '', weight, standard, pay: standard, alternative: undefined };
  let pay: bigint;
  if (band.pay === 'by_item') pay = cost;
  else if (band.pay === 'standard') pay = standard;
  else {
    const fen = (value: bigint): Decimal => ({ digits: Number(value), scale: 2 });
    const bindings = new Map<string, Decimal | undefined>([
      ['cost', fen(cost)],
      ['standard', fen(standard)],
      ['group_mean', mean === undefined ? undefined : fen(mean)],
      ['coefficient', coefficient],
      ['weight', weight],
      ['rate', perCase ? undefined : decimalOfRate(rate)],
    ]);
    pay = BigInt(
      evaluateFormulaFen(readFormula(band.pay, bandVocabulary(bandLanguageOf(policy.outliers.basis))), bindings),
    );
  }
  const hasQuota = lastQuota(input, band.name) !== undefined;
  return { method: 'outlier', band: band.name, weight, standard, pay, alternative: hasQuota ? standard : undefined };
}

function holds(
  band: OutlierBand,
  policy: Policy,
  record: LiteralCase,
  levelClass: 3 | 2 | 1,
  cost: bigint,
  basis: bigint,
): boolean {
  if (band.levels !== undefined && !band.levels.some((level) => Number(level) === levelClass)) return false;
  if (band.from !== undefined) {
    const side = compareRationals(whole(cost), multiplyRationals(exactly(band.from), whole(basis)));
    if (side < 0 || (side === 0 && !band.from_included)) return false;
  }
  if (band.to !== undefined) {
    const side = compareRationals(whole(cost), multiplyRationals(exactly(band.to), whole(basis)));
    if (side > 0 || (side === 0 && !band.to_included)) return false;
  }
  const isLow = band.to !== undefined && band.to <= 1;
  const isExempt = policy.outliers.low_exempt_discharge_types.some((type) => type === record.dischargeType);
  return !(isLow && isExempt);
}

function meanOf(input: PricingInput, record: LiteralCase): bigint | undefined {
  const mean = input.weights.rows.find((row) => row.group === record.group)?.meanFen;
  return mean === undefined || Number.isNaN(mean) ? undefined : BigInt(Math.round(mean));
}

function rateOf(policy: Policy, rates: LiteralRates, insurance: string): Rational {
  const { rate } = policy;
  if (rate.kind !== 'fixed' && rate.kind !== 'standard') return rates.get(insurance)!;
  if (typeof rate.value === 'number') return exactly(rate.value);
  return exactly(rate.value[insurance as keyof typeof rate.value]!);
}

/** A rate is a decimal by birth: published, or rounded to fen. */
function decimalOfRate(rate: Rational): Decimal {
  const scale = rate.denominator.toString().length - 1;
  return { digits: Number(rate.numerator), scale };
}

function lastQuota(input: PricingInput, name: string): OutlierBand['quota'] {
  const bands = input.timeline.segments.flatMap(({ policy }) => policy.outliers.bands);
  return bands.findLast((band) => band.name === name)?.quota;
}
