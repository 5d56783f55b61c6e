import type { CaseTable } from '../cases/case-table.js';
import { sharedInt32, sharedUint8 } from '../kernel/shared-arrays.js';
import { exemptStays } from './exempt-stays.js';
import { joinStays } from './join-stays.js';
import { type LinkColumns, NO_DAYS, NO_STAY } from './link-columns.js';
import { LINK_ERRORS } from './link-errors.js';
import { stayDays } from './link-stays.js';
import type { ReadmissionColumns, ReadmissionRule } from './readmission-rule.js';
import { scopeKeys, scopeRuns } from './scope-runs.js';

const STAGE = 'readmissions';

/**
 * Evaluates a readmission rule: the stay that it counts is hit where a pair of stays exists that share what the rule
 * asks, lie `least_days` to `within_days` apart and are not exempt. An exempt stay does not hide another one behind it:
 * after a planned cycle the next unplanned stay within the window still counts. Of several pairs the nearest is given.
 * A patient who comes back after the last day of the file is not seen.
 * @throws readmission_window_not_days; column_missing for what the rule compares; readmission_needs_groups;
 *   readmission_group_unknown; readmission_principal_empty; readmission_category_not_characters
 */
export function readmissions(links: LinkColumns, table: CaseTable, rule: ReadmissionRule): ReadmissionColumns {
  const { within_days: within, least_days: leastDays = 0 } = rule;
  if (!Number.isInteger(within) || !Number.isInteger(leastDays) || leastDays < 0 || within < leastDays) {
    throw LINK_ERRORS.readmission_window_not_days({ within, least: leastDays });
  }
  const days = stayDays(table);
  const keys = scopeKeys(links, table, rule, STAGE);
  const limits = rule.exempt === undefined ? {} : exemptStays(links, table, rule.exempt, STAGE);
  const isFirst = rule.counts === 'first';
  const columns = {
    isHit: sharedUint8(table.caseCount),
    otherRow: sharedInt32(table.caseCount).fill(NO_STAY),
    days: sharedInt32(table.caseCount).fill(NO_DAYS),
    isJudged: sharedUint8(table.caseCount),
  };
  const { isHit, otherRow, isJudged } = columns;
  const runs = scopeRuns(links.order, keys);
  joinStays(runs, days, { ...limits, leastDays }, isFirst ? undefined : otherRow, isFirst ? otherRow : undefined);
  for (let row = 0; row < table.caseCount; row++) {
    isJudged[row] = links.order.isUsable[row] === 1 && keys.every(({ values }) => values[row]! >= 0) ? 1 : 0;
    const other = otherRow[row]!;
    if (other === NO_STAY) continue;
    const between = isFirst ? days.admit[other]! - days.discharge[row]! : days.admit[row]! - days.discharge[other]!;
    if (between > within) {
      otherRow[row] = NO_STAY;
      continue;
    }
    isHit[row] = 1;
    columns.days[row] = between;
  }
  return columns;
}
