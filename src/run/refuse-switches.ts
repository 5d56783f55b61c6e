import type { AnySwitches } from '../schemes/any-scheme.js';
import { switchesOfMethod } from '../schemes/any-switches.js';
import { OPTION_ERRORS } from './run-errors.js';

/**
 * Refuses a switch that none of the schemes knows, or with a value of the other method: it would change nothing, and
 * nobody would notice.
 * @throws option_value
 */
export function refuseSwitches(switches: AnySwitches, schemes: readonly { readonly method: 'drg' | 'dip' }[]): void {
  const allowed = [...new Set(schemes.map(({ method }) => method))].map(switchesOfMethod);
  for (const [name, value] of Object.entries(switches)) {
    if (allowed.some((known) => known[name]?.includes(value as string) === true)) continue;
    const expected = allowed
      .flatMap((known) => Object.entries(known).map(([key, values]) => `${key}=${values.join('|')}`))
      .join(', ');
    throw OPTION_ERRORS.option_value({ option: '--option', value: `${name}=${value}`, expected });
  }
}
