import { createHash } from 'node:crypto';
import { sharedUint8, sharedUint32 } from '../../kernel/shared-arrays.js';
import type { TextColumn } from '../case-table.js';

/** 80 bits: of ten million patients two share a key once in some twenty thousand regions. */
const HEX_DIGITS = 20;

/**
 * Each patient's key as the first 20 hexadecimal digits of SHA-256(salt, newline, key). Missing stays missing. One salt
 * gives one patient one key in every file; without the salt keys cannot be tried out.
 */
export function hashPatients(
  column: TextColumn,
  rowCount: number,
  salt: string,
): { column: TextColumn; count: number } {
  const offsets = sharedUint32(rowCount + 1);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const isThere = column.offsets[row] !== column.offsets[row + 1];
    count += isThere ? 1 : 0;
    offsets[row + 1] = offsets[row]! + (isThere ? HEX_DIGITS : 0);
  }
  const bytes = sharedUint8(count * HEX_DIGITS);
  for (let row = 0; row < rowCount; row++) {
    if (offsets[row] === offsets[row + 1]) continue;
    // The copy is needed: a hash takes no shared memory.
    const key = column.bytes.slice(column.offsets[row]!, column.offsets[row + 1]!);
    const hex = createHash('sha256').update(`${salt}\n`).update(Uint8Array.from(key)).digest('hex');
    for (let i = 0; i < HEX_DIGITS; i++) bytes[offsets[row]! + i] = hex.charCodeAt(i);
  }
  return { column: { kind: 'text', offsets, bytes }, count };
}
