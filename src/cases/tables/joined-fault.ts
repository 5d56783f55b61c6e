/** A row of a joined table that cannot be read: its case must not be grouped without it. */
export interface JoinedFault {
  readonly file: string;
  /** From 1, the first row after the heading. */
  readonly row: number;
  /** As a spreadsheet shows it. */
  readonly sheetRow: number;
  readonly value: string;
}
