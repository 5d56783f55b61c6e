/** What became of the rows of a joined table. */
export interface JoinSummary {
  readonly table: 'diagnoses' | 'procedures';
  readonly rows: number;
  /** Rows of keys that no stay has, and rows without a key. */
  readonly unmatched: number;
  /** Left out by the profile's `only`, or without a code. */
  readonly skipped: number;
}
