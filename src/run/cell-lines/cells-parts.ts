import type { CellsPart } from './cell-line.js';
import { CELL_ERRORS } from './cell-line-errors.js';

interface Counted {
  readonly place: string;
  cells: number;
  rows: number;
}

/** Holds the cells found against what each part says of itself: none may be missing, and none count twice. */
export class CellsParts {
  private readonly said = new Map<string, { readonly part: CellsPart; readonly place: string }>();
  private readonly found = new Map<string, Counted>();

  /** @throws cells_twice where a part with cells was there before */
  add(part: CellsPart, place: string): void {
    const before = this.said.get(part.part);
    if (before !== undefined && part.cells > 0) throw CELL_ERRORS.cells_twice({ first: before.place }, { path: place });
    this.said.set(part.part, { part, place });
  }

  count(part: string, rows: number, place: string): void {
    const counted = this.found.get(part) ?? { place, cells: 0, rows: 0 };
    counted.cells += 1;
    counted.rows += rows;
    this.found.set(part, counted);
  }

  /** @throws cells_cut_off where lines of a part are missing, or there more than once */
  close(): void {
    for (const [name, { place, cells, rows }] of this.found) {
      const said = this.said.get(name)?.part;
      if (said?.cells === cells && said.rows === rows) continue;
      throw CELL_ERRORS.cells_cut_off({ found: rows, expected: said?.rows ?? '?' }, { path: place });
    }
    for (const [name, { part, place }] of this.said) {
      if (part.cells > 0 && !this.found.has(name)) {
        throw CELL_ERRORS.cells_cut_off({ found: 0, expected: part.rows }, { path: place });
      }
    }
  }
}
