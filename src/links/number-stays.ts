import { MISSING_DAY, yearOf } from '../kernel/day.js';
import { sharedUint16 } from '../kernel/shared-arrays.js';
import { longestRun } from './join-stays.js';
import { NO_NUMBER } from './link-columns.js';
import type { PatientRows } from './stay-order.js';

/** What the column can hold; a patient with more stays in a year keeps this number. */
const LARGEST_NUMBER = 65_535;

/**
 * Numbers each patient's stays of a calendar year from 1, in the order of the day that decides the year; stays of one
 * day by admission, discharge and case_id. A stay without patient or that day gets NO_NUMBER and counts for none.
 */
export function numberStays(patients: PatientRows, days: Int32Array, caseCount: number): Uint16Array {
  const { rows, starts } = patients;
  const numbers = sharedUint16(caseCount).fill(NO_NUMBER);
  const { least, most } = rangeOfDays(days);
  if (most === MISSING_DAY) return numbers;
  const years = Uint16Array.from({ length: most - least + 1 }, (_, i) => yearOf(least + i));
  const places = new Int32Array(longestRun(starts));
  for (let run = 0; run + 1 < starts.length; run++) {
    let count = 0;
    let isInOrder = true;
    for (let place = starts[run]!; place < starts[run + 1]!; place++) {
      const day = days[rows[place]!]!;
      if (day === MISSING_DAY) continue;
      if (count > 0 && day < days[rows[places[count - 1]!]!]!) isInOrder = false;
      places[count++] = place;
    }
    if (!isInOrder) places.subarray(0, count).sort((a, b) => days[rows[a]!]! - days[rows[b]!]! || a - b);
    let year = -1;
    let number = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[places[i]!]!;
      const itsYear = years[days[row]! - least]!;
      number = itsYear === year ? Math.min(number + 1, LARGEST_NUMBER) : 1;
      year = itsYear;
      numbers[row] = number;
    }
  }
  return numbers;
}

/** First and last day that are there; both MISSING_DAY where none is. */
function rangeOfDays(days: Int32Array): { least: number; most: number } {
  let least = MISSING_DAY;
  let most = MISSING_DAY;
  for (let row = 0; row < days.length; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) continue;
    if (day > most) most = day;
    if (least === MISSING_DAY || day < least) least = day;
  }
  return { least, most };
}
