import { compareToMultiple, decimalOf } from '../kernel/decimal.js';
import { bandVocabulary } from '../kernel/formula/formula-language.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import { sharedFloat64, sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import { bandLanguageOf, type OutlierBand } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
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
  /** PAY_BY_ITEM, PAY_STANDARD or PAY_FORMULA + index into formulas. */
  readonly pay: Uint8Array;
  readonly hasQuota: Uint8Array;
  /** By period: bit 1 << discharge type of those that are never low outliers. */
  readonly exemptTypes: Int32Array;
  /** By period: 1 where edges are multiples of the group's mean instead of the standard. */
  readonly isOnMean: Uint8Array;
  readonly formulas: readonly FormulaNode[];
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
export function buildBandTable(periods: readonly PricingPeriod[], timeline: PolicyTimeline): BandTable {
  const total = periods.reduce((count, { policy }) => count + policy.outliers.bands.length, 0);
  const formulas: FormulaNode[] = [];
  const formulaIndex = new Map<string, number>();
  const table: BandTable = {
    start: sharedInt32(periods.length + 1),
    fromDigits: sharedFloat64(total),
    fromPower: sharedFloat64(total),
    toDigits: sharedFloat64(total),
    toPower: sharedFloat64(total),
    flags: sharedUint8(total),
    levels: sharedUint8(total),
    pay: sharedUint8(total),
    hasQuota: sharedUint8(total),
    exemptTypes: sharedInt32(periods.length),
    isOnMean: sharedUint8(periods.length),
    formulas,
  };
  let b = 0;
  periods.forEach(({ policy }, period) => {
    const { basis, bands, low_exempt_discharge_types: exempt } = policy.outliers;
    table.isOnMean[period] = basis === 'group_mean' ? 1 : 0;
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
        (isLowBand(band) ? IS_LOW : 0);
      for (const level of band.levels ?? ['3', '2', '1']) table.levels[b]! |= 1 << Number(level);
      table.pay[b] = payCode(band.pay, bandLanguageOf(basis), formulas, formulaIndex);
      table.hasQuota[b] = quotaOfBand(timeline, band.name) === undefined ? 0 : 1;
      b += 1;
    }
    table.start[period + 1] = b;
  });
  return table;
}

function payCode(
  pay: string,
  basis: 'standard' | 'group_mean',
  formulas: FormulaNode[],
  formulaIndex: Map<string, number>,
): number {
  if (pay === 'by_item') return PAY_BY_ITEM;
  if (pay === 'standard') return PAY_STANDARD;
  const key = `${basis} ${pay}`;
  let index = formulaIndex.get(key);
  if (index === undefined) {
    index = formulas.length;
    formulaIndex.set(key, index);
    formulas.push(readFormula(pay, bandVocabulary(basis)));
  }
  return PAY_FORMULA + index;
}

/** Products below this are exact integers. */
const EXACT = 2 ** 53;

/** Sign of cost − digits / power × basis, exactly; the plain form is `cost / basis` against the edge. */
function compareToEdge(cost: number, basis: number, digits: number, power: number): number {
  const left = cost * power;
  const right = basis * digits;
  if (Math.abs(left) < EXACT && right < EXACT) return left - right;
  return compareToMultiple(cost, basis, { digits, scale: Math.round(Math.log10(power)) });
}

/**
 * The outlier band of a case: tested once, on the rounded standard, so that clearing never reclassifies it.
 * @param basis  the standard or the group's mean, fen; NaN (a group without a mean) is in no band
 * @returns index into the table, or -1 for the normal band between them
 */
export function findBand(
  table: BandTable,
  period: number,
  levelClass: number,
  dischargeType: number,
  cost: number,
  basis: number,
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
    if ((flags & IS_LOW) !== 0 && dischargeType > 0 && (table.exemptTypes[period]! & (1 << dischargeType)) !== 0) {
      continue;
    }
    return b;
  }
  return -1;
}
