import { meanNotices } from '../pricing/mean-notices.js';
import { poolRatesOf } from '../pricing/steps.js';
import { buildNotices } from './build-notices.js';
import { buildPoolResults, setAsideFunds } from './build-pool-results.js';
import { buildStatements } from './build-statements.js';
import { buildCellIndex, type CellIndex } from './cell-index.js';
import { checkClosing } from './check-closing.js';
import { openClearing } from './clearing/clearing-state.js';
import { hasNamedSteps, runClearing } from './clearing/run-clearing.js';
import { withCommunityLines } from './community/community-lines.js';
import { communityNotices } from './community/community-notices.js';
import { settleCommunities } from './community/settle-communities.js';
import { monthlyAccounts } from './monthly-accounts.js';
import { chooseWithinQuotas, type QuotaChoice } from './quota.js';
import { refuseLargeCaseSums, refuseLargeClearedSums } from './refuse-large-sums.js';
import type { Settlement } from './settlement.js';
import type { SettlementInput } from './settlement-input.js';
import { type CellSums, sumCells } from './sum-cells.js';
import { threeSurpluses } from './surpluses.js';

/**
 * How a year is cleared (年终清算): the page to read first. Nothing given is changed; row order leaves no trace.
 *
 *  1. cells: hospital × insurance × department × group, in code-point order           cell-index.ts
 *  2. quotas: which cases their band or special case pays; the others their ordinary price
 *                                                                                      quota.ts, quota-rules.ts
 *  3. sums of every cell, and of every account (hospital × insurance) by method        sum-cells.ts
 *  4. the monthly account, where the policy has one                                    monthly-accounts.ts
 *  5. the steps of the policy's `clearing.steps` in their order, by the policy as it stands at the year's end
 *                                                                                      clearing/run-clearing.ts
 *     - reserve     reserve and adjustment fund, set aside before any rate             clearing/pool-account.ts
 *     - carve_outs  cases outside the groups leave the budget, before any rate         pricing/pool-rates.ts
 *     - point_value the closing value, or the test of a fixed one                      clearing/point-value-step.ts
 *     - retention   bands on recorded / standard's fund part or quota, case | hospital | pool | region
 *                                                                                      settle-retention.ts, share-down.ts
 *     - named steps an amount of each account, or of the pool shared out               clearing/amount-step.ts, pool-step.ts
 *     then what of the ledger no step names                                            clearing/ledger-lines.ts
 *  6. county communities: a budget per head, inside and outside, its balance shared   community/settle-communities.ts
 *  7. statements from claim to final payment, pools' balances, surpluses, notices      build-statements.ts, build-pool-results.ts, surpluses.ts, build-notices.ts
 *
 * @throws column_missing, sum_too_large, retention_formula_without_amount, the codes of clearing-errors.ts and
 *   pricing-errors.ts, and of formulas
 */
export function settleYear(input: SettlementInput): Settlement {
  const index = buildCellIndex(input);
  const quota = chooseWithinQuotas(input);
  refuseLargeCaseSums(input, quota);
  return settleCells(input, index, quota, sumCells(input, index, quota));
}

/**
 * Steps 4 to 7 of a year whose cells are summed already, for whoever sums them otherwise (a forecast adds what is drawn
 * to what is so far): then the cases of `input` are looked at only by quotas, a value that floats, the monthly account,
 * retention by case, steps by group and communities.
 */
export function settleCells(
  input: SettlementInput,
  index: CellIndex,
  quota: QuotaChoice,
  cellSums: CellSums,
): Settlement {
  const policies = input.timeline.segments.map((segment) => segment.policy);
  const policy = policies.at(-1)!;
  const { sums } = cellSums;
  const rates = poolRatesOf(input);
  const months = monthlyAccounts(input, policy, index);
  const state = openClearing({ input, policy, index, quota, rates, months }, cellSums);
  const retention = runClearing(state);
  for (let cell = 0; cell < index.cellCount; cell++) {
    sums.clearing_adjustment[cell] = state.adjustment[cell]!;
    sums.fund[cell] = sums.fund_before_clearing[cell]! + state.adjustment[cell]!;
  }
  refuseLargeClearedSums(input, sums);
  const pools = buildPoolResults(policy, state.pools, rates, index, sums);
  checkClosing(state, pools);
  const communities = settleCommunities(input, policy, index, quota, state.adjustment);
  const { cellCount, hospitals, insurances, departments, groups, hospital, insurance, department, group } = index;
  const setAside = setAsideFunds(state.pools);
  const isFull = hasNamedSteps(policy.clearing.steps) || months !== undefined || input.ledger !== undefined;
  const statements = buildStatements({
    policies,
    index,
    sums: cellSums,
    quotaUses: quota.uses,
    clearingLines: state.lines,
  });
  return {
    cells: { cellCount, hospitals, insurances, departments, groups, hospital, insurance, department, group, sums },
    statements: communities === undefined ? statements : withCommunityLines(statements, communities),
    pools,
    ...(state.pointValues.length === 0 ? {} : { pointValues: state.pointValues }),
    ...(setAside === undefined ? {} : { setAside }),
    ...(months === undefined ? {} : { months }),
    ...(communities === undefined ? {} : { communities }),
    ...(isFull ? { surpluses: threeSurpluses(index, cellSums, pools) } : {}),
    notices: [
      ...buildNotices({ sums: cellSums, index, quotaUses: quota.uses, retention, pools, rates, policies, state }),
      ...meanNotices(input),
      ...communityNotices(policy, communities),
    ],
  };
}
