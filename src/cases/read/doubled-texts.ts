import type { TextColumn } from '../case-table.js';
import { hashBytes } from './byte-table.js';

/** Calls `found(row, firstRow)` for every row whose text stood in an earlier row; empty texts are no texts. */
export function findDoubledTexts(
  column: TextColumn,
  rowCount: number,
  found: (row: number, firstRow: number) => void,
): void {
  // Files often come in the order of their ids: one look along them then says that none is doubled.
  if (isAscending(column, rowCount)) return;
  const { offsets, bytes } = column;
  let size = 1 << 4;
  while (size < rowCount * 2) size *= 2;
  const slots = new Int32Array(size);
  const hashes = new Int32Array(rowCount);
  const mask = size - 1;
  for (let row = 0; row < rowCount; row++) {
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    if (start === end) continue;
    const hash = hashBytes(bytes, start, end);
    hashes[row] = hash;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const other = slots[slot]! - 1;
      if (other < 0) {
        slots[slot] = row + 1;
        break;
      }
      if (hashes[other] !== hash) continue;
      let a = start;
      let b = offsets[other]!;
      if (offsets[other + 1]! - b !== end - start) continue;
      while (a < end && bytes[a] === bytes[b]) {
        a++;
        b++;
      }
      if (a < end) continue;
      found(row, other);
      break;
    }
  }
}

/** Whether each text is above the one before it, byte by byte; an empty one is not. */
function isAscending({ offsets, bytes }: TextColumn, rowCount: number): boolean {
  for (let row = 0; row < rowCount; row++) {
    let before = row === 0 ? 0 : offsets[row - 1]!;
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    let at = start;
    while (before < start && at < end && bytes[before] === bytes[at]) {
      before++;
      at++;
    }
    if (at === end || (before < start && bytes[before]! > bytes[at]!)) return false;
  }
  return true;
}
