import { STATUS_GROUPED, STATUS_UNGROUPED, STATUS_UNRELATED } from '../../../grouping/group-columns.js';
import { isDeath, type MonitorFacts } from '../monitor-facts.js';
import { flags, type Measure } from './measure.js';

const LOS = { column: 'los_days' };
const TYPE = { column: 'discharge_type' };

/** Counts and days. */
export const COUNT_MEASURES = {
  cases: { needs: [], values: (facts) => new Uint8Array(facts.caseCount).fill(1) },
  ungrouped_cases: {
    needs: [],
    values: (facts) => flags(facts, (row) => facts.groups.status[row] === STATUS_UNGROUPED),
  },
  unrelated_cases: {
    needs: [],
    values: (facts) => flags(facts, (row) => facts.groups.status[row] === STATUS_UNRELATED),
  },
  los_days: {
    needs: [LOS],
    values: ({ los, caseCount }) => Int32Array.from({ length: caseCount }, (_, row) => Math.max(0, los[row]!)),
  },
  los_cases: { needs: [LOS], values: (facts) => flags(facts, (row) => facts.los[row]! >= 0) },
  deaths: { needs: [TYPE], values: (facts) => flags(facts, (row) => isDeath(facts.dead[row]!)) },
  death_known_cases: { needs: [TYPE], values: (facts) => flags(facts, (row) => facts.dead[row]! >= 0) },
  low_risk_cases: {
    needs: ['low_risk', TYPE],
    values: (facts) => {
      const isLow = lowRiskGroups(facts);
      return flags(facts, (row) => isLow(row) && facts.dead[row]! >= 0);
    },
  },
  low_risk_deaths: {
    needs: ['low_risk', TYPE],
    values: (facts) => {
      const isLow = lowRiskGroups(facts);
      return flags(facts, (row) => isDeath(facts.dead[row]!) && isLow(row));
    },
  },
} as const satisfies Record<string, Measure>;

function lowRiskGroups({ groups, catalogue, lowRisk }: MonitorFacts): (row: number) => boolean {
  const isLow = Uint8Array.from(catalogue.codes, (code, g) =>
    lowRisk!.has(code) || lowRisk!.has(catalogue.adrgs[g]!) ? 1 : 0,
  );
  return (row) => groups.status[row] === STATUS_GROUPED && isLow[groups.group[row]!] === 1;
}
