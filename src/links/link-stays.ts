import { type CaseTable, findColumn, needColumn } from '../cases/case-table.js';
import type { GroupCatalogue, GroupColumns } from '../grouping/group-columns.js';
import { sharedInt32 } from '../kernel/shared-arrays.js';
import { overlapsOf } from './find-overlaps.js';
import { joinStays, type StayDays, type StayRuns } from './join-stays.js';
import { type LinkColumns, type NearestStays, NO_DAYS, NO_STAY, type StayScope } from './link-columns.js';
import { linkFindings } from './link-findings.js';
import { numberStays } from './number-stays.js';
import { scopeKeys, scopeRuns } from './scope-runs.js';
import { orderStays } from './stay-order.js';

export interface LinkInput {
  /** Needs case_id, patient_key, admit_date, discharge_date; hospital_id for overlaps, and the column of `yearBy`. */
  readonly table: CaseTable;
  /** For rules that compare groups; the catalogue for those that compare ADRGs or exempt groups by their codes. */
  readonly groups?: GroupColumns;
  readonly catalogue?: GroupCatalogue;
  /** The day that decides a stay's year and its number in it; discharge_date where absent. */
  readonly yearBy?: 'discharge_date' | 'settlement_date';
}

const STAGE = 'links';

/**
 * Links the stays of each patient (住院关联): nearest stays before and after with the days between, number of the stay
 * in the year, overlap with a stay at another hospital. One pass before pricing, in one thread; facts of a case depend
 * on the patient's stays alone, never on the order of rows. Time grows as that of a sort, also where one patient has a
 * hundred thousand stays. A row without patient or days gets no links and is told in `findings`.
 * @throws column_missing naming the column
 */
export function linkStays(input: LinkInput): LinkColumns {
  const { table, groups, catalogue, yearBy = 'discharge_date' } = input;
  const days = stayDays(table);
  const yearDays = needColumn(table, yearBy, 'day', STAGE).values;
  const { order, patients } = orderStays(table, STAGE);
  const stayNumberOfYear = numberStays(patients, yearDays, table.caseCount);
  const hasHospitals = findColumn(table, 'hospital_id', 'dictionary') !== undefined;
  return {
    ...nearestOf(order, days, table.caseCount),
    stayNumberOfYear,
    ...(hasHospitals
      ? { overlappingRow: overlapsOf(order, table, { hospital: 'different', shared_day: 'allowed' }) }
      : {}),
    order,
    ...(groups === undefined ? {} : { groups }),
    ...(catalogue === undefined ? {} : { catalogue }),
    findings: linkFindings(table, order, stayNumberOfYear, yearBy),
  };
}

/**
 * The nearest stays before and after among those that share a hospital, a group, a principal diagnosis, as the scope
 * asks; 16 bytes a case, made when asked for. `{ hospital: 'same', group: 'same', principal: 'any' }` is the nearest
 * stay in the same group at the same hospital.
 * @throws column_missing (hospital_id, dx); readmission_needs_groups; readmission_category_not_characters
 */
export function nearestStays(links: LinkColumns, table: CaseTable, scope: StayScope): NearestStays {
  const runs = scopeRuns(links.order, scopeKeys(links, table, scope, STAGE));
  return nearestOf(runs, stayDays(table), table.caseCount);
}

export function stayDays(table: CaseTable): StayDays {
  return {
    admit: needColumn(table, 'admit_date', 'day', STAGE).values,
    discharge: needColumn(table, 'discharge_date', 'day', STAGE).values,
  };
}

function nearestOf(runs: StayRuns, days: StayDays, caseCount: number): NearestStays {
  const previousRow = sharedInt32(caseCount).fill(NO_STAY);
  const nextRow = sharedInt32(caseCount).fill(NO_STAY);
  const daysSincePrevious = sharedInt32(caseCount).fill(NO_DAYS);
  const daysToNext = sharedInt32(caseCount).fill(NO_DAYS);
  joinStays(runs, days, {}, previousRow, nextRow);
  for (let i = 0; i < runs.rows.length; i++) {
    const row = runs.rows[i]!;
    const previous = previousRow[row]!;
    const next = nextRow[row]!;
    if (previous !== NO_STAY) daysSincePrevious[row] = days.admit[row]! - days.discharge[previous]!;
    if (next !== NO_STAY) daysToNext[row] = days.admit[next]! - days.discharge[row]!;
  }
  return { previousRow, nextRow, daysSincePrevious, daysToNext };
}
