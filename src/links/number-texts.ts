import type { TextColumn } from '../cases/case-table.js';
import { sharedInt32 } from '../kernel/shared-arrays.js';

const EMPTY = -1;

/**
 * A number for each distinct text, from 0 in the order of first appearance; -1 for the empty text. Open addressing over
 * the bytes: no string is made.
 */
export function numberTexts(column: TextColumn, rowCount: number): { numbers: Int32Array; count: number } {
  const { offsets, bytes } = column;
  const numbers = sharedInt32(rowCount);
  const hashes = new Int32Array(rowCount);
  let capacity = 1024;
  while (capacity < rowCount * 2) capacity *= 2;
  const mask = capacity - 1;
  /** Row at which a text stood first. */
  const slots = new Int32Array(capacity).fill(EMPTY);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const from = offsets[row]!;
    const to = offsets[row + 1]!;
    if (from === to) {
      numbers[row] = -1;
      continue;
    }
    const hash = hashBytes(bytes, from, to);
    hashes[row] = hash;
    let slot = hash & mask;
    let first = slots[slot]!;
    while (first !== EMPTY && !(hashes[first] === hash && isEqualText(column, first, from, to))) {
      slot = (slot + 1) & mask;
      first = slots[slot]!;
    }
    if (first === EMPTY) {
      slots[slot] = row;
      numbers[row] = count++;
    } else {
      numbers[row] = numbers[first]!;
    }
  }
  return { numbers, count };
}

/** FNV-1a over the bytes, then mixed, so that the low bits depend on all of them. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function isEqualText({ offsets, bytes }: TextColumn, row: number, from: number, to: number): boolean {
  const start = offsets[row]!;
  if (offsets[row + 1]! - start !== to - from) return false;
  for (let i = from, k = start; i < to; i++, k++) if (bytes[i] !== bytes[k]) return false;
  return true;
}

/** Order of two rows' texts by code point: UTF-8 bytes stand in that order. */
export function compareRowTexts({ offsets, bytes }: TextColumn, a: number, b: number): number {
  let i = offsets[a]!;
  let k = offsets[b]!;
  const endA = offsets[a + 1]!;
  const endB = offsets[b + 1]!;
  while (i < endA && k < endB) {
    const difference = bytes[i++]! - bytes[k++]!;
    if (difference !== 0) return difference;
  }
  return endA - i - (endB - k);
}
