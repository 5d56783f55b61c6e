import { STATUS_GROUPED } from '../../grouping/group-columns.js';
import { integerEdge } from '../monitor/integer-edge.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import type { ScoreStep } from '../monitor/rules/rule-parts.js';
import type { RuleResult, SupervisionFinding } from './finding-list.js';

interface Scored {
  readonly rule: 'low_threshold' | 'long_stay';
  /** `below`: a step holds under its multiple of the group's mean; `above`: over it. */
  readonly side: 'below' | 'above';
  readonly values: ArrayLike<number>;
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly steps: readonly ScoreStep[];
  readonly findingFrom: number;
}

/**
 * Scores each grouped case by its figure as a multiple of its group's mean; the first step that holds wins. Compared on
 * whole numbers, so that a figure exactly on an edge is on the side that the edge says.
 */
export function groupRatioScores(facts: MonitorFacts, of: Scored): RuleResult {
  const { group, status } = facts.groups;
  const { steps, side, values, sums, counts } = of;
  // Below: x ≤ edge is x < the least number above it, x < edge is x < the least number from it on.
  const edges = steps.map(({ at, included }) =>
    sums.map((sum, g) => integerEdge(sum, counts[g]!, at, (side === 'below') === included ? 'above' : 'from')),
  );
  const scores = new Float64Array(facts.caseCount).fill(Number.NaN);
  const findings: SupervisionFinding[] = [];
  let judged = 0;
  for (let row = 0; row < facts.caseCount; row++) {
    const value = values[row]!;
    const g = group[row]!;
    if (status[row] !== STATUS_GROUPED || !(value >= 0) || !(counts[g]! > 0)) continue;
    judged++;
    let score = 0;
    let at = 0;
    for (let s = 0; s < steps.length; s++) {
      const edge = edges[s]![g]!;
      if (side === 'below' ? value < edge : value >= edge) {
        score = steps[s]!.score;
        at = steps[s]!.at;
        break;
      }
    }
    scores[row] = score;
    if (score === 0 || score < of.findingFrom) continue;
    const ratio = (value * counts[g]!) / sums[g]!;
    findings.push({ rule: of.rule, row, amountFen: facts.cost[row] ?? Number.NaN, value: ratio, limit: at });
  }
  return { findings, judged, scores };
}
