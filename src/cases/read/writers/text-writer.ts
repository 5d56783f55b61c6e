import { sharedUint8, sharedUint32 } from '../../../kernel/shared-arrays.js';
import type { TextColumn } from '../../case-table.js';
import { isSpreadsheetNumber } from '../../codes/normalise-code.js';
import { CELL_TAKEN, SCIENTIFIC_NOTATION } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, looksScientific, resizeShared } from './cell-writer.js';

/** Mostly distinct texts, kept as the bytes they came in. */
export class TextWriter implements CellWriter {
  private offsets = sharedUint32(1);
  private bytes = sharedUint8(1 << 12);

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (looksScientific(bytes, from, to) && isSpreadsheetNumber(cellText(bytes, from, to))) return SCIENTIFIC_NOTATION;
    let target = this.offsets[row]!;
    const end = target + (to - from);
    if (end > this.bytes.length) this.bytes = resizeShared(this.bytes, Math.max(end, this.bytes.length * 2));
    const own = this.bytes;
    for (let source = from; source < to; source++) own[target++] = bytes[source]!;
    this.offsets[row + 1] = end;
    return CELL_TAKEN;
  }

  reserve(rowCount: number): void {
    this.offsets = resizeShared(this.offsets, rowCount + 1);
  }

  finish(rowCount: number): TextColumn {
    this.offsets = cutShared(this.offsets, rowCount + 1);
    this.bytes = cutShared(this.bytes, this.offsets[rowCount]!);
    return { kind: 'text', offsets: this.offsets, bytes: this.bytes };
  }
}
