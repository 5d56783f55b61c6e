import { type Day, dayOf, MISSING_DAY } from '../../../kernel/day.js';
import { sharedInt32 } from '../../../kernel/shared-arrays.js';
import type { DayColumn } from '../../case-table.js';
import type { ReadTally } from '../read-tally.js';
import { CELL_TAKEN, DATE_IS_SERIAL, DATE_OUT_OF_RANGE, NOT_A_DATE } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './cell-writer.js';
import { mayBeWide, narrowText } from './narrow-text.js';

/** Order of the parts where a date is not year first; excel: serial day numbers of the 1900 system. */
export type DateFormat = 'ymd' | 'dmy' | 'mdy' | 'excel';

/** Dates of stays outside these years are slips of a spreadsheet, not history. Both included. */
export const FIRST_YEAR = 1980;
export const LAST_YEAR = 2099;

const ZERO = 48;
const DASH = 45;
const SLASH = 47;
const TIME_OF_DAY = /^(.*?)(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const DIGITS_ONLY = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/;
const PARTS = /^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?$/;
const SERIAL = /^(\d{1,6})(?:\.\d+)?$/;
/** Serial 25,569 is 1970-01-01. */
const SERIAL_OF_1970 = 25_569;
const FIRST_DAY = dayOf(FIRST_YEAR, 1, 1)!;
const LAST_DAY = dayOf(LAST_YEAR, 12, 31)!;

/** Dates as day numbers. A time of day is read past; days are UTC, so no zone ever moves one. */
export class DayWriter implements CellWriter {
  private values = sharedInt32(0);
  /** Day numbers by (year, month, day), filled as they are met: dates repeat, calendars are slow. */
  private readonly known = new Int32Array((LAST_YEAR - FIRST_YEAR + 1) * 512).fill(MISSING_DAY);

  constructor(
    private readonly format: DateFormat,
    private readonly tally: ReadTally,
  ) {}

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (from === to) {
      this.values[row] = MISSING_DAY;
      return CELL_TAKEN;
    }
    const mark = to - from === 10 ? bytes[from + 4] : 0;
    if ((mark === DASH || mark === SLASH) && bytes[from + 7] === mark) {
      const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
      const month = twoDigits(bytes, from + 5);
      const day = twoDigits(bytes, from + 8);
      // twoDigits answers 1000 or more for anything that is no digit.
      if (year >= FIRST_YEAR && year <= LAST_YEAR && month <= 12 && day <= 31) {
        const place = (year - FIRST_YEAR) * 512 + month * 32 + day;
        let value = this.known[place]!;
        if (value === MISSING_DAY) {
          value = dayOf(year, month, day) ?? MISSING_DAY;
          if (value === MISSING_DAY) return NOT_A_DATE;
          this.known[place] = value;
        }
        this.values[row] = value;
        return CELL_TAKEN;
      }
    }
    const isWide = mayBeWide(bytes, from, to);
    const written = cellText(bytes, from, to);
    const text = isWide ? narrowText(written) : written;
    const value = readDay(text, this.format);
    if (value === undefined) return serialDay(text) === undefined ? NOT_A_DATE : DATE_IS_SERIAL;
    if (value < FIRST_DAY || value > LAST_DAY) return DATE_OUT_OF_RANGE;
    this.values[row] = value;
    if (isWide) this.tally.wideNumbers++;
    return CELL_TAKEN;
  }

  reserve(rowCount: number): void {
    this.values = resizeShared(this.values, rowCount);
  }

  finish(rowCount: number): DayColumn {
    this.values = cutShared(this.values, rowCount);
    return { kind: 'day', values: this.values };
  }
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 1000 : tens * 10 + ones;
}

/** The day that a bare number would be as a spreadsheet's serial day; undefined outside the years of stays. */
export function serialDay(text: string): Day | undefined {
  const serial = SERIAL.exec(narrowText(text).trim());
  if (!serial) return undefined;
  const day = Number(serial[1]) - SERIAL_OF_1970;
  return day < FIRST_DAY || day > LAST_DAY ? undefined : day;
}

/** Any written date: 2026-3-1, 2026.03.01, 20260301, 2026年3月1日, with or without a time; undefined for others. */
export function readDay(text: string, format: DateFormat): Day | undefined {
  const date = TIME_OF_DAY.exec(text.trim())?.[1] ?? '';
  if (format === 'excel') {
    const serial = SERIAL.exec(date);
    if (serial) return Number(serial[1]) - SERIAL_OF_1970;
  }
  const digits = DIGITS_ONLY.exec(date);
  if (digits) return dayOf(Number(digits[1]), Number(digits[2]), Number(digits[3]));
  const parts = PARTS.exec(date);
  if (!parts) return undefined;
  const [first, second, third] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  // A four-digit year says itself where it stands.
  if (parts[1]!.length === 4) return parts[3]!.length <= 2 ? dayOf(first, second, third) : undefined;
  if (parts[3]!.length !== 4) return undefined;
  if (format === 'dmy') return dayOf(third, second, first);
  if (format === 'mdy') return dayOf(third, first, second);
  return undefined;
}
