import type { CellFault } from './cell-fault.js';
import type { HeadingMapping } from './map-headings.js';
import type { RowCells } from './scan-rows.js';

/** Who takes the rows of a file, whatever its format: the cases' builder, a joined table, a look at the first rows. */
export interface RowTarget {
  /**
   * Begins a file: which cells fill which columns from now on.
   * @param headingRow  the row of the headings as a spreadsheet counts it, 0 where none stands above the rows
   */
  startFile(file: string, mapping: HeadingMapping, headingRow: number): void;
  /** Takes one row. `sourceRow` counts from 1. */
  addRow(bytes: Uint8Array, cells: RowCells, sourceRow: number, faults?: ReadonlyMap<number, CellFault>): void;
  /** The state before a file; `returnTo` forgets what came since. */
  mark(): unknown;
  returnTo(mark: unknown): void;
  readonly rowCount: number;
  readonly blankCount: number;
  expectedRows: number;
}
