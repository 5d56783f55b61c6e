import { ByteTable } from '../read/byte-table.js';

const encoder = new TextEncoder();

/** What a profile puts for texts of single pieces, found by their bytes: 有 → 1, "-" → nothing. */
export class PieceMap {
  private readonly table = new ByteTable();
  private readonly targets: Uint8Array[] = [];

  constructor(replacements: ReadonlyMap<string, string>) {
    for (const [text, replacement] of replacements) {
      this.table.addText(text);
      this.targets.push(encoder.encode(replacement));
    }
  }

  /** What stands for bytes[from … to); undefined where they stand for themselves. */
  find(bytes: Uint8Array, from: number, to: number): Uint8Array | undefined {
    if (this.targets.length === 0) return undefined;
    const entry = this.table.find(bytes, from, to);
    return entry < 0 ? undefined : this.targets[entry];
  }

  /** True where they mean that there is nothing. */
  isBlank(bytes: Uint8Array, from: number, to: number): boolean {
    return from === to || this.find(bytes, from, to)?.length === 0;
  }
}
