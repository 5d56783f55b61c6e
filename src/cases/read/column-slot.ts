import type { ColumnSchema } from '../columns.js';
import type { CellComposer } from '../compose/cell-composer.js';
import type { Composition } from './map-headings.js';
import type { CellWriter } from './writers/cell-writer.js';

/** Where a column's values come from in the current file, and who writes them. */
export interface ColumnSlot {
  readonly schema: ColumnSchema;
  readonly writer: CellWriter;
  /** Cell of the current file; −1 when the file has none. */
  cell: number;
  /** Several cells, for code lists only. */
  cells: readonly number[];
  /** How several cells make the column's text, where it is not one cell. */
  compose: Composition | undefined;
  /** Makes that text. */
  composer: CellComposer | undefined;
  /** What stands in for the cell that a file lacks. */
  constant: Uint8Array;
}
