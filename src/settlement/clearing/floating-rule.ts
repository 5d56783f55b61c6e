import { type Decimal, decimalOf, formatDecimal } from '../../kernel/decimal.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { allocateFen } from '../../kernel/money.js';
import { ELASTIC_LANGUAGE } from '../../policy/formula-languages.js';
import type { Policy } from '../../policy/policy-schema.js';
import { CLEARING_ERRORS } from './clearing-errors.js';

/** How the value of a unit closes: the policy's floating or elastic rate, made ready. */
export interface FloatingRule {
  readonly kind: 'floating' | 'elastic';
  readonly form: 'total' | 'fund';
  readonly period: 'year' | 'quarter' | 'month';
  readonly periodCount: number;
  /** Shares of the budget by period, as integers of one scale. */
  readonly periodShares: readonly number[];
  readonly decimals: number | 'exact';
  readonly floor: Decimal | undefined;
  readonly cap: Decimal | undefined;
  /** elastic: how fixed and floating combine. */
  readonly formula: FormulaNode | undefined;
  readonly formulaText: string;
  /** elastic: groups or patterns that stay at the fixed value. */
  readonly fixedGroups: readonly string[];
}

const PERIODS = { year: 1, quarter: 4, month: 12 } as const;

/**
 * The rule of a floating or elastic rate; undefined for every other kind.
 * @throws period_shares_wrong, the codes of readFormula
 */
export function floatingRule({ rate, rounding }: Policy): FloatingRule | undefined {
  if (rate.kind === 'elastic') {
    return {
      kind: 'elastic',
      form: rate.form,
      period: 'year',
      periodCount: 1,
      periodShares: [1],
      decimals: rounding.point_value,
      floor: undefined,
      cap: undefined,
      formula: readFormula(rate.formula, ELASTIC_LANGUAGE),
      formulaText: rate.formula,
      fixedGroups: rate.fixed_groups ?? [],
    };
  }
  if (rate.kind !== 'floating') return undefined;
  const decimal = (value: number | undefined) => (value === undefined ? undefined : decimalOf(value));
  return {
    kind: 'floating',
    form: rate.form,
    period: rate.period,
    periodCount: PERIODS[rate.period],
    periodShares: sharesOf(rate.period_shares, PERIODS[rate.period]),
    decimals: rate.decimals ?? rounding.point_value,
    floor: decimal(rate.floor),
    cap: decimal(rate.cap),
    formula: undefined,
    formulaText: '',
    fixedGroups: [],
  };
}

function sharesOf(shares: readonly number[] | undefined, periodCount: number): number[] {
  if (shares === undefined) return new Array<number>(periodCount).fill(1);
  const decimals = shares.map(decimalOf);
  const scale = Math.max(0, ...decimals.map((share) => share.scale));
  const whole = decimals.map((share) => share.digits * 10 ** (scale - share.scale));
  const sum = whole.reduce((total, share) => total + share, 0);
  if (shares.length !== periodCount || sum !== 10 ** scale) {
    throw CLEARING_ERRORS.period_shares_wrong(
      { expected: periodCount, found: shares.length, sum: formatDecimal({ digits: sum, scale }) },
      { path: 'rate.period_shares' },
    );
  }
  return whole;
}

/** The budget of each period, fen; they add up to the year's. */
export function budgetByPeriod(budgetFen: number, rule: FloatingRule): Float64Array {
  return allocateFen(budgetFen, rule.periodShares);
}
