import type { InputRow } from '../cases/tables/input-table.js';
import type { PricedColumns } from '../pricing/priced-columns.js';
import type { PricingInput } from '../pricing/pricing-input.js';
import type { LedgerEntry } from './ledger-entry.js';

/** What was priced, and how: the same input that pricing had, and its columns. Nothing here is changed. */
export interface SettlementInput extends PricingInput {
  readonly priced: PricedColumns;
  /** The year's ledger (ledger.csv); absent: none was given, and a step that names it is refused. */
  readonly ledger?: readonly LedgerEntry[] | undefined;
  /** Rows of population.csv as read, where communities count their heads by it. */
  readonly population?: readonly InputRow[] | undefined;
  /** Rows of outpatient.csv as read, where communities or benefits count visits. */
  readonly visits?: readonly InputRow[] | undefined;
}
