import { DIP_SWITCHES } from './dip/dip-switches.js';
import { SCHEME_SWITCHES } from './scheme-switches.js';

type Switches = Readonly<Record<string, readonly string[]>>;

/** Switches of schemes of a method, with the values each may take. */
export function switchesOfMethod(method: 'drg' | 'dip'): Switches {
  return method === 'dip' ? DIP_SWITCHES : SCHEME_SWITCHES;
}

/** Switches of both methods; one that both know may take the values of either. */
export const ANY_SWITCHES: Switches = {
  ...SCHEME_SWITCHES,
  ...DIP_SWITCHES,
  code_match: [...new Set([...SCHEME_SWITCHES.code_match!, ...DIP_SWITCHES.code_match])],
};
