import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runCli } from '../built-program.js';

// Not below this package: nothing of it may be found on the way up.
const folder = mkdtempSync(join(tmpdir(), 'packed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = join(folder, 'drgdip-stdio.mjs');
const COLUMNS = 'case_id,sex,age_years,los_days,dx,px';
const ROWS = 'A1\t1\t60\t8\tJ18.900\t\nA2\t2\t30\t5\tO82.100\t74.1x01\nA3\t1\n';

function packed(args: readonly string[], input = ROWS): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  return spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8', cwd: folder, env });
}

describe('the row program in one file', () => {
  beforeAll(async () => {
    const { code, stderr } = await runCli([
      'stdio',
      '--pack',
      program,
      '--scheme',
      'chs-drg-2.0,dip-3.0',
      '--lang',
      'en',
    ]);
    expect(code, stderr).toBe(0);
    expect(stderr).toBe(`${program}: ${Math.ceil(statSync(program).size / 1000)} kB\n`);
  });

  test('answers as the whole program does, far from its folder, for both schemes and for cells', async () => {
    for (const more of [
      ['--scheme', 'chs-drg-2.0'],
      ['--scheme', 'dip-3.0'],
      ['--scheme', 'chs-drg-2.0', '--option', 'unrelated_procedure=medical'],
    ]) {
      const args = ['--columns', COLUMNS, '--output', 'case_id,group,status,reason,scheme_hash', '--quiet', ...more];
      const whole = spawnSync(
        process.execPath,
        [join(packageRoot(), process.env.DRGDIP_DIST ?? 'dist', 'src/cli/main.js'), 'stdio', ...args],
        {
          input: ROWS,
          encoding: 'utf8',
        },
      );
      const { status, stdout, stderr } = packed(args);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toBe(whole.stdout);
      expect(stdout.split('\n')).toHaveLength(4);
    }
    const cells = packed(
      ['--columns', 'case_id,dx,total_cost', '--emit', 'cells', '--scheme', 'chs-drg-2.0'],
      'A1\tJ18.900\t12.50\n',
    );
    expect(cells.stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(cells.stderr).toBe('drgdip stdio: 1 rows, of which 0 rejected\n');
  });

  test('is below a megabyte with two schemes, and holds no DuckDB', () => {
    expect(statSync(program).size).toBeLessThan(1_000_000);
    expect(readFileSync(program, 'utf8')).not.toMatch(/duckdb\.node|@duckdb/);
  });

  test('a scheme that is not in it, an unknown option and a wrong value end with 2 and a sentence', () => {
    const cases = [
      [
        ['--columns', COLUMNS, '--scheme', 'chs-drg-3.0'],
        /holds no scheme "chs-drg-3\.0", only chs-drg-2\.0, dip-3\.0/,
      ],
      [['--columns', COLUMNS], /holds no scheme/],
      [['--columns', COLUMNS, '--scheme', 'chs-drg-2.0', '--escape', 'all'], /escape=none\|backslash/],
      [['--colums', COLUMNS], /--colums/],
    ] as const;
    for (const [args, text] of cases) {
      const { status, stdout, stderr } = packed(args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(text);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
