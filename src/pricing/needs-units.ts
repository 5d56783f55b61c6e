import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';

/**
 * Whether a run needs the units of every case: where pay is points or score, where a value floats or is elastic, or
 * where a step of clearing reads or shares by units.
 */
export function needsUnits({ segments }: PolicyTimeline): boolean {
  return segments.some(({ policy }) => readsUnits(policy));
}

function readsUnits({ method, rate, clearing }: Policy): boolean {
  if (method !== 'drg-rate' || rate.kind === 'floating' || rate.kind === 'elastic') return true;
  return clearing.steps.some(
    (step) =>
      typeof step !== 'string' &&
      ((step.step === 'pool' && step.by === 'units') || /\b(?:units|point_value)\b/.test(step.amount)),
  );
}
