import { type Day, parseDay } from '../kernel/day.js';
import { OPTION_ERRORS } from '../run/run-errors.js';

/** A day as an option names it, like `example`. @throws option_value */
export function dayOption(text: string | undefined, option: string, example: string): Day | undefined {
  if (text === undefined) return undefined;
  const day = parseDay(text);
  if (day === undefined) throw OPTION_ERRORS.option_value({ option, value: text, expected: example });
  return day;
}
