/** What became of the rows of a joined table. */
export interface JoinSummary {
  /** diagnoses, procedures, or the name that the profile gives a table of amounts. */
  readonly table: string;
  readonly rows: number;
  /** Rows of keys that no stay has, and rows without a key. */
  readonly unmatched: number;
  /** Left out by the profile's `only`, or without a code or an amount. */
  readonly skipped: number;
}
