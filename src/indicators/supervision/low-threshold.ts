import { groupRatioScores } from './group-ratio-scores.js';
import { supervisionRule } from './supervision-rule.js';

/** 低标入院: a stay that cost far less than its group does, which a visit might have done for. */
export const lowThreshold = supervisionRule({
  key: 'low_threshold',
  label: { zh: '低标入院', en: 'admission below the threshold' },
  needs: [{ column: 'total_cost' }],
  find: (facts, rule) =>
    groupRatioScores(facts, {
      rule: 'low_threshold',
      side: 'below',
      values: facts.cost,
      sums: facts.means.costFen,
      counts: facts.means.costCases,
      steps: rule.steps,
      findingFrom: rule.finding_from,
    }),
});
