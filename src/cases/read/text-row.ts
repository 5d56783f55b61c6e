import { RowCells } from './scan-rows.js';

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
}
