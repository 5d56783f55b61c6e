import type { SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import { CASE_NUMBERS } from '../interpreter/case-facts.js';
import { interpretCase } from '../interpreter/interpret-case.js';
import { type CaseParts, countingCodes } from './witness-case.js';

/**
 * The nearest case beside a witness that falls elsewhere: a number one step over its limit, a complication less or more,
 * a procedure or a diagnosis less, another principal; the first of these that changes the group.
 */
export function boundaryOf(
  parts: CaseParts,
  witness: CaseRecord,
  options: Partial<SchemeOptions>,
): { boundary: CaseRecord; boundaryGroup: string } {
  const groupOf = (record: CaseRecord) => interpretCase(parts.document, record, options).group;
  const own = groupOf(witness);
  for (const boundary of neighbours(parts, witness)) {
    const boundaryGroup = groupOf(boundary);
    if (boundaryGroup !== own) return { boundary, boundaryGroup };
  }
  throw new RangeError(`${own}: no case beside its witness falls elsewhere`);
}

function* neighbours(parts: CaseParts, witness: CaseRecord): Generator<CaseRecord> {
  const { dx, px } = witness;
  const principal = dx[0] ?? '';
  // Weights before days before years: the narrower limit first.
  for (const name of [...CASE_NUMBERS].reverse()) {
    if (name === 'sex' || witness[name] < 0) continue;
    yield { ...witness, [name]: witness[name] + 1 };
    if (witness[name] > 0) yield { ...witness, [name]: witness[name] - 1 };
  }
  if (dx.length > 1) yield { ...witness, dx: dx.slice(0, -1) };
  for (const level of ['cc', 'mcc'] as const) {
    const [code] = countingCodes(level, principal, parts);
    if (code !== undefined) yield { ...witness, dx: [...dx, code] };
  }
  if (px.length > 1) yield { ...witness, px: px.slice(0, -1) };
  if (px.length > 0) yield { ...witness, px: px.slice(1) };
  for (const other of parts.principals) yield { ...witness, dx: [other, ...dx.slice(1)] };
  yield { ...witness, dx: [] };
  yield { ...witness, px: [] };
}
