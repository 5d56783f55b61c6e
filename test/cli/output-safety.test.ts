import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { finished, runCli, startCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
let count = 0;
const fresh = (): string => {
  const path = join(root, `place-${++count}`);
  mkdirSync(path);
  return path;
};
const example = join(import.meta.dirname, '..', '..', 'examples', 'plain-standard', 'cases.csv');
const settle = (...args: string[]): string[] => [
  'settle',
  '--in',
  example,
  '--policy',
  'example-standard-8000',
  '--lang',
  'en',
  ...args,
];

/** Starts a command, waits until it has printed a text on stderr, and sends a signal so many milliseconds later. */
async function interrupt(
  args: readonly string[],
  cwd: string,
  after: string,
  milliseconds: number,
  signal: NodeJS.Signals,
) {
  const child = startCli(args, { cwd });
  let printed = '';
  let isSent = false;
  child.stderr!.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
    if (isSent || !printed.includes(after)) return;
    isSent = true;
    setTimeout(() => child.kill(signal), milliseconds);
  });
  const { code, stderr } = await finished(child);
  return { code, signal: child.signalCode, stderr };
}

const isUnix = process.platform !== 'win32';

describe.skipIf(!isUnix)('Ctrl-C leaves nothing behind', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s while the results are being written', async (signal, exit) => {
    const cwd = fresh();
    // The comparison's line is printed just before writing begins; writing takes longer than this.
    const { code, stderr } = await interrupt(
      ['demo', '--cases', '1000', '--lang', 'en', '--out', 'result'],
      cwd,
      'comparison and reconciliation …',
      150,
      signal,
    );
    expect(code, stderr).toBe(exit);
    expect(stderr).not.toContain('writing results 14 files');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('an earlier result stays as it was', async () => {
    const cwd = fresh();
    await runCli(settle('--out', 'result'), { cwd });
    const before = readFileSync(join(cwd, 'result', 'manifest.json'), 'utf8');
    await interrupt(settle('--out', 'result'), cwd, 'tables and reconciliation …', 60, 'SIGINT');
    expect(readdirSync(cwd)).toEqual(['result']);
    expect(readFileSync(join(cwd, 'result', 'manifest.json'), 'utf8')).toBe(before);
  });

  test('in the middle of a long computation it ends at once, by the signal itself', async () => {
    const cwd = fresh();
    const start = performance.now();
    const child = startCli(['generate', '--cases', '2000000', '--out', 'region'], { cwd });
    setTimeout(() => child.kill('SIGINT'), 900);
    await finished(child);
    expect(child.signalCode).toBe('SIGINT');
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('a run that fails', () => {
  test('by a bad reform leaves nothing, and says so before the region is made', async () => {
    const cwd = fresh();
    writeFileSync(
      join(cwd, 'bad.yaml'),
      'id: bad\ntitle: {zh: 坏, en: bad}\npatches:\n  - {path: rate.nothing, value: 1}\n',
    );
    const { code, stdout, stderr } = await runCli(['demo', '--reform', 'bad.yaml', '--out', 'result', '--lang', 'en'], {
      cwd,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: the reform has 1 problem/);
    expect(stderr).not.toContain('making the synthetic region');
    expect(readdirSync(cwd)).toEqual(['bad.yaml']);
  });

  test('half way, after grouping, leaves nothing', async () => {
    const cwd = fresh();
    const rows = readFileSync(example, 'utf8').replaceAll('2026-03', '2025-03');
    writeFileSync(join(cwd, 'old.csv'), rows);
    const { code, stderr } = await runCli(
      ['settle', '--in', 'old.csv', '--policy', 'example-standard-8000', '--out', 'a/b/result', '--lang', 'en'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('grouping 2 cases');
    expect(stderr).toContain('outside the policy year');
    expect(readdirSync(cwd)).toEqual(['old.csv']);
  });
});

describe("the user's own files", () => {
  test.each([
    ['settle', settle()],
    ['demo', ['demo', '--cases', '1000', '--lang', 'en']],
    ['generate', ['generate', '--cases', '1000', '--lang', 'en']],
  ])('%s refuses a folder that is not ours before it works, and leaves it', async (_, args) => {
    const cwd = fresh();
    mkdirSync(join(cwd, 'papers'));
    writeFileSync(join(cwd, 'papers', 'thesis.docx'), 'mine');
    const { code, stderr } = await runCli([...args, '--out', 'papers'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: the output folder "papers" exists and holds "thesis\.docx"/);
    expect(readFileSync(join(cwd, 'papers', 'thesis.docx'), 'utf8')).toBe('mine');
  });

  test('group refuses a folder where a file is meant, and its own input', async () => {
    const cwd = fresh();
    writeFileSync(join(cwd, 'cases.csv'), readFileSync(example));
    mkdirSync(join(cwd, 'papers'));
    const args = ['group', '--scheme', 'chs-drg-2.0', '--in', 'cases.csv', '--lang', 'en', '--out'];
    const [folder, input] = await Promise.all([
      runCli([...args, 'papers'], { cwd }),
      runCli([...args, 'cases.csv'], { cwd }),
    ]);
    expect([folder.code, folder.stderr]).toEqual([2, expect.stringMatching(/^error: the output "papers" is a folder/)]);
    expect([input.code, input.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: the output "cases\.csv" would replace the input/),
    ]);
    expect(readdirSync(cwd).sort()).toEqual(['cases.csv', 'papers']);
    expect(readFileSync(join(cwd, 'cases.csv')).equals(readFileSync(example))).toBe(true);
  });

  test('a result never replaces the generated region it was made from', async () => {
    const cwd = fresh();
    await runCli(['generate', '--cases', '1000', '--out', 'region'], { cwd });
    const args = [
      'settle',
      '--in',
      'region/year.csv',
      '--history',
      'region/history.csv',
      '--policy',
      'region/policy.yaml',
      '--out',
      'region',
      '--lang',
      'en',
    ];
    const { code, stderr } = await runCli(args, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: the output folder "region" exists and holds/)]);
    expect(readdirSync(join(cwd, 'region')).sort()).toEqual([
      'history.csv',
      'manifest.json',
      'policy-dip.yaml',
      'policy.yaml',
      'register.csv',
      'year.csv',
    ]);
  });

  test('an earlier result is replaced whole', async () => {
    const cwd = fresh();
    expect((await runCli(settle('--out', 'result'), { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'result', 'fund.csv'), 'changed by hand');
    expect((await runCli(settle('--out', 'result'), { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'result', 'fund.csv'), 'utf8')).toContain('insurance');
    expect(readdirSync(cwd)).toEqual(['result']);
  });

  test('a place that cannot be written is told with its path and reason, in both languages, before any work', async () => {
    const cwd = fresh();
    writeFileSync(join(cwd, 'note.txt'), 'x');
    const { code, stdout, stderr } = await runCli(settle('--out', 'note.txt/result', '--json'), { cwd });
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: 'output_not_writable', details: { reason: 'ENOTDIR' } });
    expect(error.zh).toContain(join('note.txt', 'result'));
    expect(stderr).toMatch(/^error: ".*note\.txt.result" cannot be written \(ENOTDIR\)/);
    expect(existsSync(join(cwd, 'note.txt'))).toBe(true);
  });
});
