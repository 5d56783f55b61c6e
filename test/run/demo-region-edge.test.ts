import { expect, test } from 'vitest';
import { formatDecimal } from '../../src/kernel/decimal.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { isBreak, paymentEdges } from '../../src/policy/payment-breaks.js';
import type { Reform } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';

/** demo-region with the high edge somewhere else. */
function withEdge(from: number) {
  const patches = [{ path: 'outliers.bands.high.from', value: from }];
  const reform: Reform = { id: 'edge', title: { zh: '高倍率界限', en: 'high edge' }, patches };
  return resolveTimeline(loadPolicy('demo-region'), [reform]);
}

test.each([2, 2.5, 3])(
  'demo-region with its high edge at %s: pay never drops on the edge, since the formula follows it',
  (from) => {
    const timeline = withEdge(from);
    const edges = timeline.segments.flatMap(({ policy }) => paymentEdges(policy));
    const high = edges.filter(({ bandAbove }) => bandAbove === 'high');
    expect(high.length).toBeGreaterThan(0);
    for (const edge of high) {
      expect(formatDecimal(edge.edge)).toBe(String(from));
      expect([edge.belowFen, edge.onFen, edge.aboveFen, isBreak(edge)]).toEqual([
        10_000_00,
        10_000_00,
        10_000_00,
        false,
      ]);
    }
    // The check sees the edges: it tells the cliff of the low band, and nothing of the high one.
    const found = checkPolicy(timeline).filter(({ code }) => code === 'payment_jumps');
    expect(found.map(({ path, severity }) => [path, severity])).toEqual([['outliers.bands.low', 'note']]);
  },
);
