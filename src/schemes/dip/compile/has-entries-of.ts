import type { DipTier } from '../dip-document.js';
import { type CompiledDip, dipSections } from './compiled-dip.js';
import { CANDIDATE_SIZE, FIELD_FLAGS, FLAG_TIER_SHIFT, TIER_MASK, TIERS } from './dip-sections.js';

/** Whether a compiled catalogue has any entry of a tier (核心、基础、综合病种). */
export function hasEntriesOf({ buffer }: CompiledDip, tier: DipTier): boolean {
  const { candidates } = dipSections(buffer);
  const wanted = TIERS.indexOf(tier);
  for (let at = FIELD_FLAGS; at < candidates.length; at += CANDIDATE_SIZE) {
    if (((candidates[at]! >> FLAG_TIER_SHIFT) & TIER_MASK) === wanted) return true;
  }
  return false;
}
