import type { CaseTable } from '../../cases/case-table.js';
import type { HospitalRegister } from '../../cases/register.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import type { GroupCatalogue, GroupColumns } from '../../grouping/group-columns.js';
import type { PricedColumns } from '../../pricing/priced-columns.js';
import type { WeightTable } from '../../weighting/weight-table.js';
import type { EffectTally } from './effect-tally.js';

export type Facts = Readonly<Record<string, Int8Array | Int16Array | Int32Array>>;

/** Cases with what belongs to each row: groups stay as coded, so that a shift of coding is not undone by grouping. */
export interface BehaviourCases {
  readonly table: CaseTable;
  readonly groups: GroupColumns;
  readonly facts?: Facts | undefined;
}

/** What a behaviour may look at beside its own parameters. Nothing of it is changed. */
export interface BehaviourContext {
  /** Order and kind, as messages call it: "2 coding_intensity". */
  readonly name: string;
  /** Prices of these cases under the reform. */
  readonly priced: PricedColumns;
  readonly catalogue: GroupCatalogue;
  readonly weights: WeightTable;
  readonly register: HospitalRegister;
  /** Relative change of pay a case from baseline to reform, static, by `payKey`; 0 where there was none before. */
  readonly payChange: ReadonlyMap<string, number>;
  /** Rows of distances.csv; absent: none were named. */
  readonly distances?: readonly InputRow[] | undefined;
  readonly seed: number;
  /** Stream of random numbers: one for each behaviour. */
  readonly stream: number;
  readonly tally: EffectTally;
}

/** Key of an account in `payChange`. */
export const payKey = (hospital: string, insurance: string): string => `${hospital}\u0000${insurance}`;

/** A behaviour: cases in, changed cases out; what it did goes to the tally. */
export type BehaviourModel<Parameters> = (
  cases: BehaviourCases,
  parameters: Parameters,
  context: BehaviourContext,
) => BehaviourCases;
