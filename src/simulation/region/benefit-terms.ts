import { byLevel, INSURANCES, target } from './targets.js';

/** Terms of the basic insurance as recorded on bills, money in fen, arrays at [insurance × 3 + level]. */
export interface BenefitTerms {
  readonly selfFundedShare: Float64Array;
  readonly firstPaidShare: Float64Array;
  readonly deductibleFen: Float64Array;
  /** Of the in-list cost above the deductible: found so that the fund's share of all in-list cost is the published one. */
  readonly ratio: Float64Array;
  /** Recorded fund a case, in yuan, expected. */
  readonly expectedFund: Float64Array;
}

/** Retired employees are paid this much more of the in-list cost than those in work (chosen). */
export const RETIRED_BONUS = 0.03;

/**
 * @param meanCost  mean total cost in yuan at [insurance × 3 + level]
 * @param laterStays share of stays that are the patient's second or later of the year
 */
export function benefitTerms(meanCost: Float64Array, laterStays: number): BenefitTerms {
  const terms: BenefitTerms = {
    selfFundedShare: new Float64Array(6),
    firstPaidShare: new Float64Array(6),
    deductibleFen: new Float64Array(6),
    ratio: new Float64Array(6),
    expectedFund: new Float64Array(6),
  };
  INSURANCES.forEach((insurance, i) => {
    for (let l = 0; l < 3; l++) {
      const cell = i * 3 + l;
      const self = byLevel('self_funded_share')[l]!;
      const first = byLevel('first_paid_share')[l]!;
      const deductible = byLevel('deductible')[l]!;
      const inList = meanCost[cell]! * (1 - self - first);
      const asked = deductible * (1 - laterStays * (1 - target('deductible_later_stay')));
      const share = byLevel(`${insurance}_in_list_share`)[l]!;
      terms.selfFundedShare[cell] = self;
      terms.firstPaidShare[cell] = first;
      terms.deductibleFen[cell] = Math.round(deductible * 100);
      terms.ratio[cell] = Math.min(0.97, (share * inList) / (inList - asked));
      terms.expectedFund[cell] = share * inList;
    }
  });
  return terms;
}
