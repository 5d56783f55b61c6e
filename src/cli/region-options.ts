import type { RegionRunOptions } from '../run/region-data.js';
import { need, type Options, wholeNumber } from './options.js';
import { profileOf } from './profile-option.js';

/** Options of every command that works a region's year, in the order of its help. */
export const REGION_OPTIONS = [
  'in',
  'history',
  'weights',
  'register',
  'ledger',
  'population',
  'outpatient',
  'groupMeans',
  'policy',
  'reform',
] as const;

/** Options of commands that price cases without clearing them, in the order of their help. */
export const CASE_OPTIONS = ['in', 'policy', 'reform', 'weights', 'register', 'profile', 'out'] as const;

/** Where cases and rules are; without `out` nothing is written. @throws option_missing */
export async function readCaseOptions(options: Options, command: string) {
  return {
    files: need(options.in, '--in', command),
    policy: need(options.policy, '--policy', command),
    reforms: options.reform,
    weights: options.weights,
    register: options.register,
    profile: (await profileOf(options)).profile,
    out: options.out,
  };
}

/** What the options of a region's year say; what a command does not offer is undefined. @throws option_missing, option_value */
export async function readRegionOptions(options: Options, command: string): Promise<RegionRunOptions> {
  return {
    ...(await readCaseOptions(options, command)),
    out: need(options.out, '--out', command),
    history: options.history,
    ledger: options.ledger,
    population: options.population,
    outpatient: options.outpatient,
    groupMeans: options.groupMeans,
    against: options.against,
    againstWeights: options.againstWeights,
    seed: options.seed === undefined ? undefined : wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1, 1),
    ...(options.statements === undefined ? {} : { statements: 'files' as const }),
  };
}
