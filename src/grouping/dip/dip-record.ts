import type { CaseRecord, GroupAnswer } from '../group-columns.js';

/** One case as DIP matching takes it. */
export interface DipRecord extends CaseRecord {
  /** Total cost in fen, for orders of preference that name nearest_mean_cost; absent or NaN is missing. */
  readonly total_cost_fen?: number;
}

/**
 * `mdc` is the section's, `adrg` empty, `group` the entry's code or `0000`. Status `grouped`; `ungrouped` with a reason
 * for 0000 and for every entry of tier `fallback` (as a DRG fallback row X00): policies pay both as ungrouped.
 * Reasons used, in this order: no_principal, unknown_principal (not in the valid codes and nothing took it),
 * not_allowed_as_principal (excluded), missing_… (a number whose absence alone kept an entry's condition open),
 * in_no_group.
 */
export type DipAnswer = GroupAnswer;
