import { byAccount, hospitalOfAccount, insuranceOfAccount } from './account-totals.js';
import type { CellIndex } from './cell-index.js';
import type { Surplus } from './clearing-results.js';
import type { PoolResult } from './settlement.js';
import type { CellSums } from './sum-cells.js';

/** @source rules §§4.14, 13 (three surpluses) */
export function threeSurpluses(index: CellIndex, { sums }: CellSums, pools: readonly PoolResult[]): Surplus[] {
  const surpluses: Surplus[] = [];
  for (const pool of pools) {
    const cells = Array.from(index.accountOf.keys()).filter(
      (cell) => index.insurances[index.insurance[cell]!] === pool.insurance,
    );
    const cases = cells.reduce((sum, cell) => sum + sums.cases[cell]!, 0);
    surpluses.push({
      kind: 'region',
      key: pool.insurance,
      insurance: pool.insurance,
      cases,
      formulaFen: pool.expectedFund,
      adjustmentFen: pool.paidFund - pool.expectedFund,
      finalFen: pool.paidFund,
      basisFen: pool.fundBudget - pool.reserve,
      surplusFen: pool.balance,
    });
  }
  const [cases, before, change, recorded] = [
    byAccount(index, sums.cases),
    byAccount(index, sums.fund_before_clearing),
    byAccount(index, sums.clearing_adjustment),
    byAccount(index, sums.recorded_fund),
  ];
  for (let account = 0; account < index.accountCount; account++) {
    const key = hospitalOfAccount(index, account);
    const insurance = insuranceOfAccount(index, account);
    surpluses.push(
      ofHospital('hospital', key, insurance, cases[account]!, before[account]!, change[account]!, recorded[account]!),
    );
  }
  const groups = index.groups.map(() => new Float64Array(4));
  for (let cell = 0; cell < index.cellCount; cell++) {
    const own = groups[index.group[cell]!]!;
    own[0]! += sums.cases[cell]!;
    own[1]! += sums.fund_before_clearing[cell]!;
    own[2]! += sums.clearing_adjustment[cell]!;
    own[3]! += sums.recorded_fund[cell]!;
  }
  index.groups.forEach((group, g) => {
    const [count, fund, adjusted, basis] = groups[g]!;
    surpluses.push(ofHospital('disease', group, '', count!, fund!, adjusted!, basis!));
  });
  return surpluses;
}

function ofHospital(
  kind: Surplus['kind'],
  key: string,
  insurance: string,
  cases: number,
  formulaFen: number,
  adjustmentFen: number,
  basisFen: number,
): Surplus {
  const finalFen = formulaFen + adjustmentFen;
  return {
    kind,
    key,
    insurance,
    cases,
    formulaFen,
    adjustmentFen,
    finalFen,
    basisFen,
    surplusFen: finalFen - basisFen,
  };
}
