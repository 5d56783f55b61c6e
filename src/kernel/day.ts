/** A day as a number: days since 1970-01-01, UTC, so that no time zone ever moves a date. */
export type Day = number;

/** Missing day in an Int32Array. */
export const MISSING_DAY = -2147483648;

/** Without signs between them only eight digits are a day: 202611 is a month, and not the first of January. */
const DAY_TEXT = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2}))(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const MILLISECONDS = 86_400_000;

/** "2026-03-01", "2026/3/1", "20260301", with or without a time of day → day number; undefined where it is no day. */
export function parseDay(text: string): Day | undefined {
  const match = DAY_TEXT.exec(text.trim());
  if (!match) return undefined;
  return dayOf(Number(match[1]), Number(match[2] ?? match[4]), Number(match[3] ?? match[5]));
}

/** Year, month 1–12, day 1–31 → day number; undefined for 31 February and the like. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | undefined {
  const time = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(time);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== dayOfMonth) return undefined;
  return time / MILLISECONDS;
}

export function formatDay(day: Day): string {
  if (day === MISSING_DAY) return '';
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

export function yearOf(day: Day): number {
  return new Date(day * MILLISECONDS).getUTCFullYear();
}

/** Midnight UTC of a day, for file formats that want a Date. */
export function utcDate(day: Day): Date {
  return new Date(day * MILLISECONDS);
}

/** Today, for reports: the only place besides the random seed where the outside world enters. */
export function todayText(): string {
  return new Date().toISOString().slice(0, 10);
}
