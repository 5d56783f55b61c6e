import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { parsePolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicyText, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { settleRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';

const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };

test('a region is weighed, priced and cleared under a DIP catalogue: every table reconciles', async () => {
  const options = { cases: 3_000, seed: 4, historyColumns: 'all' } as const;
  const made = makeDemoRegion(options);
  const text = demoPolicyText(made.budgets)
    .replace(/^scheme: .*$/m, 'scheme: dip-3.0')
    .replace(/^method: .*$/m, 'method: dip');
  const timeline = resolveTimeline(parsePolicy(text, 'dip.yaml'), []);
  const { baseline, reconciliation } = await settleRegion(regionOf(made, options), timeline, undefined, context);
  expect(baseline.scheme.method).toBe('dip');
  expect(baseline.groups.status.filter((status) => status === 0).length).toBeGreaterThan(1_500);
  expect(baseline.weights.rows.length).toBeGreaterThan(300);
  expect(baseline.weights.rows.every(({ group }) => /^(XQ|BX|FZ|JC)\d+$/.test(group))).toBe(true);
  expect(reconciliation.checks.length).toBeGreaterThan(100);
  expect(reconciliation.reconciled).toBe(true);
});
