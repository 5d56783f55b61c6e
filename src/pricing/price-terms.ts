import { type Decimal, decimalOf, multiplyDecimals } from '../kernel/decimal.js';
import { type Fen, multiplyFen } from '../kernel/money.js';
import type { OutlierBand } from '../policy/policy-schema.js';
import { payClassOf, periodOfCase } from './case-facts.js';
import { findBand, isHighBand, isLowBand } from './outlier-bands.js';
import type { PricingInput } from './pricing-input.js';
import { cutPeriods } from './pricing-periods.js';
import { preparePricing } from './steps.js';
import { publishedAt } from './unit-parts.js';

/** What the standard of one case in one group is made of. */
export interface PriceTerms {
  /** Weight, points or score. */
  readonly weight: Decimal;
  readonly coefficient: Decimal;
  /** Rate, value of a point, or the one standard of all groups. */
  readonly rate: Decimal;
  /** Decimals to which weight × coefficient is rounded first; -1: not at all. */
  readonly unitDecimals: number;
  /** stated: one standard for all groups or a published one, which no weight decides. */
  readonly kind: 'units' | 'stated';
  /** Weight × coefficient × rate, before any factor of the case itself. */
  readonly standardFen: Fen;
}

/** An outlier band of a case as amounts; NaN where a side is open. */
export interface BandEdge {
  readonly name: string;
  /** low ends at most at the basis itself, high begins at least there. */
  readonly side: 'low' | 'high' | 'other';
  readonly fromFen: Fen;
  readonly fromIncluded: boolean;
  readonly toFen: Fen;
  readonly toIncluded: boolean;
}

export interface PriceTermsReader {
  /** Terms of a row as if it were in that group; undefined where the groups do not pay it or the group has no standard. */
  termsAt(row: number, group: number): PriceTerms | undefined;
  /** Bands of the row's day and level, in the order in which they are tried. */
  edgesAt(row: number, group: number): BandEdge[];
  /** Name of the band of a cost, '' between them; undefined where bands ask more than the cost. */
  bandAt(row: number, group: number, costFen: Fen): string | undefined;
}

/**
 * The terms of single cases, for people: the same tables that price the cases, asked one by one and for any group.
 * @throws what preparePricing throws
 */
export function priceTermsReader(input: PricingInput): PriceTermsReader {
  const { payload } = preparePricing(input);
  const periods = cutPeriods(input);
  const { facts, parts, standards, bases, bands, levelOfClass } = payload;
  const slotOf = (row: number, group: number): { slot: number; payClass: number } | undefined => {
    const payClass = payClassOf(facts, row, periodOfCase(facts, row));
    const slot = payClass * facts.groupCount + group;
    return payClass < 0 || facts.hasStandard[slot] !== 1 ? undefined : { slot, payClass };
  };
  return {
    termsAt: (row, group) => {
      const at = slotOf(row, group);
      if (at === undefined) return undefined;
      const { slot, payClass } = at;
      const isStated = parts.isPerCase[payClass] === 1 || publishedAt(parts, slot) > 0;
      return {
        weight: { digits: parts.weight[slot]!, scale: parts.weightScale },
        coefficient: { digits: parts.coefficient[slot]!, scale: parts.coefficientScale },
        rate: { digits: parts.rate[payClass]!, scale: parts.rateScale },
        unitDecimals: parts.unitDecimals,
        kind: isStated ? 'stated' : 'units',
        standardFen: standards[slot]!,
      };
    },
    edgesAt: (row, group) => {
      const at = slotOf(row, group);
      if (at === undefined) return [];
      const period = periodOfCase(facts, row);
      const basis = bands.isOnStandard[period] === 1 ? standards[at.slot]! : bases.bases[at.slot]!;
      const level = String(levelOfClass[at.payClass]) as '1' | '2' | '3';
      const { outliers } = periods[period]!.policy;
      return outliers.bands
        .filter(({ levels }) => levels === undefined || levels.includes(level))
        .map((band) => edgeOf(band, basis));
    },
    bandAt: (row, group, costFen) => {
      const at = slotOf(row, group);
      if (at === undefined || bands.tests.some((tests) => tests !== undefined)) return undefined;
      const period = periodOfCase(facts, row);
      const basis = bands.isOnStandard[period] === 1 ? standards[at.slot]! : bases.bases[at.slot]!;
      const found = findBand(bands, period, levelOfClass[at.payClass]!, -1, -1, costFen, basis, row, undefined);
      return found < 0 ? '' : periods[period]!.policy.outliers.bands[found - bands.start[period]!]!.name;
    },
  };
}

function edgeOf(band: OutlierBand, basisFen: Fen): BandEdge {
  const at = (ratio: number | undefined): Fen =>
    ratio === undefined ? Number.NaN : multiplyFen(basisFen, decimalOf(ratio));
  return {
    name: band.name,
    side: isLowBand(band) ? 'low' : isHighBand(band) ? 'high' : 'other',
    fromFen: at(band.from),
    fromIncluded: band.from_included ?? false,
    toFen: at(band.to),
    toIncluded: band.to_included ?? false,
  };
}

/** Weight × coefficient × rate in fen, rounded as the method rounds: points first, then once to fen. */
export function standardOfTerms({
  weight,
  coefficient,
  rate,
  unitDecimals,
}: Pick<PriceTerms, 'weight' | 'coefficient' | 'rate' | 'unitDecimals'>): Fen {
  const units = unitDecimals < 0 ? [weight, coefficient] : [multiplyDecimals([weight, coefficient], unitDecimals)];
  return multiplyDecimals([...units, rate], 2).digits;
}
