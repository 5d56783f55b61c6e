import { join } from 'node:path';
import type { PolicyTimeline } from '../policy/policy-timeline.js';

/** Path of the weight table that a policy names beside itself (`weights.table`); undefined where it names none. */
export function policyWeightTable({ segments, folder }: PolicyTimeline): string | undefined {
  const { table } = segments.at(-1)!.policy.weights;
  return table === undefined ? undefined : join(folder, table);
}
