import { expect, test } from 'vitest';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
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
    const high = checkPolicy(withEdge(from)).filter(({ path }) => path === 'outliers.bands.high');
    expect(high.filter(({ severity }) => severity !== 'note')).toEqual([]);
  },
);
