import { compareDecimals, type Decimal, decimalToNumber, parseDecimal } from '../kernel/decimal.js';
import { OPTION_ERRORS } from '../run/run-errors.js';
import { type CatalogueRules, DEFAULT_CATALOGUE_RULES } from '../weighting/catalogue/catalogue-rules.js';
import { wholeNumber } from './options.js';

export interface CatalogueCliOptions {
  readonly weightsOfYears?: string;
  readonly principal?: string;
  readonly threshold?: string;
  readonly thresholdBy?: string;
  readonly coverage?: string;
  readonly comprehensiveThreshold?: string;
  readonly relatedShare?: string;
  readonly scoreBase?: string;
  readonly decimals?: string;
  readonly maxCv?: string;
  readonly classes?: string;
  readonly names?: readonly string[];
  readonly against?: string;
  readonly moved?: string;
  readonly auxiliary?: string;
}

const ZERO: Decimal = { digits: 0, scale: 0 };
const ONE: Decimal = { digits: 1, scale: 0 };
const MOST_CASES = 1_000_000;

/** The rules that the options state, over the defaults. @throws option_value */
export function catalogueRules(options: CatalogueCliOptions): CatalogueRules {
  const preset = DEFAULT_CATALOGUE_RULES;
  const threshold = wholeNumber(options.threshold, '--threshold', 1, MOST_CASES, preset.threshold);
  return {
    principal: oneOf(options.principal ?? preset.principal, '--principal', ['category', 'subcategory', 'full']),
    threshold,
    thresholdBy: oneOf(options.thresholdBy ?? preset.thresholdBy, '--threshold-by', ['yearly_mean', 'last_year']),
    coverage: shareOption(options.coverage, '--coverage'),
    comprehensiveThreshold: wholeNumber(
      options.comprehensiveThreshold,
      '--comprehensive-threshold',
      1,
      MOST_CASES,
      threshold,
    ),
    relatedShare: shareOption(options.relatedShare, '--related-share') ?? preset.relatedShare,
  };
}

/** 1:2:7 as numbers, each above 0. @throws option_value */
export function yearFactorsOption(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const factors = text.split(':').map((part) => parseDecimal(part));
  if (factors.some((factor) => factor === undefined || factor.digits <= 0))
    throw OPTION_ERRORS.option_value({ option: '--weights-of-years', value: text, expected: '1:2:7' });
  return factors.map((factor) => decimalToNumber(factor!));
}

/** A share between 0 and 1. @throws option_value */
export function shareOption(text: string | undefined, option: string): Decimal | undefined {
  if (text === undefined) return undefined;
  const value = parseDecimal(text);
  if (value === undefined || compareDecimals(value, ZERO) < 0 || compareDecimals(value, ONE) > 0)
    throw OPTION_ERRORS.option_value({ option, value: text, expected: '0 … 1' });
  return value;
}

/** A number above 0. @throws option_value */
export function positiveOption(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = parseDecimal(text);
  if (value === undefined || value.digits <= 0)
    throw OPTION_ERRORS.option_value({ option, value: text, expected: '> 0' });
  return decimalToNumber(value);
}

function oneOf<Choice extends string>(value: string, option: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw OPTION_ERRORS.option_value({ option, value, expected: choices.join(', ') });
  return found;
}
