import { NO_CODE } from '../../schemes/compiled-scheme.js';
import { GROUP_REASONS, type GroupReason } from '../group-columns.js';
import { NUMBER_COUNT } from './case-view.js';
import type { CaseWalker } from './case-walker.js';
import { MAY_BE_FALSE, MAY_BE_TRUE } from './condition-view.js';
import type { GroupPayload } from './group-payload.js';

const reasonIndex = (reason: GroupReason) => GROUP_REASONS.indexOf(reason);
export const REASON_IN_NO_GROUP = reasonIndex('in_no_group');
const REASON_MISSING_SEX = reasonIndex('missing_sex');
const NO_PRINCIPAL = reasonIndex('no_principal');
const UNKNOWN_PRINCIPAL = reasonIndex('unknown_principal');
const NOT_ALLOWED = reasonIndex('not_allowed_as_principal');
const SEX_CONFLICT = reasonIndex('sex_conflict');
const MISSING_AGE_YEARS = reasonIndex('missing_age_years');

const UNKNOWN = MAY_BE_TRUE | MAY_BE_FALSE;

/**
 * Why no rule took the case of a row: the first cause that holds, as an index of GROUP_REASONS. The slow path: only
 * ungrouped cases come here.
 */
export function ungroupedReason(payload: GroupPayload, walker: CaseWalker, row: number): number {
  const { view, sections } = walker;
  const { dxOffsets, dxCodes, pxOffsets, pxStarts, diagnosisIds } = payload;
  const dxFrom = dxOffsets[row]!;
  if (dxFrom === dxOffsets[row + 1]) return NO_PRINCIPAL;
  const principal = diagnosisIds[dxCodes[dxFrom]!]!;
  if (principal === 0) return UNKNOWN_PRINCIPAL;
  const mark = sections.isPrincipal[principal]!;
  if (mark === 0 || (mark === 2 && payload.leftOutPrincipals === 'refused')) return NOT_ALLOWED;
  const sex = payload.numbers[0]?.[row] ?? -1;
  for (const other of [1, 2]) {
    if (other !== sex && walker.wouldGroup(row, other))
      return sex === 1 || sex === 2 ? SEX_CONFLICT : REASON_MISSING_SEX;
  }
  view.move(row, dxFrom, dxOffsets[row + 1]!, pxStarts[row]!, pxOffsets[row + 1]!);
  for (let field = 1; field < NUMBER_COUNT; field++) {
    if (view.numberAt(field) < 0 && isUndecided(payload, walker, field)) return MISSING_AGE_YEARS + field - 1;
  }
  return REASON_IN_NO_GROUP;
}

/**
 * Under `missing: reference` the reason for which a row is refused before anything is looked at; 0 where it is not. Of
 * the numbers that a refusal asks about the first blank one is told, else the last.
 */
export function refusalReason(payload: GroupPayload, walker: CaseWalker, row: number): number {
  const { view, sections } = walker;
  if (!view.isSexKnownAt(row)) return REASON_MISSING_SEX;
  const code = sections.refusalCode[0]!;
  if (code === NO_CODE) return 0;
  const { dxOffsets, pxOffsets, pxStarts } = payload;
  view.move(row, dxOffsets[row]!, dxOffsets[row + 1]!, pxStarts[row]!, pxOffsets[row + 1]!);
  if (!view.holds(code)) return 0;
  let told = 0;
  for (const field of sections.refusalNumbers) {
    told = MISSING_AGE_YEARS + field - 1;
    if ((payload.numbers[field]?.[row] ?? -1) < 0) break;
  }
  return told;
}

/**
 * Whether a condition met on the walk can be neither true nor false while this number is unknown. Conditions that one
 * of the two first codes rules out are false whatever the number is; those without code ask for no number.
 */
function isUndecided(payload: GroupPayload, walker: CaseWalker, field: number): boolean {
  const { view, sections, sizes } = walker;
  const { dxCodes, pxCodes, principalClasses, procedureClasses, triedRules, triedChapters } = payload;
  const principal = principalClasses[dxCodes[view.dxFrom]!]!;
  const procedure = view.pxFrom < view.pxTo ? procedureClasses[pxCodes[view.pxFrom]!]! : 0;
  const entries = sections.principalEntries[principal]! & sections.procedureEntries[procedure]! & triedChapters;
  for (let chapter = 0; chapter < sizes.chapters; chapter++) {
    if (((entries >>> chapter) & 1) === 0) continue;
    view.regionTable = sections.chapterRegions[chapter]!;
    const entryCode = sections.chapterCode[chapter]!;
    if (entryCode !== NO_CODE) {
      if (view.outcomes(entryCode, field) === UNKNOWN) return true;
      if (!view.holds(entryCode)) continue;
    }
    const firstRule = sections.chapterRule[chapter]!;
    const ruleCount = sections.chapterRule[chapter + 1]! - firstRule;
    for (let local = 0; local < ruleCount; local++) {
      const word = sections.chapterWord[chapter]! + (local >> 5);
      const possible =
        sections.principalRules[principal * sizes.ruleWords + word]! &
        sections.procedureRules[procedure * sizes.ruleWords + word]! &
        triedRules[word]!;
      if (((possible >>> (local & 31)) & 1) === 0) continue;
      const code = sections.ruleCode[firstRule + local]!;
      // A rule that holds and still left the case without a group ends the walk.
      if (code === NO_CODE) return false;
      if (view.outcomes(code, field) === UNKNOWN) return true;
      if (view.holds(code)) return false;
    }
  }
  return false;
}
