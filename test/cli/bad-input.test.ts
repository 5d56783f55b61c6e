import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isPlainSentence, runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const cwd = temporaryFolder();
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(cwd, name), content);
  return name;
};
const read = (path: string): string => readFileSync(join(cwd, path), 'utf8');

const HEAD = 'case_id,hospital_id,hospital_level,insurance,discharge_date,sex,age_years,dx,px,total_cost,pooled_fund';
/** A year of two plain cases under the policy of one standard, with some columns of the first overwritten. */
function year(change: Readonly<Record<string, string>> = {}, head = HEAD): string {
  const rows = [
    ['A', 'H1', '二级', 'employee', '2026-03-01', '1', '45', 'J18.900', '', '7000.00', '5000.00'],
    ['B', 'H1', '二级', 'employee', '2026-03-02', '2', '52', 'J18.900', '', '9000.00', '6500.00'],
  ];
  const columns = HEAD.split(',');
  for (const [name, value] of Object.entries(change)) rows[0]![columns.indexOf(name)] = value;
  return [head, ...rows.map((row) => row.join(','))].join('\n').concat('\n');
}

const POLICY = 'example-standard-8000';
const group = (input: string): string[] => [
  'group',
  '--scheme',
  'chs-drg-2.0',
  '--in',
  input,
  '--out',
  'out/groups.csv',
];
/** Settles year.csv, or the file that the arguments name. */
const settle = (...args: string[]): string[] => [
  'settle',
  ...(args.includes('--in') ? [] : ['--in', 'year.csv']),
  '--policy',
  POLICY,
  '--out',
  'out/result',
  ...args,
];
const simulate = (reform: string): string[] => [
  'simulate',
  '--in',
  'year.csv',
  '--policy',
  POLICY,
  '--reform',
  reform,
  '--out',
  'out/result',
];
const reform = (patch: string): string => `id: r\ntitle: {zh: 改, en: r}\npatches:\n  - ${patch}\n`;
const policyText = (changes: string): string =>
  `id: own\ntitle: {zh: 自定, en: own}\nregion: x\nyear: 2026\nscheme: chs-drg-2.0\nmethod: drg-rate\npools:\n  - {insurance: employee, fund: 100000.00}\nrate: {kind: standard, value: 8000.00}\n${changes}`;

beforeAll(() => {
  file('year.csv', year());
  mkdirSync(join(cwd, 'folder'));
});

/** [what, arguments, error code, values that both sentences must name] */
const REFUSED: readonly (readonly [string, () => string[], string, readonly string[]])[] = [
  [
    'a missing required column',
    () => group(file('no-dx.csv', 'case_id,sex\nA,1\n')),
    'required_column_missing',
    ['dx', 'case_id, sex'],
  ],
  [
    'a column that only pricing needs',
    () => settle('--in', file('no-cost.csv', 'case_id,dx,hospital_id,insurance\nA,J18.900,H1,employee\n')),
    'required_column_missing',
    ['total_cost', 'pooled_fund'],
  ],
  ['an empty file', () => group(file('empty.csv', '')), 'file_empty', ['empty.csv']],
  ['a file of headings only', () => group(file('headings.csv', `${HEAD}\n`)), 'file_without_rows', ['headings.csv']],
  [
    'an .xlsx that is not one',
    () => group(file('fake.xlsx', 'this is a letter, not a table\n')),
    'xlsx_is_text',
    ['fake.xlsx'],
  ],
  [
    'a truncated Parquet',
    () => group(file('cut.parquet', 'PAR1\u0015\u0004\u0015rest is missing')),
    'parquet_truncated',
    ['cut.parquet'],
  ],
  ['a folder', () => group('folder'), 'file_is_folder', ['folder']],
  ['a file that is not there', () => group('nowhere.csv'), 'file_not_found', ['nowhere.csv']],
  [
    'a scheme that is not known',
    () => ['group', '--scheme', 'chs-drg-9', '--in', 'year.csv', '--out', 'out/groups.csv'],
    'scheme_not_found',
    ['chs-drg-9', 'chs-drg-2.0'],
  ],
  [
    'a policy that is not known',
    () => settle('--policy', 'demo-regoin'),
    'policy_not_found',
    ['demo-regoin', 'demo-region'],
  ],
  [
    'a policy with a misspelt key',
    () => settle('--policy', file('typo.yaml', policyText('ungruoped: by_item\n'))),
    'policy_invalid',
    ['typo.yaml:10', 'ungruoped'],
  ],
  [
    'a policy that is no YAML',
    () => settle('--policy', file('broken.yaml', 'id: x\n  year: [2026\n')),
    'policy_invalid',
    ['broken.yaml:1'],
  ],
  ['a reform that is not there', () => simulate('none.yaml'), 'reform_not_found', ['none.yaml']],
  [
    'a reform of a path that is not in the policy',
    () => simulate(file('path.yaml', reform('{path: rate.valeu, value: 7000.00}'))),
    'reform_invalid',
    ['path.yaml:4', 'rate.valeu', 'value, kind'],
  ],
  [
    'a policy whose bands overlap',
    () =>
      settle(
        '--policy',
        file(
          'overlap.yaml',
          policyText(
            'outliers:\n  basis: standard\n  bands:\n    - {name: low, to: 0.5, pay: by_item}\n    - {name: odd, from: 0.4, to: 0.6, pay: by_item}\n',
          ),
        ),
      ),
    'policy_refused',
    ['outliers.bands', 'drgdip policy check'],
  ],
  [
    'a policy that needs weights, without any',
    () => ['settle', '--in', 'year.csv', '--policy', 'demo-region', '--out', 'out/result'],
    'weights_missing',
    ['--weights', '--history'],
  ],
  [
    'weights of another scheme',
    () =>
      settle(
        '--policy',
        'demo-region',
        '--weights',
        file('other.csv', '# scheme: chs-drg-1.1\ngroup,weight\nFR41,1.2\n'),
      ),
    'weights_refused',
    ['chs-drg-1.1', 'chs-drg-2.0'],
  ],
  [
    'a weight that is no number',
    () =>
      settle(
        '--policy',
        'demo-region',
        '--weights',
        file('odd.csv', '# scheme: chs-drg-2.0\ngroup,weight\nFR49,heavy\n'),
      ),
    'weights_refused',
    ['odd.csv:3', 'FR49', 'heavy'],
  ],
  [
    'a weight file that is not there',
    () => settle('--policy', 'demo-region', '--weights', 'none.csv'),
    'weight_file_unreadable',
    ['none.csv'],
  ],
  [
    'cases of another year',
    () => settle('--in', file('late.csv', year({ discharge_date: '2027-03-01' }))),
    'cases_outside_policy_year',
    ['2027-03-01', '2026-01-01', '2026-12-31', 'discharge_date', 'year'],
  ],
  [
    'a profile that is not there',
    () => [...group('year.csv'), '--profile', 'none.yaml'],
    'profile_not_found',
    ['none.yaml'],
  ],
  ['a register that is not there', () => settle('--register', 'none.csv'), 'register_not_found', ['none.csv']],
  [
    'a case that is not in the file',
    () => ['explain', '--scheme', 'chs-drg-2.0', '--in', 'year.csv', '--case', 'Z9'],
    'case_not_found',
    ['Z9', '--case'],
  ],
  ['a day that is none', () => ['policy', 'show', POLICY, '--at', '2026-02-30'], 'option_value', ['2026-02-30']],
];

describe("input that is refused: exit code 2, one sentence in the reader's language, nothing written", () => {
  test.each(REFUSED)('%s', async (_, args, code, names) => {
    const result = await runCli([...args(), '--json', '--lang', 'zh'], { cwd });
    expect(result.code, result.stderr).toBe(2);
    const { error } = JSON.parse(result.stdout) as { error: { code: string; zh: string; en: string } };
    expect(error.code).toBe(code);
    expect(result.stderr).toBe(`错误：${error.zh}\n`);
    for (const sentence of [error.zh, error.en]) {
      expect(isPlainSentence(sentence), sentence).toBe(true);
      for (const name of names) expect(sentence).toContain(name);
    }
    expect(error.zh).toMatch(/[\u4e00-\u9fff]/);
    // The heading of a column may stand behind its name, for those who look for it in their file.
    expect(error.en.replace(/\w+（[^（）]*(（[^（）]*）)?[^（）]*）/g, '')).not.toMatch(/[\u4e00-\u9fff]/);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
    expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('the same in English: the sentence begins with "error:" and is all that is printed', async () => {
    const { code, stdout, stderr } = await runCli([...group('nowhere.csv'), '--lang', 'en'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('error: nowhere.csv: there is no such file. Check the path and the name.\n');
  });

  test('a policy check with errors exits 2 and lists them; one with notes only exits 0', async () => {
    file('twice.yaml', policyText('clearing: {steps: [reserve, reserve]}\n'));
    const [bad, good] = await Promise.all([
      runCli(['policy', 'check', 'twice.yaml', '--lang', 'en'], { cwd }),
      runCli(['policy', 'check', 'demo-region', '--json'], { cwd }),
    ]);
    expect(bad.code).toBe(2);
    expect(bad.stdout).toContain('clearing.steps');
    expect(good.code).toBe(0);
  });

  test('a run under that policy is refused before any case is read, every error listed', async () => {
    const { code, stderr } = await runCli(
      ['settle', '--in', 'nowhere.csv', '--policy', 'twice.yaml', '--out', 'out/result', '--lang', 'en'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: the check of the policy finds 1 error\(s\), nothing was run:\n {2}clearing\.steps: .*"reserve" stands twice/,
    );
  });
});

describe('rows that cannot be read', () => {
  /** Groups a file of one odd row and one good row; answers the summary and the lines of rejected.csv. */
  async function rejectedBy(name: string, content: string | Uint8Array) {
    file(name, content);
    const out = `rows-${name}`;
    const args = ['group', '--scheme', 'chs-drg-2.0', '--in', name, '--out', join(out, 'groups.csv'), '--json'];
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect(code, stderr).toBe(0);
    const { summary } = JSON.parse(stdout);
    const path = join(out, 'rejected.csv');
    const rows = existsSync(join(cwd, path)) ? read(path).trimEnd().split('\n') : [];
    const groups = read(join(out, 'groups.csv')).trimEnd().split('\n').slice(1);
    expect(groups.length).toBe(summary.rowsRead);
    expect(summary.rowsRead).toBe(summary.cases + summary.netted + summary.rejected);
    return { summary, rows, groups };
  }

  test.each([
    ['a word where a number belongs', 'sex.csv', year({ age_years: 'old' }), 'age_years', 'old'],
    [
      'a discharge before the admission',
      'dates.csv',
      'case_id,dx,admit_date,discharge_date\nA,J18.900,2026-03-01,2026-02-01\nB,J18.900,2026-03-01,2026-03-04\n',
      'date',
      '2026-0',
    ],
  ])(
    '%s: its row is in rejected.csv with row, column, value and remedy in both languages, and has its line in the output',
    async (_, name, content, column, value) => {
      const { summary, rows, groups } = await rejectedBy(name, content);
      expect(summary).toMatchObject({ rowsRead: 2, cases: 1, rejected: 1 });
      expect(rows[1]).toContain(column);
      expect(rows[1]).toContain(value);
      expect(rows[1]).toMatch(/[\u4e00-\u9fff].*[a-z]{3}/);
      expect(groups[0]).toMatch(/^A,,,,rejected,\w+$/);
      expect(groups[1]).toMatch(/^B,.*,grouped,$/);
    },
  );

  test('a doubled case_id: every row of it is told, none is lost', async () => {
    const { summary, rows } = await rejectedBy('doubled.csv', year({ case_id: 'B' }));
    expect(summary.rowsRead).toBe(2);
    expect(summary.rejected).toBeGreaterThan(0);
    expect(rows.slice(1).every((row) => row.includes('case_id') && row.includes('B'))).toBe(true);
  });

  test('an unknown column is kept aside and told', async () => {
    const { summary } = await rejectedBy('unknown.csv', year({}, HEAD.replace('pooled_fund', 'shoe_size')));
    expect(summary.columnsIgnored).toContain('shoe_size');
    const { stdout } = await runCli(
      [...['group', '--scheme', 'chs-drg-2.0', '--in', 'unknown.csv', '--out', 'told/groups.csv'], '--lang', 'zh'],
      { cwd },
    );
    expect(stdout).toMatch(/未使用的列: .*shoe_size/);
  });

  test('a GBK file is read right without a word from the user', async () => {
    // 内科 and 外科 in GBK.
    const gbk = (text: string): number[] =>
      [...text].flatMap((c) => ({ 内: [0xc4, 0xda], 外: [0xcd, 0xe2], 科: [0xbf, 0xc6] })[c] ?? [c.charCodeAt(0)]);
    const { summary } = await rejectedBy(
      'gbk.csv',
      Uint8Array.from(gbk('case_id,dx,department\nA,J18.900,内科\nB,J18.900,外科\n')),
    );
    expect(summary.files[0].encoding.toLowerCase()).toMatch(/^gb/);
    expect(summary).toMatchObject({ cases: 2, rejected: 0 });
  });

  test('whole numbers followed late by fractions lose nothing: 3,000 rows of yuan, then fen', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `C${i},H1,二级,employee,2026-03-01,1,45,J18.900,,7000,5000`);
    rows.push('LAST,H1,二级,employee,2026-03-02,2,52,J18.900,,9000.37,6500.05');
    file('late-fractions.csv', `${HEAD}\n${rows.join('\n')}\n`);
    const args = ['price', '--in', 'late-fractions.csv', '--policy', POLICY, '--out', 'late/priced.csv', '--json'];
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect(code, stderr).toBe(0);
    const { methods } = JSON.parse(stdout) as { methods: { costFen: number }[] };
    expect(methods.reduce((sum, { costFen }) => sum + costFen, 0)).toBe(3_000 * 700_000 + 900_037);
  });

  test('of a settled year lie in the result folder, are counted in the manifest and told in the report', async () => {
    file('year-with-odd.csv', year({ total_cost: 'much' }));
    const { code, stdout, stderr } = await runCli(
      settle('--in', 'year-with-odd.csv', '--out', 'with-odd', '--lang', 'zh'),
      { cwd },
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(read('with-odd/manifest.json'))).toMatchObject({
      rows_read: 2,
      cases: 1,
      rejected: 1,
      netted: 0,
    });
    expect(read('with-odd/rejected.csv')).toContain('much');
    expect(stdout).toContain('有 1 行被拒收（不是数字 1），未参与测算，见 rejected.csv。');
    expect(Object.keys(JSON.parse(read('with-odd/manifest.json')).files)).toContain('rejected.csv');
  });
});
