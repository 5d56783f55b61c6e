import { EngineError } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { schemeMethod } from '../schemes/dip/scheme-method.js';
import { schemeFolder } from '../schemes/list-schemes.js';
import { FindingList } from './finding-list.js';
import type { PolicyTimeline } from './policy-timeline.js';

/**
 * The payment method against the kind of the scheme: weights and points are of DRG groups, scores of DIP entries. A
 * scheme that cannot be found is left to whoever opens it.
 */
export function checkMethod({ segments }: PolicyTimeline): Finding[] {
  const found = new FindingList();
  for (const { policy } of segments) {
    const kind = kindOfScheme(policy.scheme);
    if (kind === undefined || (kind === 'dip') === (policy.method === 'dip')) continue;
    found.error(
      'method_of_other_scheme',
      'method',
      `method 为 ${policy.method}，而分组方案 ${policy.scheme} 是 ${kind.toUpperCase()}。DRG 方案用 drg-rate 或 drg-points，DIP 方案用 dip。`,
      `the method is ${policy.method}, and the scheme ${policy.scheme} is ${kind.toUpperCase()}. DRG schemes take drg-rate or drg-points, DIP schemes dip.`,
    );
  }
  return found.findings;
}

function kindOfScheme(scheme: string): 'drg' | 'dip' | undefined {
  try {
    return schemeMethod(schemeFolder(scheme)) === 'dip' ? 'dip' : 'drg';
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}
