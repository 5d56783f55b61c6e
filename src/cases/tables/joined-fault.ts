/** A row of a joined table that cannot be read: its case must not be grouped without it. */
export interface JoinedFault {
  readonly file: string;
  readonly row: number;
  readonly value: string;
}
