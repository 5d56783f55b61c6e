import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REASON_WORDS, STATUS_WORDS } from '../../src/grouping/explain/answer-words.js';
import { GROUP_REASONS, GROUP_STATUSES } from '../../src/grouping/group-columns.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { replace, tinyFolder } from '../schemes/tiny-folder.js';
import { drgdip } from './drgdip-command.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-outcomes-'));
const at = (name: string): string => join(folder, name);
const COLUMNS =
  'case_id,sex,age_years,age_days,birth_weight_g,admission_weight_g,los_days,discharge_type,discharge_date,dx,px';

/** Groups rows given as CSV lines and answers the lines of the result without its heading. */
async function grouped(scheme: string, rows: readonly string[], ...words: string[]): Promise<string[]> {
  writeFileSync(at('cases.csv'), `${COLUMNS}\n${rows.join('\n')}\n`);
  const command = ['group', '--scheme', scheme, '--in', at('cases.csv'), '--out', at('groups.csv')];
  await drgdip('en', ...command, ...words);
  return readFileSync(at('groups.csv'), 'utf8').trimEnd().split('\n').slice(1);
}

/** Scheme, row, and the result row: one for each status and reason. */
const OUTCOMES: readonly (readonly [string, string, string])[] = [
  ['chs-drg-2.0', 'a,1,50,,,,7,1,,J18.900,', 'a,E,ES3,ES35,grouped,'],
  ['chs-drg-2.0', 'b,1,50,,,,7,1,,J18.900,47.0100', 'b,E,QY,EQY,unrelated_procedure,'],
  ['chs-drg-2.0', 'c,1,50,,,,7,1,,,', 'c,,,0000,ungrouped,no_principal'],
  ['chs-drg-2.0', 'd,1,50,,,,7,1,,X99.999,', 'd,,,0000,ungrouped,unknown_principal'],
  ['chs-drg-2.0', 'e,1,50,,,,7,1,,E11.200,', 'e,,,0000,ungrouped,not_allowed_as_principal'],
  ['chs-drg-2.0', 'f,,70,,,,7,1,,N40.x00,', 'f,,,0000,ungrouped,missing_sex'],
  ['chs-drg-2.0', 'g,2,70,,,,7,1,,N40.x00,', 'g,,,0000,ungrouped,sex_conflict'],
  ['chs-drg-2.0', 'h,1,,3,2600,,7,1,,P22.000,', 'h,,,0000,ungrouped,missing_age_years'],
  ['chs-drg-2.0', 'i,1,0,,2600,,7,1,,P22.000,', 'i,,,0000,ungrouped,missing_age_days'],
  ['chs-drg-2.0', 'j,1,0,3,,,7,1,,P00.801|P07.300,', 'j,,,0000,ungrouped,missing_birth_weight_g'],
  ['chs-drg-3.0', 'k,1,0,3,2600,,7,1,,P07.300,', 'k,P,,P00,ungrouped,in_no_group'],
  ['by los_days', 'l,1,50,,,,,1,,I60.000,', 'l,,,0000,ungrouped,missing_los_days'],
  ['by discharge_type', 'm,1,50,,,,7,,,I60.000,', 'm,,,0000,ungrouped,missing_discharge_type'],
  ['by admission_weight_g', 'n,1,50,,,,7,,,I60.000,', 'n,,,0000,ungrouped,missing_admission_weight_g'],
  ['chs-drg-2.0', 'o,1,5,,,,7,1,,P22.000,', 'o,,,0000,ungrouped,in_no_group'],
  ['chs-drg-2.0', 'p,9x,5,,,,7,1,,P22.000,', 'p,,,,rejected,'],
];

function schemeNamed(name: string): string {
  if (!name.startsWith('by ')) return name;
  const condition = `when: pdx(1) and ${name.slice(3)} >= 1`;
  return tinyFolder({
    'mdc/B.yaml': replace('when: pdx(1)', condition),
    'codes/diagnoses.txt': replace('I60.0\n', 'I60.0\nI60.000\n'),
  });
}

describe('outcomes are kept apart', () => {
  test.each(OUTCOMES)('%s: %s', async (scheme, row, result) => {
    // A case that is read stands behind: a file without any is refused.
    const another = 'z,1,50,,,,7,1,,J18.900,';
    expect((await grouped(schemeNamed(scheme), [row, another]))[0]!.slice(0, result.length)).toBe(result);
  });

  test('every status and every reason has its case', () => {
    const results = OUTCOMES.map(([, , result]) => result.split(','));
    expect(new Set(results.map((fields) => fields[4]))).toEqual(new Set(GROUP_STATUSES));
    expect(new Set(results.map((fields) => fields[5]))).toEqual(new Set(GROUP_REASONS));
  });

  test('of several causes the first in order is given', async () => {
    // No sex, no age, and a principal that is none: the principal comes first.
    expect((await grouped('chs-drg-2.0', ['a,,,,,,,,,E11.200,']))[0]).toContain('not_allowed_as_principal');
    expect((await grouped('chs-drg-2.0', ['a,,,,,,,,,N40.x00,']))[0]).toContain('missing_sex');
    expect((await grouped('chs-drg-2.0', ['a,1,0,,,,,,,P00.801|P07.300,']))[0]).toContain('missing_age_days');
  });

  test('codes that were ignored are named in input order, diagnoses before procedures, and change no column', async () => {
    const rows = [
      'a,1,50,,,,7,1,,J18.900|ZZ9.9|I10.x00|YY1,99.9999|38.9300',
      'b,1,50,,,,7,1,,J18.900,',
      'c,1,50,,,,7,1,,Q!,',
    ];
    const lines = await grouped('chs-drg-2.0', rows, '--detail', at('detail.csv'));
    expect(lines).toEqual(['a,E,ES3,ES35,grouped,', 'b,E,ES3,ES35,grouped,', 'c,,,0000,ungrouped,unknown_principal']);
    expect(readFileSync(at('detail.csv'), 'utf8').split('\n')).toEqual([
      'case_id,field,position,code,outcome,matched',
      'a,dx,2,ZZ9.9,ignored,',
      'a,dx,4,YY1,ignored,',
      'a,px,1,99.9999,ignored,',
      'c,dx,1,Q!,ignored,',
      '',
    ]);
  });

  test('the document of outcomes lists every status and reason in the order of precedence, with the words of both languages', () => {
    const text = readFileSync(join(packageRoot(), 'docs', 'grouping.md'), 'utf8');
    const table = (keys: readonly string[], words: Readonly<Record<string, { zh: string; en: string }>>) =>
      keys
        .filter((key) => key !== '')
        .map((key) => `| \`${key}\` | ${words[key]!.zh} | ${words[key]!.en} |`)
        .join('\n');
    expect(text).toContain(table(GROUP_STATUSES, STATUS_WORDS));
    expect(text).toContain(table(GROUP_REASONS, REASON_WORDS));
  });
});

describe('grouping by date through the command', () => {
  const rows = [
    'a,1,50,,,,7,1,2026-12-31,J18.900,',
    'b,1,50,,,,7,1,2027-01-01,J18.900,',
    'c,1,50,,,,7,1,,J18.900|ZZ9.9,',
    'd,1,50,,,,7,1,2025-12-31,J18.900,',
  ];
  const results = [
    'a,E,ES3,ES35,grouped,',
    'b,E,ES4,ES45,grouped,',
    'c,,,,rejected,missing_discharge_date',
    'd,,,,rejected,no_scheme_in_force',
  ];
  const words = [
    '--scheme-dates',
    'chs-drg-2.0:2026-01-01,chs-drg-3.0:2027-01-01',
    '--detail',
    at('by-date-detail.csv'),
  ];

  test('each case under the scheme in force; without a day it is rejected by name, and the six columns stay', async () => {
    expect(await grouped('by_date', rows, ...words)).toEqual(results);
    const rejected = readFileSync(at('rejected.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(rejected.map((line) => line.split(',').slice(0, 7).join(','))).toEqual([
      'cases.csv,3,4,c,discharge_date,,missing_discharge_date',
      'cases.csv,4,5,d,discharge_date,2025-12-31,no_scheme_in_force',
    ]);
    expect(readFileSync(at('by-date-detail.csv'), 'utf8').split('\n')).toHaveLength(2);
  });

  test('beside it lies which scheme took which case, with its hash', async () => {
    await grouped('by_date', rows, ...words);
    const lines = readFileSync(at('groups.schemes.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('case_id,scheme,scheme_hash');
    expect(lines.slice(1).map((line) => line.replace(/,[0-9a-f]{64}$/, ''))).toEqual([
      'a,chs-drg-2.0',
      'b,chs-drg-3.0',
    ]);
    const { schemes } = JSON.parse(readFileSync(at('groups.scheme.json'), 'utf8'));
    expect(schemes.map(({ id, from }: { id: string; from: string }) => [id, from])).toEqual([
      ['chs-drg-2.0', '2026-01-01'],
      ['chs-drg-3.0', '2027-01-01'],
    ]);
    expect(schemes.map(({ hash }: { hash: string }) => hash)).toEqual(
      lines.slice(1).map((line) => line.split(',').at(-1)),
    );
  });

  test('the summary counts cases by scheme, and its statuses add up to the rows', async () => {
    writeFileSync(at('cases.csv'), `${COLUMNS}\n${rows.join('\n')}\n`);
    const command = ['group', '--scheme', 'by_date', '--in', at('cases.csv'), '--out', at('groups.csv'), ...words];
    const result = JSON.parse(await drgdip('en', ...command, '--json'));
    expect(result.scheme.id).toBe('by_date');
    expect(result.schemes.map(({ id, cases }: { id: string; cases: number }) => [id, cases])).toEqual([
      ['chs-drg-2.0', 1],
      ['chs-drg-3.0', 1],
    ]);
    expect(result.statuses).toEqual({ grouped: 2, unrelated_procedure: 0, ungrouped: 0, rejected: 2 });
  });

  test('a policy states its schemes by date, or one scheme', async () => {
    const preset = join(packageRoot(), 'weights', 'demo-region', 'policy.yaml');
    const policy = readFileSync(preset, 'utf8').replace(
      /^scheme: .*$/m,
      'scheme: {by_date: [{from: 2026-01-01, value: chs-drg-2.0}, {from: 2027-01-01, value: chs-drg-3.0}]}',
    );
    writeFileSync(at('policy.yaml'), policy);
    expect(await grouped('by_date', rows, '--policy', at('policy.yaml'))).toEqual(results);
    writeFileSync(at('cases.csv'), `${COLUMNS}\n${rows.join('\n')}\n`);
    await drgdip('en', 'group', '--policy', preset, '--in', at('cases.csv'), '--out', at('groups.csv'));
    expect(readFileSync(at('groups.csv'), 'utf8')).toContain('b,E,ES3,ES35,grouped,\n');
  });

  test('by_date without dates, and dates beside one named scheme, are refused', async () => {
    await expect(grouped('by_date', rows)).rejects.toThrow(/--scheme-dates/);
    await expect(grouped('chs-drg-2.0', rows, '--scheme-dates', 'chs-drg-2.0:')).rejects.toThrow(/by_date/);
  });
});
