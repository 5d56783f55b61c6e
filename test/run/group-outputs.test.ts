import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderGroupResult } from '../../src/cli/render-group-result.js';
import { EngineError, type Language } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runExplain } from '../../src/run/explain-run.js';
import { type GroupRunOptions, runGroup } from '../../src/run/group-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { tinyFolder } from '../schemes/tiny-folder.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
let count = 0;

function place(rows: readonly string[]): { folder: string; cases: string } {
  const folder = join(root, `place-${++count}`);
  mkdirSync(folder);
  const cases = join(folder, 'cases.csv');
  writeFileSync(cases, `case_id,sex,age_years,los_days,dx,px,total_cost,settlement_id\n${rows.join('\n')}\n`);
  return { folder, cases };
}

const GOOD = 'A,1,50,7,J18.900,,100.00,S1';
const BAD = 'B,9,50,7,J18.900,,100.00,S2';
const STAY = 'C,1,50,7,J18.900,,100.00,S3';
const REFUND = 'C,1,50,7,J18.900,,-100.00,S3';

const group = async (folder: string, cases: string, more: Partial<GroupRunOptions> = {}) =>
  await runGroup({ files: [cases], scheme: 'chs-drg-2.0', out: join(folder, 'groups.csv'), ...more }, context);

async function refused(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
}

describe('what an earlier run left beside --out', () => {
  test('rejected.csv and netted.csv of ours go where this run has none, a detail asked for by its name stays', async () => {
    const { folder, cases } = place([GOOD, BAD, STAY, REFUND]);
    const detail = join(folder, 'detail.csv');
    await group(folder, cases, { detail });
    const aside = ['rejected.csv', 'netted.csv', 'detail.csv'].map((name) => join(folder, name));
    expect(aside.map(existsSync)).toEqual([true, true, true]);
    writeFileSync(cases, readFileSync(cases, 'utf8').split('\n').slice(0, 2).join('\n'));
    const { rejectedFile } = await group(folder, cases);
    expect(rejectedFile).toBeUndefined();
    expect(aside.map(existsSync)).toEqual([false, false, true]);
  });

  test('a rejected.csv of an earlier version is known by its heading; a file of somebody else stays', async () => {
    const { folder, cases } = place([GOOD]);
    const rejected = join(folder, 'rejected.csv');
    const netted = join(folder, 'netted.csv');
    writeFileSync(rejected, '\ufefffile,row,column,value,code,zh,en\ncases.csv,1,,,,,\n');
    writeFileSync(netted, 'row,what\n1,mine\n');
    await group(folder, cases);
    expect(existsSync(rejected)).toBe(false);
    expect(readFileSync(netted, 'utf8')).toBe('row,what\n1,mine\n');
  });
});

describe('the scheme beside the groups', () => {
  const schemeOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'groups.scheme.json'), 'utf8'));

  test.each(['groups.csv', 'groups.parquet'])(
    '%s has its scheme, hash and switches in groups.scheme.json',
    async (name) => {
      const { folder, cases } = place([GOOD]);
      const switches = { unrelated_procedure: 'medical' } as const;
      const { scheme, schemeFile } = await group(folder, cases, { out: join(folder, name), switches });
      expect(schemeFile).toBe(join(folder, 'groups.scheme.json'));
      expect(scheme.hash).toMatch(/^f694a88bda05/);
      expect(schemeOf(folder)).toEqual({
        tool: 'drgdip',
        kind: 'scheme of groups',
        groups: name,
        schemes: [{ id: 'chs-drg-2.0', hash: scheme.hash }],
        switches,
      });
    },
  );

  test('another scheme writes it anew, and a groups.schemes.csv of an earlier run by date goes', async () => {
    const { folder, cases } = place([GOOD]);
    await group(folder, cases);
    const schemes = join(folder, 'groups.schemes.csv');
    writeFileSync(schemes, 'case_id,scheme,scheme_hash\nA,chs-drg-2.0,0\n');
    await group(folder, cases, { scheme: 'chs-drg-3.0' });
    expect(schemeOf(folder)).toMatchObject({ schemes: [{ id: 'chs-drg-3.0' }], switches: {} });
    expect(existsSync(schemes)).toBe(false);
    writeFileSync(schemes, 'what\nmine\n');
    await group(folder, cases);
    expect(readFileSync(schemes, 'utf8')).toBe('what\nmine\n');
  });

  test('groups that cannot be written leave no scheme of earlier ones beside them', async () => {
    const { folder, cases } = place([GOOD]);
    await group(folder, cases);
    const begin = ({ en }: { en: string }) => {
      if (en === 'writing groups') throw new Error('no room');
    };
    const options = { files: [cases], scheme: 'chs-drg-3.0', out: join(folder, 'groups.csv') };
    const work = runGroup(options, { ...context, progress: { ...silentProgress, begin } });
    await expect(work).rejects.toThrow('no room');
    expect(existsSync(join(folder, 'groups.scheme.json'))).toBe(false);
  });

  test('its place is refused to another output and to an input, before any work', async () => {
    const { folder, cases } = place([GOOD]);
    const own = join(folder, 'groups.scheme.json');
    const twice = await refused(group(folder, cases, { detail: own }));
    expect([twice.code, twice.text('en').includes('.scheme.json')]).toEqual(['output_twice', true]);
    mkdirSync(own);
    expect((await refused(group(folder, cases))).code).toBe('output_is_folder');
    expect(existsSync(join(folder, 'groups.csv'))).toBe(false);
  });
});

describe('a name that promises a format nobody writes', () => {
  test.each(['groups.xlsx', 'groups.tsv', 'groups.csv.gz'])(
    '%s is refused before any work, with the endings there are',
    async (name) => {
      const { folder, cases } = place([GOOD]);
      const out = join(folder, name);
      const policy = 'example-standard-8000';
      for (const work of [group(folder, cases, { out }), runPrice({ files: [cases], policy, out }, context)]) {
        const error = await refused(work);
        expect(error.code).toBe('output_ending');
        for (const language of ['zh', 'en'] as Language[]) expect(error.text(language)).toMatch(/\.csv.*\.parquet/);
      }
      expect(existsSync(out)).toBe(false);
    },
  );
});

describe('explain of a row that is no case', () => {
  const explain = async (cases: string, caseId: string | undefined) =>
    await refused(runExplain({ files: [cases], scheme: 'chs-drg-2.0', caseId }, context));

  test('says that it was rejected, in which row of the sheet, and every reason', async () => {
    const { cases } = place([GOOD, 'B,9,五十,7,J18.900,,100.00,S2']);
    const error = await explain(cases, 'B');
    expect(error.code).toBe('case_rejected');
    expect(error.text('zh')).toMatch(/“B”.*拒收[\s\S]*表格第 3 行 sex: .*“9”[\s\S]*表格第 3 行 age_years: .*“五十”/);
    expect(error.text('en')).toMatch(/"B".*rejected[\s\S]*sheet row 3, sex: [\s\S]*sheet row 3, age_years: /);
    // The only row of a file needs no --case.
    const only = place([BAD]);
    expect((await explain(only.cases, undefined)).code).toBe('case_rejected');
  });

  test('says that a refund took it back; an id that is not there is not found', async () => {
    const { cases } = place([GOOD, STAY, REFUND]);
    expect((await explain(cases, 'C')).code).toBe('case_netted');
    expect((await explain(cases, 'X')).code).toBe('case_not_found');
  });
});

test('the example with procedures has no word on missing ones; a file without them has', async () => {
  const { folder } = place([GOOD]);
  const example = join(packageRoot(), 'examples', 'cases-to-group.csv');
  const codes = async (file: string) => (await group(folder, file)).summary.notices.map(({ code }) => code);
  expect(await codes(example)).not.toContain('notice_no_procedures');
  const bare = join(folder, 'bare.csv');
  writeFileSync(bare, 'case_id,dx\nA,J18.900\n');
  expect(await codes(bare)).toContain('notice_no_procedures');
});

describe('what the loader warns of in a scheme', () => {
  test('stands in the result of a run and in its print, the first five of seven; also when the scheme comes from the cache', async () => {
    const { folder, cases } = place(['A,1,50,7,I60.0,,100.00,S1']);
    const scheme = tinyFolder({
      'mdc/B.yaml': (text) =>
        text
          .replace('diagnoses: $medical', 'diagnoses: I60')
          .replace('1: I60-I62 !I61.9', '1: I60-I62 !I61.9 J44 J45 J46 J47 N17 N18'),
    });
    const results = [await group(folder, cases, { scheme }), await group(folder, cases, { scheme })];
    for (const { schemeWarnings } of results) {
      expect(schemeWarnings.map(({ code }) => code)).toEqual([
        ...Array(6).fill('pattern_without_codes'),
        'list_outside_chapter',
      ]);
      expect(schemeWarnings.at(-1)!.path).toBe('tiny/mdc/B.yaml:29 BR1');
    }
    const lines = renderGroupResult(results[1]!, 'zh')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^! tiny\/mdc\/B\.yaml:29 {2}编码式 J44 在有效诊断编码表中没有对应编码/);
    expect(lines[5]).toBe('! 方案另有 2 项警告，见 drgdip scheme check');
    expect((await group(folder, cases)).schemeWarnings).toEqual([]);
  });
});
