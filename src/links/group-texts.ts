import type { TextColumn } from '../cases/case-table.js';
import { compareRowTexts } from './compare-row-texts.js';

const BITS_PER_PASS = 11;
const BUCKETS = 2 ** BITS_PER_PASS;
const MASK = BUCKETS - 1;
/** Two passes put rows in order of so many bits of their hash; the few that share them are put in order one by one. */
const SORTED_MASK = 2 ** (2 * BITS_PER_PASS) - 1;

/**
 * Brings rows with equal texts together, those without a text left out; within equal texts rows ascend. Rows are sorted
 * by a hash of the bytes, hash and row side by side, so that memory is read in order; texts are compared only with
 * their neighbour, and told apart by sorting where two share a hash. No string is made.
 */
export function groupTexts(column: TextColumn, rowCount: number): { rows: Int32Array; starts: Int32Array } {
  const { offsets, bytes } = column;
  const firstRows = new Int32Array(rowCount);
  const firstHashes = new Int32Array(rowCount);
  const [low, high] = [new Int32Array(BUCKETS), new Int32Array(BUCKETS)];
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const from = offsets[row]!;
    const to = offsets[row + 1]!;
    if (from === to) continue;
    const hash = hashBytes(bytes, from, to);
    firstRows[count] = row;
    firstHashes[count++] = hash;
    low[hash & MASK]!++;
    high[(hash >>> BITS_PER_PASS) & MASK]!++;
  }
  const nextRows = new Int32Array(count);
  const nextHashes = new Int32Array(count);
  const rows = firstRows.subarray(0, count);
  const hashes = firstHashes.subarray(0, count);
  scatter(rows, hashes, low, 0, nextRows, nextHashes);
  scatter(nextRows, nextHashes, high, BITS_PER_PASS, rows, hashes);
  orderSharedBits(rows, hashes);
  return { rows, starts: startsOfTexts(column, rows, hashes) };
}

/** One stable pass by a digit of the hash; `sizes` holds how many rows have each digit. */
function scatter(
  rows: Int32Array,
  hashes: Int32Array,
  sizes: Int32Array,
  shift: number,
  nextRows: Int32Array,
  nextHashes: Int32Array,
): void {
  for (let digit = 0, start = 0; digit < BUCKETS; digit++) {
    const size = sizes[digit]!;
    sizes[digit] = start;
    start += size;
  }
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i]!;
    const place = sizes[(hash >>> shift) & MASK]!++;
    nextRows[place] = rows[i]!;
    nextHashes[place] = hash;
  }
}

/** Rows that share the sorted bits, by their whole hash, stably: as a rule none or one text's. */
function orderSharedBits(rows: Int32Array, hashes: Int32Array): void {
  for (let i = 1; i < hashes.length; i++) {
    const [hash, row] = [hashes[i]!, rows[i]!];
    let place = i;
    while (place > 0 && hashes[place - 1]! > hash && (hashes[place - 1]! & SORTED_MASK) === (hash & SORTED_MASK)) {
      hashes[place] = hashes[place - 1]!;
      rows[place] = rows[place - 1]!;
      place--;
    }
    hashes[place] = hash;
    rows[place] = row;
  }
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
