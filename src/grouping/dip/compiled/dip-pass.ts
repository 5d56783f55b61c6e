import type { RowPass } from '../../../kernel/executor.js';
import { dipSections, dipSizes } from '../../../schemes/dip/compile/compiled-dip.js';
import {
  FIELD_FLAGS,
  FIELD_GROUP,
  FLAG_TIER_SHIFT,
  TIER_FALLBACK,
  TIER_MASK,
} from '../../../schemes/dip/compile/dip-sections.js';
import { STATUS_GROUPED, STATUS_UNGROUPED } from '../../group-columns.js';
import { DipMatcher } from './dip-matcher.js';
import type { DipPayload } from './dip-payload.js';
import { dipReason } from './dip-reason.js';

/** Groups rows [from, to) under a DIP catalogue: group, status and reason of each. No rule looks at another case. */
function groupDipRows(payload: DipPayload, from: number, to: number): void {
  const { group, status, reason } = payload.columns;
  const sections = dipSections(payload.scheme);
  const matcher = new DipMatcher(payload, sections, dipSizes(sections));
  const { candidates } = sections;
  for (let row = from; row < to; row++) {
    const found = matcher.match(row);
    const isFallback =
      found >= 0 && ((candidates[found + FIELD_FLAGS]! >>> FLAG_TIER_SHIFT) & TIER_MASK) === TIER_FALLBACK;
    group[row] = found < 0 ? 0 : candidates[found + FIELD_GROUP]!;
    if (found >= 0 && !isFallback) {
      status[row] = STATUS_GROUPED;
      reason[row] = 0;
    } else {
      status[row] = STATUS_UNGROUPED;
      reason[row] = dipReason(payload, matcher, row);
    }
  }
}

export const dipPass: RowPass<DipPayload> = { name: 'group-dip', rows: groupDipRows };
