import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CliResult, finished, isPlainSentence, runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const cwd = temporaryFolder();
const CASES = 1_500;
const HASH = /^[0-9a-f]{64}$/;

/** Runs a command in the test's folder; it must succeed. */
async function drgdip(...args: string[]): Promise<CliResult> {
  const result = await runCli(args, { cwd });
  expect(result.code, `${args.join(' ')}\n${result.stderr}`).toBe(0);
  return result;
}

const read = (path: string): string => readFileSync(join(cwd, path), 'utf8');
const lines = (path: string): string[] => read(path).trimEnd().split('\n');
const REGION = ['--in', 'region/year.csv', '--register', 'region/register.csv', '--policy', 'region/policy.yaml'];
const REFORM = 'question.yaml';

beforeAll(async () => {
  writeFileSync(
    join(cwd, REFORM),
    `id: question
title: {zh: 费率下调 3%, en: rate 3 % lower}
patches:
  - {path: rate.value.employee, scale: 0.97}
  - {path: rate.value.resident, scale: 0.97}
`,
  );
  const { stdout, stderr } = await drgdip(
    'generate',
    '--cases',
    `${CASES}`,
    '--seed',
    '9',
    '--out',
    'region',
    '--lang',
    'en',
  );
  expect(stdout).toBe(
    ['year.csv', 'history.csv', 'register.csv', 'policy.yaml', 'policy-dip.yaml', 'manifest.json']
      .map((name) => `${join('region', name)}\n`)
      .join(''),
  );
  expect(stderr).toMatch(
    /^preparing the synthetic region … [\d.]+ s\nmaking and writing cases 6,000 cases … [\d.]+ s\nwriting the other files … [\d.]+ s\n$/,
  );
});

describe('from generated files to a reform, as a user would go', () => {
  test("group: one row a case with the six fixed columns, and a summary in the reader's language", async () => {
    const [en, zh] = await Promise.all([
      drgdip(
        'group',
        '--scheme',
        'chs-drg-2.0',
        '--in',
        'region/year.csv',
        '--out',
        'en.csv',
        '--lang',
        'en',
        '--detail',
        'detail.csv',
      ),
      drgdip('group', '--scheme', 'chs-drg-2.0', '--in', 'region/year.csv', '--out', 'zh.csv', '--lang', 'zh'),
    ]);
    expect(en.stdout).toMatch(/^1,500 rows read: [\d,]+ cases, 0 netted, 0 rejected\n {2}grouped /);
    expect(zh.stdout).toMatch(/^读取 1,500 行：病例 1,500，冲销 0，拒收 0\n {2}入组 /);
    expect(lines('en.csv')[0]).toBe('case_id,mdc,adrg,group,status,reason');
    expect(lines('en.csv').length).toBe(1 + CASES);
    expect(read('zh.csv')).toBe(read('en.csv'));
    expect(existsSync(join(cwd, 'detail.csv'))).toBe(true);
    expect(existsSync(join(cwd, 'rejected.csv'))).toBe(false);
    expect(zh.stderr).toMatch(/^读取病例 .* … .* 秒\n分组 1,500 例 … .* 秒\n写出分组结果 1,500 例 … .* 秒\n$/);
  });

  test('group to Parquet with --json: one line of JSON on stdout, nothing on stderr, no other file left', async () => {
    const { stdout, stderr } = await drgdip(
      'group',
      '--scheme',
      'chs-drg-2.0',
      '--in',
      'region/year.csv',
      '--out',
      'parquet/groups.parquet',
      '--json',
    );
    const result = JSON.parse(stdout);
    expect(stdout.split('\n').length).toBe(2);
    expect(stderr).toBe('');
    expect(result.summary).toMatchObject({ rowsRead: CASES, cases: CASES, netted: 0, rejected: 0 });
    expect(Object.values(result.statuses as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(CASES);
    expect(result.scheme).toMatchObject({ id: 'chs-drg-2.0', hash: expect.stringMatching(HASH) });
    expect(readdirSync(join(cwd, 'parquet')).sort()).toEqual(['groups.parquet', 'groups.scheme.json']);
    expect(JSON.parse(readFileSync(join(cwd, 'parquet', 'groups.scheme.json'), 'utf8'))).toEqual({
      tool: 'drgdip',
      kind: 'scheme of groups',
      groups: 'groups.parquet',
      schemes: [result.scheme],
      switches: {},
    });
    expect(
      readFileSync(join(cwd, 'parquet', 'groups.parquet'))
        .subarray(0, 4)
        .toString(),
    ).toBe('PAR1');
  });

  test('explain: the same group as group gave, with its path, in both languages and as JSON', async () => {
    const [id, mdc, , group] = lines('en.csv')[1]!.split(',');
    const args = ['explain', '--scheme', 'chs-drg-2.0', '--in', 'region/year.csv', '--case', id!];
    const [en, zh, json] = await Promise.all([
      drgdip(...args, '--lang', 'en'),
      drgdip(...args, '--lang', 'zh'),
      drgdip(...args, '--json'),
    ]);
    expect(en.stdout).toContain(`Case ${id}: grouped, ${group}`);
    expect(zh.stdout).toContain(group);
    expect(zh.stdout).toContain('主要诊断');
    expect(JSON.parse(json.stdout)).toMatchObject({ answer: { group, mdc } });
  });

  test('weights from the history: a file that weights --check reads again', async () => {
    const made = await drgdip(
      'weights',
      '--in',
      'region/history.csv',
      '--policy',
      'region/policy.yaml',
      '--out',
      'weights.csv',
      '--lang',
      'en',
    );
    expect(made.stdout).toMatch(/ cases, [\d,]+ kept; mean cost [\d,.]+ yuan; RIV 0\.\d{4}\n/);
    const checked = await drgdip(
      'weights',
      '--check',
      '--weights',
      'weights.csv',
      '--policy',
      'region/policy.yaml',
      '--lang',
      'zh',
    );
    expect(checked.stdout).toMatch(/错误 0，警告 \d+，提示 \d+\n$/);
    const json = JSON.parse(
      (await drgdip('weights', '--weights', 'weights.csv', '--policy', 'region/policy.yaml', '--json')).stdout,
    );
    expect(json.table.schemeId).toBe('chs-drg-2.0');
  });

  test('price by weights and by history: the same file; sums by method add up to the file', async () => {
    const [byWeights, byHistory] = await Promise.all([
      drgdip('price', ...REGION, '--weights', 'weights.csv', '--out', 'priced.csv', '--json'),
      drgdip('price', ...REGION, '--history', 'region/history.csv', '--out', 'priced-2.csv', '--lang', 'zh'),
    ]);
    expect(read('priced-2.csv')).toBe(read('priced.csv'));
    const { methods } = JSON.parse(byWeights.stdout) as { methods: { payFen: number; cases: number }[] };
    const rows = lines('priced.csv');
    const pay = rows[0]!.split(',').indexOf('pay');
    const fen = rows.slice(1).reduce((sum, row) => sum + Number(row.split(',')[pay]!.replace('.', '')), 0);
    expect(methods.reduce((sum, method) => sum + method.payFen, 0)).toBe(fen);
    expect(methods.reduce((sum, method) => sum + method.cases, 0)).toBe(CASES);
    expect(byHistory.stdout).toContain('应付（元）');
  });

  test('settle: a result folder that reconciles, and the tables of a single run', async () => {
    const { stdout } = await drgdip(
      'settle',
      ...REGION,
      '--weights',
      'weights.csv',
      '--out',
      'settled',
      '--lang',
      'zh',
    );
    for (const heading of ['基金', '按医院等级', '费用结余最低的医院', '对账：', '测算结果，不作为清算依据'])
      expect(stdout).toContain(heading);
    const manifest = JSON.parse(read('settled/manifest.json'));
    expect(manifest).toMatchObject({
      tool: 'drgdip',
      scenario: 'single',
      reconciled: true,
      rows_read: CASES,
      cases: CASES,
      netted: 0,
      rejected: 0,
      seed: null,
    });
    expect(manifest.inputs.map(({ role, name }: { role: string; name: string }) => [role, name])).toEqual([
      ['cases', 'year.csv'],
      ['register', 'register.csv'],
      ['weights', 'weights.csv'],
    ]);
  });

  test('simulate, plain and --json, in one language and the other: one answer', async () => {
    const args = ['simulate', ...REGION, '--history', 'region/history.csv', '--reform', REFORM];
    const [zh, json] = await Promise.all([
      drgdip(...args, '--out', 'sim-zh', '--lang', 'zh'),
      drgdip(...args, '--out', 'sim-json', '--json', '--lang', 'en'),
    ]);
    for (const heading of ['费率下调 3%', '基金', '受益与受损', '收入下降最多的医院', '影响最大的病组']) {
      expect(zh.stdout).toContain(heading);
    }
    expect(zh.stdout.trimEnd()).toMatch(/打开报告 {2}sim-zh[\\/]report\.html$/);
    const { manifest, figures } = JSON.parse(json.stdout);
    expect(manifest).toMatchObject({
      scenario: 'comparison',
      reconciled: true,
      reforms: [{ id: 'question', hash: expect.stringMatching(HASH) }],
    });
    expect(figures).toHaveLength(4);
    expect(json.stderr).toBe('');
    // The tables do not depend on the language; the reports do.
    for (const name of Object.keys(manifest.files)) {
      const isEqual = readFileSync(join(cwd, 'sim-zh', name)).equals(readFileSync(join(cwd, 'sim-json', name)));
      expect(isEqual, name).toBe(!name.startsWith('report.'));
    }
  });

  test('what simulate says of the baseline is what settle says', () => {
    const settled = lines('settled/fund.csv').map((line) => line.split(','));
    const compared = lines('sim-zh/fund.csv').map((line) => line.split(','));
    let columns = 0;
    for (const [place, name] of settled[0]!.entries()) {
      const there = compared[0]!.indexOf(`baseline_${name}`);
      if (there < 0) continue;
      expect(
        compared.slice(1).map((row) => row[there]),
        name,
      ).toEqual(settled.slice(1).map((row) => row[place]));
      columns += 1;
    }
    expect(columns).toBeGreaterThan(10);
  });

  test('policy check, show and diff, scheme list and check answer in words and as JSON', async () => {
    const [check, show, diff, list] = await Promise.all([
      drgdip('policy', 'check', 'region/policy.yaml', '--lang', 'zh'),
      drgdip('policy', 'show', 'region/policy.yaml', '--at', '2026-03-01', '--json'),
      drgdip('policy', 'diff', 'region/policy.yaml', '--reform', REFORM, '--lang', 'zh'),
      drgdip('scheme', 'list', '--json'),
    ]);
    expect(check.stdout).toMatch(/错误 0，警告 \d+，提示 \d+\n$/);
    expect(JSON.parse(show.stdout)).toMatchObject({ id: 'demo-region', day: '2026-03-01' });
    expect(diff.stdout).toContain('9,780.00');
    expect(JSON.parse(list.stdout).map(({ id }: { id: string }) => id)).toContain('chs-drg-2.0');
  });
});

describe('the examples in the help', () => {
  test('of group and price run as printed', async () => {
    const root = { cwd: join(import.meta.dirname, '..', '..') };
    const out = join(cwd, 'as-printed');
    mkdirSync(out);
    const [group, price] = await Promise.all([
      runCli(
        [
          'group',
          '--scheme',
          'chs-drg-2.0',
          '--in',
          'examples/cases-to-group.csv',
          '--out',
          join(out, 'groups.csv'),
          '--lang',
          'zh',
        ],
        root,
      ),
      runCli(
        [
          'price',
          '--in',
          'examples/plain-standard/cases.csv',
          '--policy',
          'example-standard-8000',
          '--out',
          join(out, 'priced.csv'),
        ],
        root,
      ),
    ]);
    expect([group.code, price.code], group.stderr + price.stderr).toEqual([0, 0]);
    // The standard is 8,000: a cost of 7,000 keeps 1,000.00, one of 9,000 bears 1,000.00.
    const rows = readFileSync(join(out, 'priced.csv'), 'utf8').trimEnd().split('\n');
    const margin = rows[0]!.split(',').indexOf('charge_margin');
    expect(rows.slice(1).map((row) => row.split(',')[margin])).toEqual(['1000.00', '-1000.00']);
  });
});

describe('pipes', () => {
  test('a reader that takes ten lines and goes (| head) is no failure and costs no result', async () => {
    const shell = spawn(
      '/bin/sh',
      [
        '-c',
        '{ "$@"; echo "exit $?" >&2; } | head -n 3',
        'sh',
        process.execPath,
        mainPath(),
        'policy',
        'show',
        'demo-region',
        '--schema',
      ],
      { cwd },
    );
    const { code, stdout, stderr } = await finished(shell);
    expect([code, stdout.split('\n').length - 1, stderr]).toEqual([0, 3, 'exit 0\n']);
  });

  test('a reader of the progress that goes away does not stop the run', async () => {
    const args = [
      'group',
      '--scheme',
      'chs-drg-2.0',
      '--in',
      'region/year.csv',
      '--out',
      'after-pipe.csv',
      '--lang',
      'en',
    ];
    const shell = spawn(
      '/bin/sh',
      ['-c', '{ "$@" 2>&1 >/dev/null; echo "exit $?" >&2; } | true', 'sh', process.execPath, mainPath(), ...args],
      { cwd },
    );
    const { stderr } = await finished(shell);
    expect(stderr).toBe('exit 0\n');
    expect(read('after-pipe.csv')).toBe(read('en.csv'));
  });

  test('--quiet prints results only', async () => {
    const { stdout, stderr } = await drgdip(
      'group',
      '--scheme',
      'chs-drg-2.0',
      '--in',
      'region/year.csv',
      '--out',
      'quiet.csv',
      '--quiet',
      '--lang',
      'en',
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('rows read');
    expect(isPlainSentence(stdout)).toBe(true);
  });
});

function mainPath(): string {
  return join(import.meta.dirname, '..', '..', process.env.DRGDIP_DIST ?? 'dist', 'src', 'cli', 'main.js');
}
