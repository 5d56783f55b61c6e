import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { guessProfile } from '../../src/cases/guess-profile.js';
import { loadProfile, parseProfile } from '../../src/cases/import-profile.js';
import { expandHeading } from '../../src/cases/read/map-headings.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import type { EngineError } from '../../src/kernel/errors.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const EXAMPLE = join(packageRoot(), 'examples', 'own-columns');

function wrong(document: unknown): EngineError {
  try {
    parseProfile(document, 'profile.yaml');
  } catch (cause) {
    return cause as EngineError;
  }
  throw new Error('the profile was accepted');
}

describe('an import profile', () => {
  test('the example: 30 rows with Chinese headings become 30 cases', async () => {
    const profile = loadProfile(join(EXAMPLE, 'profile.yaml'));
    const { table, rejected, summary } = await readCases([join(EXAMPLE, 'cases.csv')], { profile });
    expect(rejected).toEqual([]);
    expect(summary).toMatchObject({
      rowsRead: 30,
      cases: 30,
      columnsIgnored: ['备注'],
      normalisedCodes: 1,
      losDaysDerived: 30,
    });
    const texts = tableTexts(table);
    expect(Object.fromEntries(Object.entries(texts).map(([name, values]) => [name, values[13]]))).toEqual({
      case_id: '20260014',
      hospital_id: 'H01',
      department: '心内科',
      insurance: 'employee',
      admit_date: '2026-01-15',
      discharge_date: '2026-01-21',
      sex: '1',
      age_years: '61',
      age_days: '',
      los_days: '6',
      discharge_type: '1',
      dx: 'I20.000|I25.103|I10.x00x002',
      px: '36.0700|00.6600',
      total_cost: '41350.75',
      pooled_fund: '29870.00',
    });
  });

  test('codes in a profile stay as written: 01, 08, 0012, 00 and 1.0 are no numbers', async () => {
    const path = writeSample(
      folder,
      [
        'columns: {case_id: 0001, dx: dx, insurance: kind, discharge_type: way}',
        'values:',
        '  insurance: {01: employee, 08: resident, 1.0: other}',
        '  discharge_type: {true: 1, no: 2, "08": ~, x: }',
        'constants: {hospital_id: 0012}',
        'missing: [00]',
      ].join('\n'),
      '.yaml',
    );
    const profile = loadProfile(path);
    expect(profile.columns.case_id).toBe('0001');
    expect(profile.values).toEqual({
      insurance: { '01': 'employee', '08': 'resident', '1.0': 'other' },
      discharge_type: { true: '1', no: '2', '08': '', x: '' },
    });
    expect(profile.constants).toEqual({ hospital_id: '0012' });
    expect(profile.missing).toEqual(['00']);

    const cases = writeSample(folder, '0001,dx,kind,way\n7,I10,01,00\n8,I10,08,true\n');
    const { table, rejected } = await readCases([cases], { profile });
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toMatchObject({
      case_id: ['7', '8'],
      hospital_id: ['0012', '0012'],
      insurance: ['employee', 'resident'],
      discharge_type: ['', '1'],
    });
  });

  test('a key written twice is refused, with and without quotes', () => {
    const path = writeSample(folder, 'values: {insurance: {1: employee, "1": resident}}\n', '.yaml');
    expect(() => loadProfile(path)).toThrow(expect.objectContaining({ code: 'profile_not_yaml' }));
  });

  test('HQMS headings: 40 others by a range, "-" as missing, principal first wherever it stands', async () => {
    const headings = ['C06X02C', 'C06X01C', 'A48', 'C03C', 'C14X01C', 'C35X01C', 'D01'];
    const text = `${headings.join(',')}\nE11.900,I10,1,J18.900,-,47.0100,1.5\n-,-,2,-,-,-,-\n-,I10,3,-,-,-,2\n`;
    const profile = parseProfile(
      {
        columns: {
          case_id: 'A48',
          dx: { principal: 'C03C', others: 'C06X{01-40}C' },
          px: ['C14X01C', 'C35X{01-40}C'],
          total_cost: 'D01',
        },
        missing: ['-'],
        money: 'wan',
        constants: { region: '370100', insurance: 'employee' },
      },
      'profile.yaml',
    );
    const { table, rejected, summary } = await readCases([writeSample(folder, text)], { profile });
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toEqual({
      case_id: ['1', '2', '3'],
      region: ['370100', '370100', '370100'],
      insurance: ['employee', 'employee', 'employee'],
      dx: ['J18.900|I10|E11.900', '', ''],
      px: ['47.0100', '', ''],
      total_cost: ['15000.00', '', '20000.00'],
    });
    expect(summary.columnsMapped).toContainEqual({ from: 'C06X02C', to: 'dx' });
    expect(summary.notices.map((one) => one.code)).toContain('notice_principal_missing');
  });

  test('value maps: a text may become a value or missing; what is not mapped is checked as ever', async () => {
    const profile = parseProfile({ values: { sex: { 男: 1, 女: 2, 9: '' } } }, 'profile.yaml');
    const text = 'case_id,dx,sex\nA,I10,男\nB,I10, 女 \nC,I10,9\nD,I10,1\nE,I10,不详\n';
    const { table, rejected } = await readCases([writeSample(folder, text)], { profile });
    expect(tableTexts(table).sex).toEqual(['1', '2', '', '1']);
    expect(rejected.map((row) => [row.caseId, row.code])).toEqual([['E', 'cell_value_not_allowed']]);
  });

  test('separator, list separator and the order of dates may be stated', async () => {
    const profile = parseProfile({ separator: '|', list_separator: '/', dates: 'dmy' }, 'profile.yaml');
    const { table } = await readCases([writeSample(folder, 'case_id|dx|admit_date\nA|I10/J18|02/01/2026\n')], {
      profile,
    });
    expect(tableTexts(table)).toEqual({ case_id: ['A'], dx: ['I10|J18'], admit_date: ['2026-01-02'] });
  });

  test('a heading that the file lacks is an error that lists the headings', async () => {
    const profile = parseProfile({ columns: { dx: '诊断' } }, 'profile.yaml');
    const error = (await readCases([writeSample(folder, 'case_id,诊断编码\nA,I10\n')], { profile }).catch(
      (cause: unknown) => cause,
    )) as EngineError;
    expect(error.code).toBe('profile_heading_missing');
    expect(error.text('zh')).toMatch(/“诊断”.*case_id, 诊断编码/);
  });

  test.each([
    [{ colums: {} }, 'profile', /不认识的键 colums/, /unknown key colums/],
    [{ columns: { diagnosis: 'x' } }, 'columns.diagnosis', /不是标准列名/, /not a canonical column/],
    [{ columns: { sex: ['a', 'b'] } }, 'columns.sex', /多列只用于 dx、px/, /lists are for dx, px/],
    [{ money: 'dollar' }, 'money', /只能是 yuan、fen、wan/, /one of yuan, fen, wan/],
    [{ separator: '、' }, 'separator', /写法不对/, /wrong at "separator"/],
    [[1], 'profile', /类型或写法不对/, /wrong at "profile"/],
  ])('a profile with a mistake is refused naming the key: %j', (document, key, zh, en) => {
    const error = wrong(document);
    expect(error.code).toBe('profile_invalid');
    expect(error.details.key).toBe(key);
    expect(error.text('zh')).toMatch(zh);
    expect(error.text('en')).toMatch(en);
  });

  test('a missing file and broken YAML are clear errors', () => {
    expect(() => loadProfile(join(folder, 'nowhere.yaml'))).toThrow(/no import profile/);
    expect(() => loadProfile(writeSample(folder, 'columns: {a: [', '.yaml'))).toThrow(/not valid YAML/);
  });

  test('"C06X{01-40}C" stands for 40 headings, two digits wide', () => {
    const headings = expandHeading('C06X{01-40}C');
    expect([headings.length, headings[0], headings[39]]).toEqual([40, 'C06X01C', 'C06X40C']);
    expect(expandHeading('诊断{1-3}')).toEqual(['诊断1', '诊断2', '诊断3']);
    expect(expandHeading('总费用')).toEqual(['总费用']);
  });
});

describe('guessing a profile from headings', () => {
  test('the example’s own headings give a profile that reads it as its own profile does', async () => {
    const path = join(EXAMPLE, 'cases.csv');
    const own = await readCases([path], { profile: loadProfile(join(EXAMPLE, 'profile.yaml')) });
    const headings = [
      '病案号',
      '医院代码',
      '出院科室',
      '险种',
      '性别',
      '年龄',
      '新生儿年龄天',
      '入院日期',
      '出院日期',
      '离院方式',
      '主要诊断编码',
      '其他诊断编码1',
      '其他诊断编码2',
      '其他诊断编码3',
      '手术编码',
      '总费用',
      '统筹支付',
      '备注',
    ];
    const guess = guessProfile(headings);
    expect(guess.unknown).toEqual(['备注']);
    const guessed = await readCases([path], { profile: parseProfile(guess.profile, 'guess') });
    expect(guessed.table.columns).toEqual(own.table.columns);
  });

  test('HQMS and settlement-list headings', () => {
    const { profile, unknown } = guessProfile([
      'A48',
      'A12C',
      'A14',
      'C03C',
      'C06x01C',
      'C06x02C',
      'C14x01C',
      'C35x01C',
      'D01',
      'A11',
    ]);
    expect(profile.columns).toEqual({
      case_id: 'A48',
      sex: 'A12C',
      age_years: 'A14',
      dx: { principal: 'C03C', others: ['C06x01C', 'C06x02C'] },
      px: { principal: 'C14x01C', others: ['C35x01C'] },
      total_cost: 'D01',
    });
    expect(unknown).toEqual(['A11']);
    expect(guessProfile(['mdtrt_id', 'gend', 'medfee_sumamt', 'dx']).profile.columns).toEqual({
      case_id: 'mdtrt_id',
      sex: 'gend',
      total_cost: 'medfee_sumamt',
    });
  });
});
