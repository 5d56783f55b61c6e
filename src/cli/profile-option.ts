import type { ImportProfile } from '../cases/import-profile.js';
import type { Options } from './options.js';

/**
 * The import profile that --profile names, to be spread into a run's options; nothing without one. The reader of
 * profiles is loaded only then: it is most of what a command on one case would wait for.
 */
export async function profileOf({ profile }: Pick<Options, 'profile'>): Promise<{ readonly profile?: ImportProfile }> {
  if (profile === undefined) return {};
  const { loadProfile } = await import('../cases/import-profile.js');
  return { profile: loadProfile(profile) };
}
