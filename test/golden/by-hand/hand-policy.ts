import { parse } from 'yaml';
import { type Fraction, fraction, times } from './plain-numbers.js';

/** One outlier band as its line of the policy says. */
export interface HandOutlierBand {
  readonly name: string;
  readonly from?: Fraction;
  readonly isFromIncluded: boolean;
  readonly to?: Fraction;
  readonly isToIncluded: boolean;
  /** by item, or standard + share × (cost − multiple × standard). */
  readonly pay: 'by_item' | { readonly share: Fraction; readonly multiple: Fraction };
}

/** One retention band: up to `to`, after the band before. */
export interface HandRetentionBand {
  readonly name: string;
  readonly to?: Fraction;
  readonly isToIncluded: boolean;
  /** recorded, the standard, a share of the overrun, or standard + share × width × standard. */
  readonly pay:
    | 'recorded'
    | 'standard'
    | { readonly share: Fraction }
    | { readonly share: Fraction; readonly width: Fraction };
}

/** What the calculation by hand needs of policy.yaml, with the reform's lines worked in. */
export interface HandPolicy {
  readonly year: string;
  readonly pools: readonly { readonly insurance: string; readonly fund: Fraction; readonly reserve: Fraction }[];
  readonly trimWidth: Fraction;
  readonly minCases: number;
  readonly maxCv: Fraction;
  readonly maxLosDays: number;
  readonly weightDecimals: number;
  readonly coefficientOfLevel: Readonly<Record<string, Fraction>>;
  readonly coefficientOfHospital: Readonly<Record<string, Fraction>>;
  readonly outlierBands: readonly HandOutlierBand[];
  readonly lowExempt: readonly string[];
  /** Share of the charges paid for cases outside the groups. */
  readonly shareOfUngrouped: Fraction;
  readonly shareOfUnrelated: Fraction;
  readonly shareOfUnweighted: Fraction;
  /** Yuan per weight of a pool on a day. */
  readonly rate: (insurance: string, day: string) => Fraction;
  readonly retentionBands: readonly HandRetentionBand[];
}

// biome-ignore lint/suspicious/noExplicitAny: a parsed document, read once and only here
type Document = any;

/** Reads the policy, and the reform where one is given, by nothing but the names that stand in them. */
export function readHandPolicy(policyText: string, reformText?: string): HandPolicy {
  const policy: Document = parse(policyText);
  const scaleOf: Record<string, Fraction> = {};
  for (const patch of reformText === undefined ? [] : (parse(reformText) as Document).patches) {
    const rate = /^rate\.value\.(\w+)$/.exec(patch.path);
    const band = /^retention\.bands\.(\w+)\.(\w+)$/.exec(patch.path);
    if (rate !== null && patch.scale !== undefined) scaleOf[rate[1]!] = fraction(patch.scale);
    else if (band !== null && patch.value !== undefined) {
      policy.retention.bands.find((one: Document) => one.name === band[1])[band[2]!] = patch.value;
    } else throw new Error(`the calculation by hand does not know ${patch.path}`);
  }
  const shareOf = (word: Document): Fraction => (word === 'by_item' ? fraction(1) : fraction(word.share_of_items));
  const optional = (value: Document): Fraction | undefined => (value === undefined ? undefined : fraction(value));
  return {
    year: String(policy.year),
    pools: policy.pools.map((pool: Document) => ({
      insurance: pool.insurance,
      fund: fraction(pool.fund),
      reserve: fraction(pool.reserve),
    })),
    trimWidth: fraction(policy.weights.trim.k),
    minCases: policy.weights.min_cases,
    maxCv: fraction(policy.weights.max_cv),
    maxLosDays: policy.weights.max_los_days,
    weightDecimals: policy.rounding.weight,
    coefficientOfLevel: fractions(policy.hospital_coefficient.by_level),
    coefficientOfHospital: fractions(policy.hospital_coefficient.by_hospital),
    outlierBands: policy.outliers.bands.map((band: Document) => ({
      name: band.name,
      from: optional(band.from),
      isFromIncluded: band.from_included === true,
      to: optional(band.to),
      isToIncluded: band.to_included === true,
      pay: outlierPay(band.pay),
    })),
    lowExempt: policy.outliers.low_exempt_discharge_types.map(String),
    shareOfUngrouped: shareOf(policy.ungrouped),
    shareOfUnrelated: shareOf(policy.unrelated_procedure),
    shareOfUnweighted: shareOf(policy.unweighted),
    rate: (insurance, day) => {
      const value = policy.rate.value[insurance];
      const steps: Document[] = value.by_date ?? [{ from: '2026-01-01', value }];
      const step = steps.filter((one) => String(one.from) <= day).at(-1);
      return times(fraction(step.value), scaleOf[insurance] ?? fraction(1));
    },
    retentionBands: policy.retention.bands.map((band: Document) => ({
      name: band.name,
      to: optional(band.to),
      isToIncluded: band.to_included !== false,
      pay: retentionPay(band),
    })),
  };
}

function fractions(values: Record<string, number>): Record<string, Fraction> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fraction(value)]));
}

function outlierPay(pay: string): HandOutlierBand['pay'] {
  if (pay === 'by_item') return pay;
  const match = /^standard \+ ([\d.]+) \* \(cost - ([\d.]+) \* standard\)$/.exec(pay);
  if (match === null) throw new Error(`the calculation by hand does not know "${pay}"`);
  return { share: fraction(match[1]!), multiple: fraction(match[2]!) };
}

function retentionPay(band: Document): HandRetentionBand['pay'] {
  if (band.fund_share_of_overrun !== undefined) return { share: fraction(band.fund_share_of_overrun) };
  if (band.pay === 'recorded' || band.pay === 'standard') return band.pay;
  const match = /^standard \+ ([\d.]+) \* ([\d.]+) \* standard$/.exec(band.pay);
  if (match === null) throw new Error(`the calculation by hand does not know "${band.pay}"`);
  return { share: fraction(match[1]!), width: fraction(match[2]!) };
}
