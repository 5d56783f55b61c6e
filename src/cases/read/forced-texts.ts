import type { RowCells } from './scan-rows.js';

const EQUALS = 61;
const QUOTE = 34;
const SPACE = 32;

/** True for ="03.31": how programs keep a spreadsheet from taking a code for a number. */
export function isForcedText(text: string): boolean {
  return text.length >= 3 && text.startsWith('="') && text.endsWith('"');
}

/** True where such a cell may lie in bytes[from … to): one look at each block, so that other files pay nothing. */
export function mayHoldForcedTexts(bytes: Uint8Array, from: number, to: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).includes('="');
}

/** Takes the signs off every ="…" of a row, in place; answers how many there were. */
export function undoForcedTexts(bytes: Uint8Array, cells: RowCells): number {
  const { starts, ends, count } = cells;
  let undone = 0;
  for (let cell = 0; cell < count; cell++) {
    let start = starts[cell]!;
    let end = ends[cell]!;
    while (start < end && bytes[start]! <= SPACE) start++;
    if (bytes[start] !== EQUALS) continue;
    while (end > start && bytes[end - 1]! <= SPACE) end--;
    if (end - start < 3 || bytes[start + 1] !== QUOTE || bytes[end - 1] !== QUOTE) continue;
    starts[cell] = start + 2;
    ends[cell] = end - 1;
    undone++;
  }
  return undone;
}
