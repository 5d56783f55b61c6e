import { STATUS_GROUPED } from '../../grouping/group-columns.js';
import { integerEdge } from '../monitor/integer-edge.js';
import { isDeath } from '../monitor/monitor-facts.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** 死亡风险: a death weighs full in a group where few die, less in another; who did not die scores 0. */
export const deathRisk = supervisionRule({
  key: 'death_risk',
  label: { zh: '死亡风险', en: 'risk of death' },
  needs: [{ column: 'discharge_type' }],
  find: (facts, rule) => {
    const { deaths, deathCases } = facts.means;
    const { at, included } = rule.mortality;
    // deaths < at × cases, or ≤ where the edge counts.
    const isLow = deaths.map((died, g) =>
      died < integerEdge(deathCases[g]!, 1, at, included ? 'above' : 'from') ? 1 : 0,
    );
    const scores = new Float64Array(facts.caseCount).fill(Number.NaN);
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      const type = facts.dead[row]!;
      if (facts.groups.status[row] !== STATUS_GROUPED || type < 0) continue;
      judged++;
      const g = facts.groups.group[row]!;
      const score = !isDeath(type) ? 0 : isLow[g] === 1 ? rule.low_mortality : rule.other;
      scores[row] = score;
      if (score === 0 || score < rule.finding_from) continue;
      const amountFen = facts.cost[row] ?? Number.NaN;
      findings.push({ rule: 'death_risk', row, amountFen, value: deaths[g]! / deathCases[g]!, limit: at });
    }
    return { findings, judged, scores };
  },
});
