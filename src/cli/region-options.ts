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

/** Options of price, settle and simulate that say where a region's data and rules are. */
export async function readRegionOptions(options: Options, command: string): Promise<RegionRunOptions> {
  return {
    files: need(options.in, '--in', command),
    policy: need(options.policy, '--policy', command),
    out: need(options.out, '--out', command),
    history: options.history,
    weights: options.weights,
    register: options.register,
    ledger: options.ledger,
    population: options.population,
    outpatient: options.outpatient,
    groupMeans: options.groupMeans,
    against: options.against,
    againstWeights: options.againstWeights,
    reforms: options.reform,
    profile: (await profileOf(options)).profile,
    seed: options.seed === undefined ? undefined : wholeNumber(options.seed, '--seed', 0, 2 ** 31 - 1, 1),
    ...(options.statements === undefined ? {} : { statements: 'files' as const }),
  };
}
