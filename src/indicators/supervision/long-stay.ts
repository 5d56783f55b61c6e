import { isAbove } from '../monitor/rules/rule-parts.js';
import type { SupervisionFinding } from './finding-list.js';
import { groupRatioScores } from './group-ratio-scores.js';
import { supervisionRule } from './supervision-rule.js';

/** 超长住院: a stay far longer than its group's. */
export const longStay = supervisionRule({
  key: 'long_stay',
  label: { zh: '超长住院', en: 'overlong stay' },
  needs: [{ column: 'los_days' }],
  find: (facts, rule) =>
    groupRatioScores(facts, {
      rule: 'long_stay',
      side: 'above',
      values: facts.los,
      sums: facts.means.losDays,
      counts: facts.means.losCases,
      steps: rule.steps,
      findingFrom: rule.finding_from,
    }),
});

/** Stays of more days than any should have, whatever the group. */
export const stayOverDays = supervisionRule({
  key: 'stay_over_days',
  label: { zh: '住院超过规定天数', en: 'stay over a number of days' },
  needs: [{ column: 'los_days' }],
  find: (facts, rule) => {
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      const days = facts.los[row]!;
      if (days < 0) continue;
      judged++;
      if (!isAbove(days, rule.days)) continue;
      const amountFen = facts.cost[row] ?? Number.NaN;
      findings.push({ rule: 'stay_over_days', row, amountFen, value: days, limit: rule.days.at });
    }
    return { findings, judged };
  },
});
