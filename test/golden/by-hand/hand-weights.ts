import type { HandPolicy } from './hand-policy.js';
import {
  compare,
  decimalText,
  divided,
  type Fraction,
  fenOf,
  fraction,
  minus,
  plus,
  rootText,
  rounded,
  times,
  whole,
  yuanOf,
} from './plain-numbers.js';

/** A past case as the calculation takes it: the row of history.csv and the group it fell into. */
export interface HandHistoryCase {
  readonly row: Readonly<Record<string, string>>;
  readonly group: string;
  readonly status: string;
}

export interface HandWeight {
  readonly group: string;
  readonly cases: number;
  readonly kept: number;
  /** Text of the published weight, e.g. "1.6000"; blank where there is none. */
  readonly weight: string;
  readonly mean: string;
  readonly cv: string;
  readonly status: string;
  /** Fences in yuan to four decimals, blank without cases. */
  readonly worksheet: Readonly<Record<string, string>>;
}

export interface HandWeights {
  readonly rows: readonly HandWeight[];
  readonly regionMean: string;
  readonly cases: number;
  readonly kept: number;
  readonly riv: string;
}

interface Bill {
  readonly id: string;
  readonly fen: bigint;
}

/** Why a past case makes no weight, in the order of the rule; '' where it does. */
export function reasonLeftOut(one: HandHistoryCase, policy: HandPolicy): string {
  const { row } = one;
  if (row.los_days !== '' && Number(row.los_days) > policy.maxLosDays) return 'long_stay';
  if (['item', 'day', 'package'].includes(row.payment_kind!)) return 'payment_kind';
  const cost = fenOf(row.total_cost!);
  if (cost === undefined || cost <= 0n) return 'no_cost';
  if (one.status !== 'grouped') return 'not_grouped';
  if (row.discharge_date!.slice(0, 4) >= policy.year) return 'paid_year';
  return '';
}

/**
 * Weights by hand: quartiles by position (n − 1) × p from the smallest, fences P25 − 1.5 × IQR and P75 + 1.5 × IQR,
 * a bill on a fence kept, then mean of the group / mean of all kept bills.
 * @param groups  every group that can have a weight
 */
export function weighByHand(
  history: readonly HandHistoryCase[],
  groups: readonly string[],
  policy: HandPolicy,
): HandWeights {
  const billsOf = new Map<string, Bill[]>(groups.map((group) => [group, []]));
  for (const one of history) {
    if (reasonLeftOut(one, policy) !== '') continue;
    billsOf.get(one.group)!.push({ id: one.row.case_id!, fen: fenOf(one.row.total_cost!)! });
  }
  const trimmed = new Map(groups.map((group) => [group, trim(billsOf.get(group)!, policy)]));
  const all = groups.flatMap((group) => trimmed.get(group)!.kept);
  const regionMean = meanOf(all)!;
  const rows = groups.map((group): HandWeight => {
    const bills = billsOf.get(group)!;
    const { kept, out, fences } = trimmed.get(group)!;
    const adrg = groups.filter((other) => other.slice(0, 3) === group.slice(0, 3));
    const ofAdrg = adrg.flatMap((other) => trimmed.get(other)!.kept);
    const isFallback = kept.length < policy.minCases && ofAdrg.length >= policy.minCases;
    const own = meanOf(kept);
    const used = isFallback ? meanOf(ofAdrg) : own;
    const cv = squaredCv(kept);
    const isWild = cv !== undefined && compare(cv, times(policy.maxCv, policy.maxCv)) > 0;
    let status = 'stable';
    if (isFallback) status = 'fallback';
    else if (own === undefined) status = 'empty';
    else if (kept.length < policy.minCases || isWild) status = 'unstable';
    const weight = used === undefined ? undefined : divided(used, regionMean);
    const yuan = (value: Fraction | undefined, decimals: number): string =>
      value === undefined ? '' : decimalText(divided(value, whole(100n)), decimals);
    const weightText = weight === undefined ? '' : decimalText(weight, policy.weightDecimals);
    return {
      group,
      cases: bills.length,
      kept: kept.length,
      weight: weightText,
      mean: yuan(own === undefined ? undefined : whole(rounded(own)), 2),
      cv: cv === undefined ? '' : trimZeros(rootText(cv, 6)),
      status,
      worksheet: {
        group,
        cases: String(bills.length),
        p25: yuan(fences?.p25, 4),
        p75: yuan(fences?.p75, 4),
        iqr: yuan(fences === undefined ? undefined : minus(fences.p75, fences.p25), 4),
        lower_fence: yuan(fences?.lower, 4),
        upper_fence: yuan(fences?.upper, 4),
        trimmed: out.map(({ id, fen }) => `${id}=${yuanOf(fen)}`).join(' '),
        kept: String(kept.length),
        kept_sum: yuanOf(sum(kept)),
        kept_mean: yuan(own, 4),
        weighed_by: isFallback ? `ADRG ${group.slice(0, 3)}: ${yuanOf(sum(ofAdrg))} / ${ofAdrg.length}` : 'own mean',
        mean_used: yuan(used, 4),
        region_mean: yuan(regionMean, 4),
        weight_unrounded: weight === undefined ? '' : decimalText(weight, 8),
        weight: weightText,
        status,
      },
    };
  });
  const within = rows.reduce((total, { group }) => plus(total, squaresAround(trimmed.get(group)!.kept)), whole(0n));
  const about = squaresAround(all);
  return {
    rows,
    regionMean: yuanOf(rounded(regionMean)),
    cases: rows.reduce((total, row) => total + row.cases, 0),
    kept: all.length,
    riv: trimZeros(decimalText(divided(minus(about, within), about), 6)),
  };
}

interface Fences {
  readonly p25: Fraction;
  readonly p75: Fraction;
  readonly lower: Fraction;
  readonly upper: Fraction;
}

function trim(bills: readonly Bill[], policy: HandPolicy): { kept: Bill[]; out: Bill[]; fences?: Fences } {
  if (bills.length === 0) return { kept: [], out: [] };
  const sorted = bills.map(({ fen }) => fen).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const p25 = quartile(sorted, fraction('0.25'));
  const p75 = quartile(sorted, fraction('0.75'));
  const reach = times(policy.trimWidth, minus(p75, p25));
  const [lower, upper] = [minus(p25, reach), plus(p75, reach)];
  const isKept = ({ fen }: Bill): boolean => compare(whole(fen), lower) >= 0 && compare(whole(fen), upper) <= 0;
  return {
    kept: bills.filter(isKept),
    out: bills.filter((bill) => !isKept(bill)),
    fences: { p25, p75, lower, upper },
  };
}

/** Position (n − 1) × share from the smallest; between two bills in proportion. */
function quartile(sorted: readonly bigint[], share: Fraction): Fraction {
  const position = times(whole(BigInt(sorted.length - 1)), share);
  const below = position.top / position.bottom;
  const rest = minus(position, whole(below));
  const [lower, upper] = [sorted[Number(below)]!, sorted[Math.min(Number(below) + 1, sorted.length - 1)]!];
  return plus(whole(lower), times(rest, whole(upper - lower)));
}

const sum = (bills: readonly Bill[]): bigint => bills.reduce((total, { fen }) => total + fen, 0n);

function meanOf(bills: readonly Bill[]): Fraction | undefined {
  return bills.length === 0 ? undefined : { top: sum(bills), bottom: BigInt(bills.length) };
}

/** Σ (x − mean)². */
function squaresAround(bills: readonly Bill[]): Fraction {
  const mean = meanOf(bills);
  if (mean === undefined) return whole(0n);
  const { top, bottom } = mean;
  const sumOfSquares = bills.reduce((total, { fen }) => total + (fen * bottom - top) ** 2n, 0n);
  return { top: sumOfSquares, bottom: bottom * bottom };
}

/** (population standard deviation / mean)²; undefined below two bills. */
function squaredCv(bills: readonly Bill[]): Fraction | undefined {
  if (bills.length < 2) return undefined;
  const mean = meanOf(bills)!;
  const variance = divided(squaresAround(bills), whole(BigInt(bills.length)));
  return divided(variance, times(mean, mean));
}

/** "0.120000" → "0.12": numbers that are shown, not published. */
function trimZeros(text: string): string {
  return text.replace(/\.?0+$/, '');
}
