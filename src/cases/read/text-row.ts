import { RowCells } from './scan-rows.js';

/** The control sign meant for this; a cell that holds one makes a row of too many cells, never a wrong value. */
export const UNIT_SEPARATOR = 31;

const encoder = new TextEncoder();

/** A row given as strings, laid out as the byte cells that the column writers take. Reused row by row. */
export class TextRow {
  bytes = new Uint8Array(1 << 12);
  readonly cells = new RowCells();

  fill(texts: readonly string[]): void {
    const { cells } = this;
    cells.count = texts.length;
    while (cells.starts.length < texts.length) cells.grow();
    let end = 0;
    for (let c = 0; c < texts.length; c++) {
      const text = texts[c]!;
      // Three bytes of UTF-8 at most for one UTF-16 unit.
      if (end + text.length * 3 > this.bytes.length) {
        const bytes = new Uint8Array((end + text.length * 3) * 2);
        bytes.set(this.bytes);
        this.bytes = bytes;
      }
      cells.starts[c] = end;
      if (text !== '') end += encoder.encodeInto(text, this.bytes.subarray(end)).written;
      cells.ends[c] = end;
    }
  }

  /** The same from one string with UNIT_SEPARATOR between cells: one string a row is what a binding hands out fastest. */
  fillJoined(text: string): void {
    const { cells } = this;
    if (text.length * 3 > this.bytes.length) this.bytes = new Uint8Array(text.length * 6);
    const { bytes } = this;
    const end = encoder.encodeInto(text, bytes).written;
    let count = 0;
    let start = 0;
    for (let i = 0; i <= end; i++) {
      if (i < end && bytes[i] !== UNIT_SEPARATOR) continue;
      if (count === cells.starts.length) cells.grow();
      cells.starts[count] = start;
      cells.ends[count++] = i;
      start = i + 1;
    }
    cells.count = count;
  }
}
