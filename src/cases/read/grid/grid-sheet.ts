/** A number of a cell: what is stored, and the format that shows it ("General" where none is given). */
export interface GridNumber {
  readonly kind: 'number';
  readonly value: number;
  readonly format: string;
}

/** A cell that holds no value: an error such as #N/A, or a formula whose result was never stored. */
export interface GridFault {
  readonly kind: 'error' | 'formula';
  readonly text: string;
}

/** A cell under a merge: what the merge shows in this column, and what lies hidden beneath it. */
export interface GridCovered {
  readonly kind: 'covered';
  readonly shown: GridValue | undefined;
  readonly beneath: GridValue | undefined;
}

/** What stands in a cell; undefined where nothing does. A date is a number with a date format, or a text. */
export type GridValue = string | GridNumber | GridFault;
export type GridCell = GridValue | GridCovered | undefined;

/** Takes a row: its line (1 first) and its cells by column (0 first), valid during the call only. False stops. */
export type TakeGridRow = (line: number, cells: readonly GridCell[]) => boolean;

/** One sheet of a workbook, or one table of a web page, whatever the file. */
export interface GridSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Days of the 1904 system are 1,462 less. */
  readonly isDate1904: boolean;
  /** Part of the file that holds it, where the file is a zip. */
  readonly part?: string;
  /**
   * Gives the rows that are there, in order. Only the wanted columns are made into cells; undefined: all. May be called
   * more than once.
   */
  readRows(wanted: ReadonlySet<number> | undefined, take: TakeGridRow): Promise<void>;
}

/** Widest sheet that a spreadsheet knows: column XFD. */
export const WIDEST_SHEET = 16_384;
