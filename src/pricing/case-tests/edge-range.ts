import { compareToMultiple, decimalOf } from '../../kernel/decimal.js';
import type { Range } from '../../policy/schema/common.js';

/** A range of multiples of a basis, laid out for loops: edges as digits / power, flags as 0 or 1. */
export interface EdgeRange {
  readonly hasFrom: 0 | 1;
  readonly fromDigits: number;
  readonly fromPower: number;
  readonly fromIncluded: 0 | 1;
  readonly hasTo: 0 | 1;
  readonly toDigits: number;
  readonly toPower: number;
  readonly toIncluded: 0 | 1;
}

const bit = (flag: boolean): 0 | 1 => (flag ? 1 : 0);

export function edgeRange(range: Range): EdgeRange {
  const from = decimalOf(range.from ?? 0);
  const to = decimalOf(range.to ?? 0);
  return {
    hasFrom: bit(range.from !== undefined),
    fromDigits: from.digits,
    fromPower: 10 ** from.scale,
    fromIncluded: bit(range.from_included),
    hasTo: bit(range.to !== undefined),
    toDigits: to.digits,
    toPower: 10 ** to.scale,
    toIncluded: bit(range.to_included),
  };
}

/** Products below this are exact integers. */
const EXACT = 2 ** 53;

/** Sign of amount − digits / power × basis, exactly; both are whole fen. The plain form is amount / basis against the edge. */
export function compareToEdge(amount: number, basis: number, digits: number, power: number): number {
  const left = amount * power;
  const right = basis * digits;
  if (Math.abs(left) < EXACT && Math.abs(right) < EXACT) return left - right;
  return compareToMultiple(amount, basis, { digits, scale: Math.round(Math.log10(power)) });
}

/** Whether amount / basis lies in the range; a missing amount or basis (NaN) lies in none. */
export function isInEdgeRange(range: EdgeRange, amount: number, basis: number): boolean {
  if (Number.isNaN(amount) || Number.isNaN(basis)) return false;
  if (range.hasFrom === 1) {
    const side = compareToEdge(amount, basis, range.fromDigits, range.fromPower);
    if (side < 0 || (side === 0 && range.fromIncluded === 0)) return false;
  }
  if (range.hasTo === 1) {
    const side = compareToEdge(amount, basis, range.toDigits, range.toPower);
    if (side > 0 || (side === 0 && range.toIncluded === 0)) return false;
  }
  return true;
}

/** The whole numbers of a range, both ends included; never below 0, because -1 stands for missing. */
export function wholeRange(range: Range): { readonly least: number; readonly most: number } {
  const from = range.from ?? 0;
  const to = range.to ?? Number.POSITIVE_INFINITY;
  const least = range.from !== undefined && !range.from_included ? Math.floor(from) + 1 : Math.ceil(from);
  const most = range.to !== undefined && !range.to_included ? Math.ceil(to) - 1 : Math.floor(to);
  return { least: Math.max(0, least), most };
}
