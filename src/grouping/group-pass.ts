import type { RowPass } from '../kernel/executor.js';
import { NO_GROUP, RULE_FALLBACK, RULE_UNRELATED } from '../schemes/compiled-scheme.js';
import { createCaseWalker, ROWS_AT_ONCE } from './compiled/case-walker.js';
import type { GroupPayload } from './compiled/group-payload.js';
import { REASON_IN_NO_GROUP, REASON_MISSING_SEX, ungroupedReason } from './compiled/ungrouped-reason.js';
import { STATUS_GROUPED, STATUS_UNGROUPED, STATUS_UNRELATED } from './group-columns.js';

/** Groups rows [from, to): writes group, status and reason of each (分组). No rule looks at another case. */
function groupRows(payload: GroupPayload, from: number, to: number): void {
  const { group, status, reason } = payload.columns;
  const walker = createCaseWalker(payload);
  const { rules, view } = walker;
  const { ruleKind } = walker.sections;
  // Version 1.1's own habit: a blank sex is refused before anything is looked at.
  const isSexNeeded = payload.missing === 'reference';
  for (let start = from; start < to; start += ROWS_AT_ONCE) {
    const end = Math.min(to, start + ROWS_AT_ONCE);
    walker.walk(start, end, group);
    for (let row = start; row < end; row++) {
      const kind = ruleKind[rules[row - start]!]!;
      if (group[row] === NO_GROUP || (isSexNeeded && !view.isSexKnownAt(row))) {
        status[row] = STATUS_UNGROUPED;
        const isRefused = isSexNeeded && !view.isSexKnownAt(row);
        reason[row] = isRefused ? REASON_MISSING_SEX : ungroupedReason(payload, walker, row);
        group[row] = 0;
      } else if (kind === RULE_FALLBACK) {
        status[row] = STATUS_UNGROUPED;
        reason[row] = REASON_IN_NO_GROUP;
      } else {
        status[row] = kind === RULE_UNRELATED ? STATUS_UNRELATED : STATUS_GROUPED;
        reason[row] = 0;
      }
    }
  }
}

export const groupPass: RowPass<GroupPayload> = { name: 'group', rows: groupRows };
