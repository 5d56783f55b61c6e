import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { EngineError } from '../../src/kernel/errors.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { loadMonitorRules } from '../../src/run/monitor/load-monitor-rules.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (name: string): string => join(packageRoot(), 'examples', 'monitor', name);
const REGION = [
  ...['--in', example('cases.csv'), '--register', example('register.csv')],
  ...['--policy', 'example-national-base', '--weights', example('weights.csv')],
];
const BESIDE = [
  ...['--items', example('items.csv'), '--records', example('medical-records.csv')],
  ...['--outpatient', example('outpatient.csv'), '--examinations', example('examinations.csv')],
  ...['--low-risk', example('low-risk-groups.csv')],
];

async function monitor(out: string, args: readonly string[], language: 'zh' | 'en' = 'en'): Promise<string> {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const common = ['--quiet', '--lang', language, '--workers', '0', '--out', join(folder, out)];
  try {
    await (await createProgram(language)).parseAsync(['node', 'drgdip', 'monitor', ...args, ...common]);
  } finally {
    write.mockRestore();
  }
  return printed;
}

const failure = async (work: Promise<unknown>): Promise<EngineError> => {
  const error = await work.catch((cause: unknown) => cause);
  if (!(error instanceof EngineError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
};

/** A CSV without quoted commas as rows by column. */
function rowsOf(out: string, name: string): Record<string, string>[] {
  const [heading, ...lines] = readFileSync(join(folder, out, `${name}.csv`), 'utf8')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\n');
  const names = heading!.split(',');
  return lines.map((line) => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, ''));
    return Object.fromEntries(names.map((column, c) => [column, cells[c]!]));
  });
}

describe('the example region', () => {
  let printed = '';
  beforeAll(async () => {
    printed = await monitor('whole', [...REGION, ...BESIDE]);
  });

  test('finds the conduct that was put into it, each under its rule', () => {
    const found = rowsOf('whole', 'supervision_findings').map(({ finding }) => finding);
    for (const finding of [
      'split_admission:M02:SPLIT-2:SPLIT-1',
      'overlap:M03:OVER-2:OVER-1',
      'low_threshold:M02:LOW',
      'long_stay:M03:LONG',
      'stay_over_days:M03:LONG',
      'death_risk:M04:DIED',
      'bed_hanging:M05:IDLE',
      'days_without_charges:M05:IDLE',
      'cost_shifting:M05:LATE',
      'duplicate_charge:M06:FEE:002501010010000',
      'self_paid_peers:M06',
      'positive_rate:M03:CT',
      'los_peers:M05',
    ]) {
      expect(found).toContain(finding);
    }
    // 16 days, a cycle of chemotherapy and a transfer are none.
    expect(found.filter((finding) => finding!.startsWith('split_admission'))).toHaveLength(1);
    expect(found.filter((finding) => finding!.startsWith('overlap'))).toHaveLength(1);
  });

  test('M28: finds the faults that were put into its lists before they are uploaded', () => {
    const faults = Object.fromEntries(rowsOf('whole', 'quality_lists').map((row) => [row.case_id, row.faults]));
    expect(faults).toMatchObject({
      'NO-CODE': 'A01|D02',
      'UNKNOWN-CODE': 'A02|D02',
      SEX: 'B01|D02',
      AGE: 'B02',
      TWICE: 'B03',
      ABSENT: 'B04',
      SHORT: 'B05|C01',
      'NO-SERVICE': 'C02',
      FEE: 'A03|A04|A05|A07',
      'SPLIT-2': 'C03',
    });
    expect(faults['NO-RECORD']).toContain('A06');
  });

  test('charge lines and records of cases that are not there are named and listed', () => {
    expect(rowsOf('whole', 'unmatched')).toEqual([
      { file: 'items', case_id: 'GONE-2' },
      { file: 'records', case_id: 'GONE-1' },
    ]);
    expect(printed).toContain('1 lines of --items are of cases that the file of cases does not have');
  });

  test('says what could not be computed, and that no figure is a doctor’s limit', () => {
    expect(printed).toContain('Rules of supervision that do not apply: operation a small part of the bill');
    expect(printed).toContain('a payment standard is no limit for one doctor');
    const page = readFileSync(join(folder, 'whole', 'report.html'), 'utf8');
    expect(page).toContain('Figures of departments and groups are for looking at diseases and pathways');
    for (const name of readdirSync(join(folder, 'whole')).filter((one) => one.endsWith('.csv'))) {
      const [heading] = readFileSync(join(folder, 'whole', name), 'utf8').split('\n');
      expect(heading, name).not.toMatch(/doctor|physician|patient|name,.*医师/);
    }
  });

  test('the workbook has a sheet for each table, and the page speaks both languages', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, 'whole', 'report.xlsx'));
    const sheets = workbook.worksheets.map(({ name }) => name);
    for (const title of [
      'Indicators by hospital',
      'Peers of the same level',
      'List quality by check',
      'Findings of supervision',
    ]) {
      expect(
        sheets.some((sheet) => sheet.startsWith(title)),
        title,
      ).toBe(true);
    }
    expect(readFileSync(join(folder, 'whole', 'report.html'), 'utf8')).toContain('监管疑点');
  });

  test('the list worked in Excel and read again keeps status and note; the CSV does too', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(folder, 'whole', 'review.xlsx'));
    const sheet = book.worksheets[0]!;
    const heads = (sheet.getRow(1).values as string[]).map(String);
    const column = (name: string): number => heads.indexOf(name);
    const row = Array.from({ length: sheet.rowCount }, (_, r) => r + 1).find(
      (r) => sheet.getCell(r, column('Finding')).value === 'overlap:M03:OVER-2:OVER-1',
    )!;
    sheet.getCell(row, column('Status')).value = '属实';
    sheet.getCell(row, column('Note')).value = 'asked both hospitals';
    mkdirSync(join(folder, 'worked'), { recursive: true });
    await book.xlsx.writeFile(join(folder, 'worked', 'review.xlsx'));
    await monitor('second', [...REGION, '--review', join(folder, 'worked', 'review.xlsx')]);
    const [line] = rowsOf('second', 'review').filter(({ finding }) => finding === 'overlap:M03:OVER-2:OVER-1');
    expect(line).toMatchObject({ status: 'confirmed', note: 'asked both hospitals', found: 'yes', amount: '8000.00' });
    // Without charge lines the duplicate charge is no longer found, and stays in the list.
    const [gone] = rowsOf('second', 'review').filter(({ rule }) => rule === 'duplicate_charge');
    expect(gone).toMatchObject({ found: 'no', status: 'open', case_id: 'FEE', amount: '25.00' });
    await monitor('third', [...REGION, '--review', join(folder, 'second', 'review.csv')]);
    // Equal tables write equal files: only the times of a run may differ.
    const manifests = ['second', 'third'].map((out) => readFileSync(join(folder, out, 'manifest.json'), 'utf8'));
    expect(manifests[1]).toBe(manifests[0]);
    expect(JSON.parse(manifests[0]!)).toMatchObject({ kind: 'monitoring', rules: { id: 'base' }, cases: 121 });
  });

  test('under points the list of indicators calls the figure as its column does: 例均点数, and no CMI anywhere', async () => {
    const weights = join(folder, 'points.csv');
    const own = readFileSync(example('weights.csv'), 'utf8');
    writeFileSync(weights, own.replace('group,mean_cost,weight', '# unit: points\ngroup,mean_cost,weight'));
    const policy = ['--policy', 'example-points-base', '--weights', weights];
    await monitor('points', ['--in', example('cases.csv'), '--register', example('register.csv'), ...policy], 'zh');
    const [cmi] = rowsOf('points', 'monitor_indicators').filter(({ indicator }) => indicator === 'cmi');
    expect(cmi).toMatchObject({ name_zh: '例均点数（医保结算）', name_en: 'points a case (settled cases)' });
    expect(cmi!.formula_zh).toMatch(/^按病组付费病例的点数之和/);
    const list = JSON.stringify(rowsOf('points', 'monitor_indicators'));
    expect(list).not.toContain('CMI');
    expect(list).toContain('入组率');
    const [weighed] = rowsOf('whole', 'monitor_indicators').filter(({ indicator }) => indicator === 'cmi');
    expect(weighed).toMatchObject({ name_zh: 'CMI（医保结算）' });
  });

  test('with a scheme alone it needs no prices, and says which figures want a policy', async () => {
    const text = await monitor('scheme', ['--in', example('cases.csv'), '--scheme', 'chs-drg-2.0'], 'zh');
    expect(text).toMatch(/未能计算的指标：.*CMI.*成本盈亏率/);
    const [hospital] = rowsOf('scheme', 'monitor_hospitals');
    expect(Object.keys(hospital!)).not.toContain('cmi');
    expect(Object.keys(hospital!)).toContain('cost_index');
    expect(existsSync(join(folder, 'scheme', 'report.xlsx'))).toBe(true);
  });
});

describe('what is refused', () => {
  const scheme = ['--in', example('cases.csv'), '--scheme', 'chs-drg-2.0'];
  const base = readFileSync(join(packageRoot(), 'monitoring', 'base', 'rules.yaml'), 'utf8');
  const rulesWith = (from: string, to: string): string => {
    const path = join(folder, 'rules.yaml');
    expect(base).toContain(from);
    writeFileSync(path, base.replace(from, to));
    return path;
  };

  test('a window of no days, with its line and path', () => {
    const path = rulesWith('within_days: 15', 'within_days: 0');
    expect(() => loadMonitorRules(path)).toThrow(/supervision\.split_admission\.within_days/);
    expect(() => loadMonitorRules(rulesWith('[10, 14, 15, 30, 31]', '[0]'))).toThrow(/readmission_rates\.windows/);
    expect(() => loadMonitorRules(rulesWith('[10, 14, 15, 30, 31]', '[]'))).toThrow(/readmission_rates\.windows/);
  });

  test('an unknown check, an unknown conduct, rules that are not there', () => {
    expect(() => loadMonitorRules(rulesWith("A01: '3'", "A99: '3'"))).toThrow(/unknown check A99\. Known: A01/);
    expect(() => loadMonitorRules(rulesWith('conduct: induced', 'conduct: lure'))).toThrow(/positive_rate.*lure/);
    expect(() => loadMonitorRules('nowhere')).toThrow(/known: base/);
  });

  test('an indicator of another name, a run without scheme and policy, a scheme beside another policy', async () => {
    const unknown = await failure(monitor('x', [...scheme, '--indicator', 'cmii']));
    expect([unknown.code, unknown.message]).toEqual([
      'monitor_indicator_unknown',
      expect.stringContaining('high_weight_share'),
    ]);
    expect((await failure(monitor('x', ['--in', example('cases.csv')]))).code).toBe('option_missing');
    expect((await failure(monitor('x', [...REGION, '--scheme', 'chs-drg-1.1']))).code).toBe('monitor_scheme_differs');
  });

  test('a list of low-risk groups of another scheme, or with a group that the scheme does not have', async () => {
    const list = (text: string): string => {
      const path = join(folder, 'low-risk.csv');
      writeFileSync(path, `scheme,low_risk_group\n${text}\n`);
      return path;
    };
    const other = await failure(monitor('x', [...scheme, '--low-risk', list('chs-drg-1.1,ES3')]));
    expect(other.code).toBe('low_risk_scheme_absent');
    const wrong = await failure(monitor('x', [...scheme, '--low-risk', list('chs-drg-2.0,ZZ9')]));
    expect([wrong.code, wrong.details.groups]).toEqual(['low_risk_group_unknown', 'ZZ9']);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  test('charge lines of other columns, or with an amount that is none: the columns or rows are named, the first ten told', async () => {
    const path = join(folder, 'items.csv');
    const refused = async (text: string): Promise<string> => {
      writeFileSync(path, text);
      const error = await failure(monitor('x', [...scheme, '--items', path]));
      expect([error.code, error.entry.exit ?? 2]).toEqual(['input_table_wrong', 2]);
      expect(existsSync(join(folder, 'x'))).toBe(false);
      return error.text('en');
    };
    const columns = await refused('a,b\n1,2\n1,2\n');
    expect(columns.split('\n').slice(1)).toEqual(
      ['case_id', 'item_code', 'amount'].map((name) =>
        expect.stringContaining(`items.csv:${name}: the column ${name} `),
      ),
    );
    const heading = 'case_id,charge_date,item_code,amount\n';
    expect(await refused(`${heading}FEE,2026-07-01,X,5\nFEE,2026-07-02,X,abc\n`)).toContain(
      'items.csv:2:amount: "abc" is no amount.',
    );
    const many = (await refused(`${heading}${'FEE,2026-13-01,X,5\n'.repeat(1_022)}`)).split('\n');
    expect(many).toHaveLength(12);
    expect([many[0], many[10], many[11]]).toEqual([
      expect.stringMatching(/: 1022$/),
      expect.stringContaining('items.csv:10:charge_date'),
      '1012 further problems are not listed.',
    ]);
  });

  test('a low-risk list of other columns is told by its two columns alone, however many rows it has', async () => {
    const path = join(folder, 'low-risk.csv');
    writeFileSync(path, `a,b\n${'1,2\n'.repeat(120)}`);
    const error = await failure(monitor('x', [...scheme, '--low-risk', path]));
    expect([error.code, error.details.count]).toEqual(['input_table_wrong', 2]);
    expect(error.text('zh').split('\n')).toHaveLength(3);
  });

  test('a review list whose status is none of the four', async () => {
    const path = join(folder, 'wrong-review.csv');
    writeFileSync(path, 'finding,status,note\nlow_threshold:M02:LOW,done,\n');
    const error = await failure(monitor('x', [...scheme, '--review', path]));
    expect(error.code).toBe('input_table_wrong');
    expect(error.text('zh')).toMatch(/open（待核查）.*confirmed（属实）/);
  });
});
