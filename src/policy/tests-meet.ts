import { compareDecimals, decimalOf } from '../kernel/decimal.js';
import { patternsMeet } from './plan-patches.js';
import type { CaseTests } from './policy-schema.js';
import type { Range } from './schema/common.js';

/** Tests of which a case has one value: two lists without a common value never hold for the same case. */
const SINGLE_VALUES = [
  'group_classes',
  'levels',
  'grades',
  'hospitals',
  'hospital_kinds',
  'insurances',
  'payment_kinds',
  'discharge_types',
  'sexes',
  'review_outcomes',
] as const;
/** The same, by pattern. */
const SINGLE_PATTERNS = [
  'groups',
  'departments',
  'insured_regions',
  'care_regions',
  'principals',
  'first_procedures',
] as const;
const RANGES = ['units', 'cost_to_standard', 'cost_to_mean', 'cost'] as const;

/**
 * Whether some case may hold both tests. False only where that is proved: no common level, insurance, pattern, or
 * number; true wherever it is open.
 */
export function testsMeet(a: CaseTests | undefined, b: CaseTests | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  for (const name of SINGLE_VALUES) {
    const [first, second] = [a[name], b[name]] as [readonly unknown[] | undefined, readonly unknown[] | undefined];
    if (first !== undefined && second !== undefined && !first.some((value) => second.includes(value))) return false;
  }
  for (const name of SINGLE_PATTERNS) {
    const [first, second] = [a[name], b[name]];
    if (first === undefined || second === undefined) continue;
    if (!first.some((one) => second.some((other) => patternsMeet(one, other)))) return false;
  }
  for (const name of RANGES) if (!rangesMeet(a[name], b[name])) return false;
  for (const [name, range] of Object.entries(a.numbers ?? {})) {
    if (!rangesMeet(range, b.numbers?.[name as keyof NonNullable<CaseTests['numbers']>])) return false;
  }
  for (const [name, range] of Object.entries(a.facts ?? {})) if (!rangesMeet(range, b.facts?.[name])) return false;
  const excluded = (from: CaseTests, by: CaseTests) =>
    from.groups?.every((group) => by.not_groups?.includes(group)) === true;
  return !excluded(a, b) && !excluded(b, a);
}

/** Whether two stretches of numbers have one in common. */
export function rangesMeet(a: Range | undefined, b: Range | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  return !isBelow(a, b) && !isBelow(b, a);
}

/** Whether the first stretch ends before the second begins. */
function isBelow(first: Range, second: Range): boolean {
  if (first.to === undefined || second.from === undefined) return false;
  const side = compareDecimals(decimalOf(first.to), decimalOf(second.from));
  return side < 0 || (side === 0 && !(first.to_included && second.from_included));
}

/** Whether a stretch of numbers holds none. */
export function isEmptyRange({ from, to, from_included, to_included }: Range): boolean {
  if (from === undefined || to === undefined) return false;
  return from > to || (from === to && !(from_included && to_included));
}

/** Whether a pattern fits every text that another pattern fits, `*` being any run of characters. */
export function patternCovers(wide: string, narrow: string): boolean {
  const pieces = wide.split('*');
  // A star of the narrow pattern may stand for any character, so that only a star can take it.
  if (pieces.length === 1) return wide === narrow;
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (!narrow.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const place = narrow.indexOf(piece, at);
    if (place < 0) return false;
    at = place + piece.length;
  }
  return narrow.length - last.length >= at && narrow.endsWith(last);
}
