import { type HandAccount, type HandCell, isGroupPaid, sumOf } from './hand-clearing.js';
import type { HandPolicy } from './hand-policy.js';
import type { HandPrice } from './hand-prices.js';
import { fenOf, fraction, rounded, times, whole, yuanOf } from './plain-numbers.js';

/** A figure of a table: fen, a count, a weight in units of its last decimal, or a quotient; undefined is blank. */
export type Figure =
  | { readonly kind: 'money' | 'count' | 'weight'; readonly value: bigint | undefined }
  | { readonly kind: 'quotient'; readonly value: number | undefined }
  | { readonly kind: 'text'; readonly value: string };

export interface HandSide {
  readonly policy: HandPolicy;
  readonly accounts: readonly HandAccount[];
}

const money = (value: bigint | undefined): Figure => ({ kind: 'money', value });
const count = (value: number): Figure => ({ kind: 'count', value: BigInt(value) });
const quotient = (top: bigint, bottom: bigint): Figure => ({
  kind: 'quotient',
  value: bottom === 0n ? undefined : Number(top) / Number(bottom),
});

/** Every figure that stands in hospitals, departments, groups, insurance and levels, over some cells. */
export function figuresOf(cells: readonly HandCell[], policy: HandPolicy): Record<string, Figure> {
  const cases = cells.flatMap((cell) => cell.cases);
  const priced = cases.filter(({ method }) => method !== 'unpriced_missing_amount');
  const inGroups = cases.filter(isGroupPaid);
  const lowBands = policy.outlierBands.filter((band) => band.from === undefined).map(({ name }) => name);
  const highBands = policy.outlierBands.filter((band) => band.to === undefined).map(({ name }) => name);
  const how = (test: (one: HandPrice) => boolean): number => cases.filter(test).length;
  const unit = 10n ** BigInt(policy.weightDecimals);
  const weight = sumOf(inGroups, (one) => rounded(times(fraction(one.weight), whole(unit))));
  const withLos = cases.filter(({ row }) => row.los_days !== '');
  const days = sumOf(withLos, ({ row }) => BigInt(row.los_days!));
  const withOwnCost = priced.filter(({ row }) => row.hospital_cost !== '');
  const ownCost = sumOf(withOwnCost, ({ row }) => fenOf(row.hospital_cost!)!);
  const charges = sumOf(priced, ({ row }) => fenOf(row.total_cost!)!);
  const patient = sumOf(cases, (one) => one.patient);
  const recorded = sumOf(cases, (one) => one.recorded);
  const before = sumOf(cases, (one) => one.fund);
  const adjustment = sumOf(cells, (cell) => cell.adjustment);
  const fund = before + adjustment;
  const income = fund + patient;
  const mean = (total: bigint): Figure =>
    money(priced.length === 0 ? undefined : rounded({ top: total, bottom: BigInt(priced.length) }));
  const unrelated = how(({ status }) => status === 'unrelated_procedure');
  const ungrouped = how(({ status }) => status === 'ungrouped');
  const low = how(({ band }) => lowBands.includes(band));
  const high = how(({ band }) => highBands.includes(band));
  const isHigh = weight >= BigInt(inGroups.length) * unit;
  const isGain = income >= charges;
  return {
    cases: count(cases.length),
    group_paid_cases: count(inGroups.length),
    unrelated_cases: count(unrelated),
    ungrouped_cases: count(ungrouped),
    low_outlier_cases: count(low),
    high_outlier_cases: count(high),
    floored_cases: count(how((one) => one.isFloored)),
    unpriced_cases: count(cases.length - priced.length),
    los_days: { kind: 'count', value: days },
    los_cases: count(withLos.length),
    total_weight: { kind: 'weight', value: weight },
    total_cost: money(charges),
    hospital_cost_cases: count(withOwnCost.length),
    hospital_cost: money(withOwnCost.length === 0 ? undefined : ownCost),
    standard: money(sumOf(cases, (one) => one.standard)),
    pay: money(sumOf(cases, (one) => one.pay)),
    patient: money(patient),
    recorded_fund: money(recorded),
    fund_before_clearing: money(before),
    carved_out_fund: money(
      sumOf(
        priced.filter((one) => !isGroupPaid(one)),
        (one) => one.fund,
      ),
    ),
    clearing_adjustment: money(adjustment),
    fund: money(fund),
    income: money(income),
    charge_margin: money(income - charges),
    charge_margin_share: quotient(income - charges, income),
    cost_margin: money(cases.length > 0 && withOwnCost.length === cases.length ? income - ownCost : undefined),
    cmi: quotient(weight, BigInt(inGroups.length) * unit),
    grouping_rate: quotient(BigInt(cases.length - ungrouped - unrelated), BigInt(cases.length)),
    mean_cost: mean(charges),
    mean_payment: mean(income),
    mean_fund_gap: mean(recorded - fund),
    mean_los: quotient(days, BigInt(withLos.length)),
    low_outlier_share: quotient(BigInt(low), BigInt(inGroups.length)),
    high_outlier_share: quotient(BigInt(high), BigInt(inGroups.length)),
    quadrant: {
      kind: 'text',
      value: inGroups.length === 0 ? '' : `${isHigh ? 'high' : 'low'}_cmi_${isGain ? 'gain' : 'loss'}`,
    },
  };
}

/** The figures of one line of the fund: a pool, an insurance without one, or all of them. */
export function fundFigures(insurance: string, { policy, accounts }: HandSide): Record<string, Figure> {
  const isTotal = insurance === 'total';
  const cells = accounts.filter((one) => isTotal || one.insurance === insurance).flatMap((one) => one.cells);
  const figures = figuresOf(cells, policy);
  const pools = policy.pools.filter((pool) => isTotal || pool.insurance === insurance);
  const budgetOf = (pool: (typeof pools)[number]): bigint => rounded(times(pool.fund, whole(100n)));
  const reserveOf = (pool: (typeof pools)[number]): bigint => rounded(times(pool.reserve, whole(budgetOf(pool))));
  const hasPool = pools.length > 0;
  const budget = hasPool ? sumOf(pools, budgetOf) : undefined;
  const reserve = hasPool ? sumOf(pools, reserveOf) : undefined;
  const paid = sumOf(
    accounts.filter((one) => pools.some((pool) => pool.insurance === one.insurance)).flatMap((one) => one.cells),
    (cell) => sumOf(cell.cases, (one) => one.fund) + cell.adjustment,
  );
  const rate = isTotal || !hasPool ? undefined : policy.rate(insurance, `${policy.year}-12-31`);
  return {
    ...figures,
    budget: money(budget),
    reserve: money(reserve),
    balance: money(budget === undefined ? undefined : budget - reserve! - paid),
    rate: { kind: 'quotient', value: rate === undefined ? undefined : Number(rate.top) / Number(rate.bottom) },
    group_fund_before_clearing: money(
      (figures.fund_before_clearing as { value: bigint }).value - (figures.carved_out_fund as { value: bigint }).value,
    ),
  };
}

/** Does a printed cell show the figure? Amounts, counts and weights by their digits, quotients by their double. */
export function isShown(printed: string, figure: Figure, weightDecimals: number): boolean {
  if (figure.kind === 'text') return printed === figure.value;
  if (figure.value === undefined) return printed === '';
  if (printed === '') return false;
  if (figure.kind === 'money') return printed === yuanOf(figure.value);
  if (figure.kind === 'count') return printed === String(figure.value);
  if (figure.kind === 'weight') return Number(printed) === Number(figure.value) / 10 ** weightDecimals;
  return Number(printed) === figure.value;
}

/** reform − baseline. */
export function changeOf(before: Figure, after: Figure): Figure {
  if (before.kind === 'text' || after.kind === 'text') throw new Error('texts have no difference');
  if (before.value === undefined || after.value === undefined) return { ...after, value: undefined } as Figure;
  if (before.kind === 'quotient') return { kind: 'quotient', value: (after.value as number) - before.value };
  return { kind: before.kind, value: (after.value as bigint) - before.value };
}

/** Change as a share of the baseline's size; blank for a baseline of 0. */
export function relativeOf(before: Figure, after: Figure): Figure {
  const change = changeOf(before, after);
  if (change.value === undefined || Number(before.value) === 0) return { kind: 'quotient', value: undefined };
  const unit = before.kind === 'weight' ? 10_000 : 1;
  return { kind: 'quotient', value: Number(change.value) / unit / Math.abs(Number(before.value) / unit) };
}

/** gain, loss (by more than 1 % of baseline income), even, no_base or empty. */
export function classOf(before: bigint, after: bigint): string {
  if (before === 0n) return after === 0n ? 'empty' : 'no_base';
  const change = after - before;
  if ((change < 0n ? -change : change) * 100n <= before) return 'even';
  return change > 0n ? 'gain' : 'loss';
}
