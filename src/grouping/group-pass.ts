import type { RowPass } from '../kernel/executor.js';
import { NO_GROUP, RULE_FALLBACK, RULE_UNRELATED } from '../schemes/compiled-scheme.js';
import { type CaseWalker, createCaseWalker, ROWS_AT_ONCE } from './compiled/case-walker.js';
import type { GroupPayload } from './compiled/group-payload.js';
import { REASON_IN_NO_GROUP, refusalReason, ungroupedReason } from './compiled/ungrouped-reason.js';
import { STATUS_GROUPED, STATUS_UNGROUPED, STATUS_UNRELATED } from './group-columns.js';

/** Groups rows [from, to): writes group, status and reason of each (分组). No rule looks at another case. */
function groupRows(payload: GroupPayload, from: number, to: number): void {
  groupRowsBy(createCaseWalker(payload), payload, from, to);
}

/** The same by a walker that was made for this payload before: one case after another is then nothing but grouping. */
export function groupRowsBy(walker: CaseWalker, payload: GroupPayload, from: number, to: number): void {
  const { group, status, reason } = payload.columns;
  const { rules } = walker;
  const { ruleKind } = walker.sections;
  // Version 1.1's own habit: some cases are refused before anything is looked at.
  const isRefusing = payload.missing === 'reference';
  for (let start = from; start < to; start += ROWS_AT_ONCE) {
    const end = Math.min(to, start + ROWS_AT_ONCE);
    walker.walk(start, end, group);
    for (let row = start; row < end; row++) {
      const kind = ruleKind[rules[row - start]!]!;
      const refusal = isRefusing ? refusalReason(payload, walker, row) : 0;
      if (group[row] === NO_GROUP || refusal !== 0) {
        status[row] = STATUS_UNGROUPED;
        reason[row] = refusal === 0 ? ungroupedReason(payload, walker, row) : refusal;
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
