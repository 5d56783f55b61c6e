import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { loadPolicy, parsePolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { regionNeeds } from '../../src/run/policy-facts.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };

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

test('a weight table named beside the policy pays without --weights and stands in the manifest', async () => {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  writeFileSync(path('table.csv'), '# scheme: chs-drg-2.0\ngroup,weight\nES35,0.8526\n');
  writeFileSync(
    path('policy.yaml'),
    'id: small\ntitle: {zh: 小, en: small}\nregion: small\nyear: 2026\nscheme: chs-drg-2.0\npools: [{insurance: employee, fund: 1000000}]\nrate: {kind: fixed, value: 12252.70}\nweights: {table: table.csv}\n',
  );
  writeFileSync(
    path('cases.csv'),
    'case_id,hospital_id,hospital_level,insurance,sex,age_years,dx,total_cost,pooled_fund\n1,H1,三甲,employee,1,45,J18.900,9000,7000\n',
  );
  await runPrice({ files: [path('cases.csv')], policy: path('policy.yaml'), out: path('out.csv') }, context);
  expect(readFileSync(path('out.csv'), 'utf8')).toContain('10446.65');
  const needs = regionNeeds([resolveTimeline(loadPolicy(path('policy.yaml')), [])]);
  expect(needs.inputs.map(({ role, name }) => `${role} ${name}`)).toEqual(['weights table.csv']);
});
