import { expect, test } from 'vitest';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { parsePolicy } from '../../src/policy/load-policy.js';
import { regionNeeds } from '../../src/run/policy-facts.js';

const policy = (more: string) =>
  resolveTimeline(
    parsePolicy(
      `id: small\ntitle: {zh: 小, en: small}\nregion: small\nyear: 2026\nscheme: chs-drg-2.0\npools: [{insurance: employee, fund: 1}]\nrate: {kind: fixed, value: 1}\n${more}`,
      'policy.yaml',
    ),
    [],
  );

test('weights by the structure of costs read the parts of past cases; plain weights read none', () => {
  expect(regionNeeds([policy('')]).historyColumns).toEqual([]);
  expect(regionNeeds([policy('weights: {structure: {drug: 0.9}}')]).historyColumns).toEqual([
    'cost_service',
    'cost_nursing',
    'cost_diagnostic',
    'cost_treatment',
    'cost_drug',
    'cost_consumable',
    'cost_other',
  ]);
});
