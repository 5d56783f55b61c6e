import {
  EXCLUSION_SHIFT,
  GROUPS_BY_SEVERITY,
  NO_GROUP,
  type SchemeSections,
  type SchemeSizes,
  SEVERITY_CC,
  SEVERITY_MCC,
} from '../../schemes/compiled-scheme.js';
import type { CaseView } from './case-view.js';
import { NO_RULE } from './find-rules.js';
import type { GroupPayload } from './group-payload.js';

const SEVERITY_BITS = SEVERITY_MCC | SEVERITY_CC;

/**
 * The group of each row of a range whose rule is known: by severity (MCC, CC on secondary diagnoses, each unless the
 * principal is in its own exclusion list), or the first group whose condition holds. A severity is looked for only as
 * far as it can still change the group.
 * @param rules   rule of each row, entry 0 being row `from`
 * @param signs   severities that the row's diagnoses might come to; no other is looked for
 * @param groups  index into the catalogue for each row of the table; NO_GROUP where there is no rule or no group holds
 */
export function chooseGroups(
  payload: GroupPayload,
  sections: SchemeSections,
  sizes: SchemeSizes,
  view: CaseView,
  from: number,
  to: number,
  rules: Uint16Array,
  signs: Uint8Array,
  groups: Uint16Array,
): void {
  const { dxOffsets, dxCodes, severityInfo, diagnosisIds } = payload;
  const { ruleGroups, severityGroup, severityStop, exclusionMasks, exclusionClass } = sections;
  const { exclusionWords } = sizes;
  for (let row = from; row < to; row++) {
    const rule = rules[row - from]!;
    if (rule === NO_RULE) {
      groups[row] = NO_GROUP;
    } else if (ruleGroups[rule] === GROUPS_BY_SEVERITY) {
      const stop = severityStop[rule]!;
      const possible = signs[row - from]!;
      let severity = 0;
      if (possible !== 0 && (stop & 1) === 0) {
        const dxFrom = dxOffsets[row]!;
        const dxTo = dxOffsets[row + 1]!;
        const exclusions = dxFrom < dxTo ? exclusionClass[diagnosisIds[dxCodes[dxFrom]!]!]! * exclusionWords : 0;
        for (let i = dxFrom + 1; i < dxTo; i++) {
          const info = severityInfo[dxCodes[i]!]!;
          if ((info & SEVERITY_BITS & ~severity) === 0) continue;
          // List 0 is in no mask: what it holds is never cancelled.
          const list = info >> EXCLUSION_SHIFT;
          if (((exclusionMasks[exclusions + (list >> 5)]! >>> (list & 31)) & 1) !== 0) continue;
          severity |= info & SEVERITY_BITS;
          if (severity === possible || ((stop >> severity) & 1) !== 0) break;
        }
      }
      groups[row] = severityGroup[rule * 4 + severity]!;
    } else {
      groups[row] = groupByCondition(payload, sections, view, row, rule);
    }
  }
}

function groupByCondition(
  payload: GroupPayload,
  sections: SchemeSections,
  view: CaseView,
  row: number,
  rule: number,
): number {
  const { dxOffsets, pxOffsets, pxStarts } = payload;
  const { groupStart, groupCode, groupIndex } = sections;
  view.move(row, dxOffsets[row]!, dxOffsets[row + 1]!, pxStarts[row]!, pxOffsets[row + 1]!);
  for (let group = groupStart[rule]!; group < groupStart[rule + 1]!; group++) {
    if (view.holds(groupCode[group]!)) return groupIndex[group]!;
  }
  return NO_GROUP;
}
