import type { TextColumn } from '../cases/case-table.js';
import { compareRowTexts } from './compare-row-texts.js';

const BITS_PER_PASS = 11;
const BUCKETS = 2 ** BITS_PER_PASS;
const HASH_BITS = 32;

/**
 * Brings rows with equal texts together, those without a text left out; within equal texts rows ascend. Rows are sorted
 * by a hash of the bytes, hash and row side by side, so that memory is read in order; texts are compared only with
 * their neighbour, and told apart by sorting where two share a hash. No string is made.
 */
export function groupTexts(column: TextColumn, rowCount: number): { rows: Int32Array; starts: Int32Array } {
  const { offsets, bytes } = column;
  let rows = new Int32Array(rowCount);
  let hashes = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const from = offsets[row]!;
    const to = offsets[row + 1]!;
    if (from === to) continue;
    rows[count] = row;
    hashes[count++] = hashBytes(bytes, from, to);
  }
  rows = rows.subarray(0, count);
  hashes = hashes.subarray(0, count);
  let nextRows = new Int32Array(count);
  let nextHashes = new Int32Array(count);
  const places = new Int32Array(BUCKETS);
  for (let shift = 0; shift < HASH_BITS; shift += BITS_PER_PASS) {
    places.fill(0);
    for (let i = 0; i < count; i++) places[(hashes[i]! >>> shift) & (BUCKETS - 1)]!++;
    for (let digit = 0, start = 0; digit < BUCKETS; digit++) {
      const size = places[digit]!;
      places[digit] = start;
      start += size;
    }
    for (let i = 0; i < count; i++) {
      const hash = hashes[i]!;
      const place = places[(hash >>> shift) & (BUCKETS - 1)]!++;
      nextRows[place] = rows[i]!;
      nextHashes[place] = hash;
    }
    [rows, nextRows] = [nextRows, rows];
    [hashes, nextHashes] = [nextHashes, hashes];
  }
  return { rows, starts: startsOfTexts(column, rows, hashes) };
}

/** Where each text's rows begin, and the end; rows that share a hash alone are put in order of their texts. */
function startsOfTexts(column: TextColumn, rows: Int32Array, hashes: Int32Array): Int32Array {
  const starts = new Int32Array(rows.length + 1);
  let texts = 0;
  for (let from = 0, to = 0; from < rows.length; from = to) {
    let isOneText = true;
    for (to = from + 1; to < rows.length && hashes[to] === hashes[from]; to++) {
      isOneText &&= compareRowTexts(column, rows[to - 1]!, rows[to]!) === 0;
    }
    starts[texts++] = from;
    if (isOneText) continue;
    rows.subarray(from, to).sort((a, b) => compareRowTexts(column, a, b) || a - b);
    for (let i = from + 1; i < to; i++) if (compareRowTexts(column, rows[i - 1]!, rows[i]!) !== 0) starts[texts++] = i;
  }
  starts[texts] = rows.length;
  return starts.slice(0, texts + 1);
}

/** FNV-1a over the bytes, then mixed, so that every digit of the sort depends on all of them. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
