import { poolRatesOf } from '../pricing/steps.js';
import { buildNotices } from './build-notices.js';
import { buildPoolResults } from './build-pool-results.js';
import { buildStatements } from './build-statements.js';
import { buildCellIndex } from './cell-index.js';
import { chooseWithinQuotas } from './quota.js';
import { refuseLargeCaseSums, refuseLargeClearedSums } from './refuse-large-sums.js';
import { type RetentionOutcome, settleRetention } from './settle-retention.js';
import type { Settlement } from './settlement.js';
import type { SettlementInput } from './settlement-input.js';
import { sumCells } from './sum-cells.js';

/**
 * How a year is cleared (年终清算): the page to read first. Nothing given is changed; row order leaves no trace.
 *
 *  1. cells: hospital × insurance × department × group, in code-point order           cell-index.ts
 *  2. quotas: which outlier cases their band pays; the others take the standard        quota.ts
 *  3. sums of every cell, and of every account (hospital × insurance) by method        sum-cells.ts
 *  4. the steps of the policy's `clearing.steps`, by the policy as it stands at the year's end:
 *     - reserve     set aside from the pool's budget, before any rate                  build-pool-results.ts, pricing/pool-rates.ts
 *     - carve_outs  cases outside the groups leave the budget, before any rate         pricing/pool-rates.ts
 *     - retention   bands on recorded / standard's fund part, case | hospital | pool | region, shared down to cells
 *                                                                                      settle-retention.ts, share-down.ts
 *  5. statements from claim to final payment, pools' balances, notices in words        build-statements.ts, build-pool-results.ts, build-notices.ts
 *
 * @throws column_missing, sum_too_large, retention_formula_without_amount, and the codes of pricing-errors.ts and of formulas
 */
export function settleYear(input: SettlementInput): Settlement {
  const policies = input.timeline.segments.map((segment) => segment.policy);
  const policy = policies.at(-1)!;
  const index = buildCellIndex(input);
  const quota = chooseWithinQuotas(input);
  refuseLargeCaseSums(input, quota);
  const cellSums = sumCells(input, index, quota);
  const { sums } = cellSums;
  const retention: RetentionOutcome = policy.clearing.steps.includes('retention')
    ? settleRetention(input, policy, index, cellSums, quota)
    : { adjustment: new Float64Array(index.cellCount), lines: [], cliffCount: 0, cliffFen: 0 };
  for (let cell = 0; cell < index.cellCount; cell++) {
    sums.clearing_adjustment[cell] = retention.adjustment[cell]!;
    sums.fund[cell] = sums.fund_before_clearing[cell]! + retention.adjustment[cell]!;
  }
  refuseLargeClearedSums(input, sums);
  const rates = poolRatesOf(input);
  const pools = buildPoolResults(policy, rates, index, sums);
  const { cellCount, hospitals, insurances, departments, groups, hospital, insurance, department, group } = index;
  return {
    cells: { cellCount, hospitals, insurances, departments, groups, hospital, insurance, department, group, sums },
    statements: buildStatements({
      policy,
      policies,
      index,
      sums: cellSums,
      quotaUses: quota.uses,
      retentionLines: retention.lines,
    }),
    pools,
    notices: buildNotices({ sums: cellSums, index, quotaUses: quota.uses, retention, pools, rates, policies }),
  };
}
