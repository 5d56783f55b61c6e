import type { AdrgKind } from '../../schemes/scheme-document.js';

/** Columns that the total is made of, in the order of every parts array. */
export const CHARGE_PARTS = [
  'cost_service',
  'cost_nursing',
  'cost_diagnostic',
  'cost_treatment',
  'cost_drug',
  'cost_consumable',
  'cost_other',
] as const;

/** Parts of a bill in ten-thousandths, by what was done (chosen): medical stays buy drugs, operations material. */
const PROFILES: Readonly<Record<'medical' | 'surgical' | 'procedure', readonly number[]>> = {
  medical: [1400, 500, 2700, 1000, 3600, 600, 200],
  surgical: [900, 400, 1600, 2600, 2000, 2300, 200],
  procedure: [900, 400, 2000, 1800, 2700, 2000, 200],
};

export function chargeProfile(kind: AdrgKind): readonly number[] {
  return kind === 'surgical' || kind === 'procedure' ? PROFILES[kind] : PROFILES.medical;
}

const remainders = new Float64Array(CHARGE_PARTS.length);

/**
 * Shares `totalFen` in proportion to integer weights by largest remainder, ties to the smaller index, like `allocateFen`
 * of the kernel but without BigInt: total × weight must stay below 2^53 (bills below a billion yuan are far below).
 */
export function splitCharges(totalFen: number, weights: Float64Array, parts: Float64Array): void {
  const count = weights.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  let left = totalFen;
  for (let i = 0; i < count; i++) {
    const product = totalFen * weights[i]!;
    const remainder = product % sum;
    parts[i] = (product - remainder) / sum;
    remainders[i] = remainder;
    left -= parts[i]!;
  }
  for (; left > 0; left--) {
    let largest = 0;
    for (let i = 1; i < count; i++) if (remainders[i]! > remainders[largest]!) largest = i;
    parts[largest]! += 1;
    remainders[largest] = -1;
  }
}
