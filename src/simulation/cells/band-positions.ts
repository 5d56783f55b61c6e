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
 * Edges in whole fen by pay class × group (a slot) and band of its period: computed once for all the hospitals that
 * share a slot. NaN: not yet.
 */
export interface BandEdges {
  readonly width: number;
  /** At (slot × width + band of the period) × 2: the lowest cost inside, then the lowest cost beyond. */
  readonly fen: Float64Array;
}

export function bandEdges(table: BandTable, slots: number): BandEdges {
  let width = 0;
  for (let p = 0; p + 1 < table.start.length; p++) width = Math.max(width, table.start[p + 1]! - table.start[p]!);
  return { width, fen: new Float64Array(slots * width * 2).fill(Number.NaN) };
}

/**
 * Cuts the cases of a cell at the edges of its bands, first band that holds wins: what findBand says of each case.
 * @param basis  fen; NaN is in no band
 */
export function cutCell(
  table: BandTable,
  edges: BandEdges,
  period: number,
  levelClass: number,
  slot: number,
  basis: number,
  cells: Pick<CaseCells, 'start' | 'cost' | 'exempt' | 'sums'>,
  cell: number,
  out: CellStretches,
): void {
  const { cost } = cells;
  const first = cells.start[cell]!;
  const end = cells.start[cell + 1]!;
  out.from[0] = first;
  out.from[1] = end;
  out.band[0] = -1;
  out.count = 1;
  if (Number.isNaN(basis)) return;
  const least = cells.sums.cellLeast[cell]!;
  const most = cells.sums.cellMost[cell]!;
  const begin = table.start[period]!;
  for (let b = begin; b < table.start[period + 1]!; b++) {
    if ((table.levels[b]! & (1 << levelClass)) === 0) continue;
    if ((table.flags[b]! & BAND_FLAGS.isLow) !== 0 && cells.exempt[cell] === 1) continue;
    const at = (slot * edges.width + b - begin) * 2;
    if (Number.isNaN(edges.fen[at])) findEdges(table, b, basis, edges.fen, at);
    const [inside, beyond] = [edges.fen[at]!, edges.fen[at + 1]!];
    // Most cells have no case in most bands: two comparisons tell.
    if (inside > most || beyond <= least) continue;
    const low = inside <= least ? first : lowerBound(cost, first, end, inside);
    const high = beyond > most ? end : lowerBound(cost, first, end, beyond);
    if (low < high) claim(out, low, high, b);
  }
}

function findEdges(table: BandTable, band: number, basis: number, fen: Float64Array, at: number): void {
  const flags = table.flags[band]!;
  const has = (flag: number) => (flags & flag) !== 0;
  fen[at] = has(BAND_FLAGS.hasFrom)
    ? edgeFen(basis, table.fromDigits[band]!, table.fromPower[band]!, has(BAND_FLAGS.fromIncluded))
    : Number.NEGATIVE_INFINITY;
  fen[at + 1] = has(BAND_FLAGS.hasTo)
    ? edgeFen(basis, table.toDigits[band]!, table.toPower[band]!, !has(BAND_FLAGS.toIncluded))
    : Number.POSITIVE_INFINITY;
}

/** The lowest whole fen that is above the edge, or on it where the edge is included. */
export function edgeFen(basis: number, digits: number, power: number, isIncluded: boolean): number {
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
