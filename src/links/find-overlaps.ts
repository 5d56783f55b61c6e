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

/**
 * Of the stays admitted earlier it is enough to know the one that ends last, and the one that ends last at any other
 * hospital than that; of those admitted later, the first at another hospital.
 */
function walkRuns(
  { rows, starts }: StayRuns,
  { admit, discharge }: StayDays,
  hospital: Int32Array | undefined,
  touching: 0 | 1,
  overlapping: Int32Array,
): void {
  // Places differ where hospitals do not matter, so each stay is then at a hospital of its own.
  const hospitalAt = (place: number): number => (hospital === undefined ? place : hospital[rows[place]!]!);
  const nextElsewhere = new Int32Array(longestRun(starts));
  for (let run = 0; run + 1 < starts.length; run++) {
    const start = starts[run]!;
    const end = starts[run + 1]!;
    for (let place = end - 1; place >= start; place--) {
      const isLast = place === end - 1;
      nextElsewhere[place - start] = isLast
        ? NO_STAY
        : hospitalAt(place + 1) === hospitalAt(place)
          ? nextElsewhere[place + 1 - start]!
          : place + 1;
    }
    let longest = NO_STAY;
    let longestElsewhere = NO_STAY;
    for (let place = start; place < end; place++) {
      const row = rows[place]!;
      const before = longest !== NO_STAY && hospitalAt(longest) === hospitalAt(place) ? longestElsewhere : longest;
      const after = nextElsewhere[place - start]!;
      if (before !== NO_STAY && discharge[rows[before]!]! + touching > admit[row]!) overlapping[row] = rows[before]!;
      else if (after !== NO_STAY && admit[rows[after]!]! < discharge[row]! + touching) overlapping[row] = rows[after]!;
      const endsLater = (other: number): boolean => other === NO_STAY || discharge[row]! >= discharge[rows[other]!]!;
      if (longest === NO_STAY || hospitalAt(longest) === hospitalAt(place)) {
        if (endsLater(longest)) longest = place;
      } else if (endsLater(longest)) {
        longestElsewhere = longest;
        longest = place;
      } else if (endsLater(longestElsewhere)) {
        longestElsewhere = place;
      }
    }
  }
}
