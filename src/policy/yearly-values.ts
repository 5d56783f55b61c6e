import type { Text } from '../kernel/errors.js';

/** Sections that the year's clearing reads once, as they stand on the last day. */
const YEARLY = new Set(['pools', 'clearing', 'retention', 'communities']);

/** Parts of a floating or elastic rate that only its closing value reads: cases are priced without them. */
const YEARLY_OF_RATE = new Set([
  'form',
  'period',
  'period_shares',
  'decimals',
  'floor',
  'cap',
  'formula',
  'fixed_groups',
]);

/** Whether a value is read once for the whole year, on its last day, whatever the days on which it is written to hold. */
export function isYearlyValue(path: string): boolean {
  const [section, part] = path.split('.');
  return YEARLY.has(section!) || (section === 'rate' && YEARLY_OF_RATE.has(part ?? ''));
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
