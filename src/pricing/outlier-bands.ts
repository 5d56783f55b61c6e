import { decimalOf } from '../kernel/decimal.js';
import { sharedFloat64, sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import type { OutlierBand, Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { compileTests } from './case-tests/compile-tests.js';
import type { CompiledTests, TestedCase } from './case-tests/compiled-tests.js';
import { compareToEdge, wholeRange } from './case-tests/edge-range.js';
import { testsHold } from './case-tests/tests-hold.js';
import type { PriceFormulas } from './price-formula.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';

export const PAY_BY_ITEM = 0;
export const PAY_STANDARD = 1;
/** Pay codes from here on are formulas: PAY_FORMULA + index. */
export const PAY_FORMULA = 2;

const HAS_FROM = 1;
const FROM_INCLUDED = 2;
const HAS_TO = 4;
const TO_INCLUDED = 8;
const IS_LOW = 16;
const HAS_TESTS = 32;

/** Bits of BandTable.flags, for those who cut sorted costs at the edges instead of asking findBand case by case. */
export const BAND_FLAGS = {
  hasFrom: HAS_FROM,
  fromIncluded: FROM_INCLUDED,
  hasTo: HAS_TO,
  toIncluded: TO_INCLUDED,
  isLow: IS_LOW,
} as const;

/** Outlier bands of all periods, flat: bands of period p are start[p] … start[p + 1] − 1, first that holds wins. */
export interface BandTable {
  readonly start: Int32Array;
  /** Edges as digits / power of the basis. */
  readonly fromDigits: Float64Array;
  readonly fromPower: Float64Array;
  readonly toDigits: Float64Array;
  readonly toPower: Float64Array;
  readonly flags: Uint8Array;
  /** Bit 1 << level class. */
  readonly levels: Uint8Array;
  /** PAY_BY_ITEM, PAY_STANDARD or PAY_FORMULA + index into the payload's formulas. */
  readonly pay: Int32Array;
  readonly hasQuota: Uint8Array;
  /** By period: bit 1 << discharge type of those that are never low outliers. */
  readonly exemptTypes: Int32Array;
  /** By period: stays of so many days, both included, are never low outliers; least above most where there is none. */
  readonly exemptLeastDays: Float64Array;
  readonly exemptMostDays: Float64Array;
  /** By period: 1 where edges are multiples of the case's standard; else of a basis by class and group (band-bases.ts). */
  readonly isOnStandard: Uint8Array;
  /** Further tests of a band. */
  readonly tests: readonly (CompiledTests | undefined)[];
}

/** A band below the standard (低倍率): its upper edge is at most the basis itself. */
export function isLowBand(band: OutlierBand): boolean {
  return band.to !== undefined && band.to <= 1;
}

/** A band above the standard (高倍率): its lower edge is at least the basis itself. */
export function isHighBand(band: OutlierBand): boolean {
  return band.from !== undefined && band.from >= 1;
}

/**
 * The quota of a band for the year: as the last period that has a band of this name says. Bands of other periods with
 * the name share it, because the hospital has one quota a year.
 */
export function quotaOfBand(timeline: PolicyTimeline, name: string): OutlierBand['quota'] {
  for (let s = timeline.segments.length - 1; s >= 0; s--) {
    const band = timeline.segments[s]!.policy.outliers.bands.find((candidate) => candidate.name === name);
    if (band !== undefined) return band.quota;
  }
  return undefined;
}

/**
 * Lays the bands out for the loop; formulas are parsed and checked here, before any case is priced.
 * @throws the codes of readFormula
 */
export function buildBandTable(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  formulas: PriceFormulas,
): BandTable {
  const { timeline } = input;
  const total = periods.reduce((count, { policy }) => count + policy.outliers.bands.length, 0);
  const table: BandTable = {
    start: sharedInt32(periods.length + 1),
    fromDigits: sharedFloat64(total),
    fromPower: sharedFloat64(total),
    toDigits: sharedFloat64(total),
    toPower: sharedFloat64(total),
    flags: sharedUint8(total),
    levels: sharedUint8(total),
    pay: sharedInt32(total),
    hasQuota: sharedUint8(total),
    exemptTypes: sharedInt32(periods.length),
    exemptLeastDays: sharedFloat64(periods.length),
    exemptMostDays: sharedFloat64(periods.length),
    isOnStandard: sharedUint8(periods.length),
    tests: periods.flatMap((period) =>
      period.policy.outliers.bands.map(({ name, when }) =>
        when === undefined ? undefined : compileTests(when, input, period, `outliers.bands.${name}.when`),
      ),
    ),
  };
  let b = 0;
  periods.forEach(({ policy }, period) => {
    const { basis, bands, low_exempt_discharge_types: exempt } = policy.outliers;
    table.isOnStandard[period] = basis === 'standard' ? 1 : 0;
    const { low_exempt_los_days: exemptDays } = policy.outliers;
    const { least, most } = exemptDays === undefined ? { least: 0, most: -1 } : wholeRange(exemptDays);
    table.exemptLeastDays[period] = least;
    table.exemptMostDays[period] = most;
    for (const type of exempt) table.exemptTypes[period]! |= 1 << type;
    for (const band of bands) {
      const from = decimalOf(band.from ?? 0);
      const to = decimalOf(band.to ?? 0);
      table.fromDigits[b] = from.digits;
      table.fromPower[b] = 10 ** from.scale;
      table.toDigits[b] = to.digits;
      table.toPower[b] = 10 ** to.scale;
      table.flags[b] =
        (band.from === undefined ? 0 : HAS_FROM) |
        (band.from_included ? FROM_INCLUDED : 0) |
        (band.to === undefined ? 0 : HAS_TO) |
        (band.to_included ? TO_INCLUDED : 0) |
        (isLowBand(band) ? IS_LOW : 0) |
        (band.when === undefined ? 0 : HAS_TESTS);
      for (const level of band.levels ?? ['3', '2', '1']) table.levels[b]! |= 1 << Number(level);
      table.pay[b] = payCode(policy, band, formulas);
      table.hasQuota[b] = quotaOfBand(timeline, band.name) === undefined ? 0 : 1;
      b += 1;
    }
    table.start[period + 1] = b;
  });
  return table;
}

function payCode(policy: Policy, band: OutlierBand, formulas: PriceFormulas): number {
  if (band.pay === 'by_item') return PAY_BY_ITEM;
  if (band.pay === 'standard') return PAY_STANDARD;
  const { from } = band;
  const multiple = from !== undefined && /\bmultiple\b/.test(band.pay) ? decimalOf(from) : undefined;
  return PAY_FORMULA + formulas.add(policy, `outliers.bands.${band.name}.pay`, band.pay, band.fallback, multiple);
}

/**
 * The outlier band of a case: tested once, on the rounded standard, so that clearing never reclassifies it.
 * @param basis  the standard or the group's mean, fen; NaN (a group without a mean) is in no band
 * @param losDays  -1 where it is missing, which exempts nothing
 * @param tested  what the tests of bands ask of the row; only where some band has tests
 * @returns index into the table, or -1 for the normal band between them
 */
export function findBand(
  table: BandTable,
  period: number,
  levelClass: number,
  dischargeType: number,
  losDays: number,
  cost: number,
  basis: number,
  row: number,
  tested: TestedCase | undefined,
): number {
  const end = table.start[period + 1]!;
  if (Number.isNaN(basis)) return -1;
  for (let b = table.start[period]!; b < end; b++) {
    if ((table.levels[b]! & (1 << levelClass)) === 0) continue;
    const flags = table.flags[b]!;
    if ((flags & HAS_FROM) !== 0) {
      const side = compareToEdge(cost, basis, table.fromDigits[b]!, table.fromPower[b]!);
      if (side < 0 || (side === 0 && (flags & FROM_INCLUDED) === 0)) continue;
    }
    if ((flags & HAS_TO) !== 0) {
      const side = compareToEdge(cost, basis, table.toDigits[b]!, table.toPower[b]!);
      if (side > 0 || (side === 0 && (flags & TO_INCLUDED) === 0)) continue;
    }
    if ((flags & IS_LOW) !== 0) {
      if (dischargeType > 0 && (table.exemptTypes[period]! & (1 << dischargeType)) !== 0) continue;
      if (losDays >= table.exemptLeastDays[period]! && losDays <= table.exemptMostDays[period]!) continue;
    }
    if ((flags & HAS_TESTS) !== 0 && !testsHold(table.tests[b]!, row, tested!)) continue;
    return b;
  }
  return -1;
}
