import { findColumn } from '../../cases/case-table.js';
import { readmissions } from '../../links/readmissions.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** DIP 二次入院: 1 where the patient came back with the same principal diagnosis, less with another; 0 else. */
export const secondAdmission = supervisionRule({
  key: 'second_admission',
  label: { zh: '二次入院', en: 'second admission' },
  needs: ['links', { column: 'dx' }],
  find: (facts, rule) => {
    const scope = { hospital: 'any', group: 'any', counts: 'second', within_days: rule.within_days } as const;
    const any = readmissions(facts.links!, facts.table, { ...scope, principal: 'any' });
    const same = readmissions(facts.links!, facts.table, { ...scope, principal: 'same_code' });
    const dx = findColumn(facts.table, 'dx', 'codes')!;
    const scores = new Float64Array(facts.caseCount).fill(Number.NaN);
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      if (any.isJudged[row] === 0 || dx.offsets[row] === dx.offsets[row + 1]) continue;
      judged++;
      const isSame = same.isHit[row] === 1;
      const score = isSame ? rule.same_principal : any.isHit[row] === 1 ? rule.other_principal : 0;
      scores[row] = score;
      if (score === 0 || score < rule.finding_from) continue;
      const pair = isSame ? same : any;
      findings.push({
        rule: 'second_admission',
        row,
        otherRow: pair.otherRow[row]!,
        amountFen: facts.cost[row] ?? Number.NaN,
        value: pair.days[row]!,
        limit: rule.within_days,
      });
    }
    return { findings, judged, scores };
  },
});
