import { describe, expect, test } from 'vitest';
import { addTexts } from '../../../src/cases/compose/add-texts.js';
import { hoursOf } from '../../../src/cases/compose/hours-of.js';
import { subtractTexts } from '../../../src/cases/compose/subtract-texts.js';
import { parseProfile } from '../../../src/cases/import-profile.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const read = (text: string, profile: object) => {
  const path = writeSample(folder, text);
  return readCases([path], { profile: parseProfile(profile, path) });
};

describe('columns made of several cells', () => {
  test.each([
    [['1/13/24'], '37'],
    [['4/0/0'], '96'],
    // The edge of "96 hours or more": a minute short is 95 completed hours.
    [['3/23/59'], '95'],
    [['3/23/60'], '96'],
    [['1天13小时24分'], '37'],
    [['96'], '96'],
    [['4', '0', ''], '96'],
    [['', '12', '30'], '12'],
    [['0/0/0'], '0'],
    [[''], ''],
    [['-'], ''],
    [['', '', ''], ''],
    [['4/0'], '4/0'],
    [['lang'], 'lang'],
  ])('%j is %s hours', (texts, hours) => {
    expect(hoursOf(texts)).toBe(hours);
  });

  test.each([
    [['0.10', '', '0.2'], '0.30'],
    [['9999999999.99', '0.01'], '10000000000.00'],
    [['5', '-5.5'], '-0.5'],
    [['1', '无'], '无'],
  ])('the sum of %j is %s', (texts, sum) => {
    expect(addTexts(texts)).toBe(sum);
  });

  test.each([
    ['10.50', '3', '7.50'],
    ['0.30', '0.1', '0.20'],
    ['5', '5.5', '-0.5'],
    ['-5', '-1.2', '-3.8'],
    ['5', '', ''],
    ['', '5', ''],
    ['无', '1', '无'],
    ['1', '无', '无'],
  ])('%j less %j is %j', (from, less, difference) => {
    expect(subtractTexts(from, less)).toBe(difference);
  });

  test('an amount less another is told as derived; missing where either is, refused below zero, and netted for refunds', async () => {
    const profile = {
      columns: { pooled_fund: { from: ['ZFY', 'D01'], less: ['D09'] }, total_cost: 'D01' },
      missing: ['-'],
    };
    const { table, rejected, summary } = await read(
      'case_id,dx,D01,D09\nA,I10,100.10,30.05\nB,I10,100,-\nC,I10,100,100.01\nD,I10,50,0\nA,,-100.10,-30.05\nD,,-20,-5\n',
      profile,
    );
    expect(tableTexts(table)).toMatchObject({
      case_id: ['B', 'D'],
      pooled_fund: ['', '35.00'],
      total_cost: ['100.00', '30.00'],
    });
    expect(rejected).toMatchObject([
      { row: 3, column: 'pooled_fund', value: '-0.01', code: 'cell_difference_negative' },
    ]);
    expect(rejected[0]!.zh).toMatch(/自付金额大于总费用/);
    expect(summary).toMatchObject({ rowsRead: 6, cases: 2, netted: 3, rejected: 1 });
    expect(summary.columnsMapped).toContainEqual({ from: 'D09', to: 'pooled_fund', part: 'taken_off' });
    const told = summary.notices.find(({ code }) => code === 'notice_amount_derived')!;
    expect(told.en).toMatch(/^pooled_fund is derived: D01 − D09\./);
  });

  test('a difference needs both amounts: without one the column is skipped or the file refused, naming the heading', async () => {
    const columns = { pooled_fund: { from: 'D01', less: ['D09', 'ADA0101'] } };
    const { table } = await read('case_id,dx,D01\nA,I10,1\n', { columns, absent: 'skip' });
    expect(table.columns.pooled_fund).toBeUndefined();
    await expect(read('case_id,dx,D01\nA,I10,1\n', { columns })).rejects.toThrow(/maps pooled_fund to "D09"/);
    expect(() => parseProfile({ columns: { sex: { from: 'a', less: 'b' } } }, 'p')).toThrow(
      /sum and from\/less for amounts/,
    );
  });

  test('a joined case id skips blank parts; a row without any has no case id', async () => {
    const profile = { columns: { case_id: { join: ['a', 'b'], sign: '-' }, dx: 'd' } };
    const { table, rejected } = await read('a,b,d\n1,2,I10\n1,,I10\n,,I10\n1,2,I10\n', profile);
    expect(tableTexts(table).case_id).toEqual(['1-2', '1']);
    expect(rejected.map(({ row, code, caseId }) => [row, code, caseId])).toEqual([
      [3, 'row_case_id_missing', ''],
      [4, 'row_case_id_doubled', '1-2'],
    ]);
  });

  test('bad parts reject the row with what was found', async () => {
    const profile = { columns: { ventilation_hours: { duration: 'v' }, total_cost: { sum: ['x', 'y'] } } };
    const { table, rejected } = await read(
      'case_id,dx,v,x,y\nA,I10,1/2/0,1.10,2\nB,I10,1/2,1,2\nC,I10,,1,zwei\n',
      profile,
    );
    expect(tableTexts(table)).toMatchObject({ ventilation_hours: ['26'], total_cost: ['3.10'] });
    expect(rejected.map(({ row, column, value }) => [row, column, value])).toEqual([
      [2, 'ventilation_hours', '1/2'],
      [3, 'total_cost', 'zwei'],
    ]);
  });

  test('a summed total below zero is a refund as any other', async () => {
    const profile = { columns: { total_cost: { sum: ['x', 'y'] } } };
    const { summary } = await read('case_id,dx,x,y\nA,I10,3,4\nA,I10,-3,-4\nB,I10,1,\n', profile);
    expect(summary).toMatchObject({ cases: 1, netted: 2 });
  });

  test('present on admission goes with its diagnosis: blanks between drop out of both, letters and words become digits', async () => {
    const profile = {
      columns: { dx: { principal: 'd', others: 'd{1-3}' }, dx_on_admission: { principal: 'p', others: 'p{1-3}' } },
      values: { dx_on_admission: { 有: 1, 无: 4, Y: 1, N: 4, U: 3 } },
    };
    const { table } = await read('case_id,d,p,d1,p1,d2,p2,d3\nA,I10,有,,,J18,N,K35\nB,I10,Y,J18,,K35,U,\n', profile);
    expect(tableTexts(table)).toMatchObject({
      dx: ['I10|J18|K35', 'I10|J18|K35'],
      dx_on_admission: ['1|4|', '1||3'],
    });
  });

  test('any takes the first heading that is there; absent: skip goes without, refuse names it', async () => {
    const columns = { total_cost: { any: ['D01', 'ADA01'] }, sex: 'A12C' };
    const { table } = await read('case_id,dx,ada01\nA,I10,5\n', { columns, absent: 'skip' });
    expect(tableTexts(table)).toEqual({ case_id: ['A'], dx: ['I10'], total_cost: ['5.00'] });
    await expect(read('case_id,dx,ADA01\nA,I10,5\n', { columns })).rejects.toThrow(/maps sex to "A12C"/);
  });

  test('the case of C06x01C does not matter, nor full-width brackets', async () => {
    const profile = { columns: { dx: { principal: 'C03C', others: 'C06x{01-40}C' }, age_days: '年龄(天)' } };
    const { table } = await read('case_id,C03C,C06X01C,年龄（天）\nA,I10,J18,3\n', profile);
    expect(tableTexts(table)).toMatchObject({ dx: ['I10|J18'], age_days: ['3'] });
  });
});
