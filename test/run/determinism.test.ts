import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/kernel/hash.js';
import { type CliResult, runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

/** Four ways to run one demo, each with its own number of workers, time zone and locale; and another seed. */
const RUNS = {
  inline: { workers: 0, seed: 5, env: { TZ: 'UTC', LANG: 'C' } },
  one: { workers: 1, seed: 5, env: { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' } },
  two: { workers: 2, seed: 5, env: { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' } },
  four: { workers: 4, seed: 5, env: { TZ: 'Pacific/Apia', LANG: 'de_DE.UTF-8', LANGUAGE: 'ar' } },
  other: { workers: 2, seed: 6, env: {} },
} as const;
type Name = keyof typeof RUNS;
const printed = new Map<Name, CliResult>();

/** SHA-256 of each file of a result folder. */
function hashes(run: Name): Record<string, string> {
  const path = join(folder, run);
  return Object.fromEntries(
    readdirSync(path)
      .sort()
      .map((name) => [name, sha256(readFileSync(join(path, name)))]),
  );
}

beforeAll(async () => {
  const start = async (name: Name): Promise<void> => {
    const { workers, seed, env } = RUNS[name];
    const args = ['--cases', '3000', '--seed', `${seed}`, '--workers', `${workers}`, '--out', join(folder, name)];
    const result = await runCli(['demo', ...args, '--lang', name === 'other' ? 'en' : 'zh'], { env });
    expect(result.code, result.stderr).toBe(0);
    printed.set(name, result);
  };
  // Two at a time, for two cores.
  const names = Object.keys(RUNS) as Name[];
  await Promise.all(
    [0, 1].map(async (lane) => {
      for (let i = lane; i < names.length; i += 2) await start(names[i]!);
    }),
  );
});

describe('equal runs', () => {
  test('a run writes its fifteen tables twice, two reports, its manifest and its timings', () => {
    const common = ['departments', 'fund', 'groups', 'hospitals', 'insurance', 'levels'];
    const cuts = ['ages', 'margin_deciles', 'mdcs', 'methods', 'outlier_moves', 'patients'];
    const tables = [...common, ...cuts, 'drivers', 'payment_parts', 'winners'];
    const expected = [
      ...tables.flatMap((name) => [`${name}.csv`, `${name}.parquet`]),
      'manifest.json',
      'report.html',
      'report.xlsx',
      'timings.json',
    ];
    expect(Object.keys(hashes('inline'))).toEqual(expected.sort());
  });

  test.each(['one', 'two', 'four'] as const)(
    'of 3,000 cases in this thread and with %s worker(s), in other time zones and locales: every file but timings.json is the same, byte for byte',
    (name) => {
      const { 'timings.json': ours, ...files } = hashes(name);
      const { 'timings.json': theirs, ...expected } = hashes('inline');
      expect(files).toEqual(expected);
      expect([typeof ours, typeof theirs]).toEqual(['string', 'string']);
    },
  );

  test('the manifest lists every other file with the hash it has on disk', () => {
    const { files } = JSON.parse(readFileSync(join(folder, 'two', 'manifest.json'), 'utf8'));
    const { 'manifest.json': _, 'timings.json': __, ...expected } = hashes('two');
    expect(files).toEqual(expected);
  });

  test('timings.json tells the workers and each stage, and is the place for all that may differ', () => {
    const { workers, stages, date } = JSON.parse(readFileSync(join(folder, 'four', 'timings.json'), 'utf8'));
    expect(workers).toBe(4);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(stages.map(({ stage }: { stage: string }) => stage)).toEqual([
      'generate',
      'group',
      'group',
      'weights',
      'price',
      'settle',
      'price',
      'settle',
      'tables',
      'write',
    ]);
  });

  test('another seed gives another region: every table differs', () => {
    const ours = hashes('inline');
    const theirs = hashes('other');
    for (const name of Object.keys(ours)) expect(theirs[name], name).not.toBe(ours[name]);
  });

  test('no file names the folder it was written to or the user', () => {
    const text =
      readFileSync(join(folder, 'inline', 'manifest.json'), 'utf8') +
      readFileSync(join(folder, 'inline', 'timings.json'), 'utf8');
    expect(text).not.toContain(folder);
    expect(readFileSync(join(folder, 'inline', 'report.html'), 'utf8')).not.toContain(folder);
  });
});

describe('what the demo prints', () => {
  test('stdout is the same on any number of workers but for the folder, and needs no more than 100 columns', () => {
    const answer = (name: Name): string => printed.get(name)!.stdout.replaceAll(join(folder, name), 'FOLDER');
    expect(answer('four')).toBe(answer('inline'));
    const tables = answer('inline')
      .split('\n')
      .filter((line) => line.startsWith('──'));
    expect(tables.length).toBe(6);
    expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test.each([
    ['one', ['基金支付', '按医院等级', '受益与受损', '影响最大的病组', '测算结果，不作为清算依据', '打开报告']],
    [
      'other',
      [
        'Fund payment',
        'By level of hospital',
        'Winners and losers',
        'Groups that drive the change',
        'An estimate, not a settlement',
        'Open the report',
      ],
    ],
  ] as const)('%s: the answer, the tables, the caveat and the report to open', (name, words) => {
    for (const word of words) expect(printed.get(name)!.stdout).toContain(word);
    expect(printed.get(name)!.stdout).toContain(join(folder, name, 'report.html'));
  });

  test('progress goes to stderr, one line a stage', () => {
    expect(
      printed
        .get('one')!
        .stderr.trimEnd()
        .split('\n')
        .filter((line) => !line.includes('%'))
        .map((line) => line.replace(/ … [\d.]+ 秒$/, '')),
    ).toEqual([
      '生成模拟地区 12,000 例',
      '分组 3,000 例',
      '分组 9,000 例',
      '测算权重 9,000 例',
      '计价 3,000 例',
      '年终清算',
      '计价 3,000 例',
      '年终清算',
      '对比与对账',
      '写出结果 32 个文件',
    ]);
  });
});
