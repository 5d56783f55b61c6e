import type { RowCells } from '../read/scan-rows.js';
import { cellText } from '../read/writers/cell-writer.js';

const SPACE = 32;

/** A copy with room for `size` items. */
export function grown<T extends Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array>(
  array: T,
  size: number,
): T {
  const Numbers = array.constructor as new (size: number) => T;
  const larger = new Numbers(size);
  larger.set(array);
  return larger;
}

/** Where a cell of a row lies, white space off; an empty range where the row has no such cell. */
export function cellBounds(bytes: Uint8Array, row: RowCells, cell: number): [number, number] {
  if (cell < 0 || cell >= row.count) return [0, 0];
  let from = row.starts[cell]!;
  let to = row.ends[cell]!;
  while (from < to && bytes[from]! <= SPACE) from++;
  while (to > from && bytes[to - 1]! <= SPACE) to--;
  return [from, to];
}

export function textOfCell(bytes: Uint8Array, row: RowCells, cell: number): string {
  const [from, to] = cellBounds(bytes, row, cell);
  return cellText(bytes, from, to);
}
