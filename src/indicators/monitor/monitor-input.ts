import type { CaseTable } from '../../cases/case-table.js';
import type { HospitalRegister } from '../../cases/register.js';
import type { GroupCatalogue, GroupColumns } from '../../grouping/group-columns.js';
import type { LinkColumns } from '../../links/link-columns.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { PricedColumns } from '../../pricing/priced-columns.js';
import type { WeightUnit } from '../../weighting/weight-table.js';
import type { ExaminationColumns, ItemColumns, RecordColumns, VisitColumns } from './further-tables.js';
import type { MonitorRules } from './rules/monitor-rules-schema.js';

export interface MonitorPricing {
  readonly priced: PricedColumns;
  readonly timeline: PolicyTimeline;
  /** What weights count in; absent where groups are paid a plain standard. */
  readonly unit?: WeightUnit | undefined;
}

/** All that monitoring looks at. Only table, groups, scheme and rules must be there; what else lacks is named. */
export interface MonitorInput {
  readonly table: CaseTable;
  readonly groups: GroupColumns;
  readonly catalogue: GroupCatalogue;
  /** Codes that the scheme knows. */
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly method: 'drg' | 'dip';
  readonly rules: MonitorRules;
  readonly register: HospitalRegister;
  /** Prices before clearing; absent where no policy was given. */
  readonly pricing?: MonitorPricing | undefined;
  /** Linked stays; absent where the table lacks patients or days. */
  readonly links?: LinkColumns | undefined;
  /** Groups and ADRGs of low risk, as the region lists them. */
  readonly lowRisk?: ReadonlySet<string> | undefined;
  /** Mean charges of groups in fen to compare with, by group of the catalogue, NaN where none; else the file's own. */
  readonly groupMeans?: Float64Array | undefined;
  readonly items?: ItemColumns | undefined;
  readonly visits?: VisitColumns | undefined;
  readonly records?: RecordColumns | undefined;
  readonly examinations?: ExaminationColumns | undefined;
}
