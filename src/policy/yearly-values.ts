import type { Text } from '../kernel/errors.js';

/** Sections that the year's clearing reads once, as they stand on the last day. */
const YEARLY = new Set(['pools', 'clearing', 'retention', 'communities']);

/** Whether a value is read once for the whole year, on its last day, whatever the days on which it is written to hold. */
export function isYearlyValue(path: string): boolean {
  return YEARLY.has(path.split('.')[0]!);
}

/** What a dated difference of such a value really does, in place of the days on which it holds. */
export function yearlyEffect(isInForceOnLastDay: boolean): Text {
  return isInForceOnLastDay
    ? {
        zh: '（适用于全年：清算取年末最后一日的值）',
        en: ' (applies to the whole year: clearing reads the last day)',
      }
    : { zh: '（不起作用：年末最后一日未生效）', en: ' (no effect: not in force on the last day)' };
}
