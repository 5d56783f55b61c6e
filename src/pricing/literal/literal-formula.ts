import { type Decimal, decimalOf } from '../../kernel/decimal.js';
import { EngineError } from '../../kernel/errors.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { multiplyRationals, type Rational, rationalOf, roundRational } from '../../kernel/formula/rational.js';
import type { Policy } from '../../policy/policy-schema.js';
import { readPay } from '../price-formula.js';
import { amountOfColumn, integerOf } from './literal-case.js';
import { decimalOfTenths, isFitting, yuanOf } from './literal-numbers.js';
import { roundedUnits } from './literal-policy.js';
import type { LiteralAsked } from './literal-tests.js';
import type { LiteralFactor, LiteralValue } from './literal-value.js';

/** A formula has no amount for a case and the rule no fallback: the run is refused and names the case. */
export class LiteralFailure extends Error {
  constructor(readonly caseId: string) {
    super(caseId);
  }
}

/** What formulas may read of a case besides its columns. */
export interface LiteralPriced extends LiteralAsked {
  readonly policy: Policy;
  readonly coefficient: Rational;
  readonly rate: Rational;
  readonly value: LiteralValue | undefined;
  readonly factor: LiteralFactor;
}

export interface LiteralAmount {
  readonly fen: bigint;
  readonly units: Rational | undefined;
}

const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** The amount of a formula, rounded once; a formula of points or score gives units, valued at the case's rate. */
export function formulaAmount(
  text: string,
  asked: LiteralPriced,
  fallback: 'by_item' | 'standard' | undefined,
  multiple?: number,
): LiteralAmount {
  const { tree, isUnits } = readPay(asked.policy, text);
  let result: Rational | undefined;
  try {
    result = evaluateFormula(tree, bindingsOf(asked, multiple));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
  if (result === undefined) {
    if (fallback === 'by_item') return { fen: asked.cost, units: undefined };
    if (fallback === 'standard') return { fen: asked.standard!, units: asked.value!.units };
    throw new LiteralFailure(asked.record.caseId);
  }
  const digits = roundRational(result, isUnits === 0 ? 2 : asked.policy.rounding.points);
  // Beyond what the fast one can hold exactly: refused, whatever the fallback.
  if (digits > MOST || digits < -MOST) throw new LiteralFailure(asked.record.caseId);
  if (isUnits === 0) return { fen: roundRational(result, 2), units: undefined };
  const units = roundedUnits(asked.policy, result);
  return { fen: roundRational(multiplyRationals(units, asked.rate), 2), units };
}

function bindingsOf(asked: LiteralPriced, multiple: number | undefined): Map<string, Decimal | undefined> {
  const { input, record, policy, cost, standard, mean, weight, value, factor } = asked;
  const { row, totalCost, pooledFund } = record;
  const amount = (column: string) => {
    const fen = amountOfColumn(input.table, column, row);
    return fen === undefined ? undefined : yuanOf(fen);
  };
  const days = integerOf(input.table, 'los_days', row);
  const isPerCase = policy.rate.kind === 'standard';
  const rate = isPerCase ? undefined : decimalOfTenths(asked.rate);
  const units = value === undefined ? undefined : toDecimals(value.units, 8);
  return new Map<string, Decimal | undefined>([
    ['cost', yuanOf(cost)],
    ['standard', standard === undefined ? undefined : yuanOf(standard)],
    ['group_mean', mean === undefined ? undefined : yuanOf(mean)],
    ['coefficient', decimalOfTenths(asked.coefficient)],
    ['difference_coefficient', decimalOfTenths(asked.coefficient)],
    ['case_coefficient', toDecimals(factor.factor, 8)],
    ['weight', weight],
    ['base_points', weight],
    ['points', units],
    ['score', units],
    ['rate', rate],
    ['point_value', rate],
    ['multiple', multiple === undefined ? undefined : decimalOf(multiple)],
    ['los_days', days === undefined ? undefined : { digits: days, scale: 0 }],
    ['patient', yuanOf(totalCost! - pooledFund!)],
    ['unreasonable_cost', amount('unreasonable_cost')],
    ['new_tech_cost', amount('new_tech_cost')],
    ['separate_drug_cost', amount('separate_drug_cost')],
    ...groupValuesOf(asked),
  ]);
}

const toDecimals = (value: Rational, scale: number): Decimal => ({
  digits: Number(roundRational(value, scale)),
  scale,
});

/** The policy's own numbers by group: first pattern that fits, else the general one, else missing. */
function groupValuesOf({ policy, group }: LiteralPriced): [string, Decimal | undefined][] {
  return Object.entries(policy.group_values ?? {}).map(([name, { by_group: byGroup, otherwise }]) => {
    const found = Object.entries(byGroup).find(([pattern]) => group !== undefined && isFitting(pattern, group));
    const value = found?.[1] ?? otherwise;
    return [name, value === undefined ? undefined : decimalOf(value)];
  });
}

export const rationalOfWeight = (weight: Decimal | undefined): Rational | undefined =>
  weight === undefined ? undefined : rationalOf(weight);
