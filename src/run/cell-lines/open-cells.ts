import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { CaseCell, CellsIdentity } from './cell-line.js';

const SIGN = '\u0000';

interface OpenCell {
  readonly key: readonly string[];
  count: number;
  readonly values: number[][];
}

/** Cells that grow: one a key. */
export class OpenCells {
  private readonly cells = new Map<string, OpenCell>();

  constructor(private readonly identity: Pick<CellsIdentity, 'numbers'>) {}

  /** The cell of a key, for adding to it. */
  at(key: readonly string[]): OpenCell {
    const name = key.join(SIGN);
    let cell = this.cells.get(name);
    if (cell === undefined) {
      cell = { key, count: 0, values: this.identity.numbers.map(() => []) };
      this.cells.set(name, cell);
    }
    return cell;
  }

  /** The cells in order of their keys by code point, each with its cases sorted: no order of rows can be seen. */
  finish(): CaseCell[] {
    return [...this.cells.keys()].sort(compareCodePoints).map((name) => sorted(this.cells.get(name)!));
  }
}

function sorted({ key, count, values }: OpenCell): CaseCell {
  const order = (values[0] ?? []).map((_, i) => i);
  order.sort((a, b) => {
    for (const column of values) if (column[a] !== column[b]) return column[a]! - column[b]!;
    return 0;
  });
  return { key, count, values: values.map((column) => order.map((i) => column[i]!)) };
}
