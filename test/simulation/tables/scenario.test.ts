import { expect, test } from 'vitest';
import type { PolicyTimeline } from '../../../src/policy/policy-timeline.js';
import { createScenario } from '../../../src/simulation/scenario.js';

const timeline = (hash: string): PolicyTimeline => ({
  id: 'x',
  year: 2026,
  hash,
  reforms: [],
  segments: [],
  weightPatches: [],
  folder: '',
});

test('a scenario’s hash follows from baseline, reform and seed; equal policies are an empty reform', () => {
  const [a, b] = [timeline('a'), timeline('b')];
  const scenario = createScenario(a, b, 1);
  expect(scenario.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(createScenario(timeline('a'), timeline('b'), 1).hash).toBe(scenario.hash);
  const others = [createScenario(b, a, 1), createScenario(a, b, 2), createScenario(a, a, 1)];
  for (const other of others) expect(other.hash).not.toBe(scenario.hash);
  expect([scenario.isEmpty, others[2]!.isEmpty]).toEqual([false, true]);
});
