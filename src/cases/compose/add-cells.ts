import { endOf, firstOf } from './cell-bounds.js';
import type { PieceMap } from './piece-map.js';

const ZERO = 48;
const DOT = 46;
/** Digits of one amount: sums of hundreds of these stay below 2^53. */
const MOST_DIGITS = 13;

/** The sum of amounts with at most two decimals, in hundredths; undefined for anything else, which the slow way takes. */
export function addCells(
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  cells: readonly number[],
  blanks: PieceMap,
): number | 'blank' | undefined {
  let sum = 0;
  let isAny = false;
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c]!;
    const from = firstOf(bytes, starts[cell]!, ends[cell]!);
    const to = endOf(bytes, from, ends[cell]!);
    if (from === to) continue;
    if (to - from > MOST_DIGITS) return undefined;
    let value = 0;
    let decimals = -1;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (byte === DOT && decimals < 0 && i > from) decimals = 0;
      else if (byte >= ZERO && byte <= ZERO + 9) {
        value = value * 10 + (byte - ZERO);
        if (decimals >= 0) decimals++;
      } else if (blanks.isBlank(bytes, from, to)) {
        value = -1;
        break;
      } else return undefined;
    }
    if (value < 0) continue;
    if (decimals > 2) return undefined;
    isAny = true;
    sum += decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100;
  }
  return isAny ? sum : 'blank';
}

/** Hundredths as a text with two decimals. */
export function hundredthsText(value: number): string {
  const rest = value % 100;
  return `${(value - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}
