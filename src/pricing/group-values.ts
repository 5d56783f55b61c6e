import type { Decimal } from '../kernel/decimal.js';
import { decimalOf } from '../kernel/decimal.js';
import { formulaNames } from '../kernel/formula/read-formula.js';
import { maskOfPatterns } from '../kernel/match-patterns.js';
import type { Policy } from '../policy/policy-schema.js';
import { alignDecimals } from './class-weights.js';
import { type FormulaSource, SOURCE_CLASS_GROUP } from './formula-sources.js';
import type { PayClass } from './pay-classes.js';
import type { PriceFormula } from './price-formula.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

type GroupValue = NonNullable<Policy['group_values']>[string];

const ZERO: Decimal = { digits: 0, scale: 0 };

/**
 * The policy's own numbers by group (`group_values`) that some formula reads, by pay class × group. A group without the
 * value has NaN, and the formula no amount.
 */
export function groupValueSources(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  formulas: readonly PriceFormula[],
): readonly FormulaSource[] {
  const read = new Set(formulas.flatMap(({ tree }) => formulaNames(tree)));
  const names = new Set(periods.flatMap(({ policy }) => Object.keys(policy.group_values ?? {})));
  return [...names].filter((name) => read.has(name)).map((name) => sourceOf(input, periods, classes, name));
}

function sourceOf(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  name: string,
): FormulaSource {
  const { codes } = input.catalogue;
  const byPeriod = periods.map(({ policy }) => valuesOf(codes, policy.group_values?.[name]));
  const all = classes.flatMap(({ period }) => byPeriod[period]!);
  const { digits, scale } = alignDecimals(all.map((value) => value ?? ZERO));
  all.forEach((value, at) => {
    if (value === undefined) digits[at] = Number.NaN;
  });
  return { name, kind: SOURCE_CLASS_GROUP, values: digits, scale };
}

/** First pattern that fits, else `otherwise`. */
function valuesOf(codes: readonly string[], stated: GroupValue | undefined): (Decimal | undefined)[] {
  const values: (Decimal | undefined)[] = codes.map(() => undefined);
  for (const [pattern, value] of Object.entries(stated?.by_group ?? {})) {
    maskOfPatterns(codes, [pattern]).forEach((isIn, g) => {
      if (isIn === 1) values[g] ??= decimalOf(value);
    });
  }
  const otherwise = stated?.otherwise === undefined ? undefined : decimalOf(stated.otherwise);
  return values.map((value) => value ?? otherwise);
}
