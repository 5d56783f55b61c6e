import { multiplyRationals, type Rational, roundRational } from '../../kernel/formula/rational.js';
import type { SpecialCase } from '../../policy/policy-schema.js';
import { amountOfColumn, integerOf } from './literal-case.js';
import { literalCoefficient } from './literal-coefficient.js';
import { formulaAmount, type LiteralAmount, type LiteralPriced, rationalOfWeight } from './literal-formula.js';
import { exactly, isFitting, isInRange, productOf, sumOf, whole } from './literal-numbers.js';
import { roundedUnits } from './literal-policy.js';
import { testsHoldLiterally } from './literal-tests.js';
import { literalValue } from './literal-value.js';
import { hasStandardIn, type LiteralPlace, publishedIn, weightIn } from './literal-weights.js';

/**
 * The first special case that holds for a case and can pay it; undefined for none.
 * @param paid  whether the case has a standard; before a rate is known its amount is missing all the same
 */
export function literalSpecial(
  asked: LiteralPriced,
  place: LiteralPlace,
  kind: 'inside' | 'outside',
  paid: 'standard' | 'no_standard',
) {
  return (asked.policy.special_cases ?? []).find(
    (rule) =>
      // A stay of a kind outside the groups is only for rules that name kinds.
      (kind === 'inside' || rule.when.payment_kinds !== undefined) &&
      testsHoldLiterally(rule.when, asked) &&
      isApplicable(rule, asked) &&
      canPay(rule, asked, place, paid),
  );
}

function isApplicable({ application }: SpecialCase, { cost, standard, mean }: LiteralPriced): boolean {
  if (application === undefined) return true;
  const basis = application.of === 'group_mean' ? mean : standard;
  const { from, from_included } = application;
  const range = { from, from_included, to_included: false };
  return isInRange(range, whole(cost), basis === undefined ? undefined : whole(basis));
}

function canPay(
  rule: SpecialCase,
  asked: LiteralPriced,
  place: LiteralPlace,
  paid: 'standard' | 'no_standard',
): boolean {
  const { input, record } = asked;
  if (rule.per_diem !== undefined) return integerOf(input.table, 'los_days', record.row) !== undefined;
  if (rule.settle_as !== undefined) return otherGroup(rule, asked, place) !== undefined;
  if (rule.pay === 'review_amount') return amountOfColumn(input.table, 'review_amount', record.row) !== undefined;
  if (rule.pay === 'by_item' || rule.pay === 'zero') return true;
  return paid === 'standard';
}

/** Units and standard of the group that a case is settled as, without the case's own factor. */
function otherGroup({ settle_as: map = {} }: SpecialCase, asked: LiteralPriced, place: LiteralPlace) {
  const { policy, table, group, rate } = asked;
  const other = Object.entries(map).find(([pattern]) => group !== undefined && isFitting(pattern, group))?.[1];
  if (other === undefined) return undefined;
  if (!hasStandardIn(policy, table, other, place)) return undefined;
  const stated = {
    weight: rationalOfWeight(weightIn(table, other, place)),
    published: publishedIn(policy, table, other, place),
  };
  return literalValue(policy, stated, literalCoefficient(policy, table, place, other), rate);
}

/** What the rule pays whatever the rate, fen; undefined where the rate decides it. */
export function amountWithoutRate(rule: SpecialCase, asked: LiteralPriced, place: LiteralPlace): bigint | undefined {
  const isKnown =
    rule.per_diem?.unit === 'yuan' || ['by_item', 'zero', 'review_amount'].includes(rule.pay ?? 'no such word');
  return isKnown ? specialAmount(rule, asked, place).fen : undefined;
}

/** What the rule pays. */
export function specialAmount(rule: SpecialCase, asked: LiteralPriced, place: LiteralPlace): LiteralAmount {
  const { record, input, cost, standard, value } = asked;
  if (rule.per_diem !== undefined) return daysAmount(rule.per_diem, asked);
  if (rule.settle_as !== undefined) {
    const other = otherGroup(rule, asked, place)!;
    return { fen: other.standard, units: other.units };
  }
  if (rule.pay === 'by_item') return { fen: cost, units: undefined };
  if (rule.pay === 'standard') return { fen: standard!, units: value!.units };
  if (rule.pay === 'zero') return { fen: 0n, units: undefined };
  if (rule.pay === 'review_amount') {
    return { fen: amountOfColumn(input.table, 'review_amount', record.row)!, units: undefined };
  }
  return formulaAmount(rule.pay!, asked, rule.fallback);
}

/** Day by day: each at the amount of its band, times the level's factor; rounded once. Days after the last band: nothing. */
function daysAmount(perDiem: NonNullable<SpecialCase['per_diem']>, asked: LiteralPriced): LiteralAmount {
  const days = integerOf(asked.input.table, 'los_days', asked.record.row)!;
  const amounts: Rational[] = [];
  for (let day = 1; day <= days; day++) {
    const band = perDiem.bands.find(({ to_day: last }) => last === undefined || day <= last);
    if (band !== undefined) amounts.push(exactly(band.daily));
  }
  const level = `${asked.levelClass}` as '3' | '2' | '1';
  const total = productOf([sumOf(amounts), exactly(perDiem.by_level?.[level] ?? 1)]);
  if (perDiem.unit === 'yuan') return { fen: roundRational(total, 2), units: undefined };
  // Days paid in weights are worth whole hundred-millionths of a weight, in points or score their own decimals.
  const inWeights = { numerator: roundRational(total, 8), denominator: 10n ** 8n };
  const units = asked.policy.method === 'drg-rate' ? inWeights : roundedUnits(asked.policy, total);
  return { fen: roundRational(multiplyRationals(units, asked.rate), 2), units };
}
