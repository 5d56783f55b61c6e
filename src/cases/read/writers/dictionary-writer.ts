import { sharedUint16 } from '../../../kernel/shared-arrays.js';
import type { DictionaryColumn } from '../../case-table.js';
import { isSpreadsheetNumber } from '../../codes/normalise-code.js';
import type { ColumnSchema } from '../../columns.js';
import { ByteTable } from '../byte-table.js';
import { CELL_TAKEN, SCIENTIFIC_NOTATION, VALUE_NOT_ALLOWED } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './cell-writer.js';

/** Largest code of a Uint16Array; one value more and codes are kept in 32 bits. */
const LARGEST_SHORT = 65_535;

/** Codes in 32 bits, room kept. */
export function widenCodes(codes: Uint16Array | Uint32Array): Uint32Array {
  const wide = new Uint32Array(new SharedArrayBuffer(codes.length * 4));
  wide.set(codes);
  return wide;
}

/** Few distinct texts as numbers; code 0 is missing, others follow first appearance. */
export class DictionaryWriter implements CellWriter {
  private codes: Uint16Array | Uint32Array = sharedUint16(0);
  private readonly table = new ByteTable();
  private readonly allowed: ReadonlySet<string> | undefined;

  constructor(schema: ColumnSchema) {
    if (schema.values !== undefined) this.allowed = new Set(schema.values);
  }

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (from === to) {
      this.codes[row] = 0;
      return CELL_TAKEN;
    }
    let entry = this.table.find(bytes, from, to);
    if (entry < 0) {
      const text = cellText(bytes, from, to);
      if (isSpreadsheetNumber(text)) return SCIENTIFIC_NOTATION;
      if (this.allowed !== undefined && !this.allowed.has(text)) return VALUE_NOT_ALLOWED;
      entry = this.table.add(bytes, from, to);
      if (entry + 1 > LARGEST_SHORT && this.codes instanceof Uint16Array) this.codes = widenCodes(this.codes);
    }
    this.codes[row] = entry + 1;
    return CELL_TAKEN;
  }

  reserve(rowCount: number): void {
    this.codes = resizeShared(this.codes, rowCount);
  }

  finish(rowCount: number): DictionaryColumn {
    this.codes = cutShared(this.codes, rowCount);
    const values = [''];
    for (let entry = 0; entry < this.table.entryCount; entry++) values.push(this.table.textOf(entry));
    return { kind: 'dictionary', codes: this.codes, values };
  }
}
