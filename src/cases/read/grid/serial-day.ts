import { formatDay } from '../../../kernel/day.js';

/** Serial number 0 of each system as a day. */
const EPOCH_1900 = -25_569;
const EPOCH_1904 = -24_107;
/** The 1900 system has a 29 February 1900 that never was: earlier numbers are a day less. */
const LEAP_DAY = 60;
const SECONDS = 86_400;
/** 9999-12-31, the last that a spreadsheet shows. */
const LATEST = 2_958_465;

/**
 * A serial number of a spreadsheet as the text of its date, with a time of day where it has one; a day count without a
 * zone, so no date moves. Undefined where a spreadsheet would show ####.
 */
export function serialDayText(serial: number, isDate1904: boolean): string | undefined {
  if (!(serial >= 0) || serial >= LATEST + 1) return undefined;
  let whole = Math.floor(serial);
  let seconds = Math.round((serial - whole) * SECONDS);
  if (seconds === SECONDS) {
    whole += 1;
    seconds = 0;
  }
  const shift = isDate1904 ? EPOCH_1904 : whole < LEAP_DAY ? EPOCH_1900 + 1 : EPOCH_1900;
  const date = formatDay(whole + shift);
  if (seconds === 0) return date;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
