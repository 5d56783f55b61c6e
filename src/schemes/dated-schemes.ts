import { type Day, formatDay, MISSING_DAY, parseDay } from '../kernel/day.js';
import { defineErrors, OptionError } from '../kernel/errors.js';

/** The word that asks for the scheme in force on the day of discharge. */
export const BY_DATE = 'by_date';

/** A scheme and the first day of discharge that it groups; undefined: from the beginning. */
export interface DatedScheme {
  readonly scheme: string;
  readonly from: Day | undefined;
}

export const SCHEME_DATE_ERRORS = defineErrors(OptionError, {
  scheme_dates_unreadable: {
    zh: '方案日期“{found}”无法读取。请写成“方案:起始日期”，以逗号分隔，第一个的日期可空，如 A:,B:2027-01-01。',
    en: 'scheme dates: "{found}" cannot be read. Write SCHEME:FIRST-DAY separated by commas, the first day may be blank, such as A:,B:2027-01-01.',
  },
  scheme_dates_order: {
    zh: '方案日期：“{scheme}”的起始日期 {found} 不晚于前一个方案的 {before}。请按日期先后列出。',
    en: 'scheme dates: "{scheme}" begins on {found}, not after the one before it ({before}). List them in order of their days.',
  },
});

/**
 * Reads `A:,B:2027-01-01`: A until 2026-12-31, B from then on, by day of discharge.
 * @throws scheme_dates_unreadable, scheme_dates_order
 */
export function readSchemeDates(text: string): DatedScheme[] {
  const dates = text.split(',').map((part, index): DatedScheme => {
    // The last colon: a folder of Windows has one of its own.
    const colon = part.lastIndexOf(':');
    const scheme = part.slice(0, Math.max(0, colon)).trim();
    const written = part.slice(colon + 1).trim();
    const from = written === '' ? undefined : parseDay(written);
    const isReadable = colon >= 0 && scheme !== '' && (written === '' ? index === 0 : from !== undefined);
    if (!isReadable) throw SCHEME_DATE_ERRORS.scheme_dates_unreadable({ found: part.trim() });
    return { scheme, from };
  });
  return inOrder(dates);
}

/** @throws scheme_dates_order unless every scheme begins after the one before it */
export function inOrder(dates: readonly DatedScheme[]): DatedScheme[] {
  const shown = (from: Day | undefined): string => (from === undefined ? '–' : formatDay(from));
  dates.forEach(({ scheme, from }, index) => {
    const before = dates[index - 1];
    if (before === undefined || (from !== undefined && (before.from === undefined || from > before.from))) return;
    throw SCHEME_DATE_ERRORS.scheme_dates_order({ scheme, found: shown(from), before: shown(before.from) });
  });
  return [...dates];
}

/** Place of the scheme in force on a day: the last that began on it or before; -1 before the first or without a day. */
export function schemeInForce(dates: readonly DatedScheme[], day: Day): number {
  if (day === MISSING_DAY) return -1;
  let place = -1;
  for (let i = 0; i < dates.length; i++) {
    const { from } = dates[i]!;
    if (from === undefined || from <= day) place = i;
  }
  return place;
}
