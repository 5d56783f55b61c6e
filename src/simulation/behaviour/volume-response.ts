import { type BehaviourModel, payKey } from './behaviour-cases.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { casesWhere, viewCases } from './case-view.js';
import { drawRows } from './draw-rows.js';
import { takeRows } from './take-rows.js';

/** An added stay is another patient's: neither its id nor its patient is a known one. */
const SUFFIXES = { case_id: '+v', settlement_id: '+v', patient_key: '+v' };

/**
 * Volume follows pay (就诊量反应): where the reform, taken statically, changes a hospital's pay a case by x for an
 * insurance, its cases change by elasticity × x. More cases are copies of drawn ones (as other patients), fewer leave.
 * A change beyond −100 % or +100 % stops there, and is told.
 * @source assumption: that hospitals treat more of what pays more is documented, its size is not general; the elasticity
 *   is the user's
 * @example pay a case −10 %, elasticity 0.5: 5 % of the cases leave
 */
export const respondInVolume: BehaviourModel<BehaviourOf<'volume_response'>> = (
  cases,
  { elasticity, where },
  context,
) => {
  const { payChange, seed, stream, tally } = context;
  const { table } = cases;
  const view = viewCases(table);
  const isIn = casesWhere(cases, where, context);
  const stopped = new Set<string>();
  const changeOf = (row: number): number => {
    const key = payKey(view.hospital(row), view.insurance(row));
    const change = elasticity * (payChange.get(key) ?? 0);
    if (Math.abs(change) > 1) stopped.add(key);
    return Math.max(-1, Math.min(1, change));
  };
  const change = Float64Array.from({ length: table.caseCount }, (_, row) => (isIn[row] === 1 ? changeOf(row) : 0));
  const isDrawn = drawRows(table.caseCount, view.account, (row) => Math.abs(change[row]!), seed, stream);
  const kept: number[] = [];
  const copies: number[] = [];
  for (let row = 0; row < table.caseCount; row++) {
    const isGone = isDrawn[row] === 1 && change[row]! < 0;
    if (!isGone) kept.push(row);
    if (isDrawn[row] === 0) continue;
    if (!isGone) copies.push(row);
    const sign = isGone ? -1 : 1;
    tally.add(isGone ? 'removed' : 'added', view.place(row), view.charges[row]!, {
      cases: sign,
      charges: sign * view.charges[row]!,
      recorded: sign * view.recorded[row]!,
    });
  }
  if (stopped.size > 0)
    tally.notices.push({
      zh: `有 ${stopped.size} 个机构×险种的就诊量变化超过 ±100%，按 100% 计。`,
      en: `${stopped.size} accounts of hospital and insurance would change by more than 100 %; the change stops there.`,
    });
  return takeRows(cases, {
    rows: Uint32Array.from([...kept, ...copies]),
    firstCopy: kept.length,
    suffixes: SUFFIXES,
  });
};
