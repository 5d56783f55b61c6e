import { CONDITION_NUMBERS } from '../../../cases/columns.js';
import { MAY_BE_FALSE, MAY_BE_TRUE } from '../../compiled/condition-view.js';
import { GROUP_REASONS, type GroupReason } from '../../group-columns.js';
import type { DipMatcher } from './dip-matcher.js';
import { type DipPayload, EXCLUDED_DIAGNOSIS, KNOWN_DIAGNOSIS } from './dip-payload.js';

const reasonIndex = (reason: GroupReason): number => GROUP_REASONS.indexOf(reason);
const NO_PRINCIPAL = reasonIndex('no_principal');
const UNKNOWN_PRINCIPAL = reasonIndex('unknown_principal');
const NOT_ALLOWED = reasonIndex('not_allowed_as_principal');
const IN_NO_GROUP = reasonIndex('in_no_group');
const MISSING = CONDITION_NUMBERS.map((name) => reasonIndex(`missing_${name}`));
const UNDECIDED = MAY_BE_TRUE | MAY_BE_FALSE;

/**
 * Why nothing but a fallback entry took the case of a row, as an index of GROUP_REASONS. The slow path: only ungrouped
 * cases come here, right behind their matching.
 */
export function dipReason(payload: DipPayload, matcher: DipMatcher, row: number): number {
  const from = payload.dxOffsets[row]!;
  if (from === payload.dxOffsets[row + 1]) return NO_PRINCIPAL;
  const flags = payload.principalFlags[payload.dxCodes[from]!]!;
  if ((flags & EXCLUDED_DIAGNOSIS) !== 0) return NOT_ALLOWED;
  if ((flags & KNOWN_DIAGNOSIS) === 0) return UNKNOWN_PRINCIPAL;
  if (!matcher.mayHaveOpen) return IN_NO_GROUP;
  const { view } = matcher;
  /** The first missing number that leaves a condition open. */
  let first = MISSING.length;
  matcher.visitOpen(row, (condition) => {
    for (let field = 0; field < first; field++) {
      if (view.numberAt(field) < 0 && view.outcomes(condition, field) === UNDECIDED) first = field;
    }
  });
  return MISSING[first] ?? IN_NO_GROUP;
}
