import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { clearLeftovers } from '../../src/run/clear-leftovers.js';
import { finished, isPlainSentence, runCli, startCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { contentOf, type KilledCommand, killedCommands, leftIn } from './killed-commands.js';
import { STRESS_SEED, stressSize } from './stress-size.js';

const KILLS = stressSize('kill', 3);
const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder, ...names);
const commands = killedCommands(at('region'));

/** Of each command: how long it takes, and the hash of each output. */
const plain = new Map<string, { readonly took: number; readonly contents: readonly (string | undefined)[] }>();

let state = STRESS_SEED >>> 0;
/** 0 up to below 1, the same sequence for a seed. */
function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

const contentsOf = (command: KilledCommand, round: string): readonly (string | undefined)[] =>
  command.outputs.map((name) => contentOf(join(round, name)));

beforeAll(async () => {
  const made = await runCli(['generate', '--cases', '1000', '--seed', '5', '--out', at('region'), '--quiet']);
  expect(made.code, made.stderr).toBe(0);
  writeFileSync(
    at('region', 'reform.yaml'),
    'id: edge\ntitle: {zh: 高倍率界限, en: high edge}\npatches: [{path: outliers.bands.high.from, value: 2.5}]\n',
  );
  for (const command of commands) {
    const round = at(`plain-${command.name}`);
    mkdirSync(round);
    const from = performance.now();
    const result = await runCli(command.args(round));
    expect(result.code, result.stderr).toBe(0);
    plain.set(command.name, { took: performance.now() - from, contents: contentsOf(command, round) });
  }
}, 300_000);

/** Kills a command after a share of its time; says whether it was killed before its end. */
async function killAfter(command: KilledCommand, round: string, share: number): Promise<boolean> {
  const child = startCli(command.args(round));
  const end = finished(child);
  await Promise.race([wait(plain.get(command.name)!.took * share), end]);
  child.kill('SIGKILL');
  return (await end).code === null;
}

describe(`${KILLS} kills at random moments of group, settle and simulate`, () => {
  test(
    'after each kill an output is whole or not there; the next run answers as if none had been, and nothing else is left',
    async () => {
      let killed = 0;
      for (let k = 0; k < KILLS; k++) {
        const command = commands[k % commands.length]!;
        const { contents } = plain.get(command.name)!;
        const round = at(`round-${k}`);
        mkdirSync(round);
        // Every other one has a finished result in its place, which must survive or be replaced whole.
        if (k % 2 === 1) expect((await runCli(command.args(round))).code).toBe(0);
        const share = draw();
        if (await killAfter(command, round, share)) killed += 1;
        const told = `kill ${k} of ${command.name} after ${share} of its time, seed ${STRESS_SEED}`;
        contentsOf(command, round).forEach((content, i) => {
          expect([undefined, contents[i]], told).toContain(content);
        });
        const again = await runCli(command.args(round));
        expect(again.code, `${told}: ${again.stderr}`).toBe(0);
        expect(contentsOf(command, round), told).toEqual(contents);
        const stages = leftIn(round, command.outputs).filter(
          (name) => name !== 'rejected.csv' && name !== 'netted.csv',
        );
        expect(stages, told).toEqual([]);
        rmSync(round, { recursive: true, force: true });
      }
      expect(killed, 'killed while they ran').toBeGreaterThanOrEqual(Math.floor(KILLS / 2));
    },
    KILLS * 60_000,
  );
});

describe('what a killed run left beside its output', () => {
  test('goes with the next run of the same output; that of a running process and of another output stays', () => {
    const place = at('left');
    mkdirSync(place);
    // No process of this number: the highest that Linux gives is 4,194,304.
    for (const name of [
      '.partial-9999999-out',
      '.partial-9999999-out.old',
      '.partial-9999999-else',
      `.partial-1-out`,
    ]) {
      mkdirSync(join(place, name));
    }
    writeFileSync(join(place, '..partial-9999999-out.9999999.part'), 'half');
    mkdirSync(join(place, 'out'));
    clearLeftovers(join(place, 'out'));
    expect(readdirSync(place).sort()).toEqual(['.partial-1-out', '.partial-9999999-else', 'out']);
  });

  test('a result set aside by a kill between two renamings comes back', () => {
    const place = at('between');
    mkdirSync(join(place, '.partial-9999999-out.old'), { recursive: true });
    writeFileSync(join(place, '.partial-9999999-out.old', 'fund.csv'), 'whole');
    clearLeftovers(join(place, 'out'));
    expect(readdirSync(place)).toEqual(['out']);
    expect(readFileSync(join(place, 'out', 'fund.csv'), 'utf8')).toBe('whole');
  });
});

const isRoot = process.getuid?.() === 0;

describe('places that cannot be written', () => {
  /** A file system of its own of so many KiB, where this user may mount one. */
  function smallDisk(kib: number): string | undefined {
    const place = at('small');
    mkdirSync(place, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', place], { stdio: 'ignore' });
      return place;
    } catch {
      console.log('skipped: a full disk needs the right to mount a small file system');
      return undefined;
    }
  }

  test('a full disk: each command says so in a sentence, ends with 2 or 1, and leaves nothing', async () => {
    const place = smallDisk(16);
    if (place === undefined) return;
    try {
      for (const command of commands) {
        const result = await runCli(command.args(place));
        expect([1, 2], result.stderr).toContain(result.code);
        expect(isPlainSentence(result.stderr), result.stderr).toBe(true);
        expect(result.stderr).toMatch(/ENOSPC|space/);
        expect(readdirSync(place), command.name).toEqual([]);
      }
    } finally {
      execFileSync('umount', [place]);
    }
  });

  test.skipIf(isRoot)('a read-only folder is refused before a case is read', async () => {
    const place = at('read-only');
    mkdirSync(place);
    chmodSync(place, 0o555);
    for (const command of commands) {
      const result = await runCli(command.args(place));
      expect([result.code, isPlainSentence(result.stderr)], result.stderr).toEqual([2, true]);
      expect(readdirSync(place)).toEqual([]);
    }
  });

  test('a read-only file system, or a file in the place of a folder, is refused likewise', async () => {
    for (const command of commands) {
      const result = await runCli(command.args('/proc/1/drgdip'));
      expect([result.code, isPlainSentence(result.stderr)], result.stderr).toEqual([2, true]);
    }
    expect(existsSync('/proc/1/drgdip')).toBe(false);
  });
});
