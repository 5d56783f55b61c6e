import type { InputRow } from '../cases/tables/input-table.js';
import { compareCodePoints } from '../kernel/hash.js';

/** Kinds of ledger.csv. Amounts are positive but for adjustment and dispute, which have either sign. */
export const LEDGER_KINDS = ['advance', 'advance_repaid', 'prepayment', 'deduction', 'adjustment', 'dispute'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** One line of the ledger: money between the fund and a hospital that no case shows. */
export interface LedgerEntry {
  readonly hospitalId: string;
  /** Insurance, or the name of a pool by origin (policy/pool-key.ts): the account that it belongs to. */
  readonly insurance: string;
  /** "2026-03". */
  readonly month: string;
  readonly kind: LedgerKind;
  readonly amountFen: number;
  readonly document: string;
}

/** Rows of ledger.csv as read (readInputTable), in an order that no order of rows shows in. */
export function ledgerOfRows(rows: readonly InputRow[]): LedgerEntry[] {
  const entries = rows.map(
    (row): LedgerEntry => ({
      hospitalId: String(row.hospital_id),
      insurance: String(row.insurance),
      month: String(row.month),
      kind: row.kind as LedgerKind,
      amountFen: Number(row.amount),
      document: String(row.document),
    }),
  );
  return sortLedger(entries);
}

/** By month, kind, document, hospital and insurance. */
export function sortLedger(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const key = ({ month, kind, document, hospitalId, insurance }: LedgerEntry) =>
    [month, kind, document, hospitalId, insurance].join('\u0000');
  return [...entries].sort((a, b) => compareCodePoints(key(a), key(b)) || a.amountFen - b.amountFen);
}
