import { join } from 'node:path';
import { packageRoot } from '../kernel/package-root.js';
import { listPolicies } from '../policy/load-policy.js';
import type { Policy, Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { KeptPreparation } from '../run/kept-preparation.js';
import { timelineWith } from '../run/simulate-run.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import { listSchemes } from '../schemes/list-schemes.js';
import { type AnyScheme, loadAnyScheme } from '../schemes/load-any-scheme.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { API_ERRORS } from './api-errors.js';
import { KeptWeights } from './kept-weights.js';
import { refuseFilesOutside, refusePatchesOutside, textsOf } from './refuse-files-outside.js';

// On the command line a name may also be a path. A request names only what comes with the program: never a folder of
// the machine.

/** @throws scheme_not_shipped */
function requireShippedScheme(id: string, place: string): void {
  const known = listSchemes();
  if (!known.includes(id))
    throw API_ERRORS.scheme_not_shipped({ scheme: id, known: known.join(', ') }, { path: place });
}

export function isShippedPolicy(name: string): boolean {
  return listPolicies().includes(name);
}

/** Folder of a policy that comes with the program. @throws policy_not_shipped */
export function shippedPolicy(name: string): string {
  if (!isShippedPolicy(name)) {
    throw API_ERRORS.policy_not_shipped({ policy: name, known: listPolicies().join(', ') }, { path: '/policy' });
  }
  return join(packageRoot(), 'weights', name);
}

/**
 * The timeline of a policy with the reforms of a request, in another year where one is named; no part of the year may name a scheme that is not shipped.
 * @throws scheme_not_shipped, policy_file_outside, and the errors of policies and reforms
 */
export function requestedTimeline(path: string, reforms: readonly Reform[], year?: number): PolicyTimeline {
  refusePatchesOutside(reforms);
  const timeline = timelineWith(path, reforms, year);
  refuseFilesOutside(timeline);
  for (const { scheme } of policiesOf(timeline)) requireShippedScheme(scheme, 'scheme');
  return timeline;
}

/**
 * Reforms that are laid over a policy elsewhere: of a run that is open, or of a region that is yet to be made.
 * @throws scheme_not_shipped, policy_file_outside with the place of the patch
 */
export function refuseReformsOutside(reforms: readonly Reform[]): void {
  refusePatchesOutside(reforms);
  for (const [index, { patches }] of reforms.entries()) {
    for (const [at, { path, value }] of patches.entries()) {
      for (const scheme of path === 'scheme' ? textsOf(value) : []) {
        requireShippedScheme(scheme, `/reforms/${index}/patches/${at}/value`);
      }
    }
  }
}

/** The policy of each part of the year. */
export function policiesOf(timeline: PolicyTimeline): readonly Policy[] {
  return timeline.segments.map(({ policy }) => policy);
}

/** Shipped schemes, each opened once and kept: a server is asked for them again and again. */
export class SchemeShelf {
  private readonly opened = new Map<string, AnyCompiledScheme>();
  private readonly documents = new Map<string, AnyScheme>();
  /** For runs over the cases of requests: schemes of this shelf, weights of the last requests. */
  readonly prepared: KeptPreparation = {
    openScheme: (id) => this.open(id),
    weights: new KeptWeights().weights,
  };

  /** @throws scheme_not_shipped */
  open(id: string): AnyCompiledScheme {
    const known = this.opened.get(id);
    if (known !== undefined) return known;
    requireShippedScheme(id, '/scheme');
    const scheme = openAnyScheme(id);
    this.opened.set(id, scheme);
    return scheme;
  }

  /** The literal document, for explanations. @throws scheme_not_shipped */
  document(id: string): AnyScheme {
    const known = this.documents.get(id);
    if (known !== undefined) return known;
    requireShippedScheme(id, '/scheme');
    const document = loadAnyScheme(id);
    this.documents.set(id, document);
    return document;
  }
}
