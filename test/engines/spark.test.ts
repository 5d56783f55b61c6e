import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { CONFORMANCE_CASES as CASES, CONFORMANCE_SEED, hashOfTables } from './hash-of-tables.js';
import { needsSpark } from './spark.js';

const python = needsSpark();
/** Starting the engine is most of it; a busy machine takes several times as long. */
const TIME = 600_000;

function run(script: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python!, [script, ...args], { encoding: 'utf8', timeout: TIME });
  expect(status, stderr.slice(-4000)).toBe(0);
  return stdout;
}

describe.skipIf(python === undefined)('a region worked on Spark, in several processes', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  let printed = '';

  const settle = async (files: readonly string[], out: string): Promise<Record<string, string>> => {
    const region = ['--policy', at('region/policy.yaml'), '--register', at('region/register.csv')];
    const weights = ['--weights', at('weights.csv'), '--out', at(out), '--quiet'];
    const { code, stderr } = await runCli(['settle', '--in', ...files, ...region, ...weights]);
    expect(code, stderr).toBe(0);
    const tables = readdirSync(at(out)).filter((name) => /\.(csv|parquet)$/.test(name));
    return Object.fromEntries(tables.map((name) => [name, readFileSync(join(at(out), name)).toString('base64')]));
  };

  beforeAll(async () => {
    const made = ['generate', '--cases', `${CASES}`, '--seed', `${CONFORMANCE_SEED}`, '--out', at('region'), '--quiet'];
    expect((await runCli(made)).code).toBe(0);
    const weights = [
      '--in',
      at('region/history.csv'),
      '--policy',
      at('region/policy.yaml'),
      '--out',
      at('weights.csv'),
    ];
    expect((await runCli(['weights', ...weights, '--quiet'])).code).toBe(0);
    printed = run(join(packageRoot(), 'examples', 'spark', 'region_on_spark.py'), [
      '--cases',
      at('region/year.csv'),
      '--drgdip',
      `${process.execPath} ${join(packageRoot(), process.env.DRGDIP_DIST ?? 'dist', 'src', 'cli', 'main.js')}`,
      '--out',
      at('spark'),
      '--master',
      'local-cluster[2,1,1024]',
      '--partitions',
      '3',
    ]);
  }, TIME);

  test('answers as many rows as it was sent, and their checksums add up to the same', () => {
    expect(printed).toMatch(new RegExp(`^groups: ${CASES} rows, checksum \\d+ on both sides$`, 'm'));
  });

  test('is cleared from its merged cells into the tables of one machine, byte for byte', async () => {
    const parts = readdirSync(at('spark/cells')).filter((name) => name.startsWith('part-'));
    expect(parts).toHaveLength(3);
    const merged = await settle(
      parts.map((name) => join(at('spark/cells'), name)),
      'merged',
    );
    const whole = await settle([at('region/year.csv')], 'whole');
    expect(Object.keys(whole).length).toBeGreaterThan(8);
    expect(merged).toEqual(whole);
    // Beside that of test/stress/conformance.test.ts, which has the same region.
    console.log(`conformance: cleared on the engine ${hashOfTables(at('merged'))}`);
    expect(hashOfTables(at('merged'))).toBe(hashOfTables(at('whole')));
  });

  test(
    'groups as one machine does',
    async () => {
      const grouped = await runCli([
        'group',
        '--in',
        at('region/year.csv'),
        '--scheme',
        'chs-drg-2.0',
        '--out',
        at('groups.csv'),
      ]);
      expect(grouped.code, grouped.stderr).toBe(0);
      const [, ...rows] = readFileSync(at('groups.csv'), 'utf8').trimEnd().split('\n');
      const text = `import sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
rows = spark.read.parquet(sys.argv[1]).select("case_id", "mdc", "adrg", "group", "status", "reason").collect()
print("ROWS")
for row in sorted(rows): print(",".join("" if value is None else value for value in row))
`;
      writeFileSync(at('read.py'), text);
      const read = run(at('read.py'), [at('spark/groups')])
        .split('ROWS\n')[1]!
        .trimEnd()
        .split('\n');
      expect(read).toEqual([...rows].sort());
    },
    TIME,
  );
});

describe.skipIf(python === undefined)('what the engine does with a row program, which the example is built on', () => {
  const folder = temporaryFolder();
  let seen: Record<string, unknown> = {};
  beforeAll(() => {
    mkdirSync(join(folder, 'habits'));
    const printed = run(join(packageRoot(), 'test', 'engines', 'spark-habits.py'), [join(folder, 'habits')]);
    seen = JSON.parse(/^SEEN (.*)$/m.exec(printed)![1]!) as Record<string, unknown>;
  }, TIME);

  test('without a row format U+0001 stands between values and \\N is NULL: stdio answers with what came', () => {
    expect(seen.separator_without_form).toEqual(['41', '31', '01', '5c', '4e', '0a']);
  });

  test('a separator on the way back is a regular expression: a bar cuts every letter, so both sides say TAB', () => {
    expect(seen.regular_expression).toEqual([['K', '3', '5']]);
  });

  test('a typed column takes bare digits alone and makes NULL of the rest, so results are taken as STRING', () => {
    expect(seen.typed).toEqual([[null], [null], [null], [null], [12]]);
  });

  test('a program that leaves early with 0 loses the rows in silence, one that ends with 3 fails the query', () => {
    expect(seen.early_exit).toBe(0);
    expect(seen.exit_3).toBe('Py4JJavaError');
  });

  test('an ORDER BY starts the program twice a partition, and pipe starts it for empty ones: it must have no effects', () => {
    expect([seen.starts_plain, seen.starts_ordered]).toEqual([2, 4]);
    expect(seen.starts_pipe_of_one_row_in_3_parts).toBe(3);
  });

  test('numbers come as doubles write them, pipe sends Python texts, and an exit code that is not asked for is lost', () => {
    expect(seen.double_in_text).toEqual([['1.0E7']]);
    expect(seen.pipe_texts).toEqual(['None', 'True', '1e-08']);
    expect(seen.pipe_exit_unchecked).toEqual([]);
  });
});
