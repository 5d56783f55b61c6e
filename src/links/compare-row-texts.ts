import type { TextColumn } from '../cases/case-table.js';

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
