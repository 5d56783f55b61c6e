import { compareCodePoints } from '../../kernel/hash.js';

/** Key of hospitals without charges in the baseline. */
export const EMPTY_DECILE = 'empty';
/** All lines of the table, the tenth last before the empty one. */
export const DECILES: readonly string[] = [
  ...Array.from({ length: 10 }, (_, i) => String(i + 1).padStart(2, '0')),
  EMPTY_DECILE,
];

export interface HospitalMargin {
  readonly hospitalId: string;
  readonly marginFen: number;
  readonly chargesFen: number;
}

/**
 * The decile of every hospital by margin of charges ÷ charges, lowest first, compared exactly: hospital k (from 0) of
 * n stands in decile ⌊10k ÷ n⌋ + 1, equal margins by hospital id. A hospital without charges stands in `empty`.
 * @returns hospital_id → decile; every hospital once
 */
export function marginDeciles(hospitals: readonly HospitalMargin[]): Map<string, string> {
  const ranked = hospitals
    .filter(({ chargesFen }) => chargesFen > 0)
    .sort((a, b) => {
      const left = BigInt(a.marginFen) * BigInt(b.chargesFen);
      const right = BigInt(b.marginFen) * BigInt(a.chargesFen);
      return left < right ? -1 : left > right ? 1 : compareCodePoints(a.hospitalId, b.hospitalId);
    });
  const decileOf = new Map<string, string>();
  ranked.forEach(({ hospitalId }, k) => {
    decileOf.set(hospitalId, DECILES[Math.floor((10 * k) / ranked.length)]!);
  });
  for (const { hospitalId } of hospitals) if (!decileOf.has(hospitalId)) decileOf.set(hospitalId, EMPTY_DECILE);
  return decileOf;
}
