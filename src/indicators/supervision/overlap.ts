import { needColumn } from '../../cases/case-table.js';
import { findOverlaps } from '../../links/find-overlaps.js';
import { NO_STAY } from '../../links/link-columns.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** 住院时间重叠: two stays of one patient over each other; each pair once, under the stay that began later. */
export const overlap = supervisionRule({
  key: 'overlap',
  label: { zh: '住院时间重叠', en: 'overlapping stays' },
  needs: ['links', { column: 'hospital_id' }],
  find: (facts, rule) => {
    const { hospital, shared_day } = rule;
    const other = findOverlaps(facts.links!, facts.table, { hospital, shared_day });
    const admit = needColumn(facts.table, 'admit_date', 'day', 'monitor').values;
    const discharge = needColumn(facts.table, 'discharge_date', 'day', 'monitor').values;
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      judged += facts.links!.order.isUsable[row]!;
      const over = other[row]!;
      if (over === NO_STAY) continue;
      // The stay that began earlier points forward only where nothing before it lies over it.
      const isLater = admit[row]! > admit[over]! || (admit[row] === admit[over] && row > over);
      if (!isLater && other[over] === row) continue;
      const [first, second] = isLater ? [over, row] : [row, over];
      const days = Math.min(discharge[first]!, discharge[second]!) - admit[second]!;
      findings.push({
        rule: 'overlap',
        row: second,
        otherRow: first,
        amountFen: facts.cost[second] ?? Number.NaN,
        value: days,
        limit: 0,
      });
    }
    return { findings: eachPairOnce(findings), judged };
  },
});

function eachPairOnce(findings: readonly SupervisionFinding[]): SupervisionFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ row, otherRow }) => {
    const pair = `${row} ${otherRow}`;
    if (seen.has(pair)) return false;
    seen.add(pair);
    return true;
  });
}
