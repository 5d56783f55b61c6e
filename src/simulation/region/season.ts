import { type Day, dayOf } from '../../kernel/day.js';
import { target } from './targets.js';

/** Discharges over the days of a year: a mild winter peak, fewer at weekends. */
export interface Season {
  readonly firstDay: Day;
  readonly dayCount: number;
  /** Share of the year's discharges up to and with day d. */
  readonly cumulative: Float64Array;
  /** Day of the year at quantile (i + 0.5) / SEASON_TABLE. */
  readonly days: Uint16Array;
}

const SEASON_TABLE = 16_384;
const WEEKEND = 0.72;

export function seasonOf(year: number): Season {
  const firstDay = dayOf(year, 1, 1)!;
  const dayCount = dayOf(year + 1, 1, 1)! - firstDay;
  const cumulative = new Float64Array(dayCount);
  let sum = 0;
  for (let day = 0; day < dayCount; day++) {
    const winter = 1 + target('season_amplitude') * Math.cos((2 * Math.PI * (day - 10)) / dayCount);
    const weekday = (firstDay + day + 4) % 7;
    sum += winter * (weekday === 0 || weekday === 6 ? WEEKEND : 1);
    cumulative[day] = sum;
  }
  for (let day = 0; day < dayCount; day++) cumulative[day]! /= sum;
  const days = new Uint16Array(SEASON_TABLE);
  let day = 0;
  for (let i = 0; i < SEASON_TABLE; i++) {
    while (day < dayCount - 1 && cumulative[day]! < (i + 0.5) / SEASON_TABLE) day++;
    days[i] = day;
  }
  return { firstDay, dayCount, cumulative, days };
}

/** Day of the year, at most `last`, so that what follows a discharge still fits into the year. */
export function drawDay(season: Season, uniform: number, last: number): number {
  const share = last >= season.dayCount - 1 ? 1 : season.cumulative[last]!;
  return Math.min(last, season.days[Math.floor(uniform * share * SEASON_TABLE)]!);
}
