import { needColumn } from '../../../cases/case-table.js';
import { STATUS_GROUPED } from '../../../grouping/group-columns.js';
import type { MonitorFacts } from '../monitor-facts.js';
import { amounts, flags, type Measure } from './measure.js';

const COST = { column: 'total_cost' };
const LOS = { column: 'los_days' };

const part = (facts: MonitorFacts, name: string): Float64Array =>
  needColumn(facts.table, name, 'money', 'monitor').values;

/** A part of the bill and the bills that have it: both over the cases that have both. */
function shareOf(name: string): { readonly part: Measure; readonly whole: Measure } {
  const needs = [COST, { column: name }];
  const both = (facts: MonitorFacts, pick: 'part' | 'whole'): Float64Array => {
    const of = part(facts, name);
    const out = new Float64Array(facts.caseCount);
    for (let row = 0; row < out.length; row++) {
      const sum = of[row]! + facts.cost[row]!;
      if (!Number.isNaN(sum)) out[row] = pick === 'part' ? of[row]! : facts.cost[row]!;
    }
    return out;
  };
  return {
    part: { needs, values: (facts) => both(facts, 'part') },
    whole: { needs, values: (facts) => both(facts, 'whole') },
  };
}

const drug = shareOf('cost_drug');
const consumable = shareOf('cost_consumable');
const selfFunded = shareOf('self_funded');

/** Mean of each group to compare with, in fen: the region's where given, else the file's own. */
function referenceMeans({ groupMeans, means }: MonitorFacts): Float64Array {
  return groupMeans ?? means.costFen.map((sum, g) => sum / means.costCases[g]!);
}

function relative(
  facts: MonitorFacts,
  values: ArrayLike<number>,
  means: Float64Array,
  pick: 'ratio' | 'case',
): Float64Array | Uint8Array {
  const { group, status } = facts.groups;
  const out = pick === 'ratio' ? new Float64Array(facts.caseCount) : new Uint8Array(facts.caseCount);
  for (let row = 0; row < out.length; row++) {
    if (status[row] !== STATUS_GROUPED || !(values[row]! >= 0)) continue;
    const ratio = values[row]! / means[group[row]!]!;
    if (Number.isFinite(ratio)) out[row] = pick === 'ratio' ? ratio : 1;
  }
  return out;
}

const byCost = (pick: 'ratio' | 'case'): Measure => ({
  needs: [COST, 'several_hospitals'],
  values: (facts) => relative(facts, facts.cost, referenceMeans(facts), pick),
});

const byDays = (pick: 'ratio' | 'case'): Measure => ({
  needs: [LOS, 'other_hospitals'],
  values: (facts) =>
    relative(
      facts,
      facts.los,
      facts.means.losDays.map((sum, g) => sum / facts.means.losCases[g]!),
      pick,
    ),
});

/** Amounts in fen, and figures of a case as multiples of its group's mean. */
export const COST_MEASURES = {
  total_cost: { needs: [COST], values: (facts) => amounts(facts.cost) },
  /** Cases that have no charges; with prices those that cannot be priced. */
  costless_cases: { needs: [COST], values: (facts) => flags(facts, (row) => Number.isNaN(facts.cost[row])) },
  drug_cost: drug.part,
  drug_whole: drug.whole,
  consumable_cost: consumable.part,
  consumable_whole: consumable.whole,
  self_funded: selfFunded.part,
  self_funded_whole: selfFunded.whole,
  cost_ratio: byCost('ratio'),
  cost_ratio_cases: byCost('case'),
  los_ratio: byDays('ratio'),
  los_ratio_cases: byDays('case'),
} as const satisfies Record<string, Measure>;
