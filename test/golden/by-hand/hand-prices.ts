import type { HandPolicy } from './hand-policy.js';
import { compare, type Fraction, fenOf, fraction, minus, plus, rounded, times, whole } from './plain-numbers.js';

/** A case of the paid year: its row of year.csv, its group, and the price by hand. All amounts in fen. */
export interface HandCase {
  readonly row: Readonly<Record<string, string>>;
  readonly group: string;
  readonly status: string;
}

export interface HandPrice extends HandCase {
  readonly method: string;
  /** Name of the outlier band, '' in none. */
  readonly band: string;
  /** Text of the weight; '' outside the groups. */
  readonly weight: string;
  readonly standard: bigint;
  readonly pay: bigint;
  readonly fund: bigint;
  readonly patient: bigint;
  readonly recorded: bigint;
  readonly isFloored: boolean;
}

export interface HandRegion {
  readonly policy: HandPolicy;
  /** Group → text of its weight; '' or absent: none. */
  readonly weights: ReadonlyMap<string, string>;
  /** hospital_id → level class of register.csv. */
  readonly levels: ReadonlyMap<string, string>;
}

/** 三甲, 二级 … → 3, 2, 1; undefined where the text says nothing. */
function levelOfText(text: string): string | undefined {
  const digit = '一二三'.indexOf(text.slice(0, 1)) + 1;
  return text === '' || digit === 0 ? undefined : String(digit);
}

/** Price of one case by hand, first that holds from top to bottom. */
export function priceByHand(one: HandCase, { policy, weights, levels }: HandRegion): HandPrice {
  const { row, group, status } = one;
  const nothing = { ...one, band: '', weight: '', standard: 0n, isFloored: false };
  const cost = fenOf(row.total_cost!);
  const recorded = fenOf(row.pooled_fund!);
  if (cost === undefined || recorded === undefined) {
    return { ...nothing, method: 'unpriced_missing_amount', pay: 0n, fund: 0n, patient: 0n, recorded: 0n };
  }
  const patient = cost - recorded;
  const split = (priced: bigint) => ({
    pay: priced < patient ? patient : priced,
    fund: priced < patient ? 0n : priced - patient,
    patient,
    recorded,
    isFloored: priced < patient,
  });
  const outside = (method: string, share: Fraction): HandPrice => ({
    ...nothing,
    method,
    ...split(rounded(times(whole(cost), share))),
  });
  const all = fraction(1);
  if (!['', 'drg'].includes(row.payment_kind!)) return outside('by_item_kind', all);
  const level = levels.get(row.hospital_id!) ?? levelOfText(row.hospital_level!);
  if (level === undefined) return outside('by_item_unknown_hospital', all);
  if (!policy.pools.some(({ insurance }) => insurance === row.insurance)) return outside('by_item_no_pool', all);
  if (status === 'unrelated_procedure') return outside('by_item_unrelated', policy.shareOfUnrelated);
  if (status !== 'grouped') return outside('by_item_ungrouped', policy.shareOfUngrouped);
  const weight = weights.get(group) ?? '';
  if (weight === '') return outside('by_item_unweighted', policy.shareOfUnweighted);

  const coefficient = policy.coefficientOfHospital[row.hospital_id!] ?? policy.coefficientOfLevel[level]!;
  const rate = policy.rate(row.insurance!, row.discharge_date!);
  // weight × rate × coefficient, yuan → fen, rounded once.
  const standard = rounded(times(times(times(fraction(weight), rate), coefficient), whole(100n)));
  const band = policy.outlierBands.find((candidate) => {
    const isLow = candidate.to !== undefined && compare(candidate.to, fraction(1)) <= 0;
    if (isLow && policy.lowExempt.includes(row.discharge_type!)) return false;
    const against = (edge: Fraction): number => compare(whole(cost), times(edge, whole(standard)));
    const { from, to } = candidate;
    const isAbove = from === undefined || against(from) > 0 || (candidate.isFromIncluded && against(from) === 0);
    const isBelow = to === undefined || against(to) < 0 || (candidate.isToIncluded && against(to) === 0);
    return isAbove && isBelow;
  });
  let priced = standard;
  if (band?.pay === 'by_item') priced = cost;
  else if (band !== undefined) {
    const { share, multiple } = band.pay as { share: Fraction; multiple: Fraction };
    const beyond = minus(whole(cost), times(multiple, whole(standard)));
    priced = rounded(plus(whole(standard), times(share, beyond)));
  }
  const method = band === undefined ? 'standard' : 'outlier';
  return { ...one, method, band: band?.name ?? '', weight, standard, ...split(priced) };
}
