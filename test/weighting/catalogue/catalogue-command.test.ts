import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeCaseCsv } from '../../../src/cases/write/write-case-csv.js';
import { makeDemoRegion } from '../../../src/run/demo-region.js';
import { drgdip } from '../../grouping/drgdip-command.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');
const MOST_LOS = 60;

/** Rows of a CSV without quotes in the columns asked for. */
function rowsOf(path: string): Record<string, string>[] {
  const [head, ...body] = lines(path).map((line) => line.split(','));
  return body.map((cells) => Object.fromEntries(head!.map((name, index) => [name, cells[index]!])));
}

const make = (out: string, ...more: string[]) =>
  drgdip('en', 'catalogue', '--in', at('history.csv'), '--classes', 'chs-drg-2.0', '--out', at(out), ...more);

beforeAll(async () => {
  const { history } = makeDemoRegion({ cases: 3000, seed: 3, historyColumns: 'all' });
  writeCaseCsv(at('history.csv'), history);
  await make('city', '--scheme', 'dip-3.0', '--threshold', '5');
});
afterEach(() => {
  process.exitCode = undefined;
});

describe('a catalogue of the demo region', () => {
  test('groups its own history so that the cases of every entry are those counted', async () => {
    await drgdip('en', 'group', '--in', at('history.csv'), '--scheme', at('city'), '--out', at('groups.csv'));
    const history = rowsOf(at('history.csv'));
    const counts = new Map<string, number>();
    for (const [index, { group, case_id }] of rowsOf(at('groups.csv')).entries()) {
      expect(history[index]!.case_id).toBe(case_id);
      // Longer stays make no weights, and are not counted.
      if (Number(history[index]!.los_days) > MOST_LOS || group === '0000') continue;
      counts.set(group!, (counts.get(group!) ?? 0) + 1);
    }
    const entries = rowsOf(at('city/report/entries.csv'));
    expect(entries.filter(({ tier }) => tier === 'core').length).toBeGreaterThan(100);
    expect(entries.map(({ code, cases }) => [code, Number(cases)])).toEqual(
      entries.map(({ code }) => [code, counts.get(code!) ?? 0]),
    );
    for (const { tier, cases } of entries) if (tier === 'core') expect(Number(cases)).toBeGreaterThanOrEqual(15);
  });

  test('scheme check finds no error in it, and its weight file fits it', async () => {
    expect(await drgdip('en', 'scheme', 'check', at('city'))).toContain('0 errors');
    expect(process.exitCode).toBeUndefined();
    const weights = readFileSync(at('city/weights.csv'), 'utf8');
    const { scheme } = JSON.parse(readFileSync(at('city/manifest.json'), 'utf8')) as { scheme: { hash: string } };
    expect(weights).toContain(`# scheme_hash: ${scheme.hash}\n`);
    expect(weights).toContain('# unit: score\n');
    expect(weights).toMatch(/,drug_score,consumable_score\n/);
  });

  test('is the same bytes from files in other orders of rows, years apart, and when made again in its place', async () => {
    const [head, ...body] = lines(at('history.csv'));
    const year = (of: string) => body.filter((line) => line.startsWith(`C${of}`)).reverse();
    for (const of of ['2023', '2024', '2025']) writeFileSync(at(`${of}.csv`), `${[head, ...year(of)].join('\n')}\n`);
    const files = ['2025', '2023', '2024'].map((of) => at(`${of}.csv`));
    const words = [
      'catalogue',
      '--in',
      ...files,
      '--classes',
      'chs-drg-2.0',
      '--scheme',
      'dip-3.0',
      '--threshold',
      '5',
    ];
    await drgdip('en', ...words, '--weights-of-years', '1:2:7', '--out', at('again'));
    for (const file of ['entries/core.csv', 'entries/comprehensive.csv', 'report/entries.csv', 'report/summary.csv'])
      expect(readFileSync(at(`again/${file}`), 'utf8'), file).toBe(readFileSync(at(`city/${file}`), 'utf8'));
    const manifest = readFileSync(at('again/manifest.json'), 'utf8');
    await drgdip('en', ...words, '--out', at('again'));
    expect(readFileSync(at('again/manifest.json'), 'utf8')).toBe(manifest);
  });

  test('tells coverage, kinds, CV and differences in both languages, and in JSON', async () => {
    const zh = await drgdip(
      'zh',
      ...[
        'catalogue',
        '--in',
        at('history.csv'),
        '--principal',
        'category',
        '--out',
        at('wide'),
        '--against',
        at('city'),
      ],
    );
    expect(zh).toMatch(/核心病种 \d+ 个（每年 15 例起），覆盖 \d/);
    expect(zh).toContain('与上年目录的差异');
    expect(zh).toMatch(/新增 \d+，取消 [\d,]+，分值变动较大 \d+，其余 \d+/);
    expect(zh).toContain('没有治疗方式');
    const { tables, scheme, findings } = JSON.parse(await make('city-json', '--json', '--coverage', '0.3')) as {
      tables: Record<string, Record<string, unknown>[]>;
      scheme: { id: string };
      findings: { code: string }[];
    };
    expect(scheme.id).toBe('city-json');
    expect(Object.keys(tables)).toEqual(['summary', 'kinds', 'cv_distribution', 'entries', 'below_threshold']);
    const kinds = tables.kinds!.reduce((sum, { cases }) => sum + Number(cases), 0);
    const cv = tables.cv_distribution!.reduce((sum, { cases }) => sum + Number(cases), 0);
    const all = tables.summary!.find(({ figure }) => figure === 'cases')!.value;
    expect([String(kinds), String(cv)]).toEqual([all, all]);
    const share = Number(tables.summary!.find(({ figure }) => figure === 'core_share')!.value);
    expect(share).toBeGreaterThanOrEqual(0.3);
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual([
      'catalogue_core_share_low',
      'catalogue_few_kept',
      'catalogue_few_recent',
      'catalogue_unclassed',
      'catalogue_year_gap',
    ]);
  });
});

describe('refusals', () => {
  test('wrong options are named with what was expected', async () => {
    await expect(make('x', '--threshold', '0')).rejects.toThrow('--threshold: "0" is not valid, expected 1 …');
    await expect(make('x', '--coverage', '1.5')).rejects.toThrow('--coverage: "1.5" is not valid');
    await expect(make('x', '--weights-of-years', '1:0:7')).rejects.toThrow('expected 1:2:7');
    await expect(make('x', '--principal', 'chapter')).rejects.toThrow('category, subcategory, full');
    await expect(make('x', '--scheme', 'chs-drg-2.0')).rejects.toThrow('DIP scheme');
    await expect(make('x', '--classes', 'nowhere')).rejects.toThrow('neither a file nor');
  });

  test('a file without any case that counts is named: its year would shift the factors of the others', async () => {
    const [head, ...body] = lines(at('history.csv'));
    const place = head!.split(',').indexOf('total_cost');
    const free = body
      .filter((line) => line.startsWith('C2025'))
      .map((line) =>
        line
          .split(',')
          .map((cell, index) => (index === place ? '0.00' : cell))
          .join(','),
      );
    writeFileSync(at('free.csv'), `${[head, ...free].join('\n')}\n`);
    const earlier = [head, ...body.filter((line) => !line.startsWith('C2025'))];
    writeFileSync(at('earlier.csv'), `${earlier.join('\n')}\n`);
    const words = ['catalogue', '--in', at('earlier.csv'), at('free.csv'), '--out', at('refused')];
    await expect(drgdip('en', ...words)).rejects.toThrow('no case of the file "free.csv" can be counted');
  });

  test('a file of classes with a wrong word writes nothing and ends with code 2', async () => {
    writeFileSync(at('classes.csv'), 'code,class\n47.0901,cutting\n');
    const words = ['catalogue', '--in', at('history.csv'), '--classes', at('classes.csv'), '--out', at('refused')];
    const printed = await drgdip('en', ...words);
    expect(printed).toContain('classes.csv:2  the treatment class "cutting" of procedure 47.0901 is unknown');
    expect(printed).toContain('nothing was written');
    expect(process.exitCode).toBe(2);
    expect(() => readFileSync(at('refused/scheme.yaml'))).toThrow('ENOENT');
  });
});
