import type { Column } from '../../case-table.js';

/**
 * Fills one column from cells as bytes. A row that turns out bad is written over by the next: writers are told the row
 * each time and keep nothing that a second write of the same row would not replace.
 */
export interface CellWriter {
  /**
   * Takes bytes[from … to), white space already off, as the value of `row`; empty means missing.
   * @returns CELL_TAKEN, or one of the reasons of row-reasons.ts
   */
  write(bytes: Uint8Array, from: number, to: number, row: number): number;
  /** Makes room for rows 0 … rowCount − 1. */
  reserve(rowCount: number): void;
  /** The column of the first `rowCount` rows, on shared memory. */
  finish(rowCount: number): Column;
}

/** Room of up to 1/16 may stay: a copy of a column costs more than it saves. */
const LARGEST_SLACK = 16;

type SharedNumbers = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A copy on shared memory with room for `length` items, first items kept. */
export function resizeShared<T extends SharedNumbers>(array: T, length: number): T {
  const Numbers = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const resized = new Numbers(new SharedArrayBuffer(length * array.BYTES_PER_ELEMENT));
  resized.set(array.length > length ? array.subarray(0, length) : array);
  return resized;
}

/** The first `length` items: the array itself where little room is left over, else a copy of that size. */
export function cutShared<T extends SharedNumbers>(array: T, length: number): T {
  if (array.length === length) return array;
  if (array.length - length > length / LARGEST_SLACK) return resizeShared(array, length);
  const Numbers = array.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => T;
  return new Numbers(array.buffer, 0, length);
}

const decoder = new TextDecoder();

/** Cell bytes as a string, for slow paths and messages. The copy is needed: a decoder takes no shared memory. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.slice(from, to));
}

const CAPITAL_E = 69;
const SMALL_E = 101;
const PLUS = 43;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/** Cheap sign that a cell may be 1.2E+17: it begins like a number and has an E among its last five bytes. Callers then look properly. */
export function looksScientific(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from]!;
  if ((first < ZERO || first > NINE) && first !== PLUS && first !== MINUS) return false;
  for (let i = Math.max(from + 1, to - 5); i < to - 1; i++) {
    if (bytes[i] === CAPITAL_E || bytes[i] === SMALL_E) return true;
  }
  return false;
}
