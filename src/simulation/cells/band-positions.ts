import { compareToEdge } from '../../pricing/case-tests/edge-range.js';
import { BAND_FLAGS, type BandTable } from '../../pricing/outlier-bands.js';
import type { CaseCells } from './case-cells.js';
import { lowerBound } from './prefix-sums.js';

/** Stretches of one cell's cases in ascending cost, each with its band; one object serves a whole loop. */
export interface CellStretches {
  count: number;
  /** Positions at which stretch i begins, and where the last one ends. */
  readonly from: Uint32Array;
  /** Index into the band table, -1 for the normal band. */
  readonly band: Int32Array;
}

export function cellStretches(table: BandTable): CellStretches {
  const most = 2 * table.pay.length + 2;
  return { count: 0, from: new Uint32Array(most), band: new Int32Array(most) };
}

/**
 * Cuts the cases of a cell at the edges of its bands, first band that holds wins: what findBand says of each case.
 * @param basis  fen; NaN is in no band
 */
export function cutCell(
  table: BandTable,
  period: number,
  levelClass: number,
  basis: number,
  cells: Pick<CaseCells, 'start' | 'cost' | 'exempt'>,
  cell: number,
  out: CellStretches,
): void {
  const [first, end] = [cells.start[cell]!, cells.start[cell + 1]!];
  out.from[0] = first;
  out.from[1] = end;
  out.band[0] = -1;
  out.count = 1;
  if (Number.isNaN(basis)) return;
  for (let b = table.start[period]!; b < table.start[period + 1]!; b++) {
    if ((table.levels[b]! & (1 << levelClass)) === 0) continue;
    const flags = table.flags[b]!;
    if ((flags & BAND_FLAGS.isLow) !== 0 && cells.exempt[cell] === 1) continue;
    let [low, high] = [first, end];
    if ((flags & BAND_FLAGS.hasFrom) !== 0) {
      const isIn = (flags & BAND_FLAGS.fromIncluded) !== 0;
      low = lowerBound(cells.cost, first, end, edgeFen(basis, table.fromDigits[b]!, table.fromPower[b]!, isIn));
    }
    if ((flags & BAND_FLAGS.hasTo) !== 0) {
      // The first cost that is beyond the band.
      const isIn = (flags & BAND_FLAGS.toIncluded) === 0;
      high = lowerBound(cells.cost, first, end, edgeFen(basis, table.toDigits[b]!, table.toPower[b]!, isIn));
    }
    if (low < high) claim(out, low, high, b);
  }
}

/** The lowest whole fen that is above the edge, or on it where the edge is included. */
function edgeFen(basis: number, digits: number, power: number, isIncluded: boolean): number {
  const passes = (fen: number): boolean => {
    const side = compareToEdge(fen, basis, digits, power);
    return side > 0 || (side === 0 && isIncluded);
  };
  let fen = Math.floor((basis * digits) / power);
  while (passes(fen)) fen -= 1;
  while (!passes(fen)) fen += 1;
  return fen;
}

/** Gives [low, high) to a band where no earlier band has it. */
function claim(out: CellStretches, low: number, high: number, band: number): void {
  splitAt(out, low);
  splitAt(out, high);
  for (let i = 0; i < out.count; i++) {
    if (out.from[i]! >= low && out.from[i + 1]! <= high && out.band[i] === -1) out.band[i] = band;
  }
}

function splitAt(out: CellStretches, position: number): void {
  let i = 0;
  while (i <= out.count && out.from[i]! < position) i += 1;
  if (i > out.count || out.from[i] === position) return;
  for (let j = out.count; j >= i; j--) {
    out.from[j + 1] = out.from[j]!;
    out.band[j] = out.band[j - 1]!;
  }
  out.from[i] = position;
  out.count += 1;
}
