import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { parsePolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { withBehaviour } from '../../src/run/behaviour-run.js';
import { demoPolicyText, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const SIZE = { cases: 1_000, seed: 6, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const folder = temporaryFolder();

test('behaviour.html draws three measures for static and each of 2 behaviours, and names the hospital that leaves', async () => {
  const synthetic = makeDemoRegion(SIZE);
  const region = regionOf(synthetic, SIZE);
  const policy = parsePolicy(demoPolicyText(synthetic.budgets), 'policy.yaml');
  const patches = [{ path: 'rate.value.employee', scale: 0.97 }];
  const reform = resolveTimeline(policy, [{ id: 'cut', title: { zh: '降', en: 'cut' }, patches }]);
  const baseline = resolveTimeline(policy, []);
  const told = await simulateRegion(region, { baseline, reform }, undefined, context);
  const left = region.register.get('H3001')!.name;
  const result = await withBehaviour(
    told,
    [
      { kind: 'coding_intensity', share: 0.3, where: {} },
      {
        ...{ kind: 'hospitals_leaving', hospitals: ['H3001'], from: '2026-01-01', delay_months: 0 },
        ...{ private: 0.1, vanish: 0.05, destination: 'share' },
      },
    ],
    context,
  );
  const pages = result.additions!.flatMap(({ pages: own = {} }) => Object.entries(own));
  expect(pages.map(([name]) => name)).toEqual(['behaviour.html']);
  const texts = new Map<string, string>();
  for (const language of ['en', 'zh'] as const) {
    const path = join(folder, `${language}.html`);
    await pages[0]![1](path, language);
    texts.set(language, readFileSync(path, 'utf8'));
  }
  const [en, zh] = [texts.get('en')!, texts.get('zh')!];
  expect(en.split('<svg').length - 1).toBe(2);
  const drawn = en.slice(en.indexOf('<svg'), en.lastIndexOf('</svg>'));
  for (const word of ['static', '1 coding intensity', '2 hospitals leaving', 'hospital income', left]) {
    expect(drawn, word).toContain(word);
  }
  for (const word of ['静态变化与各行为的影响', '2 医院退出医保']) expect(zh).toContain(word);
});
