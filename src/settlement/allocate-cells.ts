import { allocateFen } from '../kernel/money.js';

/** Veltkamp's constant: splits a double into two halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;
/** Where products are formed of halves, no operand may reach this. */
const MOST = 2 ** 52;

let restOfProduct = 0;

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
  const rests = new Float64Array(count);
  let given = 0;
  for (let i = 0; i < count; i++) {
    const share = shares[i]!;
    if (share === 0) continue;
    const high = product(total, share);
    const low = restOfProduct;
    let quotient = Math.floor(high / sum);
    const back = product(quotient, sum);
    let rest = high - back + (low - restOfProduct);
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
  giveLeft(parts, rests, total - given);
  if (totalFen < 0) for (let i = 0; i < count; i++) parts[i] = parts[i] === 0 ? 0 : -parts[i]!;
  return parts;
}

/** One fen more to each of the `left` largest remainders, ties to the smaller index. */
function giveLeft(parts: Float64Array, rests: Float64Array, left: number): void {
  if (left === 0) return;
  const edge = rests.slice().sort()[rests.length - left]!;
  let ties = left;
  for (let i = 0; i < rests.length; i++) if (rests[i]! > edge) ties -= 1;
  for (let i = 0; i < rests.length; i++) {
    if (rests[i]! > edge) parts[i]! += 1;
    else if (rests[i] === edge && ties > 0) {
      parts[i]! += 1;
      ties -= 1;
    }
  }
}
