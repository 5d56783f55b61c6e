import { compareCodePoints } from '../../kernel/hash.js';

/**
 * Membership tables for lists that conditions test in code: a column a list, a row a code, packed to 32-bit words.
 * Equal lists share a column.
 */
export class ListColumns {
  private readonly columns = new Map<string, number>();
  private readonly bySet = new Map<ReadonlySet<string>, number>();
  private readonly lists: ReadonlySet<string>[] = [];

  constructor(private readonly ids: ReadonlyMap<string, number>) {}

  columnOf(list: ReadonlySet<string>): number {
    let column = this.bySet.get(list);
    if (column !== undefined) return column;
    const key = [...list].sort(compareCodePoints).join(' ');
    column = this.columns.get(key);
    if (column === undefined) {
      column = this.lists.length;
      this.columns.set(key, column);
      this.lists.push(list);
    }
    this.bySet.set(list, column);
    return column;
  }

  /** Words a code; at least one, so that the table can always be read. */
  get wordCount(): number {
    return Math.max(1, Math.ceil(this.lists.length / 32));
  }

  table(codeCount: number): Uint32Array {
    const words = this.wordCount;
    const table = new Uint32Array((codeCount + 1) * words);
    for (const [column, list] of this.lists.entries()) {
      for (const code of list) {
        const id = this.ids.get(code);
        if (id !== undefined) table[id * words + (column >> 5)]! |= 1 << (column & 31);
      }
    }
    return table;
  }
}
