import { EngineError } from '../kernel/errors.js';
import type { Reform } from '../policy/policy-schema.js';
import { checkQuestion } from '../run/sweep-run.js';
import { atPlace } from './request-places.js';
import { requestedTimeline } from './shipped-names.js';

/**
 * Looks at the question of a sweep before it waits in line: at its words, and at its parameters in the policy that it
 * varies, by the first value of each.
 * @throws the codes of sweeps, policies and reforms; a parameter that the policy has not is told at its place in `vary`
 */
export function checkSweepAsked(
  policy: string,
  reforms: readonly Reform[],
  vary: readonly string[],
  goal: string | undefined,
): void {
  const { varied } = checkQuestion(vary, goal);
  requestedTimeline(policy, reforms);
  for (const [index, { path, change, values, range }] of varied.entries()) {
    const value = values?.[0] ?? range?.low;
    if (value === undefined) continue;
    const title = { zh: '参数扫描', en: 'sweep' };
    try {
      requestedTimeline(policy, [...reforms, { id: 'sweep', title, patches: [{ path, [change]: value }] }]);
    } catch (error) {
      throw error instanceof EngineError ? atPlace(error, `/vary/${index}`) : error;
    }
  }
}
