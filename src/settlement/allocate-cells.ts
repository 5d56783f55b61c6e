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
  const sum = plainSum(totalFen, shares);
  if (sum === undefined) return allocateFen(totalFen, shares);
  return allocateInto(new Float64Array(shares.length), totalFen, shares, sum);
}

/**
 * The same, added to the stretch of `target` that begins at `from`: a thousand accounts share down to their cells
 * without an array for each.
 */
export function addAllocated(target: Float64Array, from: number, totalFen: number, shares: Float64Array): void {
  const sum = plainSum(totalFen, shares);
  if (kept.length < shares.length) kept = new Float64Array(shares.length);
  const parts = sum === undefined ? allocateFen(totalFen, shares) : allocateInto(kept, totalFen, shares, sum);
  for (let i = 0; i < shares.length; i++) target[from + i]! += parts[i]!;
}

/** Parts of one account, kept between calls. */
let kept = new Float64Array(0);

/** Σ shares; undefined where the kernel has to share. */
function plainSum(totalFen: number, shares: Float64Array): number | undefined {
  let sum = 0;
  for (let i = 0; i < shares.length; i++) sum += shares[i]!;
  return sum === 0 || sum >= MOST || Math.abs(totalFen) >= MOST ? undefined : sum;
}

/** @param parts  takes the result; at least as long as `shares`, what it held is overwritten */
function allocateInto(parts: Float64Array, totalFen: number, shares: Float64Array, sum: number): Float64Array {
  const count = shares.length;
  const total = Math.abs(totalFen);
  if (rests.length < count) rests = new Float64Array(count);
  const own = rests;
  // An estimate serves: remainders put the quotient right.
  const inverse = 1 / sum;
  let shared = 0;
  for (let i = 0; i < count; i++) {
    const share = shares[i]!;
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
    own[i] = rest;
    shared += quotient;
  }
  giveLeft(parts, count, total - shared, sum);
  if (totalFen < 0) for (let i = 0; i < count; i++) parts[i] = parts[i] === 0 ? 0 : -parts[i]!;
  return parts;
}

/**
 * One fen more to each of the `left` largest remainders, ties to the smaller index. Remainders, from 0 to below `sum`,
 * are counted by stretches of equal width, in which no order is lost, and only the stretch of the `left`-th largest is
 * sorted. The plain form sorts them all.
 */
function giveLeft(parts: Float64Array, count: number, left: number, sum: number): void {
  if (left === 0) return;
  const scale = STRETCHES / sum;
  counts.fill(0);
  for (let i = 0; i < count; i++) counts[stretchOf(rests[i]!, scale)]! += 1;
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
  for (let i = 0; i < count; i++) {
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
