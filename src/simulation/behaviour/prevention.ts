import { formatYuan, multiplyFen } from '../../kernel/money.js';
import type { BehaviourModel } from './behaviour-cases.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { casesWhere, viewCases } from './case-view.js';
import { drawRows } from './draw-rows.js';
import { factorOf } from './factor-of.js';
import { keptRows, takeRows } from './take-rows.js';

/**
 * Prevention under a package (医共体包干下的预防): spending on prevention changes by a share, and admissions of the cases
 * meant change by elasticity × that share; the admissions avoided are drawn evenly over hospitals and insurance types.
 * @source rules 11 M10 (fewer admissions at a stated elasticity); the elasticity is the user's assumption
 * @example elasticity −0.2, spending +30 %: 6 % of the admissions are avoided
 */
export const preventAdmissions: BehaviourModel<BehaviourOf<'prevention'>> = (cases, parameters, context) => {
  const { elasticity, spending_change: more, spending, where } = parameters;
  const { seed, stream, tally } = context;
  const { table } = cases;
  const view = viewCases(table);
  const isIn = casesWhere(cases, where, context);
  const avoided = Math.min(1, -elasticity * more);
  const isGone = drawRows(table.caseCount, view.account, (row) => (isIn[row] === 1 ? avoided : 0), seed, stream);
  let recorded = 0;
  for (let row = 0; row < table.caseCount; row++) {
    if (isGone[row] === 0) continue;
    const [charges, fund] = [view.charges[row]!, view.recorded[row]!];
    if (!Number.isNaN(fund)) recorded += fund;
    tally.add('removed', view.place(row), charges, { cases: -1, charges: -charges, recorded: -fund });
  }
  if (spending !== undefined) {
    const extra = multiplyFen(spending * 100, factorOf(more));
    const [cost, saved, net] = [extra, recorded, recorded - extra].map(formatYuan);
    tally.notices.push({
      zh: `预防多投入 ${cost} 元；避免的住院原记账基金 ${saved} 元；相抵后 ${net} 元。`,
      en: `Prevention costs ${cost} yuan more; the fund had been charged ${saved} yuan for the admissions avoided; net ${net} yuan.`,
    });
  }
  const rows = keptRows(table.caseCount, (row) => isGone[row] === 0);
  return takeRows(cases, { rows: Uint32Array.from(rows), firstCopy: rows.length, suffixes: {} });
};
