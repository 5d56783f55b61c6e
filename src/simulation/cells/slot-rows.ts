import { BAND_FLAGS, type BandTable, PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from '../../pricing/outlier-bands.js';
import type { PricePayload } from '../../pricing/price-payload.js';
import { edgeFen } from './band-positions.js';
import type { CellSlots } from './cell-slots.js';
import { isExactUpTo, type LinearPay, linearPay } from './linear-pay.js';

/** What the loop over plain cells reads of a slot (pay class × group), side by side so that one look fetches it all. */
export const ROW_STANDARD = 0;
/** Costs below are in the low band; NaN where the slot's bands are no plain ones. */
export const ROW_LOW_END = 1;
/** Costs from here on are in the high band. */
export const ROW_HIGH_START = 2;
/** The high band pays (cost × ofCost + constant) / divisor, rounded once. */
export const ROW_CONSTANT = 3;
export const ROW_OF_COST = 4;
export const ROW_DIVISOR = 5;
/** Entries of the band table, -1 for none. */
export const ROW_LOW_BAND = 6;
export const ROW_HIGH_BAND = 7;
export const ROW_WIDTH = 8;

interface PlainBands {
  readonly low: number;
  readonly high: number;
  readonly highPay: LinearPay;
}

const BY_ITEM: LinearPay = { ofCost: 1, ofStandard: 0, constant: 0, divisor: 1 };
const STANDARD: LinearPay = { ofCost: 0, ofStandard: 1, constant: 0, divisor: 1 };

/**
 * Rows of the slots that occur. Plain are at most one band below, paid by item, and one band above, paid by item, the
 * standard, or a formula that is linear in cost and standard and does not fall with the cost: what most policies have.
 * Other slots are marked, for the loop that knows every band.
 * @param mostCost  the highest cost of the cells, fen
 */
export function slotRows(
  payload: PricePayload,
  { used, periodOfClass }: Pick<CellSlots, 'used' | 'periodOfClass'>,
  mostCost: number,
): Float64Array {
  const { bands, bases, standards, facts, levelOfClass } = payload;
  const rows = new Float64Array(standards.length * ROW_WIDTH);
  const linear = payload.formulas.map(linearPay);
  const plain = periodOfClass.map((period, c) => plainBands(bands, period, levelOfClass[c]!, linear));
  for (let i = 0; i < used.length; i++) {
    const slot = used[i]!;
    const payClass = Math.floor(slot / facts.groupCount);
    const standard = standards[slot]!;
    const basis = bands.isOnStandard[periodOfClass[payClass]!] === 1 ? standard : bases.bases[slot]!;
    const own = Number.isNaN(basis) ? NO_BANDS : plain[payClass];
    const at = slot * ROW_WIDTH;
    rows[at + ROW_STANDARD] = standard;
    if (own === undefined || !isExactUpTo(own.highPay, mostCost, standard)) rows[at + ROW_LOW_END] = Number.NaN;
    else writeBands(rows, at, bands, own, basis, standard);
  }
  return rows;
}

const NO_BANDS: PlainBands = { low: -1, high: -1, highPay: STANDARD };

/** The two bands of a period and level; undefined where they are no plain ones. */
function plainBands(
  table: BandTable,
  period: number,
  levelClass: number,
  linear: readonly (LinearPay | undefined)[],
): PlainBands | undefined {
  let found = NO_BANDS;
  for (let b = table.start[period]!; b < table.start[period + 1]!; b++) {
    if ((table.levels[b]! & (1 << levelClass)) === 0) continue;
    const sides = table.flags[b]! & (BAND_FLAGS.hasFrom | BAND_FLAGS.hasTo);
    const pay = table.pay[b]!;
    if (sides === BAND_FLAGS.hasTo && found.low < 0 && pay === PAY_BY_ITEM) {
      if ((table.flags[b]! & BAND_FLAGS.isLow) === 0) return undefined;
      found = { ...found, low: b };
    } else if (sides === BAND_FLAGS.hasFrom && found.high < 0) {
      const highPay = pay === PAY_BY_ITEM ? BY_ITEM : pay === PAY_STANDARD ? STANDARD : linear[pay - PAY_FORMULA];
      if (highPay === undefined || highPay.ofCost < 0) return undefined;
      found = { ...found, high: b, highPay };
    } else return undefined;
  }
  return found;
}

function writeBands(
  rows: Float64Array,
  at: number,
  table: BandTable,
  { low, high, highPay }: PlainBands,
  basis: number,
  standard: number,
): void {
  const lowEnd = low < 0 ? Number.NEGATIVE_INFINITY : edgeAt(table, low, 'to', basis);
  const highStart = high < 0 ? Number.POSITIVE_INFINITY : edgeAt(table, high, 'from', basis);
  // Where bands overlap, which only their order decides, the slot is no plain one.
  rows[at + ROW_LOW_END] = lowEnd <= highStart ? lowEnd : Number.NaN;
  rows[at + ROW_HIGH_START] = highStart;
  rows[at + ROW_CONSTANT] = standard * highPay.ofStandard + highPay.constant;
  rows[at + ROW_OF_COST] = highPay.ofCost;
  rows[at + ROW_DIVISOR] = highPay.divisor;
  rows[at + ROW_LOW_BAND] = low;
  rows[at + ROW_HIGH_BAND] = high;
}

/** The first whole fen beyond a band's upper edge, or the first inside its lower one. */
function edgeAt(table: BandTable, band: number, edge: 'from' | 'to', basis: number): number {
  const flags = table.flags[band]!;
  return edge === 'from'
    ? edgeFen(basis, table.fromDigits[band]!, table.fromPower[band]!, (flags & BAND_FLAGS.fromIncluded) !== 0)
    : edgeFen(basis, table.toDigits[band]!, table.toPower[band]!, (flags & BAND_FLAGS.toIncluded) === 0);
}
