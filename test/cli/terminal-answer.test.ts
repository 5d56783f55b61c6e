import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderFindings } from '../../src/cli/render-findings.js';
import { renderSimulation } from '../../src/cli/render-simulation.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { Finding } from '../../src/kernel/finding.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { leverWords } from '../../src/report/lever-words.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { writeResults } from '../../src/run/write-results.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const SIZE = { cases: 600, seed: 3, historyColumns: 'all' } as const;

test('of two schemes the chapters are shown in the place of the groups, and both schemes are named', async () => {
  const synthetic = makeDemoRegion(SIZE);
  const policy = demoPolicy(synthetic.budgets);
  const patches = [{ path: 'scheme', value: 'chs-drg-3.0' }];
  const policies = {
    baseline: resolveTimeline(policy, []),
    reform: resolveTimeline(policy, [{ id: 'to-3.0', title: { zh: '改用 3.0', en: 'to 3.0' }, patches }]),
  };
  const result = await simulateRegion(regionOf(synthetic, SIZE), policies, undefined, context);
  const written = await writeResults(join(folder, 'schemes'), result, context);
  const zh = renderSimulation(written, 'zh', 120);
  expect(zh).toContain('影响最大的主要诊断大类');
  expect(zh).not.toContain('影响最大的病组');
  expect(zh).toMatch(/分组方案 chs-drg-2\.0 [0-9a-f]{12} → chs-drg-3\.0 [0-9a-f]{12}，政策/);
  expect(zh).toContain('的病组不是同一套');
  expect(zh.split('\n').filter((line) => line.includes('@chs-drg'))).toEqual([]);
  expect(zh).toMatch(/^[A-Z] \p{Script=Han}{2,}.*疾病/mu);
  const en = renderSimulation(written, 'en', 120);
  expect(en).toContain('Major diagnostic categories that drive the change');
  expect(en).toMatch(/^[A-Z] [a-z]{3,} system /m);
});

test('a change of an attribution is said by the name of what it changes; a path without a name and a price cut stay', () => {
  expect(leverWords('1: hospital_coefficient.by_level.3 × 0.97', 'zh')).toBe('1: 机构系数（3 级） × 0.97');
  expect(leverWords('2: scheme = chs-drg-3.0 from 2026-03-01 until 2026-07-01', 'zh')).toBe(
    '2: 分组方案 = chs-drg-3.0，自 2026-03-01 起，至 2026-07-01 前',
  );
  expect(leverWords('1: rate.value.employee × 0.97', 'en')).toMatch(/^1: rate.* × 0\.97$/);
  expect(leverWords('1: rate.value.employee × 0.97', 'en')).not.toContain('rate.value');
  expect(leverWords('3: tables.weights.GD2* × 1.05', 'zh')).toContain('× 1.05');
  expect(leverWords('4: cost_drug −10 % (*)', 'zh')).toBe('4: cost_drug −10 % (*)');
});

test('of warnings of one kind 2 are shown where 2 are asked for, the others counted; errors are never left out', () => {
  const one = (severity: Finding['severity'], code: string, n: number): Finding => ({
    severity,
    code,
    path: `p${n}`,
    zh: `话${n}`,
    en: `word ${n}`,
  });
  const findings = [1, 2, 3, 4].flatMap((n) => [one('error', 'bad', n), one('warning', 'odd', n)]);
  const text = renderFindings([...findings, one('note', 'odd', 9)], 'zh', 2);
  expect(text.match(/^错误 {2}/gm)).toHaveLength(4);
  expect(text.match(/^警告 {2}/gm)).toHaveLength(2);
  expect(text).toContain('提示  p9  话9');
  expect(text).toContain('…  另有 2 条同类，--json 列出全部');
  expect(text).toContain('错误 4，警告 4，提示 1');
  expect(renderFindings(findings, 'zh')).not.toContain('另有');
});
