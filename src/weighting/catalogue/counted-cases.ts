import type { CodesColumn } from '../../cases/case-table.js';
import {
  allocateGroupColumns,
  GROUP_REASONS,
  type GroupColumns,
  STATUS_GROUPED,
  STATUS_UNGROUPED,
} from '../../grouping/group-columns.js';
import { ELIGIBLE, exclusionOf } from '../bucket-costs.js';
import type { CalibrationInput } from '../calibration-input.js';
import { WEIGHT_EXCLUSIONS } from '../weight-table.js';
import { WEIGHT_INPUT_ERRORS } from '../weighting-errors.js';
import { CATALOGUE_ERRORS } from './catalogue-errors.js';

/** Cases whose principal may group are taken as grouped for now; the others keep group 0 and their reason. */
export function principalsThatGroup(dx: CodesColumn, excluded: ReadonlySet<string>): GroupColumns {
  const groups = allocateGroupColumns(dx.offsets.length - 1);
  const isExcluded = Uint8Array.from(dx.values, (code) => (excluded.has(code) ? 1 : 0));
  const noPrincipal = GROUP_REASONS.indexOf('no_principal');
  const notAllowed = GROUP_REASONS.indexOf('not_allowed_as_principal');
  for (let row = 0; row < groups.group.length; row++) {
    const from = dx.offsets[row]!;
    let reason = 0;
    if (from === dx.offsets[row + 1]) reason = noPrincipal;
    else if (isExcluded[dx.codes[from]!] === 1) reason = notAllowed;
    groups.status[row] = reason === 0 ? STATUS_GROUPED : STATUS_UNGROUPED;
    groups.reason[row] = reason;
  }
  return groups;
}

/** Which cases make the catalogue. */
export interface CountedCases {
  /** By row: 0 left out, 1 counted, 2 counted and of the last year. */
  readonly part: Uint8Array;
  /** Years with counted cases, rising. */
  readonly years: readonly number[];
}

const COUNTED = 1;
const OF_LAST_YEAR = 2;

/**
 * @param dateColumn  where years come from, to name it
 * @throws weights_no_cases, catalogue_no_dates
 */
export function countedCases(input: CalibrationInput, dateColumn: string): CountedCases {
  const { calendarYears } = input;
  if (calendarYears === undefined) throw CATALOGUE_ERRORS.catalogue_no_dates({ column: dateColumn });
  const part = new Uint8Array(input.costFen.length);
  const seen = new Uint8Array(65_536);
  const counts = new Float64Array(WEIGHT_EXCLUSIONS.length);
  for (let row = 0; row < part.length; row++) {
    const reason = exclusionOf(input, row);
    if (reason === ELIGIBLE) {
      part[row] = COUNTED;
      seen[calendarYears[row]!] = 1;
    } else counts[reason]! += 1;
  }
  const years = [...seen.keys()].filter((year) => seen[year] === 1);
  const last = years.at(-1);
  if (last === undefined) {
    const reasons = WEIGHT_EXCLUSIONS.flatMap((name, index) =>
      counts[index]! > 0 ? [`${name} ${counts[index]}`] : [],
    );
    throw WEIGHT_INPUT_ERRORS.weights_no_cases({ cases: part.length, excluded: reasons.join(', ') || '0' });
  }
  for (let row = 0; row < part.length; row++)
    if (part[row] === COUNTED && calendarYears[row] === last) part[row] = OF_LAST_YEAR;
  return { part, years };
}

/** Counted cases by group and year: group × years + year. */
export function casesByYear(
  groups: GroupColumns,
  { part, years }: CountedCases,
  calendarYears: Uint16Array,
  groupCount: number,
): Float64Array {
  const counts = new Float64Array(groupCount * years.length);
  const first = years[0]!;
  for (let row = 0; row < part.length; row++)
    if (part[row] !== 0) counts[groups.group[row]! * years.length + calendarYears[row]! - first]! += 1;
  return counts;
}
