import type { CaseTable } from '../cases/case-table.js';
import type { HospitalRegister } from '../cases/register.js';
import type { InputRow } from '../cases/tables/input-table.js';
import type { GroupCatalogue, GroupColumns } from '../grouping/group-columns.js';
import type { LinkColumns } from '../links/link-columns.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { WeightTable } from '../weighting/weight-table.js';
import type { BenefitColumns } from './benefit/benefit-result.js';

/** All that decides the price of the cases. Nothing here is changed. */
export interface PricingInput {
  /**
   * Needs hospital_id, insurance, total_cost, pooled_fund; the policy may ask for discharge_type and the day of its
   * `year_by`. hospital_level and payment_kind are read where present.
   */
  readonly table: CaseTable;
  readonly groups: GroupColumns;
  readonly catalogue: GroupCatalogue;
  readonly timeline: PolicyTimeline;
  /** Before the reform's weight patches: pricing applies them for each period of the year. */
  readonly weights: WeightTable;
  readonly register: HospitalRegister;
  /** Facts on other stays, where a rule of the policy asks for them (readmission). */
  readonly links?: LinkColumns;
  /** Rows of group-means.csv as read (readInputTable), where the basis of bands is level_mean. */
  readonly groupMeans?: readonly InputRow[];
  /** Whole numbers by name from passes over the cases, -1 missing: charlson, severity_class … */
  readonly facts?: Readonly<Record<string, Int8Array | Int16Array | Int32Array>>;
  /** Rows of outpatient.csv as read, where benefits count visits. */
  readonly visits?: readonly InputRow[] | undefined;
  /** Made by computeBenefits where the policy computes benefits; the table then holds them as if they were recorded. */
  readonly benefits?: BenefitColumns;
}
