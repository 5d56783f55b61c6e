import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../built-program.js';
import { majorOf, namedNodes } from '../other-nodes.js';

/** The first Node that makes an executable of a module by itself. */
const LEAST_MAJOR = 26;
const maker = [process.execPath, ...namedNodes()].find((path) => majorOf(path) >= LEAST_MAJOR);
if (maker === undefined) {
  const reason = `skipped: no Node ${LEAST_MAJOR} or later to make a single executable (DRGDIP_NODES names one)`;
  if (process.env.DRGDIP_REQUIRE_ALL !== undefined && process.env.DRGDIP_NODES !== 'unreachable') {
    throw new Error(reason);
  }
  console.warn(reason);
}

const MEBIBYTE = 2 ** 20;
const COLUMNS = 'case_id,sex,age_years,los_days,dx,px,total_cost';

describe.skipIf(maker === undefined)('the row program and Node in one executable', () => {
  // Not below this package, and nothing of the surroundings: not even a path on which to find a Node.
  const folder = mkdtempSync(join(tmpdir(), 'executable-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'drgdip-stdio.mjs');
  const executable = join(folder, 'drgdip-stdio');
  let rows = '';

  const answer = (command: string, args: readonly string[], input = rows) => {
    const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8', cwd: folder, env: {} });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    const packed = await runCli(['stdio', '--pack', program, '--scheme', 'chs-drg-2.0,dip-3.0', '--quiet']);
    expect(packed.code, packed.stderr).toBe(0);
    const settings = {
      main: 'drgdip-stdio.mjs',
      mainFormat: 'module',
      disableExperimentalSEAWarning: true,
      assets: { program: 'drgdip-stdio.mjs' },
      output: 'drgdip-stdio',
    };
    writeFileSync(join(folder, 'executable.json'), JSON.stringify(settings));
    const made = spawnSync(maker!, ['--build-sea', 'executable.json'], { cwd: folder, encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const region = ['--cases', '1000', '--seed', '3', '--out', join(folder, 'region'), '--quiet'];
    expect((await runCli(['generate', ...region])).code).toBe(0);
    const [heading, ...lines] = readFileSync(join(folder, 'region', 'year.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    const places = COLUMNS.split(',').map((name) => heading!.split(',').indexOf(name));
    const cut = lines.map((line) => places.map((place) => line.split(',')[place]).join('\t'));
    rows = [...cut, 'short\t1', ''].join('\n');
  });

  test('answers 1,001 rows of two schemes, and cells, as the file for Node does, byte for byte', () => {
    for (const more of [
      ['--scheme', 'chs-drg-2.0', '--output', 'case_id,mdc,adrg,group,status,reason,scheme_hash,checksum'],
      ['--scheme', 'dip-3.0'],
      ['--scheme', 'chs-drg-2.0', '--emit', 'cells'],
    ]) {
      const args = ['--columns', COLUMNS, ...more];
      const single = answer(executable, args);
      expect(single).toEqual(answer(process.execPath, [program, ...args]));
      expect([single.status, single.stderr]).toEqual([0, 'drgdip stdio: 1001 rows, of which 1 rejected\n']);
    }
  });

  test('a scheme that is not in it and an unknown option end with 2 and a sentence', () => {
    const missing = answer(executable, ['--columns', COLUMNS, '--scheme', 'chs-drg-3.0']);
    expect([missing.status, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toMatch(/^error: this program holds no scheme "chs-drg-3\.0", only chs-drg-2\.0, dip-3\.0/);
    const unknown = answer(executable, ['--colums', COLUMNS]);
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/^error: .*--colums/);
  });

  test('has the size of its Node and that of the file about twice, and stays below 200 MiB of memory: it does not read itself', async () => {
    const [size, own] = [statSync(executable).size, statSync(program).size];
    expect(size - statSync(maker!).size).toBeGreaterThan(own);
    expect(size - statSync(maker!).size).toBeLessThan(2.5 * own);
    const child = spawn(executable, ['--columns', COLUMNS, '--scheme', 'chs-drg-2.0', '--quiet'], { env: {} });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdin.write(rows.slice(0, rows.indexOf('\n') + 1).repeat(20_000));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.resume();
    const status = `/proc/${child.pid}/status`;
    const highest = existsSync(status) ? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))![1]) * 1024 : 0;
    child.stdin.end();
    expect(await ended).toBe(0);
    console.log(`executable: ${Math.round(size / 1e6)} MB, ${Math.round(highest / MEBIBYTE)} MiB of memory`);
    expect(highest).toBeLessThan(200 * MEBIBYTE);
  });
});
