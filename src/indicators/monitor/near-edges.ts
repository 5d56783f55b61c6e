import { decimalOf } from '../../kernel/decimal.js';
import { isGroupPaid } from '../../settlement/sum-cells.js';
import type { MonitorFacts } from './monitor-facts.js';

/** Width where the rules have none. */
const WIDTH = 0.1;

/**
 * Cases whose charges lie near an outlier edge (临界区): within `width` standards of it, on either side, both ends in.
 * By the bands of the policy's last period, on the standard of the case; compared on whole numbers.
 */
export function nearEdges(facts: MonitorFacts): Uint8Array {
  const { pricing, cost, rules, caseCount } = facts;
  const { priced, timeline } = pricing!;
  const { bands } = timeline.segments.at(-1)!.policy.outliers;
  const edges = [...new Set(bands.flatMap(({ from, to }) => [from, to]))].filter((edge) => edge !== undefined);
  const width = rules.supervision.near_edge?.width ?? WIDTH;
  const scale = Math.max(...[...edges, width].map((edge) => decimalOf(edge).scale), 0);
  const whole = (value: number): number => Math.round(value * 10 ** scale);
  const spans = edges.map((edge) => [whole(edge) - whole(width), whole(edge) + whole(width)] as const);
  const out = new Uint8Array(caseCount);
  for (let row = 0; row < caseCount; row++) {
    if (!isGroupPaid(priced.method[row]!)) continue;
    const scaled = cost[row]! * 10 ** scale;
    const standard = priced.standardFen[row]!;
    for (const [from, to] of spans) if (scaled >= standard * from && scaled <= standard * to) out[row] = 1;
  }
  return out;
}
