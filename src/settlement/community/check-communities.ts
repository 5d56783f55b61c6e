import { formatYuan } from '../../kernel/money.js';
import type { CellIndex } from '../cell-index.js';
import { COMMUNITY_CLOSING_ERRORS } from './community-errors.js';
import type { Communities } from './community-results.js';
import type { AccountSpending } from './community-spending.js';

/**
 * Everything that must add up does, to the fen, or nothing is given out: pools and the people outside them to the fund
 * of the year; shares of hospitals to what was shared; transfers to 0; total budgets to their parts.
 * @throws community_not_equal
 */
export function checkCommunities(result: Communities, index: CellIndex, accounts: AccountSpending): void {
  const sum = (values: Iterable<number>) => {
    let total = 0;
    for (const value of values) total += value;
    return total;
  };
  const width = accounts.poolCount + 1;
  const fund = accounts.fund.subarray(0, index.accountCount * width);
  equal('fund of the pools and of the year', sum(result.spending.map(({ fundFen }) => fundFen)), sum(fund));
  for (const year of result.years) {
    const { pool } = year.spending;
    const own = result.shares.filter((share) => share.pool === pool);
    equal(`balances shared of ${pool}`, sum(own.map(({ balanceFen }) => balanceFen)), year.sharedFen);
    equal(`balance of ${pool}`, year.sharedFen + year.carriedFen + year.fundSideFen, year.balanceFen);
    equal(`referral payments of ${pool}`, sum(own.map(({ referralFen }) => referralFen)), year.referralFen);
    const subsidies = result.payments.filter((one) => one.pool === pool && one.kind === 'subsidy');
    equal(
      `subsidies of ${pool}`,
      sum(own.map(({ subsidyFen }) => subsidyFen)),
      sum(subsidies.map(({ amountFen }) => amountFen)),
    );
  }
  for (const { name, parts, borneFen } of result.globalBudgets) {
    equal(`parts of ${name}`, sum(parts.map(({ amountFen }) => amountFen)), borneFen);
  }
}

function equal(what: string, found: number, expected: number): void {
  if (found === expected) return;
  throw COMMUNITY_CLOSING_ERRORS.community_not_equal({ what, difference: formatYuan(found - expected) });
}
