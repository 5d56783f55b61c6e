import { utcDate, yearOf } from '../../kernel/day.js';
import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { compareRationals, type Rational, roundRational } from '../../kernel/formula/rational.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { ELASTIC_LANGUAGE } from '../../policy/formula-languages.js';
import type { Policy } from '../../policy/policy-schema.js';
import { exactly } from '../../pricing/literal/literal-numbers.js';
import { literalRates, rateFor } from '../../pricing/literal/literal-rates.js';
import { cellKey, type LiteralCell, shareOut } from './literal-cell.js';
import type { LiteralClaim, LiteralInput } from './literal-claim.js';
import { LiteralRefusal } from './literal-refusal.js';

/** The closing value of one pool in one period. */
export interface LiteralValue {
  readonly insurance: string;
  readonly period: number;
  readonly value: Rational;
  readonly paid: bigint;
  readonly remainder: bigint;
}

/** Budget of each pool after what is set aside, fen. */
export type LiteralBudgets = ReadonlyMap<string, bigint>;

/** Replaces what the opening value made of the floating cases by what the closing one does; changes the cells. */
export function floatLiterally(
  input: LiteralInput,
  policy: Policy,
  claims: readonly LiteralClaim[],
  cells: ReadonlyMap<string, LiteralCell>,
  budgets: LiteralBudgets,
): LiteralValue[] {
  const { rate } = policy;
  if (rate.kind !== 'floating' && rate.kind !== 'elastic') return [];
  const periods = rate.kind === 'elastic' ? 1 : { year: 1, quarter: 4, month: 12 }[rate.period];
  const periodShares = (rate.kind === 'floating' ? rate.period_shares : undefined) ?? new Array(periods).fill(1);
  const values: LiteralValue[] = [];
  for (const [insurance, budget] of budgets) {
    const shares = shareOut(
      budget,
      periodShares.map((share) => roundRational(exactly(share), 15)),
    );
    for (let period = 0; period < periods; period++) {
      const own = claims.filter(
        (claim) =>
          claim.method !== 'unpriced_missing_amount' &&
          claim.record.insurance === insurance &&
          periodOf(input, claim, periods) === period,
      );
      if (own.length === 0) continue;
      values.push({ insurance, period, ...closeOne(input, policy, insurance, own, cells, shares[period]!) });
    }
  }
  return values;
}

function closeOne(
  input: LiteralInput,
  policy: Policy,
  insurance: string,
  own: readonly LiteralClaim[],
  cells: ReadonlyMap<string, LiteralCell>,
  budget: bigint,
): Pick<LiteralValue, 'value' | 'paid' | 'remainder'> {
  const rate = policy.rate as Policy['rate'] & { kind: 'floating' | 'elastic' };
  const floating = own.filter((claim) => claim.ownUnits > 0n);
  const sum = (list: readonly LiteralClaim[], part: (claim: LiteralClaim) => bigint) =>
    list.reduce((so, claim) => so + part(claim), 0n);
  const units = sum(floating, (claim) => claim.ownUnits);
  if (units === 0n) throw new LiteralRefusal('point_value_without_units');
  const carvedOut =
    sum(
      own.filter((claim) => claim.ownUnits === 0n),
      (claim) => claim.fund,
    ) + sum(floating, extra);
  const isTotal = rate.form === 'total';
  const toShare =
    budget -
    (policy.clearing.steps.includes('carve_outs') ? carvedOut : 0n) +
    (isTotal ? sum(floating, (claim) => claim.patient) : 0n);
  if (toShare < 0n) throw new LiteralRefusal('point_value_negative');
  const value = closingOf(input, policy, insurance, {
    numerator: toShare * 10n ** 8n,
    denominator: units * 100n,
  });
  let paid = 0n;
  for (const hospital of new Set(floating.map((claim) => claim.record.hospital))) {
    const ofHospital = floating.filter((claim) => claim.record.hospital === hospital);
    const own = sum(ofHospital, (claim) => claim.ownUnits);
    const worth = roundRational({ numerator: own * value.numerator, denominator: 10n ** 8n * value.denominator }, 2);
    paid += worth;
    const keys = [...cells.keys()].filter((key) => ofHospital.some((claim) => cellKey(claim) === key));
    const ofCell = keys.map((key) => ofHospital.filter((claim) => cellKey(claim) === key));
    const worths = shareOut(
      worth,
      ofCell.map((list) => sum(list, (claim) => claim.ownUnits)),
    );
    keys.forEach((key, k) => {
      const cell = cells.get(key)!;
      const less = isTotal ? sum(ofCell[k]!, (claim) => claim.patient) : 0n;
      const change = worths[k]! + sum(ofCell[k]!, extra) - less - sum(ofCell[k]!, (claim) => claim.fund);
      cell.fund += change;
      cell.groupFund += change;
    });
  }
  return { value, paid, remainder: toShare - paid };
}

const extra = (claim: LiteralClaim): bigint => claim.supplement + claim.separate;

function closingOf(input: LiteralInput, policy: Policy, insurance: string, exact: Rational): Rational {
  const rate = policy.rate as Policy['rate'] & { kind: 'floating' | 'elastic' };
  const decimals = (rate.kind === 'floating' ? rate.decimals : undefined) ?? policy.rounding.point_value;
  const rounded = (value: Rational): Rational =>
    decimals === 'exact' ? value : { numerator: roundRational(value, decimals), denominator: 10n ** BigInt(decimals) };
  const floating = rounded(exact);
  if (rate.kind === 'elastic') {
    const fixed = rateFor(policy, literalRates(input), insurance);
    const bindings = new Map([
      ['fixed', fixed],
      ['floating', floating],
    ]);
    return rounded(evaluateFormula(readFormula(rate.formula, ELASTIC_LANGUAGE), bindings)!);
  }
  let value = floating;
  if (rate.floor !== undefined && compareRationals(value, exactly(rate.floor)) < 0) value = exactly(rate.floor);
  if (rate.cap !== undefined && compareRationals(value, exactly(rate.cap)) > 0) value = exactly(rate.cap);
  return value;
}

export function monthOfClaim({ timeline }: LiteralInput, { record }: LiteralClaim): number {
  const { day } = record;
  if (day === undefined || yearOf(day) < timeline.year) return 0;
  return utcDate(day).getUTCMonth();
}

function periodOf(input: LiteralInput, claim: LiteralClaim, periods: number): number {
  return periods === 1 ? 0 : Math.floor((monthOfClaim(input, claim) * periods) / 12);
}
