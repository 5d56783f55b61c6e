import type { RowCells } from './scan-rows.js';
import { cellText } from './writers/cell-writer.js';

const SPACE = 32;
const MINUS = 45;

/** A minus before a digit or a mark of money: a lone "-" is how many write "missing". */
export function isNegative(bytes: Uint8Array, from: number, to: number): boolean {
  let start = from;
  while (start < to && bytes[start]! <= SPACE) start++;
  return to - start > 1 && bytes[start] === MINUS;
}

export function isCellBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > SPACE) return false;
  return true;
}

export function isRowBlank(bytes: Uint8Array, cells: RowCells): boolean {
  for (let c = 0; c < cells.count; c++) if (!isCellBlank(bytes, cells.starts[c]!, cells.ends[c]!)) return false;
  return true;
}

export function shownCell(bytes: Uint8Array, cells: RowCells, cell: number): string {
  return cell < 0 ? '' : cellText(bytes, cells.starts[cell]!, cells.ends[cell]!);
}
