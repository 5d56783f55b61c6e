import { allocateFen } from '../kernel/money.js';

/** Veltkamp's constant: splits a double into two halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;
/** Where products are formed of halves, no operand may reach this. */
const MOST = 2 ** 52;

let restOfProduct = 0;

/** Up to here whole numbers and their products are doubles without loss. */
const EXACT = 2 ** 53;

/** Remainders are sorted only within one of so many stretches. */
const STRETCHES = 256;

/** hi of a × b; the rest lies in restOfProduct, so that hi + rest = a × b exactly (Dekker). */
function product(a: number, b: number): number {
  const high = a * b;
  const splitA = SPLITTER * a;
  const highA = splitA - (splitA - a);
  const lowA = a - highA;
  const splitB = SPLITTER * b;
  const highB = splitB - (splitB - b);
  const lowB = b - highB;
  restOfProduct = lowA * lowB - (high - highA * highB - lowA * highB - highA * lowB);
  return high;
}

/** total × share − quotient × sum. */
function restOf(total: number, share: number, quotient: number, sum: number): number {
  const high = product(total, share);
  const low = restOfProduct;
  const back = product(quotient, sum);
  return high - back + (low - restOfProduct);
}

/**
 * Shares an amount out over many cells by largest remainder: to the fen what kernel `allocateFen` gives, without its
 * integers of any size. Quotients are estimated in doubles and put right by exact remainders.
 * @param shares  non-negative integers; all 0, or beyond 2^52: kernel's own way
 */
export function allocateCells(totalFen: number, shares: Float64Array): Float64Array {
  let sum = 0;
  for (let i = 0; i < shares.length; i++) sum += shares[i]!;
  const total = Math.abs(totalFen);
  if (sum === 0 || sum >= MOST || total >= MOST) return allocateFen(totalFen, shares);
  const count = shares.length;
  const parts = new Float64Array(count);
  if (rests.length < count) rests = new Float64Array(count);
  // An estimate serves: remainders put the quotient right.
  const inverse = 1 / sum;
  let given = 0;
  for (let i = 0; i < count; i++) {
    const share = shares[i]!;
    if (share === 0) {
      rests[i] = 0;
      continue;
    }
    // Most products are whole numbers that a double holds; only larger ones need their second half.
    const high = total * share;
    let quotient = Math.floor(high * inverse);
    let rest = high < EXACT ? high - quotient * sum : restOf(total, share, quotient, sum);
    while (rest < 0) {
      quotient -= 1;
      rest += sum;
    }
    while (rest >= sum) {
      quotient += 1;
      rest -= sum;
    }
    parts[i] = quotient;
    rests[i] = rest;
    given += quotient;
  }
  giveLeft(parts, total - given, sum);
  if (totalFen < 0) for (let i = 0; i < count; i++) parts[i] = parts[i] === 0 ? 0 : -parts[i]!;
  return parts;
}

/**
 * One fen more to each of the `left` largest remainders, ties to the smaller index. Remainders, from 0 to below `sum`,
 * are counted by stretches of equal width, in which no order is lost, and only the stretch of the `left`-th largest is
 * sorted. The plain form sorts them all.
 */
function giveLeft(parts: Float64Array, left: number, sum: number): void {
  if (left === 0) return;
  const scale = STRETCHES / sum;
  counts.fill(0);
  for (let i = 0; i < parts.length; i++) counts[stretchOf(rests[i]!, scale)]! += 1;
  let stretch = STRETCHES - 1;
  let wanted = left;
  while (counts[stretch]! < wanted) wanted -= counts[stretch--]!;
  const within = new Float64Array(counts[stretch]!);
  for (let i = 0, k = 0; k < within.length; i++) {
    if (stretchOf(rests[i]!, scale) === stretch) within[k++] = rests[i]!;
  }
  within.sort();
  const edge = within[within.length - wanted]!;
  let ties = wanted;
  for (let k = within.length - 1; within[k]! > edge; k--) ties -= 1;
  for (let i = 0; i < parts.length; i++) {
    if (rests[i]! < edge) continue;
    if (rests[i]! > edge) parts[i]! += 1;
    else if (ties > 0) {
      parts[i]! += 1;
      ties -= 1;
    }
  }
}

const counts = new Uint32Array(STRETCHES);
/** Remainders of the amount that is being shared out, kept between calls. */
let rests = new Float64Array(0);

function stretchOf(rest: number, scale: number): number {
  return Math.min(STRETCHES - 1, Math.floor(rest * scale));
}
