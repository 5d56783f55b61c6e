import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { API_ERRORS } from './api-errors.js';
import { leadsOut } from './data-folder.js';

/** Parts of a policy that name files: a weight table, auxiliary lists, the definition of an index. */
const NAMING_FILES = new Set(['weights', 'auxiliary']);

/**
 * On the command line a policy may name any file as its table or list, and the first line of one that is none stands in
 * the message. Of a request it would be any file of the machine.
 * @throws policy_file_outside
 */
export function refuseFilesOutside({ segments }: PolicyTimeline): void {
  for (const { policy } of segments) {
    const { lists = [], charlson } = policy.auxiliary ?? {};
    const named = [policy.weights.table, charlson?.definition, ...lists.map(({ file }) => file)];
    for (const file of named) {
      if (file !== undefined && leadsOut(file)) throw API_ERRORS.policy_file_outside({ file }, { path: '/policy' });
    }
  }
}

/**
 * The same of the patches of reforms, before they are laid over a policy.
 * @throws policy_file_outside with the place of the patch
 */
export function refusePatchesOutside(reforms: readonly Reform[]): void {
  for (const [index, { patches }] of reforms.entries()) {
    for (const [at, { path, value }] of patches.entries()) {
      const [part = ''] = /^\w*/.exec(path) ?? [];
      const file = part === '' || NAMING_FILES.has(part) ? textsOf(value).find(leadsOut) : undefined;
      if (file !== undefined) {
        throw API_ERRORS.policy_file_outside({ file }, { path: `/reforms/${index}/patches/${at}/value` });
      }
    }
  }
}

/** Every text in a value, a value by date too. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
