import type { ReadmissionColumns } from '../../links/readmission-rule.js';
import { readmissions } from '../../links/readmissions.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import type { MonitorNeed } from '../monitor/needs.js';
import type { MonitorRules } from '../monitor/rules/monitor-rules-schema.js';
import { exemptionsOf, scopeColumns } from '../monitor/rules/rule-parts.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

const made = new WeakMap<MonitorFacts, ReadmissionColumns>();

/** The second stays of split admissions under the rules; undefined where the rules have none. Made once. */
export function splitAdmissions(facts: MonitorFacts): ReadmissionColumns | undefined {
  const rule = facts.rules.supervision.split_admission;
  if (rule === undefined) return undefined;
  const known = made.get(facts);
  if (known !== undefined) return known;
  const { hospital, group, principal, category_characters: characters, within_days, least_days } = rule;
  const columns = readmissions(facts.links!, facts.table, {
    hospital,
    group,
    principal,
    ...(characters === undefined ? {} : { category_characters: characters }),
    within_days,
    least_days,
    exempt: exemptionsOf(rule),
    counts: 'second',
  });
  made.set(facts, columns);
  return columns;
}

/** Columns that the rule of the region compares. */
export function splitNeeds({ supervision: { split_admission: rule } }: MonitorRules): MonitorNeed[] {
  return rule === undefined ? [] : scopeColumns(rule);
}

/** 分解住院: the stay that came back within the window, with the stay before it. */
export const splitAdmission = supervisionRule({
  key: 'split_admission',
  label: { zh: '分解住院', en: 'split admission' },
  needs: ['links'],
  furtherNeeds: splitNeeds,
  find: (facts, rule) => {
    const { isHit, otherRow, days, isJudged } = splitAdmissions(facts)!;
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      judged += isJudged[row]!;
      if (isHit[row] === 0) continue;
      findings.push({
        rule: 'split_admission',
        row,
        otherRow: otherRow[row]!,
        amountFen: facts.cost[row] ?? Number.NaN,
        value: days[row]!,
        limit: rule.within_days,
      });
    }
    return { findings, judged };
  },
});
