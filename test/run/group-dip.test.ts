import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { sha256 } from '../../src/kernel/hash.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runExplain } from '../../src/run/explain-run.js';
import { type GroupRunOptions, runGroup } from '../../src/run/group-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { openDip } from '../../src/schemes/dip/open-dip.js';
import { openAnyScheme } from '../../src/schemes/open-any-scheme.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const cacheBefore = process.env.DRGDIP_CACHE;
beforeAll(() => {
  process.env.DRGDIP_CACHE = join(root, 'cache');
});
afterAll(() => {
  if (cacheBefore === undefined) delete process.env.DRGDIP_CACHE;
  else process.env.DRGDIP_CACHE = cacheBefore;
});

const CASES = [
  'case_id,sex,age_years,age_days,birth_weight_g,los_days,dx,px,hospital_id,total_cost',
  'merged,1,14,,,21,I77.111,39.9008,H1,9000.00',
  'twice,1,60,,,21,I77.111,39.9008|39.5001,H1,12000.00',
  'plain,2,93,,,16,S06.500x002|K76.000,,H1,5000.00',
  'ecmo,1,50,,,9,I77.111,39.9008|39.6500,H2,300000.00',
  'preterm,1,0,3,1499,30,J18.900|P07.300,,H2,80000.00',
  'excluded,2,50,,,29,N04.300,,H2,4000.00',
  'nothing,2,50,,,29,,,H2,4000.00',
  'extended,2,93,,,16,S06.500x999,99.9999,H2,5000.00',
];

function place(lines: readonly string[] = CASES): { folder: string; cases: string } {
  const folder = join(root, `place-${readdirSync(root).length}`);
  mkdirSync(folder);
  const cases = join(folder, 'cases.csv');
  writeFileSync(cases, `${lines.join('\n')}\n`);
  return { folder, cases };
}

const group = async (more: Partial<GroupRunOptions> = {}, out = 'groups.csv') => {
  const { folder, cases } = place();
  const result = await runGroup({ files: [cases], scheme: 'dip-3.0', out: join(folder, out), ...more }, context);
  return { folder, result, text: out.endsWith('.csv') ? readFileSync(join(folder, out), 'utf8') : '' };
};

describe('drgdip group with a DIP catalogue', () => {
  test('writes the same six columns: mdc is the section, adrg empty, group the entry', async () => {
    const { text, result } = await group();
    expect(text.trimEnd().split('\n')).toEqual([
      'case_id,mdc,adrg,group,status,reason',
      'merged,BX,,BX744,grouped,',
      'twice,BX,,BX745,grouped,',
      'plain,JC,,JC4773,grouped,',
      'ecmo,XQ,,XQ11,grouped,',
      'preterm,XQ,,XQ17,grouped,',
      'excluded,,,0000,ungrouped,not_allowed_as_principal',
      'nothing,,,0000,ungrouped,no_principal',
      'extended,,,0000,ungrouped,unknown_principal',
    ]);
    expect(result.scheme.id).toBe('dip-3.0');
    expect(result.statuses).toMatchObject({ grouped: 5, ungrouped: 3, rejected: 0 });
  });

  test('a case without a principal goes where the run says: a fallback group, 0000, or refused where there is none', async () => {
    const city = join(packageRoot(), 'examples', 'dip-city', 'catalogue');
    const nothing = async (more: Partial<GroupRunOptions>) =>
      (await group(more)).text.split('\n').find((line) => line.startsWith('nothing,'));
    const stated = 'nothing,DD,,KBBZ,ungrouped,no_principal';
    expect(await nothing({ scheme: city })).toBe(stated);
    expect(await nothing({ scheme: city, switches: { no_principal: 'fallback' } })).toBe(stated);
    expect(await nothing({ scheme: city, switches: { no_principal: 'ungrouped' } })).toBe(
      'nothing,,,0000,ungrouped,no_principal',
    );
    for (const option of ['no_principal', 'unmatched', 'excluded_principal']) {
      const error = await group({ switches: { [option]: 'fallback' } }).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(EngineError);
      const { code, message } = error as EngineError;
      expect([code, message.includes(`${option}=fallback`), message.includes('dip-3.0')]).toEqual([
        'dip_fallback_absent',
        true,
        true,
      ]);
    }
  });

  test('a switch of DIP changes it; one of DRG is refused with the list of those it has', async () => {
    const { text } = await group({ switches: { conservative_entries: 'any_case' } });
    expect(text).toContain('extended,JC,,JC4773,grouped,\n');
    const error = await group({ switches: { unrelated_procedure: 'medical' } }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).message).toContain('excluded_first=conservative|next');
  });

  test('--detail names codes without a place, --quality has rates by hospital and the CV by entry', async () => {
    const { folder } = place();
    await group({ detail: join(folder, 'detail.csv'), quality: join(folder, 'quality') });
    const detail = readFileSync(join(folder, 'detail.csv'), 'utf8');
    expect(detail).toContain('extended,dx,1,S06.500x999,matched_by_category,S06.500\n');
    expect(detail).toContain('extended,px,1,99.9999,ignored,\n');
    const files = readdirSync(join(folder, 'quality'));
    expect(files.length).toBeGreaterThanOrEqual(4);
    const tables = files.map((file) => readFileSync(join(folder, 'quality', file), 'utf8')).join('\n');
    expect(tables).toContain('BX744');
  });

  test('Parquet comes out as well', async () => {
    const { folder } = await group({}, 'groups.parquet');
    expect(readFileSync(join(folder, 'groups.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });

  test('by date a DRG scheme gives way to a DIP catalogue', async () => {
    const dated = CASES.slice(0, 2).map((line, index) => `${line},${index === 0 ? 'discharge_date' : '2026-12-31'}`);
    const { folder, cases } = place([...dated, `${CASES[1]!.replace('merged', 'later')},2027-01-01`]);
    const scheme = [
      { scheme: 'chs-drg-3.0', from: undefined },
      { scheme: 'dip-3.0', from: 20_819 },
    ];
    await runGroup({ files: [cases], scheme, out: join(folder, 'groups.csv') }, context);
    const lines = readFileSync(join(folder, 'groups.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[1]).toMatch(/^merged,F,/);
    expect(lines[2]).toBe('later,BX,,BX744,grouped,');
  });
});

describe('drgdip explain with a DIP catalogue', () => {
  const explain = async (caseId: string, language: 'zh' | 'en' = 'zh', switches = {}) => {
    const { cases } = place();
    return await runExplain({ files: [cases], scheme: 'dip-3.0', caseId, switches }, { ...context, language });
  };

  test('names the winner, each candidate and the preference by which it lost, in Chinese and in English', async () => {
    const zh = await explain('twice');
    expect(zh.text).toContain('病例 twice：入组，BX745');
    expect(zh.text).toMatch(/✓ BX745 .*选中；相关手术操作 1 项/);
    expect(zh.text).toMatch(/✗ BX744 .*：相关手术操作较少（0，选中的为 1）/);
    const en = await explain('twice', 'en');
    expect(en.text).toMatch(/✗ BX744 .*: fewer related parts \(0 against 1\)/);
    expect(en.text).toContain('1. 39.9008: the main procedure');
    const { explanation } = en;
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    expect('steps' in explanation && explanation.steps.flatMap(({ candidates }) => candidates)).toMatchObject([
      { group: 'BX745', outcome: 'won' },
      { group: 'BX744', outcome: 'lost', by: 'more_related_parts', compared: { winner: '1', own: '0' } },
    ]);
  });

  test('a candidate of a later step lost to the earlier one; near entries say what they lacked', async () => {
    const { text } = await explain('ecmo');
    expect(text).toMatch(/✓ XQ11 /);
    expect(text).toMatch(/✗ BX744 .*：前面的步骤已入组/);
    expect(text).toMatch(/– BX745 .*：缺少相关手术操作 39\.5001/);
  });

  test('an excluded principal and a case without one are told as such', async () => {
    expect((await explain('excluded', 'en')).text).toContain('principal diagnosis: N04.300 (does not group)');
    expect((await explain('nothing')).text).toContain('no_principal');
  });

  test('--what-if shows the entry with another diagnosis as principal', async () => {
    const { cases } = place();
    const { whatIf } = await runExplain(
      { files: [cases], scheme: 'dip-3.0', caseId: 'plain', alternatives: 'all' },
      context,
    );
    expect(whatIf?.principals).toMatchObject([{ code: 'K76.000', answer: { group: 'JC3773' } }]);
  });
});

describe('the compiled catalogue in the cache', () => {
  test('has the same bytes as a fresh one, and is rebuilt after a change of a list or a cut file', () => {
    const folder = join(root, 'copy', 'dip-copy');
    cpSync(join(packageRoot(), 'groupers', 'dip-3.0'), folder, { recursive: true });
    cpSync(join(packageRoot(), 'groupers', 'lists'), join(root, 'copy', 'lists'), { recursive: true });
    // By their hash: a matcher that looks at millions of bytes one by one takes longer than all else here.
    const bytes = (buffer: SharedArrayBuffer): string => sha256(new Uint8Array(buffer).slice());
    const cached = (): string[] => readdirSync(join(root, 'cache')).filter((file) => file.startsWith('dip-copy-'));
    const first = openDip(folder);
    expect(cached()).toHaveLength(1);
    expect(bytes(openDip(folder).buffer)).toEqual(bytes(first.buffer));
    writeFileSync(join(root, 'cache', cached()[0]!), new Uint8Array(100));
    expect(bytes(openDip(folder).buffer)).toEqual(bytes(first.buffer));
    const list = join(folder, 'excluded', 'diagnoses.txt');
    writeFileSync(list, `${readFileSync(list, 'utf8')}\nI77.111\n`);
    const changed = openAnyScheme(folder);
    expect(changed.method).toBe('dip');
    expect(changed.hash).not.toBe(first.hash);
    expect(cached()).toHaveLength(2);
  });

  test('has an entry for each group, 0000 first', () => {
    const { catalogue, columns } = openDip('dip-3.0');
    expect(catalogue.codes).toHaveLength(5_126);
    expect(catalogue.codes[0]).toBe('0000');
    expect(new Set(catalogue.mdcs)).toEqual(new Set(['', 'XQ', 'BX', 'FZ', 'JC']));
    expect(new Set(catalogue.adrgs)).toEqual(new Set(['']));
    expect(columns).toEqual([]);
  });
});
