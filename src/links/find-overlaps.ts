import { type CaseTable, needColumn } from '../cases/case-table.js';
import { sharedInt32 } from '../kernel/shared-arrays.js';
import type { StayDays, StayRuns } from './join-stays.js';
import { longestRun } from './join-stays.js';
import { type LinkColumns, NO_STAY, type StayOrder } from './link-columns.js';
import { hospitalKey, patientRuns, scopeRuns } from './scope-runs.js';

/** Which stays of one patient may not lie over each other. */
export interface OverlapRule {
  /** `different`: at another hospital; `same`: at the same one (a stay recorded twice); `any`: wherever. */
  readonly hospital: 'different' | 'same' | 'any';
  /** Stays that share no more than one day, the end of one being the start of the other: a transfer, or counted. */
  readonly shared_day: 'allowed' | 'counted';
}

const STAGE = 'links';

/**
 * For each case the row of a stay of the same patient that lies over it (住院时间重叠): of the stays before it the one
 * that ends last, otherwise the first after it; NO_STAY where there is none. A cross-check of two bills as supervision
 * does it: A.start ≤ B.end and A.end ≥ B.start, the day of a transfer allowed by `shared_day`.
 * One walk over the stays of a patient by admission, whatever their number.
 * @throws column_missing where the rule asks for hospitals and the table has no hospital_id
 */
export function findOverlaps(links: LinkColumns, table: CaseTable, rule: OverlapRule): Int32Array {
  return overlapsOf(links.order, table, rule);
}

/** The same before the links are complete. */
export function overlapsOf(order: StayOrder, table: CaseTable, rule: OverlapRule): Int32Array {
  const overlapping = sharedInt32(table.caseCount).fill(NO_STAY);
  const days: StayDays = {
    admit: needColumn(table, 'admit_date', 'day', STAGE).values,
    discharge: needColumn(table, 'discharge_date', 'day', STAGE).values,
  };
  const touching = rule.shared_day === 'counted' ? 1 : 0;
  if (rule.hospital === 'any') walkRuns(order, days, undefined, touching, overlapping);
  else {
    const hospital = hospitalKey(table, STAGE);
    if (rule.hospital === 'same') walkRuns(scopeRuns(order, [hospital]), days, undefined, touching, overlapping);
    else walkRuns(patientRuns(order, hospital), days, hospital.values, touching, overlapping);
  }
  return overlapping;
}

/** What stays of a run are compared by, side by side: the rows themselves lie far apart. */
interface RunScratch {
  readonly admit: Int32Array;
  readonly discharge: Int32Array;
  readonly hospital: Int32Array;
  readonly nextElsewhere: Int32Array;
}

function walkRuns(
  { rows, starts }: StayRuns,
  { admit, discharge }: StayDays,
  hospital: Int32Array | undefined,
  touching: 0 | 1,
  overlapping: Int32Array,
): void {
  const longest = longestRun(starts);
  const scratch: RunScratch = {
    admit: new Int32Array(longest),
    discharge: new Int32Array(longest),
    hospital: new Int32Array(longest),
    nextElsewhere: new Int32Array(longest),
  };
  for (let run = 0; run + 1 < starts.length; run++) {
    const start = starts[run]!;
    const count = starts[run + 1]! - start;
    if (count < 2) continue;
    for (let i = 0; i < count; i++) {
      const row = rows[start + i]!;
      scratch.admit[i] = admit[row]!;
      scratch.discharge[i] = discharge[row]!;
      // Where hospitals do not matter each stay is at one of its own.
      scratch.hospital[i] = hospital === undefined ? i : hospital[row]!;
    }
    walkRun(scratch, count, touching, rows, start, overlapping);
  }
}

/**
 * Of the stays admitted earlier it is enough to know the one that ends last, and the one that ends last at any other
 * hospital than that; of those admitted later, the first at another hospital.
 */
function walkRun(
  { admit, discharge, hospital, nextElsewhere }: RunScratch,
  count: number,
  touching: 0 | 1,
  rows: Int32Array,
  start: number,
  overlapping: Int32Array,
): void {
  nextElsewhere[count - 1] = NO_STAY;
  for (let i = count - 2; i >= 0; i--) {
    nextElsewhere[i] = hospital[i + 1] === hospital[i] ? nextElsewhere[i + 1]! : i + 1;
  }
  let last = NO_STAY;
  let lastElsewhere = NO_STAY;
  for (let i = 0; i < count; i++) {
    const isSame = last !== NO_STAY && hospital[last] === hospital[i];
    const before = isSame ? lastElsewhere : last;
    const after = nextElsewhere[i]!;
    if (before !== NO_STAY && discharge[before]! + touching > admit[i]!)
      overlapping[rows[start + i]!] = rows[start + before]!;
    else if (after !== NO_STAY && admit[after]! < discharge[i]! + touching)
      overlapping[rows[start + i]!] = rows[start + after]!;
    if (last === NO_STAY || discharge[i]! >= discharge[last]!) {
      if (!isSame) lastElsewhere = last;
      last = i;
    } else if (!isSame && (lastElsewhere === NO_STAY || discharge[i]! >= discharge[lastElsewhere]!)) {
      lastElsewhere = i;
    }
  }
}
