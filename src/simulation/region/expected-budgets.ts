import type { RegionModel } from './region-model.js';
import { INSURANCES, target } from './targets.js';

export interface RegionBudget {
  readonly insurance: (typeof INSURANCES)[number];
  /** Yuan a year, a multiple of 10,000, the reserve included. */
  readonly fund: number;
  /** Recorded fund expected for the cases, yuan. */
  readonly expectedRecordedFund: number;
  /** Share of total cost that the fund bears (实际报销比), expected. */
  readonly fundShare: number;
}

const STEP_YUAN = 10_000;

/**
 * Budgets that just carry the fund as recorded, for any number of cases: expected recorded fund / (1 − reserve), rounded
 * up to 10,000 yuan. Computed from the calibrated model, not from drawn cases, so that a run's own luck stays visible.
 */
export function expectedBudgets(model: RegionModel, cases: number): RegionBudget[] {
  const { flows, benefits } = model;
  return INSURANCES.map((insurance, i) => {
    const insured = i === 0 ? target('employee_share') : 1 - target('employee_share');
    let [fund, cost] = [0, 0];
    for (let l = 0; l < 3; l++) {
      const share = flows.levelShare[i * 3 + l]!;
      fund += share * benefits.expectedFund[i * 3 + l]!;
      cost += share * flows.meanCost[i * 3 + l]!;
    }
    const expectedRecordedFund = cases * insured * fund;
    const withReserve = expectedRecordedFund / (1 - target('fund_reserve'));
    return {
      insurance,
      fund: Math.ceil(withReserve / STEP_YUAN) * STEP_YUAN,
      expectedRecordedFund,
      fundShare: fund / cost,
    };
  });
}
