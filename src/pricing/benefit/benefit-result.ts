import type { InputRow } from '../../cases/tables/input-table.js';
import { sharedFloat64, sharedUint8 } from '../../kernel/shared-arrays.js';

/** Who bears what of each stay; integer fen, NaN where total cost is missing. The six payers add up to total cost. */
export interface BenefitColumns {
  /** Deductible that the stay bore (起付线). */
  readonly deductibleFen: Float64Array;
  readonly pooledFen: Float64Array;
  readonly criticalIllnessFen: Float64Array;
  readonly assistanceFen: Float64Array;
  readonly civilServantFen: Float64Array;
  readonly personalAccountFen: Float64Array;
  readonly cashFen: Float64Array;
  /** BENEFIT_FLAGS of the stay, added up. */
  readonly flags: Uint8Array;
  /** The same of visits, where benefits count them. */
  readonly visits?: VisitBenefits;
}

/** Who bears what of each visit that a person's year counts: row i of the columns is `rows[i]` of outpatient.csv. */
export interface VisitBenefits {
  readonly rows: readonly InputRow[];
  readonly columns: BenefitColumns;
}

export const BENEFIT_FLAGS = { selfPaidAboveTotal: 1, atCeiling: 2, deductibleCarriedOver: 4 } as const;

export function allocateBenefitColumns(caseCount: number): BenefitColumns {
  return {
    deductibleFen: sharedFloat64(caseCount),
    pooledFen: sharedFloat64(caseCount),
    criticalIllnessFen: sharedFloat64(caseCount),
    assistanceFen: sharedFloat64(caseCount),
    civilServantFen: sharedFloat64(caseCount),
    personalAccountFen: sharedFloat64(caseCount),
    cashFen: sharedFloat64(caseCount),
    flags: sharedUint8(caseCount),
  };
}
