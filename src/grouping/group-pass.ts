import type { RowPass } from '../kernel/executor.js';
import { NO_GROUP, RULE_FALLBACK, RULE_UNRELATED } from '../schemes/compiled-scheme.js';
import { createCaseWalker } from './compiled/case-walker.js';
import type { GroupPayload } from './compiled/group-payload.js';
import { REASON_IN_NO_GROUP, REASON_MISSING_SEX, ungroupedReason } from './compiled/ungrouped-reason.js';
import { STATUS_GROUPED, STATUS_UNGROUPED, STATUS_UNRELATED } from './group-columns.js';

/** Groups rows [from, to): writes group, status and reason of each (分组). No rule looks at another case. */
function groupRows(payload: GroupPayload, from: number, to: number): void {
  const { group, status, reason } = payload.columns;
  const walker = createCaseWalker(payload);
  const { ruleOf, groupOf, view } = walker;
  const { ruleKind } = walker.sections;
  const isSexNeeded = payload.missing === 'reference';
  for (let row = from; row < to; row++) {
    const rule = ruleOf(row);
    if (rule >= 0 && (!isSexNeeded || isSexKnown(view.numberAt(0)))) {
      const kind = ruleKind[rule]!;
      const chosen = groupOf(rule);
      if (chosen !== NO_GROUP) {
        group[row] = chosen;
        status[row] =
          kind === RULE_FALLBACK ? STATUS_UNGROUPED : kind === RULE_UNRELATED ? STATUS_UNRELATED : STATUS_GROUPED;
        reason[row] = kind === RULE_FALLBACK ? REASON_IN_NO_GROUP : 0;
        continue;
      }
    }
    group[row] = 0;
    status[row] = STATUS_UNGROUPED;
    // Version 1.1's own habit: a blank sex is refused before anything is looked at.
    const isRefused = isSexNeeded && !isSexKnown(view.numberAt(0));
    reason[row] = isRefused ? REASON_MISSING_SEX : ungroupedReason(payload, walker);
  }
}

const isSexKnown = (sex: number) => sex === 1 || sex === 2;

export const groupPass: RowPass<GroupPayload> = { name: 'group', rows: groupRows };
