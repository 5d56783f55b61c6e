import type { HandPolicy, HandRetentionBand } from './hand-policy.js';
import type { HandPrice } from './hand-prices.js';
import { compare, plus, rounded, times, whole } from './plain-numbers.js';

/** Cases of one hospital, insurance, department and group, with what the clearing adds to them. */
export interface HandCell {
  readonly hospital: string;
  readonly insurance: string;
  readonly department: string;
  readonly group: string;
  readonly cases: readonly HandPrice[];
  readonly adjustment: bigint;
}

/** A hospital's account with one pool: what is compared, the band, what is paid in the end. Fen. */
export interface HandAccount {
  readonly hospital: string;
  readonly insurance: string;
  readonly cells: readonly HandCell[];
  /** Over the cases that the groups pay; absent where there is none. */
  readonly retention?: {
    readonly recorded: bigint;
    readonly standard: bigint;
    readonly band: string;
    readonly paid: bigint;
  };
}

export const isGroupPaid = ({ method }: HandPrice): boolean => method === 'standard' || method === 'outlier';

export const sumOf = <One>(list: readonly One[], amount: (one: One) => bigint): bigint =>
  list.reduce((total, one) => total + amount(one), 0n);

/** Sorted by code point, as `<` compares texts. */
const inOrder = (texts: Iterable<string>): string[] => [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The year of every account by hand: q = recorded / standard's fund part, the band's amount, shared down to cells. */
export function clearByHand(prices: readonly HandPrice[], policy: HandPolicy): HandAccount[] {
  const accounts: HandAccount[] = [];
  for (const hospital of inOrder(prices.map(({ row }) => row.hospital_id!))) {
    const ofHospital = prices.filter(({ row }) => row.hospital_id === hospital);
    for (const insurance of inOrder(ofHospital.map(({ row }) => row.insurance!))) {
      const cases = ofHospital.filter(({ row }) => row.insurance === insurance);
      accounts.push(clearAccount(hospital, insurance, cases, policy));
    }
  }
  return accounts;
}

function clearAccount(
  hospital: string,
  insurance: string,
  cases: readonly HandPrice[],
  policy: HandPolicy,
): HandAccount {
  const keys = inOrder(cases.map(({ row, group }) => `${row.department}\t${group}`));
  const lists = keys.map((key) => cases.filter(({ row, group }) => `${row.department}\t${group}` === key));
  const cellsWith = (adjustments: readonly bigint[]): HandCell[] =>
    keys.map((key, place) => {
      const [department, group] = key.split('\t') as [string, string];
      return { hospital, insurance, department, group, cases: lists[place]!, adjustment: adjustments[place]! };
    });
  const paidByGroups = cases.filter(isGroupPaid);
  if (paidByGroups.length === 0) return { hospital, insurance, cells: cellsWith(keys.map(() => 0n)) };

  const recorded = sumOf(paidByGroups, (one) => one.recorded);
  const standard = sumOf(paidByGroups, (one) => one.fund);
  const band = policy.retentionBands.find(({ to, isToIncluded }) => {
    if (to === undefined) return true;
    const side = compare(whole(recorded), times(to, whole(standard)));
    return side < 0 || (side === 0 && isToIncluded);
  })!;
  const paid = amountOf(band, recorded, standard);
  const shares = largestRemainder(
    paid - standard,
    lists.map((list) => sumOf(list.filter(isGroupPaid), (one) => one.fund)),
  );
  return { hospital, insurance, cells: cellsWith(shares), retention: { recorded, standard, band: band.name, paid } };
}

function amountOf({ pay }: HandRetentionBand, recorded: bigint, standard: bigint): bigint {
  if (pay === 'recorded') return recorded;
  if (pay === 'standard') return standard;
  if ('width' in pay) return rounded(plus(whole(standard), times(times(pay.share, pay.width), whole(standard))));
  return rounded(plus(whole(standard), times(pay.share, whole(recorded - standard))));
}

/** Shares an amount out by parts, whole fen: first rounded down, then a fen each to the largest remainders. */
export function largestRemainder(amount: bigint, parts: readonly bigint[]): bigint[] {
  const total = parts.reduce((sum, part) => sum + part, 0n);
  if (total === 0n) throw new Error('the golden region has no account without a fund part');
  const size = amount < 0n ? -amount : amount;
  const shares = parts.map((part) => (size * part) / total);
  const order = parts
    .map((part, place) => ({ place, rest: (size * part) % total }))
    .sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.place - b.place));
  let left = size - shares.reduce((sum, share) => sum + share, 0n);
  for (const { place } of order) {
    if (left === 0n) break;
    shares[place]! += 1n;
    left -= 1n;
  }
  return shares.map((share) => (amount < 0n ? -share : share));
}

/** Amounts of an account's statement by the name of the line. */
export function statementByHand({ cells, retention }: HandAccount): Map<string, bigint> {
  const cases = cells.flatMap((cell) => cell.cases);
  const before = sumOf(cases, (one) => one.fund);
  const change = retention === undefined ? 0n : retention.paid - retention.standard;
  const recorded = sumOf(cases, (one) => one.recorded);
  const lines = new Map<string, bigint>([
    ['total_cost', sumOf(cases, (one) => one.patient + one.recorded)],
    ['patient', sumOf(cases, (one) => one.patient)],
    ['recorded_fund', recorded],
    ['standard', sumOf(cases, (one) => one.standard)],
    ['fund_before_clearing', before],
    [
      'carve_outs',
      sumOf(
        cases.filter((one) => !isGroupPaid(one)),
        (one) => one.fund,
      ),
    ],
    ['final_fund', before + change],
    ['kept_or_borne', before + change - recorded],
  ]);
  const lineOf: Record<string, string> = { standard: 'standard_fund', outlier: 'outlier_fund' };
  for (const method of new Set(cases.map((one) => one.method))) {
    lines.set(
      lineOf[method] ?? method,
      sumOf(
        cases.filter((one) => one.method === method),
        (one) => one.fund,
      ),
    );
  }
  if (retention !== undefined) lines.set('retention', change);
  return lines;
}
