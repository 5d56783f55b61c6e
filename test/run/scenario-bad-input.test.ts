import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { runSimulate, scenarioOptions } from '../../src/run/simulate-run.js';
import { runSweep } from '../../src/run/sweep-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
/** Were a case read before the refusal, these would be what is refused. */
const ABSENT = { files: [join(folder, 'absent.csv')], history: [join(folder, 'absent.csv')], out: join(folder, 'out') };

async function refusal(
  run: () => Promise<unknown>,
): Promise<{ readonly code: string; readonly en: string; readonly zh: string }> {
  try {
    await run();
  } catch (error) {
    if (error instanceof EngineError) return { code: error.code, en: error.text('en'), zh: error.text('zh') };
    throw error;
  }
  throw new Error('nothing was refused');
}

async function scenario(lines: string) {
  const path = join(folder, 'scenario.yaml');
  writeFileSync(path, `id: question\npolicy: demo-region\n${lines}\n`);
  return await refusal(async () => runSimulate({ ...scenarioOptions(path), ...ABSENT }, context));
}

const patched = (...patches: string[]) =>
  scenario(`reforms: [{id: r, title: {zh: 问, en: q}, patches: [${patches.join(', ')}]}]`);
const sweep = (vary: string[], goal?: string) =>
  refusal(() => runSweep({ ...ABSENT, policy: 'demo-region', vary, goal }, context));

describe('a bad question is refused before a case is read', () => {
  test('a patch whose path does not exist: nearest names are offered', async () => {
    const { code, en, zh } = await patched('{path: outliers.bands.hihg.from, value: 2}');
    expect(code).toBe('reform_invalid');
    expect(en).toContain('outliers.bands.hihg: there is no such value. Nearest names: high');
    expect(zh).toContain('high');
  });

  test('a value of the wrong unit: a share of 60 for 60 %, and yuan put together with a number', async () => {
    const share = await patched('{path: retention.bands.shared.fund_share_of_overrun, value: 60}');
    expect([share.code, share.en]).toEqual(['reform_invalid', expect.stringContaining('from 0 to 1')]);
    const yuan = await patched('{path: outliers.bands.high.pay, value: standard + 5}');
    expect([yuan.code, yuan.en]).toEqual([
      'reform_invalid',
      expect.stringContaining('an amount of yuan together with'),
    ]);
  });

  test('two patches of one path on one day', async () => {
    const { code, en } = await patched(
      '{path: rate.value.employee, scale: 0.9}',
      '{path: rate.value.employee, scale: 0.95}',
    );
    expect([code, en]).toEqual(['reform_invalid', expect.stringContaining('rate.value.employee')]);
  });

  test('a behaviour without its elasticity', async () => {
    const { en, zh } = await scenario('behaviour: [{kind: volume_response}]');
    expect(en).toContain('elasticity');
    expect(zh).toContain('elasticity');
  });

  test('a goal that cannot be measured: its measure is unknown, or its subject is no insurance of the policy', async () => {
    const unknown = await sweep(['rate.value.employee=10000..14000'], 'happiness>=1');
    expect(unknown.en).toContain('happiness');
    const subject = await sweep(['rate.value.employee=10000..14000'], 'balance@military=0');
    expect(subject.en).toContain('military');
  });

  test('a sweep of a million points: refused with its size and the time it would take', async () => {
    const { en } = await sweep(['rate.value.employee=10000:19990:10', 'rate.value.resident=10000:19990:10']);
    expect(en).toMatch(/1,?000,?000/);
    expect(en).toContain('about 6 h by cells or 112 h by full passes');
  });

  test('a scheme that does not exist, and one of another method', async () => {
    const absent = await patched('{path: scheme, value: chs-drg-9.9, from_date: 2026-03-01}');
    expect(absent.en).toContain('chs-drg-9.9');
    const other = await patched('{path: scheme, value: dip-3.0, from_date: 2026-03-01}');
    expect([other.code, other.en]).toEqual(['policy_refused', expect.stringContaining('dip-3.0')]);
  });

  test('neither weights nor past cases; a weight file that is not there; a file of past cases that is not there', async () => {
    const { history: _, ...rest } = ABSENT;
    const none = await refusal(() => runSettle({ ...rest, policy: 'demo-region' }, context));
    expect(none.code).toBe('weights_missing');
    const absent = await refusal(() =>
      runSettle({ ...rest, policy: 'demo-region', weights: join(folder, 'no.csv') }, context),
    );
    expect(absent.code).toBe('weight_file_unreadable');
    const past = await refusal(() => runSettle({ ...ABSENT, policy: 'demo-region' }, context));
    expect(past.code).toMatch(/file_not_found|file_missing|file_unreadable/);
  });
});
