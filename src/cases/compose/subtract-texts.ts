import { addTexts } from './add-texts.js';

/**
 * The exact difference of two amounts as texts, in their own unit; "" where either is missing, which is not zero. A text
 * that is no plain amount comes back alone, for the row to be refused with it.
 *
 * @example subtractTexts('10.5', '3') is '7.5'
 */
export function subtractTexts(from: string, less: string): string {
  if (from === '' || less === '') return '';
  const negated = less.startsWith('-') ? less.slice(1) : `-${less.replace(/^\+/, '')}`;
  const difference = addTexts([from, negated]);
  return difference === negated ? less : difference;
}
