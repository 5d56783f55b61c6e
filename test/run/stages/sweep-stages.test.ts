import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderSweep } from '../../../src/cli/render-sweep.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { runGenerate } from '../../../src/run/generate-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import type { RunContext } from '../../../src/run/run-context.js';
import { type StageKeeping, stagesBeside } from '../../../src/run/stages/keep-stages.js';
import type { SweepRunResult } from '../../../src/run/sweep-result.js';
import { runSweep } from '../../../src/run/sweep-run.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder, ...names);
const context = (): RunContext => ({
  executor: inlineExecutor,
  progress: silentProgress,
  timings: [],
  language: 'en',
});

beforeAll(async () => {
  await runGenerate({ out: at('region'), cases: 1_000, seed: 5 }, context());
});

const sweep = (out: string, stages: StageKeeping): Promise<SweepRunResult> =>
  runSweep(
    {
      ...{ files: [at('region', 'year.csv')], history: [at('region', 'history.csv')] },
      ...{ register: at('region', 'register.csv'), policy: at('region', 'policy.yaml') },
      ...{ vary: ['outliers.bands.high.from=2,2.5,3'], out: at(out), stages },
    },
    context(),
  );
const usesOf = ({ stages }: SweepRunResult) =>
  Object.fromEntries(stages.baseline.map(({ stage, use }) => [stage, use] as const));

describe('a sweep goes on from the stages that an earlier run finished', () => {
  test('a second run takes six stages of the baseline from the folder and gives the same bytes', async () => {
    const stages = { kind: 'cache', folder: at('cache') } as const;
    const first = await sweep('first', stages);
    expect(usesOf(first)).toMatchObject({ read: 'ran', group: 'ran', weights: 'ran', price: 'ran' });
    // Three points priced case by case leave nothing beside the baseline's own stages.
    expect(readdirSync(at('cache')).length).toBe(6);
    const second = await sweep('second', stages);
    const kept = Object.entries(usesOf(second)).filter(([, use]) => use === 'from_cache');
    expect(kept.map(([stage]) => stage).sort()).toEqual(['group', 'price', 'read', 'read_history', 'weights']);
    expect(readFileSync(at('second', 'sweep.csv'), 'utf8')).toBe(readFileSync(at('first', 'sweep.csv'), 'utf8'));
    expect(readdirSync(at('cache')).length).toBe(6);
  });

  test('it says what its full passes ran and what they took from the baseline, in both languages', async () => {
    const result = await sweep('said', { kind: 'beside_output', afterwards: 'remove' });
    expect([result.passPoints, result.stages.points]).toEqual([
      3,
      { ran: ['price', 'settle'], reused: ['group', 'weights'] },
    ]);
    expect(renderSweep(result, 'en')).toContain(
      'Stages that the full passes ran: pricing, clearing; reused from the baseline: grouping, weights',
    );
    expect(renderSweep(result, 'zh')).toContain('逐例计算的点重新计算：计价、清算；沿用基线：分组、测算权重');
    expect(existsSync(stagesBeside(at('said')))).toBe(false);
  });

  test('on request the stages stay beside the output', async () => {
    await sweep('stay', { kind: 'beside_output', afterwards: 'keep' });
    expect(readdirSync(stagesBeside(at('stay'))).length).toBe(6);
  });
});
