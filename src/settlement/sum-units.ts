import { UNIT_DECIMALS } from '../pricing/priced-columns.js';
import type { CellIndex } from './cell-index.js';

/** Paid units × 10^UNIT_DECIMALS of a whole region outgrow a double: sums are kept as whole units and the rest. */
const ONE = 10 ** UNIT_DECIMALS;

/** Sums of units by place (cell, account …), exact while a place has fewer than 9 × 10^7 cases. */
export class UnitSums {
  private readonly whole: Float64Array;
  private readonly rest: Float64Array;

  constructor(places: number) {
    this.whole = new Float64Array(places);
    this.rest = new Float64Array(places);
  }

  add(place: number, unitsScaled: number): void {
    const rest = unitsScaled % ONE;
    this.rest[place]! += rest;
    this.whole[place]! += (unitsScaled - rest) / ONE;
  }

  /** Units × 10^UNIT_DECIMALS. */
  at(place: number): bigint {
    return BigInt(this.whole[place]!) * BigInt(ONE) + BigInt(this.rest[place]!);
  }

  isZero(place: number): boolean {
    return this.whole[place] === 0 && this.rest[place] === 0;
  }
}

/** Units of the cells added up by account. */
export function unitsByAccount(index: CellIndex, cells: UnitSums): bigint[] {
  const totals = new Array<bigint>(index.accountCount).fill(0n);
  for (let cell = 0; cell < index.cellCount; cell++) {
    if (!cells.isZero(cell)) totals[index.accountOf[cell]!]! += cells.at(cell);
  }
  return totals;
}
