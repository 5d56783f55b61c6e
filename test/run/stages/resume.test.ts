import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/kernel/hash.js';
import type { StageUse } from '../../../src/run/stage-use.js';
import { type CliResult, finished, runCli, startCli } from '../../built-program.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder, ...names);

/** The reform moves an edge, so that its prices are made too. */
const REFORM = `id: edge\ntitle: {zh: 高倍率界限, en: high edge}\npatches: [{path: outliers.bands.high.from, value: 2.5}]\n`;

function question(out: string, ...more: string[]): string[] {
  const files = ['--in', at('region', 'year.csv'), '--history', at('region', 'history.csv')];
  const rules = ['--register', at('region', 'register.csv'), '--policy', at('region', 'policy.yaml')];
  return [
    ...['simulate', ...files, ...rules, '--reform', at('edge.yaml'), '--workers', '0', '--lang', 'en'],
    ...['--out', at(out), ...more],
  ];
}

/** Everything that a run writes but timings.json. */
function bytesOf(out: string): Record<string, string> {
  const names = readdirSync(at(out)).filter((name) => name !== 'timings.json');
  return Object.fromEntries(names.sort().map((name) => [name, sha256(readFileSync(at(out, name)))]));
}

/** Stage → how it came to be, of both sides; what one side made and the other reused has been made. */
function usesOf(out: string): Record<string, string> {
  const { scenario_stages: stages } = JSON.parse(readFileSync(at(out, 'timings.json'), 'utf8')) as {
    scenario_stages: { baseline: StageUse[]; reform: StageUse[] };
  };
  const pairs = [...stages.baseline, ...stages.reform].filter(({ use }) => use !== 'reused');
  return Object.fromEntries(pairs.map(({ stage, use }) => [stage, use]));
}

const namesIn = (place: string): string[] => (existsSync(place) ? readdirSync(place).sort() : []);
const stagesIn = (place: string): string[] => namesIn(place).filter((name) => name.endsWith('.stage'));

/** Kills the run as soon as a folder looks so. Answers whether it was still running. */
async function killWhen(args: readonly string[], isTime: () => boolean): Promise<CliResult> {
  const child = startCli(args);
  const end = finished(child);
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  while (!isOver && !isTime()) await wait(1);
  child.kill('SIGKILL');
  return await end;
}

let plain: CliResult;
beforeAll(async () => {
  expect((await runCli(['generate', '--cases', '2000', '--seed', '5', '--out', at('region')])).code).toBe(0);
  writeFileSync(at('edge.yaml'), REFORM);
  plain = await runCli(question('plain'));
  expect(plain.code, plain.stderr).toBe(0);
});

describe('resume from finished stages after a kill', () => {
  const MOMENTS = [
    ['while the first stage is being written', 0, (cache: string) => namesIn(cache).length > 0],
    ['after 3 stages', 3, (cache: string) => stagesIn(cache).length >= 3],
    ['after 6 stages, while results are made', 6, (cache: string) => stagesIn(cache).length >= 6],
  ] as const;
  test.each(MOMENTS)(
    'killed %s: what was finished is taken, the rest runs, and all bytes are those of a run without a cache',
    async (moment, count, isTime) => {
      const cache = at(`cache-${count}`);
      const out = `killed-${count}`;
      const killed = await killWhen(question(out, '--cache', cache), () => isTime(cache));
      expect([moment, killed.code]).toEqual([moment, null]);
      expect(existsSync(at(out))).toBe(false);
      const finishedBefore = stagesIn(cache).length;
      expect(finishedBefore).toBeGreaterThanOrEqual(count);

      const again = await runCli(question(out, '--cache', cache));
      expect(again.code, again.stderr).toBe(0);
      expect(bytesOf(out)).toEqual(bytesOf('plain'));
      const kept = Object.values(usesOf(out)).filter((use) => use === 'from_cache');
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(count, 4));
      expect(namesIn(cache).filter((name) => name.includes('.tmp-'))).toEqual([]);
      if (count >= 3) expect(again.stdout).toMatch(/Stages taken from those kept: reading cases/);
    },
  );

  test('the same question again takes reading, groups, weights and both prices from the cache; another rate only prices anew', async () => {
    const cache = at('cache-6');
    const { price, ...uses } = usesOf('killed-6');
    expect(uses).toEqual({
      read: 'from_cache',
      read_history: 'from_cache',
      group: 'from_cache',
      weights: 'from_cache',
      settle: 'ran',
    });
    // The kill may have come before the price of the second side was kept.
    expect(price).toMatch(/^(from_cache|ran)$/);
    expect((await runCli(question('again-6', '--cache', cache))).code).toBe(0);
    expect(usesOf('again-6')).toEqual({ ...uses, price: 'from_cache' });
    writeFileSync(at('rate.yaml'), REFORM.replace('2.5', '2.75'));
    const other = question('fourth', '--cache', cache).map((word) =>
      word === at('edge.yaml') ? at('rate.yaml') : word,
    );
    expect((await runCli(other)).code).toBe(0);
    expect(usesOf('fourth')).toMatchObject({ read: 'from_cache', weights: 'from_cache', price: 'ran' });
  });

  test('stage files cut off, changed, or of other bytes are made anew and told; results are the same', async () => {
    const cache = at('cache-3');
    const [group, , , read] = ['group-', 'group_history-', 'price-', 'read-'].map(
      (start) => stagesIn(cache).find((name) => name.startsWith(start))!,
    );
    truncateSync(join(cache, group!), 1000);
    const bytes = readFileSync(join(cache, read!));
    bytes[bytes.length - 5]! ^= 255;
    writeFileSync(join(cache, read!), bytes);
    const result = await runCli(question('mended', '--cache', cache));
    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout).toMatch(
      /Made anew, because the file that was kept is cut off or changed: reading cases, grouping/,
    );
    expect(bytesOf('mended')).toEqual(bytesOf('plain'));
    expect(usesOf('mended')).toMatchObject({ read: 'rebuilt', group: 'rebuilt', weights: 'from_cache' });
  });

  test('a file of cases with one more row is another question: everything is read and made anew', async () => {
    const year = readFileSync(at('region', 'year.csv'), 'utf8');
    const [, first] = year.split('\n');
    writeFileSync(at('more.csv'), `${year}${first!.replace(/^[^,]+/, 'C9')}\n`);
    const args = question('more', '--cache', at('cache-6')).map((word) =>
      word === at('region', 'year.csv') ? at('more.csv') : word,
    );
    const result = await runCli(args);
    expect(result.code, result.stderr).toBe(0);
    expect(usesOf('more')).toMatchObject({ read: 'ran', group: 'ran', weights: 'from_cache', price: 'ran' });
  });
});

describe('private data does not linger', () => {
  test('a run of 2,000 cases leaves no folder of stages beside its output; --keep-stages does', async () => {
    expect(namesIn(folder).filter((name) => name.startsWith('.stages-'))).toEqual([]);
    expect((await runCli(question('kept', '--keep-stages'))).code).toBe(0);
    expect(stagesIn(at('.stages-kept')).map((name) => name.split('-')[0])).toEqual([
      ...['group', 'group_history', 'price', 'price', 'read', 'read_history', 'weights'],
    ]);
    const again = await runCli(question('kept'));
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toMatch(/Stages taken from those kept/);
    expect(existsSync(at('.stages-kept')), 'gone when the run that took them has succeeded').toBe(false);
  });

  test('Ctrl-C while it is working leaves neither results nor stages beside the output', async () => {
    mkdirSync(at('.stages-stopped'));
    const child = startCli(question('stopped'));
    const end = finished(child);
    // The folder was claimed before the first line of progress.
    await new Promise((resolve) => child.stderr!.once('data', resolve));
    child.kill('SIGINT');
    expect((await end).code).toBe(130);
    expect(namesIn(folder).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  test('--cache on a file, on the output, or with --keep-stages: refused before a case is read', async () => {
    const onFile = await runCli(question('x', '--cache', at('edge.yaml')));
    expect([onFile.code, onFile.stderr]).toEqual([2, expect.stringMatching(/is a file; name a folder/)]);
    const within = await runCli(question('x', '--cache', at('x', 'stages')));
    expect([within.code, within.stderr]).toEqual([2, expect.stringMatching(/Choose another output/)]);
    const both = await runCli(question('x', '--cache', at('c'), '--keep-stages'));
    expect([both.code, both.stderr]).toEqual([2, expect.stringMatching(/cannot be used together/)]);
    expect(existsSync(at('x'))).toBe(false);
  });
});
