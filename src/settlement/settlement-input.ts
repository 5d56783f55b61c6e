import type { PricedColumns } from '../pricing/priced-columns.js';
import type { PricingInput } from '../pricing/pricing-input.js';

/** What was priced, and how: the same input that pricing had, and its columns. Nothing here is changed. */
export interface SettlementInput extends PricingInput {
  readonly priced: PricedColumns;
}
