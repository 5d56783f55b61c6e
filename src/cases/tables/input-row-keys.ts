import type { InputRow, InputTable } from './input-table.js';

interface SeenRow {
  readonly row: number;
  readonly bounds: readonly (readonly [number, number])[];
}

/** Tells rows of one key that repeat or overlap an earlier one. Rows of a table without a key may repeat. */
export class InputRowKeys {
  private readonly seen = new Map<string, SeenRow[]>();

  constructor(private readonly table: InputTable) {}

  /** The earlier row that this one clashes with; undefined, and remembered, where there is none. */
  clash(cells: InputRow, row: number): number | undefined {
    const { key, spans } = this.table;
    if (key.length === 0) return undefined;
    const id = JSON.stringify(key.map((column) => cells[column] ?? ''));
    const bounds = spans.map(([from, until]): [number, number] => [
      (cells[from] as number | undefined) ?? Number.NEGATIVE_INFINITY,
      (cells[until] as number | undefined) ?? Number.POSITIVE_INFINITY,
    ]);
    const others = this.seen.get(id);
    if (others === undefined) {
      this.seen.set(id, [{ row, bounds }]);
      return undefined;
    }
    const other = others.find((one) =>
      one.bounds.every(([from, until], i) => from <= bounds[i]![1] && bounds[i]![0] <= until),
    );
    if (other === undefined) others.push({ row, bounds });
    return other?.row;
  }
}
