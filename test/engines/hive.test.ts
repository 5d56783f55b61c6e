import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { CONFORMANCE_CASES as CASES, CONFORMANCE_SEED, hashOfTables } from './hash-of-tables.js';
import { type HiveAnswer, needsHive, runHive } from './hive.js';

const classes = needsHive();
/** A start of the engine with a new metastore is most of it; a busy machine takes several times as long. */
const TIME = 600_000;
const PARTS = 3;

/** Statements after the example's own: what the engine does with programs of other habits. The last one fails. */
const HABITS = (folder: string): string => `
CREATE TABLE one AS SELECT 'A' AS id, CAST(NULL AS STRING) AS nothing, CAST(1.0E7 AS DOUBLE) AS large,
  CAST(12.50 AS DECIMAL(12, 2)) AS amount, true AS is_so, 'x\\ty' AS tab;
SELECT 'sent', q.* FROM (SELECT TRANSFORM(id, nothing, large, amount, is_so, tab)
  USING 'sh ${folder}/signs.sh' AS (signs STRING) FROM one) q;
SELECT 'typed', q.* FROM (SELECT TRANSFORM(id)
  USING 'sh ${folder}/typed.sh' AS (a INT, b INT, c DECIMAL(12, 2), d STRING, e STRING) FROM one) q;
SELECT 'early', q.* FROM (SELECT TRANSFORM(a) USING 'head -1' AS (a STRING)
  FROM (SELECT explode(array('r1', 'r2', 'r3')) AS a) rows_of_three) q;
SELECT 'failed', q.* FROM (SELECT TRANSFORM(id) USING 'sh ${folder}/fails.sh' AS (id STRING) FROM one) q;
`;

describe.skipIf(classes === undefined)('a region worked in Hive by the statements of the example', () => {
  const folder = temporaryFolder();
  const at = (...names: string[]): string => join(folder, ...names);
  let answer: HiveAnswer;
  const rowsOf = (label: string): string[] =>
    answer.rows.filter((row) => row.startsWith(`${label}\t`)).map((row) => row.slice(label.length + 1));

  const settle = async (files: readonly string[], out: string): Promise<string> => {
    const rules = ['--policy', at('region', 'policy.yaml'), '--register', at('region', 'register.csv')];
    const { code, stderr } = await runCli([
      ...['settle', '--in', ...files, ...rules],
      ...['--weights', at('weights.csv'), '--out', at(out), '--quiet'],
    ]);
    expect(code, stderr).toBe(0);
    expect(readdirSync(at(out)).filter((name) => /\.(csv|parquet)$/.test(name)).length).toBeGreaterThan(8);
    return hashOfTables(at(out));
  };

  beforeAll(async () => {
    const made = ['--cases', `${CASES}`, '--seed', `${CONFORMANCE_SEED}`, '--out', at('region'), '--quiet'];
    expect((await runCli(['generate', ...made])).code).toBe(0);
    const history = ['--in', at('region', 'history.csv'), '--policy', at('region', 'policy.yaml')];
    expect((await runCli(['weights', ...history, '--out', at('weights.csv'), '--quiet'])).code).toBe(0);
    const [heading, ...lines] = readFileSync(at('region', 'year.csv'), 'utf8').trimEnd().split('\n');
    mkdirSync(at('cases'));
    for (let part = 0; part < PARTS; part++) {
      const own = lines.filter((_, row) => Math.floor((row * PARTS) / lines.length) === part);
      writeFileSync(at('cases', `part-${part}.csv`), [heading, ...own, ''].join('\n'));
    }
    writeFileSync(at('signs.sh'), 'od -An -c | tr -s " \\n" " "; echo\n');
    writeFileSync(at('typed.sh'), "cat >/dev/null; printf '1.0\\t 8\\t12.505\\t\\\\N\\n'\n");
    writeFileSync(at('fails.sh'), 'cat; exit 3\n');
    const columns = heading!.split(',').map((name) => `\`${name}\` STRING`);
    // A split a file: so each has a program of its own.
    const before = `SET hive.input.format=org.apache.hadoop.hive.ql.io.HiveInputFormat;
CREATE EXTERNAL TABLE cases (${columns.join(', ')}) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
  LOCATION '${at('cases')}' TBLPROPERTIES('skip.header.line.count'='1');
`;
    const after = `
SELECT 'group', case_id, mdc, adrg, drg, status, reason FROM case_groups;
`;
    const example = readFileSync(join(packageRoot(), 'examples', 'hive', 'region.sql'), 'utf8');
    writeFileSync(at('all.sql'), before + example + after + HABITS(folder));
    const main = join(packageRoot(), process.env.DRGDIP_DIST ?? 'dist', 'src', 'cli', 'main.js');
    answer = runHive(classes!, folder, at('all.sql'), {
      drgdip: `${process.execPath} ${main}`,
      cells: at('cells'),
    });
  }, TIME);

  test('answers as many rows as it was sent, and their checksums add up to the same', () => {
    const [back, sent] = answer.rows;
    expect(back, answer.stderr.slice(-4000)).toMatch(new RegExp(`^${CASES}\t[1-9]\\d+\t1$`));
    expect(sent).toBe(back);
  });

  test('groups as one machine does', async () => {
    const grouping = ['--in', at('region', 'year.csv'), '--scheme', 'chs-drg-2.0', '--out', at('groups.csv')];
    expect((await runCli(['group', ...grouping, '--quiet'])).code).toBe(0);
    const [, ...lines] = readFileSync(at('groups.csv'), 'utf8').trimEnd().split('\n');
    const found = rowsOf('group').map((row) => row.replaceAll('\t', ','));
    expect(found.sort()).toEqual(lines.sort());
  });

  test(`is cleared from the cells of ${PARTS} programs into the tables of one machine, byte for byte`, async () => {
    const parts = readdirSync(at('cells')).filter((name) => !name.startsWith('.'));
    expect(parts).toHaveLength(PARTS);
    const whole = await settle([at('region', 'year.csv')], 'whole');
    const merged = await settle(
      parts.map((name) => at('cells', name)),
      'merged',
    );
    console.log(`conformance: cleared on the engine ${merged}`);
    expect(merged).toBe(whole);
  });

  test('TAB stands between values unasked, NULL is \\N, a double 1.0E7, and a TAB within a value is not escaped', () => {
    expect(rowsOf('sent').map((row) => row.trim())).toEqual([
      String.raw`A \t \ N \t 1 . 0 E 7 \t 1 2 . 5 0 \t t r u e \t x \t y \n`,
    ]);
  });

  test('typed columns make 1 of 1.0, NULL of a blank before a digit and 12.51 of 12.505: results are taken as STRING', () => {
    expect(rowsOf('typed')).toEqual(['1\tNULL\t12.51\tNULL\tNULL']);
  });

  test('a program that leaves early with 0 loses the rows in silence: counts are compared', () => {
    expect(rowsOf('early')).toEqual(['r1']);
  });

  test('a program that ends with 3 fails the statement', () => {
    expect(rowsOf('failed')).toEqual([]);
    expect(answer.status).toBe(2);
    expect(answer.stderr).toMatch(/FAILED: Execution Error, return code 2/);
  });
});
