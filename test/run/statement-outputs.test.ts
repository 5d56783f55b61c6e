import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderSimulation } from '../../src/cli/render-simulation.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { sha256 } from '../../src/kernel/hash.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { runSimulate } from '../../src/run/simulate-run.js';
import type { WrittenResult } from '../../src/run/write-results.js';
import { writeStatements } from '../../src/run/write-statements.js';
import { INPUT } from '../golden/golden-run.js';
import { HOSTILE_IDS, singleBook } from '../report/statements/statement-fixture.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
const context = (): RunContext => ({ executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' });
const input = (name: string): string => join(INPUT, name);
const options = (name: string) => ({
  files: [input('year.csv')],
  history: [input('history.csv')],
  register: input('register.csv'),
  policy: input('policy.yaml'),
  out: join(root, name),
});
const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.\w+$/.test(name))
    .sort();

describe('settle', () => {
  let written: WrittenResult;
  beforeAll(async () => {
    written = await runSettle({ ...options('settled'), statements: 'files' }, context());
  });

  test('writes every line as a table, and for each hospital a workbook, a page and a CSV, all in the manifest', () => {
    const files = below(written.folder);
    for (const id of ['H01', 'H02', 'H03', 'H04', 'H05']) {
      for (const ending of ['xlsx', 'html', 'csv']) expect(files).toContain(`statements/${id}.${ending}`);
    }
    expect(files.filter((name) => !name.startsWith('statements/'))).toEqual(
      expect.arrayContaining(['statements.csv', 'statements.parquet']),
    );
    expect([...Object.keys(written.manifest.files), 'manifest.json', 'timings.json'].sort()).toEqual(files);
    for (const [name, hash] of Object.entries(written.manifest.files)) {
      expect(sha256(readFileSync(join(written.folder, name))), name).toBe(hash);
    }
    expect(written.statements.get('H03')).toBe('statements/H03');
  });

  test('with a reform on it: title, report and manifest name the reform, its hash, and the hash of the policy alone', async () => {
    const reform = join(root, 'share-70.yaml');
    writeFileSync(
      reform,
      'id: share-70\ntitle: {zh: 基金分担七成, en: the fund bears 70 %}\npatches:\n  - {path: retention.bands.shared.fund_share_of_overrun, value: 0.7}\n',
    );
    const reformed = await runSettle({ ...options('reformed'), reforms: [reform] }, context());
    const { manifest, model } = reformed;
    expect(manifest.reforms.map(({ id }) => id)).toEqual(['share-70']);
    expect(manifest.policy).toEqual(written.manifest.policy);
    expect(manifest.reform_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.reform_hash).not.toBe(manifest.policy.hash);
    expect(written.manifest.reform_hash).toBe('');
    expect(model.title.en).toContain('with the reform (the fund bears 70 %)');
    expect(model.title.zh).toContain('加改革（基金分担七成）');
    expect(model.identity.reformHash).toBe(manifest.reform_hash);
    expect(readFileSync(join(reformed.folder, 'report.html'), 'utf8')).toContain(manifest.reform_hash);
    expect(renderSimulation(reformed, 'zh', 120)).toContain(`改革 share-70 ${manifest.reform_hash.slice(0, 12)}`);
    expect(renderSimulation(written, 'zh', 120)).not.toContain('，改革 ');
  });

  test('the day that clearing.due names stands on the page of each hospital', async () => {
    const text = readFileSync(input('policy.yaml'), 'utf8');
    expect(text).toMatch(/^clearing: \{steps:/m);
    const policy = join(root, 'due.yaml');
    writeFileSync(policy, text.replace(/^clearing: \{/m, 'clearing: {due: 2027-06-30, '));
    const due = await runSettle({ ...options('due'), policy, statements: 'files' }, context());
    const page = (folder: string) => readFileSync(join(folder, 'statements', 'H01.html'), 'utf8');
    expect(page(due.folder)).toContain('清算截止日</dt><dd>2027-06-30</dd>');
    expect(page(written.folder)).not.toContain('清算截止日');
  });

  test('the lines of the hospitals together are the lines of the table', () => {
    const rows = (name: string) => readFileSync(join(written.folder, name), 'utf8').trimEnd().split('\n');
    const [heading, ...all] = rows('statements.csv');
    const parts = [...written.statements.values()].map((path) => rows(`${path}.csv`));
    for (const part of parts) expect(part[0]).toBe(heading);
    expect(parts.flatMap((part) => part.slice(1)).sort()).toEqual(all.sort());
    expect(rows('statements/index.csv')[1]).toBe('H01,第一医院（虚构）,H01');
  });

  test('Parquet has the same sum of fen as the statements, and yuan beside it', async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const path = join(written.folder, 'statements.parquet').replaceAll("'", "''");
    const reader = await connection.runAndReadAll(
      `SELECT COUNT(*)::INTEGER, SUM(amount_fen)::BIGINT, (SUM(amount) * 100)::BIGINT FROM read_parquet('${path}') WHERE role = 'term'`,
    );
    const [count, fen, yuan] = reader.getRows()[0]!;
    const terms = written.model.statements[0]!.lines.filter(({ role }) => role === 'term');
    expect([count, fen]).toEqual([terms.length, BigInt(terms.reduce((sum, line) => sum + line.amountFen, 0))]);
    expect(yuan).toBe(fen);
    connection.closeSync();
    instance.closeSync();
  });

  test('run again, it replaces its own folder with the very same bytes', async () => {
    const again = await runSettle({ ...options('settled'), statements: 'files' }, context());
    expect(again.manifest.files).toEqual(written.manifest.files);
  });

  test('a file of somebody else’s among the statements is never replaced', async () => {
    const folder = join(root, 'settled');
    writeFileSync(join(folder, 'statements', 'notes of the officer.docx'), 'x');
    await expect(runSettle({ ...options('settled'), statements: 'files' }, context())).rejects.toMatchObject({
      code: 'output_not_ours',
      details: { found: 'statements/notes of the officer.docx' },
    });
    expect(existsSync(join(folder, 'statements', 'notes of the officer.docx'))).toBe(true);
  });

  test('unasked it writes the table, and no files by hospital', async () => {
    const plain = await runSettle(options('plain'), context());
    expect(existsSync(join(plain.folder, 'statements.csv'))).toBe(true);
    expect(existsSync(join(plain.folder, 'statements'))).toBe(false);
    expect(plain.statements.size).toBe(0);
  });
});

describe('simulate', () => {
  const reforms = [input('reform.yaml')];

  test('unasked it writes no statements; asked, each has the baseline and the reform', async () => {
    const plain = await runSimulate({ ...options('compared'), reforms }, context());
    expect(below(plain.folder).filter((name) => name.startsWith('statements'))).toEqual([]);
    const asked = await runSimulate({ ...options('asked'), reforms, statements: 'files' }, context());
    const rows = readFileSync(join(asked.folder, 'statements', 'H01.csv'), 'utf8').split('\n');
    expect(new Set(rows.slice(1, -1).map((row) => row.split(',')[0]))).toEqual(new Set(['baseline', 'reform']));
    const page = readFileSync(join(asked.folder, 'statements', 'H01.html'), 'utf8');
    expect(page).toContain(asked.manifest.policy.hash);
    expect(page).toContain(asked.manifest.reform_hash);
  });
});

test('hospitals named to lead out of the folder, to be a formula or a device, get files within it', async () => {
  const folder = join(root, 'hostile', 'result');
  mkdirSync(folder, { recursive: true });
  const { files, byHospital } = await writeStatements(folder, singleBook(), 'files', 'zh');
  expect([...byHospital.keys()]).toEqual(['H001', ...HOSTILE_IDS]);
  expect(below(join(root, 'hostile')).map((name) => name.replace(/^result\//, ''))).toEqual([...files].sort());
  const index = readFileSync(join(folder, 'statements', 'index.csv'), 'utf8').split('\n');
  expect(index[2]).toMatch(/^'=1\+1,"'=HYPERLINK\(""http:\/\/example\.invalid""\)",_1_1~[0-9a-f]{12}$/);
});
