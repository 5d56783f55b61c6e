/**
 * A row of a negative total came up in a run that does not read what netting needs (the total, the settlement id).
 * Internal: the files are read once more with these columns, so that files without refunds pay nothing.
 */
export class RefundsSeen extends Error {
  constructor() {
    super('a refund needs the total and the settlement id to be read');
  }
}

/** Columns that netting needs besides the case id. */
export const REFUND_COLUMNS: readonly string[] = ['total_cost', 'settlement_id'];
