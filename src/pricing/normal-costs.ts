import { sharedFloat64 } from '../kernel/shared-arrays.js';
import { BAND_FLAGS, type BandTable } from './outlier-bands.js';

/** What the loop reads of a class and group, side by side so that one look fetches it all. */
export const SLOT_STANDARD = 0;
export const SLOT_WEIGHT = 1;
/** Costs from here to there, both included and in fen, are in no outlier band; above each other where none is sure. */
export const SLOT_LEAST = 2;
export const SLOT_MOST = 3;
export const SLOT_WIDTH = 4;

export interface SlotParts {
  readonly bands: BandTable;
  /** By pay class. */
  readonly levelOfClass: Uint8Array;
  readonly periodOfClass: readonly number[];
  readonly groupCount: number;
  /** By pay class × group. */
  readonly hasStandard: Uint8Array;
  readonly standards: Float64Array;
  readonly bases: Float64Array;
  readonly weightScaled: Float64Array;
}

/**
 * Standard, weight and the costs without a band of every pay class × group. Most cases lie between the bands: two
 * comparisons then answer for all of them. Exempt discharges only take cases out of bands, so that these costs hold for
 * them too; costs outside ask findBand.
 * @returns SLOT_WIDTH numbers at class × groupCount + group
 */
export function slotTable(parts: SlotParts): Float64Array {
  const { standards, weightScaled, groupCount, bands, bases, levelOfClass, periodOfClass } = parts;
  const slots = sharedFloat64(standards.length * SLOT_WIDTH);
  for (let slot = 0; slot < standards.length; slot++) {
    const payClass = Math.floor(slot / groupCount);
    const period = periodOfClass[payClass]!;
    const basis = bands.isOnStandard[period] === 1 ? standards[slot]! : bases[slot]!;
    const at = slot * SLOT_WIDTH;
    slots[at + SLOT_STANDARD] = standards[slot]!;
    slots[at + SLOT_WEIGHT] = weightScaled[slot]!;
    if (parts.hasStandard[slot] === 0) {
      slots[at + SLOT_LEAST] = Number.POSITIVE_INFINITY;
      continue;
    }
    writeNormalCosts(bands, period, levelOfClass[payClass]!, basis, slots, at);
  }
  return slots;
}

function writeNormalCosts(
  bands: BandTable,
  period: number,
  levelClass: number,
  basis: number,
  slots: Float64Array,
  at: number,
): void {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  // Without a basis no band holds.
  const end = Number.isNaN(basis) ? -1 : bands.start[period + 1]!;
  for (let b = bands.start[period]!; b < end; b++) {
    if ((bands.levels[b]! & (1 << levelClass)) === 0) continue;
    const { from, to } = costsOfBand(bands, b, basis);
    if (to < from) continue;
    // The normal costs wanted are those around the basis.
    if (to < basis) least = Math.max(least, to + 1);
    else if (from > basis) most = Math.min(most, from - 1);
    else [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  }
  slots[at + SLOT_LEAST] = least;
  slots[at + SLOT_MOST] = most;
}

/** First and last whole fen of a band's costs. */
function costsOfBand(table: BandTable, b: number, basis: number): { readonly from: number; readonly to: number } {
  const flags = table.flags[b]!;
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  if ((flags & BAND_FLAGS.hasFrom) !== 0) {
    const [digits, power] = [table.fromDigits[b]!, table.fromPower[b]!];
    const whole = floorProduct(basis, digits, power);
    const isOnEdge = isProduct(whole, basis, digits, power);
    from = isOnEdge && (flags & BAND_FLAGS.fromIncluded) !== 0 ? whole : whole + 1;
  }
  if ((flags & BAND_FLAGS.hasTo) !== 0) {
    const [digits, power] = [table.toDigits[b]!, table.toPower[b]!];
    const whole = floorProduct(basis, digits, power);
    const isOnEdge = isProduct(whole, basis, digits, power);
    to = isOnEdge && (flags & BAND_FLAGS.toIncluded) === 0 ? whole - 1 : whole;
  }
  return { from, to };
}

/** Products up to here are exact. */
const EXACT = 2 ** 53;

/** ⌊basis × digits / power⌋, exactly; none of them below 0. */
function floorProduct(basis: number, digits: number, power: number): number {
  const product = basis * digits;
  if (!(product < EXACT)) return Number((BigInt(basis) * BigInt(digits)) / BigInt(power));
  const remainder = product % power;
  return (product - remainder) / power;
}

function isProduct(whole: number, basis: number, digits: number, power: number): boolean {
  const [left, right] = [whole * power, basis * digits];
  if (left < EXACT && right < EXACT) return left === right;
  return BigInt(whole) * BigInt(power) === BigInt(basis) * BigInt(digits);
}
