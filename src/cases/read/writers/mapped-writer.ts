import type { Column } from '../../case-table.js';
import { ByteTable } from '../byte-table.js';
import type { CellWriter } from './cell-writer.js';

const encoder = new TextEncoder();

/** A profile's value map before another writer: 男 → 1, 职工 → employee, - → missing. Other texts pass unchanged. */
export class MappedWriter implements CellWriter {
  private readonly table = new ByteTable();
  private readonly targets: Uint8Array[] = [];

  constructor(
    readonly inner: CellWriter,
    replacements: ReadonlyMap<string, string>,
  ) {
    for (const [text, replacement] of replacements) {
      this.table.addText(text);
      this.targets.push(encoder.encode(replacement));
    }
  }

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    const entry = this.table.find(bytes, from, to);
    if (entry < 0) return this.inner.write(bytes, from, to, row);
    const target = this.targets[entry]!;
    return this.inner.write(target, 0, target.length, row);
  }

  reserve(rowCount: number): void {
    this.inner.reserve(rowCount);
  }

  finish(rowCount: number): Column {
    return this.inner.finish(rowCount);
  }
}
