import { findColumn } from '../../../cases/case-table.js';
import { decimalOf } from '../../../kernel/decimal.js';
import { METHOD_UNPRICED } from '../../../pricing/priced-columns.js';
import { isGroupPaid } from '../../../settlement/sum-cells.js';
import type { MonitorFacts } from '../monitor-facts.js';
import { nearEdges } from '../near-edges.js';
import { flags, type Measure } from './measure.js';

const PRICES = ['prices'] as const;

const pricedOf = (facts: MonitorFacts) => facts.pricing!.priced;
const isInGroups = (facts: MonitorFacts, row: number): boolean => isGroupPaid(pricedOf(facts).method[row]!);

/** Of group-paid cases only, else the CMI of a hospital would rise with what it is paid outside the groups. */
function weights(facts: MonitorFacts): Float64Array {
  const { weightScaled } = pricedOf(facts);
  const out = new Float64Array(facts.caseCount);
  for (let row = 0; row < out.length; row++) if (isInGroups(facts, row)) out[row] = weightScaled[row]!;
  return out;
}

/** The weight from which a case is heavy, at the decimals of the policy. */
function heavyFrom({ pricing, rules }: MonitorFacts): number {
  const { digits, scale } = decimalOf(rules.high_weight.at);
  const { weight } = pricing!.timeline.segments.at(-1)!.policy.rounding;
  return (digits * 10 ** weight) / 10 ** scale;
}

/** Pay and own cost over cases that have both. */
function withOwnCost(facts: MonitorFacts, pick: 'pay' | 'cost'): Float64Array {
  const { payFen, method } = pricedOf(facts);
  const own = findColumn(facts.table, 'hospital_cost', 'money')!.values;
  const out = new Float64Array(facts.caseCount);
  for (let row = 0; row < out.length; row++) {
    if (method[row] === METHOD_UNPRICED || Number.isNaN(own[row])) continue;
    out[row] = pick === 'pay' ? payFen[row]! : own[row]!;
  }
  return out;
}

const OWN_COST = ['prices', { column: 'hospital_cost' }] as const;

/** What pricing says of each case, before any clearing; names of the cells' measures where they mean the same. */
export const PRICE_MEASURES = {
  unpriced_cases: {
    needs: PRICES,
    values: (facts) => flags(facts, (row) => pricedOf(facts).method[row] === METHOD_UNPRICED),
  },
  group_paid_cases: { needs: PRICES, values: (facts) => flags(facts, (row) => isInGroups(facts, row)) },
  weight_scaled: { needs: PRICES, values: weights },
  high_weight_cases: {
    needs: ['prices', 'weights'],
    values: (facts) => {
      const from = heavyFrom(facts);
      const { weightScaled } = pricedOf(facts);
      const { included } = facts.rules.high_weight;
      return flags(
        facts,
        (row) => isInGroups(facts, row) && (included ? weightScaled[row]! >= from : weightScaled[row]! > from),
      );
    },
  },
  low_outlier_cases: {
    needs: PRICES,
    values: (facts) => flags(facts, (row) => facts.side[row] === -1 && isInGroups(facts, row)),
  },
  high_outlier_cases: {
    needs: PRICES,
    values: (facts) => flags(facts, (row) => facts.side[row] === 1 && isInGroups(facts, row)),
  },
  fund: { needs: PRICES, values: (facts) => pricedOf(facts).fundFen },
  patient: { needs: PRICES, values: (facts) => pricedOf(facts).patientFen },
  recorded_fund: { needs: PRICES, values: (facts) => pricedOf(facts).recordedFen },
  priced_cost: {
    needs: PRICES,
    values: (facts) => {
      const out = new Float64Array(facts.caseCount);
      const { method } = pricedOf(facts);
      for (let row = 0; row < out.length; row++) if (method[row] !== METHOD_UNPRICED) out[row] = facts.cost[row]!;
      return out;
    },
  },
  own_cost: { needs: OWN_COST, values: (facts) => withOwnCost(facts, 'cost') },
  own_cost_pay: { needs: OWN_COST, values: (facts) => withOwnCost(facts, 'pay') },
  near_edge_cases: { needs: ['prices', 'standard_basis'], values: nearEdges },
} as const satisfies Record<string, Measure>;
