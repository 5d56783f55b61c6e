import { type CaseTable, findColumn, needColumn } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { type Day, dayOf, MISSING_DAY, utcDate } from '../../kernel/day.js';

/** How the cases still to come were counted: by the season of the department, of its hospital, or by days alone. */
export type SeasonBasis = 'season_department' | 'season_hospital' | 'days';

/** A department's year so far, and what is still to come. */
export interface DepartmentYear {
  readonly hospitalId: string;
  readonly department: string;
  /** Rows of the year so far. */
  readonly rows: readonly number[];
  /** Cases expected in the rest of the year; no whole number. */
  readonly expected: number;
  readonly basis: SeasonBasis;
}

export interface RestOfYear {
  readonly asOf: Day;
  readonly lastDay: Day;
  readonly departments: readonly DepartmentYear[];
  /** Days of the rest of the year on which past cases left, one entry a case; empty: any day is as likely. */
  readonly pastDays: Int32Array;
  /** Cases of the file after `asOf`: left out. */
  readonly leftOut: number;
}

/** A season needs so many past cases on either side of the day. */
export const LEAST_PAST_CASES = 30;

/**
 * What the rest of the year brings, by department: cases so far × past cases after this day of the year ÷ past cases up
 * to it, where the past has enough of the department, else of its hospital; else in proportion to days.
 * @throws column_missing for discharge_date, hospital_id
 */
export function restOfYear(year: number, table: CaseTable, past: CaseTable | undefined, asOf: Day): RestOfYear {
  const [firstDay, lastDay] = [dayOf(year, 1, 1)!, dayOf(year, 12, 31)!];
  const days = needColumn(table, 'discharge_date', 'day', 'forecast').values;
  const placeAt = placeReader(table);
  const rows = new Map<string, number[]>();
  let leftOut = 0;
  for (let row = 0; row < table.caseCount; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY || day > asOf) {
      leftOut++;
      continue;
    }
    const place = placeAt(row);
    const list = rows.get(place);
    if (list === undefined) rows.set(place, [row]);
    else list.push(row);
  }
  const { counts, pastDays } = pastCounts(past, year, asOf);
  const byDays = (lastDay - asOf) / (asOf - firstDay + 1);
  const departments = [...rows]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([place, list]): DepartmentYear => {
      const [hospitalId, department] = JSON.parse(place) as [string, string];
      const own = ratioOf(counts.get(place));
      const ofHospital = ratioOf(counts.get(JSON.stringify([hospitalId])));
      const basis: SeasonBasis =
        own !== undefined ? 'season_department' : ofHospital !== undefined ? 'season_hospital' : 'days';
      const expected = list.length * (own ?? ofHospital ?? byDays);
      return { hospitalId, department, rows: list, expected, basis };
    });
  return { asOf, lastDay, departments, pastDays, leftOut };
}

interface PastCount {
  before: number;
  after: number;
}

function ratioOf(count: PastCount | undefined): number | undefined {
  if (count === undefined || count.before < LEAST_PAST_CASES || count.after < LEAST_PAST_CASES) return undefined;
  return count.after / count.before;
}

/** Past cases up to this day of their year and after it, by department and by hospital. */
function pastCounts(
  past: CaseTable | undefined,
  year: number,
  asOf: Day,
): { counts: Map<string, PastCount>; pastDays: Int32Array } {
  const counts = new Map<string, PastCount>();
  const found: number[] = [];
  const days = past === undefined ? undefined : findColumn(past, 'discharge_date', 'day')?.values;
  if (past === undefined || days === undefined) return { counts, pastDays: new Int32Array(0) };
  const placeAt = placeReader(past);
  const sameDays = new Map<Day, Day>();
  for (let row = 0; row < past.caseCount; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) continue;
    const same = sameDays.get(day) ?? sameDayOf(year, day);
    sameDays.set(day, same);
    const side = same > asOf ? 'after' : 'before';
    const place = placeAt(row);
    const count = counts.get(place) ?? { before: 0, after: 0 };
    count[side]++;
    counts.set(place, count);
    if (side === 'after') found.push(same);
  }
  for (const [place, { before, after }] of [...counts]) {
    const hospital = JSON.stringify([(JSON.parse(place) as string[])[0]]);
    const all = counts.get(hospital) ?? { before: 0, after: 0 };
    counts.set(hospital, { before: all.before + before, after: all.after + after });
  }
  return { counts, pastDays: Int32Array.from(found) };
}

/** The same day of the policy's year; 29 February falls on the last of February. */
function sameDayOf(year: number, day: Day): Day {
  const date = utcDate(day);
  return dayOf(year, date.getUTCMonth() + 1, date.getUTCDate()) ?? dayOf(year, 2, 28)!;
}

function placeReader(table: CaseTable): (row: number) => string {
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'forecast');
  const department = findColumn(table, 'department', 'dictionary');
  const departments = department?.values.length ?? 1;
  const known = new Map<number, string>();
  return (row) => {
    const [h, d] = [hospital.codes[row]!, department?.codes[row] ?? 0];
    const key = h * departments + d;
    const place = known.get(key) ?? JSON.stringify([hospital.values[h]!, department?.values[d] ?? '']);
    known.set(key, place);
    return place;
  };
}
