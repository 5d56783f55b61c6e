import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { needsClickHouse } from './clickhouse.js';

const python = needsClickHouse();
const CASES = 3_000;
/** The engine is a large library; a busy machine takes several times as long to load it. */
const TIME = 300_000;

function seenBy(script: string, args: readonly string[]): Record<string, unknown> {
  const path = join(packageRoot(), 'test', 'engines', script);
  const { status, stdout, stderr } = spawnSync(python!, [path, ...args], { encoding: 'utf8', timeout: TIME });
  expect(status, stderr.slice(-4000)).toBe(0);
  return JSON.parse(/^SEEN (.*)$/m.exec(stdout)![1]!) as Record<string, unknown>;
}

describe.skipIf(python === undefined)('a region worked in ClickHouse by the statements of the example', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const region = at('region');
  let seen: Record<string, unknown> = {};
  let groups: string[][] = [];

  const settle = async (file: string, out: string): Promise<Record<string, string>> => {
    const rules = ['--policy', join(region, 'policy.yaml'), '--register', join(region, 'register.csv')];
    const { code, stderr } = await runCli([
      'settle',
      '--in',
      join(region, file),
      ...rules,
      '--weights',
      at('weights.csv'),
      '--out',
      at(out),
      '--quiet',
    ]);
    expect(code, stderr).toBe(0);
    const tables = readdirSync(at(out)).filter((name) => /\.(csv|parquet)$/.test(name));
    return Object.fromEntries(tables.map((name) => [name, readFileSync(join(at(out), name)).toString('base64')]));
  };

  beforeAll(async () => {
    const made = await runCli(['generate', '--cases', `${CASES}`, '--seed', '3', '--out', region, '--quiet']);
    expect(made.code, made.stderr).toBe(0);
    const history = ['--in', join(region, 'history.csv'), '--policy', join(region, 'policy.yaml')];
    expect((await runCli(['weights', ...history, '--out', at('weights.csv'), '--quiet'])).code).toBe(0);
    const grouping = ['--in', join(region, 'year.csv'), '--scheme', 'chs-drg-2.0', '--out', at('groups.csv')];
    expect((await runCli(['group', ...grouping, '--quiet'])).code).toBe(0);
    const [, ...lines] = readFileSync(at('groups.csv'), 'utf8').trimEnd().split('\n');
    groups = lines.map((line) => line.split(',')).sort(([a], [b]) => (a! < b! ? -1 : 1));
    const program = join(packageRoot(), process.env.DRGDIP_DIST ?? 'dist', 'src', 'cli', 'main.js');
    seen = seenBy('clickhouse-region.py', [
      join(packageRoot(), 'examples', 'clickhouse'),
      region,
      `${process.execPath} ${program}`,
    ]);
  }, TIME);

  const written = (name: string): string[][] => {
    const lines = readFileSync(join(region, name), 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => line.split('\t'));
  };

  test('answers as many rows as it was sent, and their checksums add up to the same', () => {
    const [back, sent, ...more] = seen.compared as string[];
    expect(back).toMatch(new RegExp(`^${CASES}\t[1-9]\\d+\t1$`));
    expect(sent).toBe(back);
    expect(more).toEqual([]);
  });

  test('groups as one machine does', () => {
    expect(written('groups.tsv')).toEqual(groups);
  });

  test('is cleared from its cells into the tables of one machine, byte for byte', async () => {
    const whole = await settle('year.csv', 'whole');
    expect(Object.keys(whole).length).toBeGreaterThan(8);
    expect(await settle('region.cells', 'cells')).toEqual(whole);
  });

  test('the function of a pool answers 12 blocks from at most two programs', () => {
    expect(written('pooled.tsv').map(([id]) => id)).toEqual(groups.map(([id]) => id));
    const other = written('pooled.tsv').filter(([, group], row) => group !== groups[row]![3]);
    // The function is given no weights of newborns and no way of discharge: cases that need them may differ, few do.
    expect(other.length).toBeLessThan(CASES / 50);
    expect(seen.starts_of_pool).toBeGreaterThan(0);
    expect(seen.starts_of_pool).toBeLessThanOrEqual(2);
  });
});

describe.skipIf(python === undefined)('what ClickHouse does, which the example is built on', () => {
  const folder = temporaryFolder();
  let seen: Record<string, unknown> = {};
  beforeAll(() => {
    mkdirSync(join(folder, 'habits'));
    seen = seenBy('clickhouse-habits.py', [join(folder, 'habits')]);
  }, TIME);

  test('TabSeparated escapes a TAB within a value, LineAsString sends it as it is: cells are made with --escape none', () => {
    expect(seen.tab_separated).toBe('a\\tb\t10000000\t12.5\t\\N\t2026-01-02\n');
    expect(seen.line_as_string).toBe('a\tb\t10000000\t12.5\t\\N\t2026-01-02\n');
  });

  test('an exit code is looked at only when asked for, and 2 of 10 rows pass even then: counts are compared', () => {
    expect(seen.exit_3).toEqual(['1']);
    expect(seen.exit_3_checked).toEqual(['refused', expect.any(String)]);
    expect(seen.early_exit).toEqual(['2']);
  });

  test('a plain number column makes 0 of an empty and a missing answer, a Nullable one only of the empty', () => {
    expect(seen.typed).toEqual(['12', '0', '0']);
    expect(seen.typed_nullable).toEqual(['12', '0', '\\N']);
  });

  test('a double on its way to Decimal is cut: 8.03 becomes 8.02, rounded first it stays', () => {
    expect(seen.float_to_decimal).toEqual(['8.02\t8.03']);
  });

  test('a group without a weight weighs 0 in a LEFT JOIN, not NULL', () => {
    expect(seen.unmatched).toEqual(['0']);
  });
});
