/** A row of a negative total cost (退费、冲红). */
export interface RefundRow {
  readonly file: string;
  readonly row: number;
  /** Row of its file's headings, as a spreadsheet counts it. */
  readonly headingRow: number;
  readonly caseId: string;
  readonly settlementId: string;
  /** The total as it stands in the file. */
  readonly written: string;
  /** Integer fen by column, as in the file: negative where taken back. */
  readonly amounts: ReadonlyMap<string, number>;
  /** Columns added up over another table by the key of the settlement: a row of that key has the refund in them already. */
  readonly joined: ReadonlySet<string>;
}

/** One side of a refund. */
export interface NettedRow {
  readonly file: string;
  /** 1 is the first row after the heading. */
  readonly row: number;
  /** The row as a spreadsheet shows it, as in rejected.csv. */
  readonly sheetRow: number;
  readonly caseId: string;
  readonly settlementId: string;
  /** A refund; an original taken back whole, which is no case; an original that stays a case with less. */
  readonly role: 'refund' | 'withdrawn' | 'reduced';
  /** Total cost of this row in its file, in fen. */
  readonly totalFen: number;
  readonly matchedBy: 'settlement_id' | 'case_id';
  readonly otherFile: string;
  readonly otherRow: number;
  readonly otherSheetRow: number;
  /** What is left of the original's total after this refund, in fen. */
  readonly remainingFen: number;
}
