import { decimalOf } from '../../kernel/decimal.js';
import { fenOf, multiplyFen } from '../../kernel/money.js';
import type { GlobalBudget } from '../../policy/policy-schema.js';
import { namesPool } from '../../policy/pool-key.js';
import { hospitalOfAccount, insuranceOfAccount } from '../account-totals.js';
import { allocateCells } from '../allocate-cells.js';
import type { CellIndex } from '../cell-index.js';
import type { CommunityYear, GlobalBudgetYear } from './community-results.js';
import type { AccountSpending } from './community-spending.js';

/**
 * Total budgets over groups and heads (复合付费：按人头＋病组＋总额): what hospitals were paid through the groups after
 * clearing, and what pools paid beside it (visits, subsidies, referral payments, balances shared). Where both exceed the
 * budget, hospitals bear `borne` of it by what they were paid, largest remainder.
 * @source rules §11 M9; how the three add up is our reading, unverified
 */
export function globalBudgets(
  budgets: readonly GlobalBudget[],
  index: CellIndex,
  accounts: AccountSpending,
  years: readonly CommunityYear[],
): GlobalBudgetYear[] {
  const width = accounts.poolCount + 1;
  return budgets.map((budget) => {
    const isOf = (insurance: string) => namesPool(budget.insurances, insurance);
    const own: number[] = [];
    for (let account = 0; account < index.accountCount; account++) {
      if (isOf(insuranceOfAccount(index, account))) own.push(account);
    }
    const paid = Float64Array.from(own, (account) => {
      let sum = 0;
      for (let pool = 0; pool < width; pool++) sum += accounts.fund[account * width + pool]!;
      return sum;
    });
    const groupsFen = paid.reduce((sum, fen) => sum + fen, 0);
    const headsFen = years
      .filter(({ spending }) => isOf(spending.insurance))
      .reduce((sum, year) => sum + beside(year), 0);
    const amountFen = fenOf(decimalOf(budget.amount));
    const balanceFen = amountFen - groupsFen - headsFen;
    const isShared = balanceFen < 0 && budget.overrun === 'share';
    const borneFen = isShared ? multiplyFen(balanceFen, decimalOf(budget.borne)) : 0;
    const parts = allocateCells(
      borneFen,
      paid.map((fen) => Math.max(0, fen)),
    );
    return {
      name: budget.name,
      title: budget.title,
      insurances: budget.insurances.join('|'),
      ...{ amountFen, groupsFen, headsFen, balanceFen, borneFen },
      parts: own.map((account, place) => ({
        hospitalId: hospitalOfAccount(index, account),
        insurance: insuranceOfAccount(index, account),
        amountFen: parts[place]!,
      })),
    };
  });
}

/** What a pool pays beside the stays, which the groups pay. */
function beside({ spending, referralFen, subsidyFen, sharedFen }: CommunityYear): number {
  return spending.insideVisitsFen + spending.outsideVisitsFen + referralFen + subsidyFen + sharedFen;
}
