import type { LinkColumns } from '../../../links/link-columns.js';
import type { ReadmissionColumns } from '../../../links/readmission-rule.js';
import { readmissions } from '../../../links/readmissions.js';
import type { MonitorFacts } from '../monitor-facts.js';
import type { MonitorRules } from '../rules/monitor-rules-schema.js';
import { exemptionsOf, scopeColumns } from '../rules/rule-parts.js';
import { flags, type Measure } from './measure.js';

/** By links: one pass answers every window, since a hit of the longest has the days between. */
const answers = new WeakMap<LinkColumns, ReadmissionColumns>();

/** Stays after which the patient came back within the longest window of the rates. */
function comingBack(facts: MonitorFacts): ReadmissionColumns {
  const known = answers.get(facts.links!);
  if (known !== undefined) return known;
  const { windows, source: _, exempt: __, ...scope } = facts.rules.readmission_rates;
  const { category_characters: characters, ...asked } = scope;
  const columns = readmissions(facts.links!, facts.table, {
    ...asked,
    ...(characters === undefined ? {} : { category_characters: characters }),
    exempt: exemptionsOf(facts.rules.readmission_rates),
    within_days: Math.max(...windows),
    counts: 'first',
  });
  answers.set(facts.links!, columns);
  return columns;
}

/** Cases that came back within so many days, the last counted in. */
export function readmittedWithin(days: number, rules: MonitorRules): Measure {
  return {
    needs: ['links', ...scopeColumns(rules.readmission_rates)],
    values: (facts) => {
      const { isHit, days: between } = comingBack(facts);
      return flags(facts, (row) => isHit[row] === 1 && between[row]! <= days);
    },
  };
}

/** Cases of which that can be said: patient and days are there. */
export function readmissionJudged(rules: MonitorRules): Measure {
  return {
    needs: ['links', ...scopeColumns(rules.readmission_rates)],
    values: (facts) => {
      const { isJudged } = comingBack(facts);
      return flags(facts, (row) => isJudged[row] === 1);
    },
  };
}
