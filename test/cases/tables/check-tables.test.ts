import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { shippedProfileNames, shippedProfilePath } from '../../../src/cases/profiles/shipped-profiles.js';
import { INPUT_TABLE_KINDS, INPUT_TABLES } from '../../../src/cases/tables/input-tables.js';
import { recogniseInputTable } from '../../../src/cases/tables/recognise-input-table.js';
import { createProgram } from '../../../src/cli/program.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { rolesOfFiles } from '../../../src/run/check-tables-run.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (...parts: string[]): string => join(packageRoot(), 'examples', ...parts);
const LEDGER =
  'hospital_id,险种,month,kind,amount,document\nH1,employee,2026-13,advance,1.234,x\nH1,职工,2026-01,advance,1,\nH2,employee,2026-02,advance,5,D1\n';

/** Runs `drgdip check …` in this process; what it printed and the exit code it left. */
async function check(...args: string[]): Promise<{ out: string; code: number | string | undefined }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    await (await createProgram('en')).parseAsync(['node', 'drgdip', 'check', '--quiet', ...args]);
    return { out, code: process.exitCode ?? undefined };
  } finally {
    write.mockRestore();
  }
}

afterEach(() => {
  process.exitCode = undefined;
});

describe('what a file is, by its headings', () => {
  test.each([
    [['new-city', 'policy.yaml'], /looks like a policy.*Use drgdip policy check .*policy\.yaml;/],
    [['reforms', 'scheme-3.0.yaml'], /looks like a reform.*drgdip policy check POLICY --reform /],
    [['profiles', 'hqms.yaml'], /looks like an import profile.*--profile /],
    [['dip-city', 'catalogue'], /looks like a grouping scheme.*drgdip scheme check .*catalogue;/],
    [['dip-city', 'catalogue', 'scheme.yaml'], /looks like a grouping scheme.*drgdip scheme check .*catalogue;/],
    [
      ['new-city', 'published-weights.csv'],
      /looks like a table of weights \(scores.*drgdip weights import --in .*\.csv --out/,
    ],
  ])('%j is for another command, which is named', async (parts, sentence) => {
    const refusal = rolesOfFiles([example(...parts)]);
    await expect(refusal).rejects.toMatchObject({ code: 'file_of_other_kind' });
    await expect(refusal).rejects.toThrow(sentence);
  });

  test('a weight file of ours is for weights --check, and --as takes any file for what it says', async () => {
    const weights = writeSample(
      folder,
      '# scheme: chs-drg-2.0\n# rule: made up\ngroup,mean_cost,weight\nES31,11800.00,1.1800\n',
    );
    await expect(rolesOfFiles([weights])).rejects.toThrow(/drgdip weights --check --weights .*\.csv --policy POLICY/);
    await expect(check('--in', weights, '--as', 'cases')).rejects.toMatchObject({ code: 'required_column_missing' });
  });

  test('a file of cases that tells its group and weight is a file of cases', async () => {
    const cases = writeSample(folder, '病案号,主要诊断编码,DRG编码,权重\nA,J18.900,ES35,0.85\n');
    expect(await rolesOfFiles([cases])).toEqual([{ path: cases, role: 'cases' }]);
  });

  test('a table that lacks one needed column is still that table, so that the check names the column', async () => {
    const ledger = ['hospital_id', 'month', 'kind', 'amount', 'document'];
    expect(recogniseInputTable(ledger)).toBe('ledger');
    expect(recogniseInputTable([...ledger, 'x', 'y'])).toBeUndefined();
    expect(recogniseInputTable(['case_id', 'dx', ...ledger])).toBeUndefined();
    const path = writeSample(folder, `${ledger.join(',')}\nH1,2026-03,dispute,-100.00,d1\n`);
    expect((await check('--in', path)).out).toContain('the column insurance');
  });

  test.each(INPUT_TABLE_KINDS)('%s: by canonical headings and by Chinese ones, in any order', (kind) => {
    const { columns } = INPUT_TABLES[kind];
    expect(recogniseInputTable(columns.map(({ name }) => name).reverse())).toBe(kind);
    expect(recogniseInputTable(columns.map(({ label }) => label.zh))).toBe(kind);
    const needed = columns.filter(({ isNeeded }) => isNeeded);
    const { anyOf = [] } = INPUT_TABLES[kind];
    expect(recogniseInputTable([...needed.map(({ name }) => name), ...anyOf.slice(0, 1)])).toBe(kind);
    if (needed.length > 0) expect(recogniseInputTable(needed.slice(2).map(({ name }) => name))).not.toBe(kind);
  });

  test('every example of cases is cases, in all formats; a register with many columns of its own needs --as', async () => {
    const files = [
      example('cases-to-group.csv'),
      example('own-columns', 'cases.csv'),
      example('hqms', 'cases.csv'),
      example('settlement-list', 'cases.csv'),
      example('dip-case-file', 'cases.csv'),
      ...['cases.xls', 'old-workbook.xls', 'cases.ndjson'].map((name) => example('other-formats', name)),
    ];
    expect((await rolesOfFiles(files)).map(({ role }) => role)).toEqual(files.map(() => 'cases'));
    expect(shippedProfileNames().every((name) => shippedProfilePath(name) !== undefined)).toBe(true);
    expect(recogniseInputTable(['hospital_id', 'level', 'a', 'b'])).toBeUndefined();
  });
});

describe('drgdip check of tables beside the cases', () => {
  test('lists every problem with file, row, column and remedy, and ends with 2; a good row is counted', async () => {
    const path = writeSample(folder, LEDGER);
    const { out, code } = await check('--in', path);
    expect(code).toBe(2);
    expect(out).toMatch(/: ledger of advances and deductions \(ledger\), 3 rows, 1 can be used\./);
    expect(out).toMatch(/error {2}sample-\d+\.csv:1:month {2}"2026-13" is no month\. Write it as 2026-03\./);
    expect(out).toMatch(/:1:amount {2}"1\.234" is no amount\. amount is in yuan with at most two decimals/);
    expect(out).toMatch(/:2:insurance .*must be one of: employee/);
    expect(out).toMatch(/:2:document .*Each row needs it; fill it in, or remove the row\./);
    expect(out).toMatch(/\n4 errors, 0 warnings, 0 notes\n$/);
  });

  test('--json gives the same to programs, --out problems.csv in both languages', async () => {
    const out = join(folder, 'checked');
    const result = await check('--in', writeSample(folder, LEDGER), '--json', '--out', out);
    const { tables, files } = JSON.parse(result.out) as {
      tables: { kind: string; rows: number; findings: { code: string; path: string }[] }[];
      files: string[];
    };
    expect(tables).toMatchObject([{ kind: 'ledger', rows: 3, rowsTaken: 1 }]);
    expect(tables[0]!.findings.map(({ code, path }) => [code, path.replace(/^[^:]*:/, '')])).toEqual([
      ['input_cell_not_month', '1:month'],
      ['input_cell_not_amount', '1:amount'],
      ['input_cell_not_allowed', '2:insurance'],
      ['input_cell_empty', '2:document'],
    ]);
    expect(files).toEqual([join(out, 'problems.csv')]);
    const lines = readFileSync(files[0]!, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(
      /^error,sample-\d+\.csv:1:month,input_cell_not_month,“2026-13”不是月份。请写成 2026-03。,/,
    );
  });

  test('all examples at once are without a problem; cases and tables may be named together', async () => {
    const all = await check('--in', ...INPUT_TABLE_KINDS.map((kind) => example('input-tables', `${kind}.csv`)));
    expect(all.code).toBeUndefined();
    expect(all.out.match(/0 errors, 0 warnings, 0 notes/g)).toHaveLength(INPUT_TABLE_KINDS.length);
    const both = await check('--in', example('cases-to-group.csv'), example('input-tables', 'register.csv'), '--json');
    const answer = JSON.parse(both.out) as { figures: { rows_read: number }; tables: { kind: string; rows: number }[] };
    expect(answer.figures.rows_read).toBeGreaterThan(10);
    expect(answer.tables).toMatchObject([{ kind: 'register', rows: 4 }]);
  });

  test('--as says what a file is: its missing columns are told then, and an unknown name lists the tables', async () => {
    const { out, code } = await check('--in', writeSample(folder, 'hospital_id,month\nH1,2026-01\n'), '--as', 'ledger');
    expect(code).toBe(2);
    expect(out).toMatch(/1 rows, 0 can be used/);
    expect(out).toMatch(/the column insurance .* is missing/);
    await expect(check('--in', example('cases-to-group.csv'), '--as', 'ledgr')).rejects.toThrow(
      /cases \| register \| ledger \| group-means \| items \| outpatient \| population \| distances/,
    );
  });
});
