import type { Text } from '../kernel/errors.js';
import type { Insurance } from '../policy/policy-schema.js';
import type { MonthAccount, PointValue, SetAsideFund, Surplus } from './clearing-results.js';
import type { Communities } from './community/community-results.js';

/**
 * The smallest parts that every table is summed from: hospital × insurance × department × group. One entry a cell,
 * sums of integer fen in Float64Array. Whatever is decided above a cell (retention of a hospital, sharing of a pool)
 * is shared down to cells by largest remainder, so that every table adds up to the same total.
 */
export interface SettlementCells {
  readonly cellCount: number;
  /** Texts of the keys; the index arrays point into them. Sorted by code point. */
  readonly hospitals: readonly string[];
  readonly insurances: readonly string[];
  readonly departments: readonly string[];
  readonly groups: readonly string[];
  readonly hospital: Uint32Array;
  readonly insurance: Uint8Array;
  readonly department: Uint32Array;
  readonly group: Uint32Array;
  /** Measures by name; see CELL_MEASURES. */
  readonly sums: Readonly<Record<CellMeasure, Float64Array>>;
}

export const CELL_MEASURES = [
  'cases',
  /** Cases paid through the groups (standard or outlier band); the others are carve-outs. */
  'group_paid_cases',
  'unrelated_cases',
  'ungrouped_cases',
  'low_outlier_cases',
  'high_outlier_cases',
  'floored_cases',
  /** Cases without total_cost or pooled_fund: counted here and in `cases`, and in no sum of money. */
  'unpriced_cases',
  /** Σ length of stay over cases that have it, and how many have it. */
  'los_days',
  'los_cases',
  /** Σ weight × 10^weight decimals of the group-paid cases, over which `group_paid_cases` makes the CMI. */
  'weight_scaled',
  'total_cost',
  /** Σ hospital's own cost over cases that have it, and how many have it: missing is never zero. */
  'hospital_cost',
  'hospital_cost_cases',
  'standard',
  /** Before clearing: what the hospital is to receive in all, and its parts. */
  'pay',
  'patient',
  'recorded_fund',
  'fund_before_clearing',
  /** Recorded fund and fund's part of carved-out (by item) cases. */
  'carved_out_fund',
  /** Change by the year's clearing, and the final fund payment: fund_before_clearing + clearing_adjustment. */
  'clearing_adjustment',
  'fund',
] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

/** One line of a hospital's statement (清算单), from claim to final payment. */
export interface StatementLine {
  readonly hospitalId: string;
  readonly insurance: Insurance | string;
  readonly order: number;
  /** Key of the line, e.g. 'recorded_fund', 'fund_before_clearing', 'retention'. */
  readonly line: string;
  /** Which retention band or clearing rule applied, if one did. */
  readonly band: string;
  readonly amountFen: number;
  /**
   * term: enters the next total; total: the sum of all terms above it; note: for information, enters nothing.
   * So a statement can be added up from its printed lines alone.
   */
  readonly role: 'term' | 'total' | 'note';
  /** Formula in words with its inputs filled in, zh and en. */
  readonly formula: { readonly zh: string; readonly en: string };
  /** Path in the policy that decided, for the source. */
  readonly policyPath: string;
  /** Name of the line where the policy gives it one (a named step of clearing); else the line's own. */
  readonly title?: Text;
}

/** One pool (insurance type) of the region's year. All in fen. */
export interface PoolResult {
  readonly insurance: string;
  readonly fundBudget: number;
  /** Held back of the budget: risk reserve and adjustment fund, less what was paid out of them. */
  readonly reserve: number;
  readonly carvedOut: number;
  /** Rate in fen per weight (fixed or derived); NaN for a plain standard. */
  readonly rateFen: number;
  readonly expectedFund: number;
  readonly paidFund: number;
  /** fundBudget − reserve − paidFund. */
  readonly balance: number;
}

export interface Settlement {
  readonly cells: SettlementCells;
  readonly statements: readonly StatementLine[];
  readonly pools: readonly PoolResult[];
  /** Where the value of a unit floats. */
  readonly pointValues?: readonly PointValue[];
  /** Where the policy sets an adjustment fund aside, or steps move a fund that is set aside. */
  readonly setAside?: readonly SetAsideFund[];
  /** Where the policy has a monthly account. */
  readonly months?: readonly MonthAccount[];
  /** Where clearing has named steps, a floating value, a monthly account or a ledger. */
  readonly surpluses?: readonly Surplus[];
  /** Where the policy has county communities. */
  readonly communities?: Communities;
  /** Problems a reader must see: cliffs met, fund part floored, no pool, unknown hospital … with counts. */
  readonly notices: readonly {
    readonly code: string;
    readonly count: number;
    readonly zh: string;
    readonly en: string;
    /** To be read before everything else: it covers a large share of all cases. */
    readonly isUrgent?: true;
  }[];
}
