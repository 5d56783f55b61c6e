import { RowCells } from '../read/scan-rows.js';
import { BACKSLASH, type LineEscape, NULL_LETTER } from './line-form.js';

const LETTERS: Readonly<Record<number, number>> = { 98: 8, 102: 12, 110: 10, 114: 13, 116: 9, 48: 0 };
const NONE = [78, 111, 110, 101];

/** Cuts one line into its values as they came: nothing is undone, so that they can go out as they are. */
export function cutLine(bytes: Uint8Array, from: number, to: number, separator: number, cells: RowCells): void {
  cells.count = 0;
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && bytes[at] !== separator) continue;
    if (cells.count === cells.starts.length) cells.grow();
    cells.starts[cells.count] = start;
    cells.ends[cells.count] = at;
    cells.count += 1;
    start = at + 1;
  }
}

/** The values of one row as a file would hold them: NULL blank, escapes undone, one after another in one buffer. */
export class PlainRow {
  bytes = new Uint8Array(1 << 12);
  readonly cells = new RowCells();
  private used = 0;

  clear(): void {
    this.used = 0;
    this.cells.count = 0;
  }

  /** Adds bytes[from … to) as the next value. `\N`, and the `None` of a row program's pipe, are missing. */
  add(bytes: Uint8Array, from: number, to: number, escaping: LineEscape): void {
    const { cells } = this;
    if (cells.count === cells.starts.length) cells.grow();
    if (this.used + to - from > this.bytes.length) this.makeRoom(to - from);
    cells.starts[cells.count] = this.used;
    if (!isNull(bytes, from, to)) {
      if (escaping === 'none') for (let at = from; at < to; at++) this.bytes[this.used++] = bytes[at]!;
      else this.addUnescaped(bytes, from, to);
    }
    cells.ends[cells.count] = this.used;
    cells.count += 1;
  }

  /** Adds a whole number from 0 as the next value. */
  addNumber(value: number): void {
    const { cells } = this;
    if (cells.count === cells.starts.length) cells.grow();
    const digits = String(value);
    if (this.used + digits.length > this.bytes.length) this.makeRoom(digits.length);
    cells.starts[cells.count] = this.used;
    for (let i = 0; i < digits.length; i++) this.bytes[this.used++] = digits.charCodeAt(i);
    cells.ends[cells.count] = this.used;
    cells.count += 1;
  }

  private addUnescaped(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (byte !== BACKSLASH || at + 1 === to) this.bytes[this.used++] = byte;
      else {
        const letter = bytes[++at]!;
        this.bytes[this.used++] = LETTERS[letter] ?? letter;
      }
    }
  }

  private makeRoom(more: number): void {
    const bytes = new Uint8Array((this.used + more) * 2);
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}

/** `\N`, or the `None` that a row program's pipe sends. */
export function isNull(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from === 2) return bytes[from] === BACKSLASH && bytes[from + 1] === NULL_LETTER;
  return to - from === 4 && NONE.every((letter, i) => bytes[from + i] === letter);
}
