import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs, { type Workbook, type Worksheet } from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { ZipParts } from '../../src/report/workbook/zip-parts.js';
import { OUTSIDE_PROGRAM } from '../needs-program.js';
import { bytesForm } from './form.js';
import { needsCalc, recalculated } from './libreoffice.js';
import { table } from './table-fixture.js';
import { type TestServer, testServer } from './test-app.js';

const POLICY = 'example-standard-8000';
const soffice = needsCalc();

let server: TestServer;
beforeAll(async () => {
  const groups = table('groups', [
    { name: 'group', type: 'text', values: ['ES35', 'FT25'] },
    { name: 'group_name', type: 'text', values: ['一', '二'] },
    { name: 'baseline_weight', type: 'number', values: Float64Array.of(0.8123, Number.NaN) },
  ]);
  server = await testServer({ queue: { work: async () => ({ manifest: {} as never, tables: [groups] }) } });
});
afterAll(() => server.close());

const send = (workbook: Buffer, query: string, name = '我的病例.xlsx') =>
  server.app.inject({ method: 'POST', url: `/v1/template.xlsx?${query}`, ...bytesForm([[name, workbook]]) });

async function opened(bytes: Buffer): Promise<Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
}

const HEADINGS = [
  '病例号',
  '医疗机构代码',
  '医疗机构等级',
  '性别',
  '年龄（岁）',
  '出院日期',
  '险种',
  '诊断编码',
  '手术操作编码',
  '住院总费用',
  '统筹基金记账',
];
const CASES: readonly (readonly (string | number)[])[] = [
  ['000000000000000012', '0012', '三级', 1, 66, '2026-03-01', 'employee', 'J18.900|J96.000', '', 7000, 5000],
  ['A2', '0012', '三级', '女', 30, '2026-03-02', 'employee', 'O82.000|Z37.000', '74.1x01', 9000.01, 6000],
];

/** A workbook as people make them: a title over the headings, their own columns, colours, formulas, a second sheet. */
async function theirs(cases = CASES): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('三月', { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.mergeCells('A1:M1');
  sheet.getCell('A1').value = '某医院三月病例';
  sheet.addRow([...HEADINGS, '经办人', '小计']);
  for (const [index, row] of cases.entries()) {
    sheet.addRow([...row, '张三']);
    sheet.getCell(`M${index + 3}`).value = { formula: `J${index + 3}*2`, result: Number(row[9]) * 2 };
    sheet.getCell(`A${index + 3}`).numFmt = '@';
  }
  sheet.getCell('J3').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
  sheet.getCell('L3').note = '请复核';
  sheet.getCell('D3').dataValidation = { type: 'list', formulae: ['"1,2"'] };
  sheet.addConditionalFormatting({
    ref: 'J3:J9',
    rules: [
      { type: 'cellIs', operator: 'greaterThan', formulae: [8000], priority: 1, style: { font: { bold: true } } },
    ],
  });
  sheet.getColumn(8).width = 33;
  sheet.getRow(2).height = 40;
  const other = book.addWorksheet('说明书');
  other.getCell('A1').value = { formula: "'三月'!J3", result: 7000 };
  book.definedNames.add("'三月'!$J$3:$J$4", 'costs');
  return Buffer.from(await book.xlsx.writeBuffer());
}

const headingsOf = (sheet: Worksheet, row: number): string[] => (sheet.getRow(row).values as string[]).slice(1);
const cellsOf = (sheet: Worksheet, row: number): Record<string, unknown> =>
  Object.fromEntries(headingsOf(sheet, 2).map((name, index) => [name, sheet.getCell(row, index + 1).value]));

describe('a workbook of the user’s own', () => {
  test('comes back with group, name, weight, standard, margin and remark beside each case, as the price route gives them', async () => {
    const response = await send(await theirs(), `policy=${POLICY}&lang=zh`);
    expect(response.statusCode, response.body.slice(0, 500)).toBe(200);
    expect(response.headers['x-drgdip-cases']).toBe('2');
    const sheet = (await opened(response.rawPayload)).getWorksheet('三月')!;
    expect(headingsOf(sheet, 2).slice(13)).toEqual([
      '测算病组',
      '测算病组名称',
      '测算权重',
      '测算支付标准（元）',
      '测算盈亏（元）',
      '测算说明',
      '编码修复建议',
    ]);
    const priced = (
      await server.app.inject({
        method: 'POST',
        url: '/v1/price',
        payload: {
          policy: POLICY,
          cases: CASES.map(([case_id, hospital_id, level, , age_years, day, insurance, dx, px, cost, fund], k) => ({
            case_id,
            hospital_id,
            hospital_level: level,
            sex: k + 1,
            age_years,
            discharge_date: day,
            insurance,
            dx,
            px,
            total_cost: cost,
            pooled_fund: fund,
          })),
        },
      })
    ).json<{ results: { group: string; standard: string; charge_margin: string }[] }>().results;
    expect(priced.map(({ standard, charge_margin }) => [standard, charge_margin])).toEqual([
      ['8000.00', '1000.00'],
      ['8000.00', '-1000.01'],
    ]);
    for (const [index, { group, standard, charge_margin: margin }] of priced.entries()) {
      expect(cellsOf(sheet, index + 3)).toMatchObject({
        测算病组: group,
        测算说明: '按支付标准',
        '测算支付标准（元）': Number(standard),
        '测算盈亏（元）': Number(margin),
      });
    }
  });

  test('keeps every other part byte for byte, and every cell, style, note, rule and merge of the sheet', async () => {
    const before = await theirs();
    const after = (await send(before, `policy=${POLICY}`)).rawPayload;
    const [old, now] = [new ZipParts(before), new ZipParts(after)];
    expect(now.names).toEqual(old.names);
    const changed = old.names.filter((name) => !name.endsWith('/') && old.text(name) !== now.text(name));
    expect(changed).toEqual(
      ['xl/worksheets/sheet1.xml', 'xl/styles.xml'].sort((a, b) => old.names.indexOf(a) - old.names.indexOf(b)),
    );
    const sheetBefore = old.text('xl/worksheets/sheet1.xml');
    const sheetAfter = now.text('xl/worksheets/sheet1.xml');
    const cells = [...sheetBefore.matchAll(/<c r="[^"]+"[\s\S]*?(?:\/>|<\/c>)/g)].map(([cell]) => cell);
    expect(cells.length).toBeGreaterThan(30);
    for (const cell of cells) expect(sheetAfter).toContain(cell);
    for (const part of ['mergeCells', 'dataValidations', 'conditionalFormatting', 'sheetViews', 'legacyDrawing']) {
      const element = new RegExp(`<${part}[\\s\\S]*?(?:/>|</${part}>)`).exec(sheetBefore)?.[0];
      expect(element, part).toBeDefined();
      expect(sheetAfter, part).toContain(element);
    }
    // Formats are added behind those there are: no number of a style means another one.
    const stylesOf = (xml: string): string[] =>
      [.../<cellXfs[\s\S]*<\/cellXfs>/.exec(xml)![0].matchAll(/<xf\b[^>]*>/g)].map(([xf]) => xf);
    const formats = stylesOf(old.text('xl/styles.xml'));
    expect(stylesOf(now.text('xl/styles.xml')).slice(0, formats.length)).toEqual(formats);
    const book = await opened(after);
    const sheet = book.getWorksheet('三月')!;
    expect(sheet.getCell('A3').value).toBe('000000000000000012');
    expect(sheet.getCell('M3').value).toMatchObject({ formula: 'J3*2' });
    expect(sheet.getColumn(8).width).toBeCloseTo(33, 0);
    expect(sheet.getCell('J3').fill).toMatchObject({ fgColor: { argb: 'FFFFFF00' } });
    expect(book.definedNames.getRanges('costs').ranges).toHaveLength(1);
  });

  test('sent a second time its added columns are replaced, not doubled', async () => {
    const once = (await send(await theirs(), `policy=${POLICY}&lang=zh`)).rawPayload;
    const twice = (await send(once, `policy=${POLICY}&lang=en`)).rawPayload;
    const sheet = (await opened(twice)).getWorksheet('三月')!;
    expect(headingsOf(sheet, 2).slice(13)).toEqual([
      'estimated group',
      'estimated group, name',
      'estimated weight',
      'estimated standard (yuan)',
      'estimated margin (yuan)',
      'estimate, remarks',
      'repairs of codes offered',
    ]);
  });

  test('a scheme alone groups and adds no prices; nothing named at all is told', async () => {
    const sheet = (await opened((await send(await theirs(), 'scheme=chs-drg-2.0&lang=zh')).rawPayload)).getWorksheet(
      '三月',
    )!;
    expect(headingsOf(sheet, 2).slice(13)).toEqual(['测算病组', '测算病组名称', '测算说明', '编码修复建议']);
    expect(cellsOf(sheet, 3).测算病组).toMatch(/^E/);
    const none = await send(await theirs(), 'lang=zh');
    expect([none.statusCode, none.json<{ code: string }>().code]).toEqual([400, 'workbook_policy_missing']);
  });
});

describe('damaged codes', () => {
  const damaged: typeof CASES = [
    ['A1', '0012', '三级', 1, 66, '2026-03-01', 'employee', 'J18.900', 3.31, 7000, 5000],
    ['A2', '0012', '三级', 1, 66, '2026-03-01', 'employee', 'K35.800', 47, 7000, 5000],
    ['1.2E+17', '0012', '三级', 1, 66, '2026-03-01', 'employee', 'K35.800', '', 7000, 5000],
    [123456789012345680, '0012', '三级', 1, 66, '2026-03-01', 'employee', 'K35.800', '', 7000, 5000],
    ['A5', '0012', '三级', 1, 66, '2026-03-01', 'employee', 'K35.800', '47.0100', 7000, 5000],
  ];

  test('3.31, 47 and 1.2E+17 are noticed and not computed: one repair, several, or where to get it again', async () => {
    const response = await send(await theirs(damaged), `policy=${POLICY}&lang=zh`);
    expect(response.headers).toMatchObject({ 'x-drgdip-damaged': '4', 'x-drgdip-grouped': '1' });
    const sheet = (await opened(response.rawPayload)).getWorksheet('三月')!;
    const rows = [3, 4, 5, 6, 7].map((row) => cellsOf(sheet, row));
    for (const row of rows.slice(0, 4)) {
      expect(row).toMatchObject({
        测算病组: null,
        '测算支付标准（元）': null,
        测算说明: '编码或编号被电子表格改写，未测算',
      });
    }
    expect(rows[0]!.编码修复建议).toContain('3.31 应为 03.3100');
    expect(rows[1]!.编码修复建议).toMatch(/47 可能是 47\.0/);
    expect(rows[2]!.编码修复建议).toMatch(/1\.2E\+17.*从原系统重新导出/);
    expect(rows[3]!.编码修复建议).toMatch(/1234567890123456\d\d.*从原系统重新导出/);
    expect(rows[4]!.编码修复建议).toBeNull();
    // What they wrote is not changed, damaged or not.
    expect([rows[0]!.手术操作编码, rows[1]!.手术操作编码]).toEqual([3.31, 47]);
  });

  test('repairs=apply takes the one code that it can have been, says so, and still leaves the others', async () => {
    const response = await send(await theirs(damaged), `policy=${POLICY}&lang=zh&repairs=apply`);
    expect(response.headers).toMatchObject({ 'x-drgdip-damaged': '4', 'x-drgdip-grouped': '2' });
    const sheet = (await opened(response.rawPayload)).getWorksheet('三月')!;
    expect(cellsOf(sheet, 3)).toMatchObject({
      手术操作编码: 3.31,
      // Unrelated to a pneumonia: that it was taken shows in the group.
      测算病组: expect.stringContaining('QY'),
      测算说明: expect.stringContaining('手术操作与主要诊断无关'),
      编码修复建议: expect.stringContaining('已按此修复测算'),
    });
    expect(cellsOf(sheet, 4).测算病组).toBeNull();
  });
});

describe('the template', () => {
  const template = async (query: string): Promise<Buffer> => {
    const response = await server.app.inject({ url: `/v1/template.xlsx?${query}` });
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
    return response.rawPayload;
  };

  test('filled and sent back it says itself by what policy it is computed; codes and ids are text cells', async () => {
    const book = await opened(await template(`policy=${POLICY}&lang=zh`));
    expect(book.worksheets.map(({ name }) => name)).toEqual(['病例', '说明']);
    const sheet = book.getWorksheet('病例')!;
    const headings = headingsOf(sheet, 1);
    const choices = (heading: string): unknown =>
      sheet.getCell(2, headings.findIndex((one) => one.startsWith(heading)) + 1).dataValidation?.formulae?.[0];
    expect([choices('性别'), choices('险种')]).toEqual(['"男,女"', expect.stringMatching(/^"职工,居民,/)]);
    const given: Record<string, string | number> = {
      病例号: 'B1',
      诊断: 'J18.900',
      性别: '男',
      '年龄（岁）': 66,
      医疗机构代码: '0012',
      医疗机构等级: '三级',
      险种: '职工',
      出院日期: '2026-03-01',
      住院总费用: 7000,
      统筹基金记账: 5000,
    };
    for (const [index, heading] of headings.entries()) {
      const value = Object.entries(given).find(([name]) => heading.startsWith(name))?.[1];
      if (value !== undefined) sheet.getCell(2, index + 1).value = value;
      if (/病例号|诊断|手术|机构代码/.test(heading)) expect(sheet.getCell(2, index + 1).numFmt, heading).toBe('@');
    }
    const back = await send(Buffer.from(await book.xlsx.writeBuffer()), 'lang=zh');
    expect(back.statusCode, back.body.slice(0, 500)).toBe(200);
    const filled = (await opened(back.rawPayload)).getWorksheet('病例')!;
    const answers = Object.fromEntries(headingsOf(filled, 1).map((name, k) => [name, filled.getCell(2, k + 1).value]));
    expect(answers).toMatchObject({ '测算支付标准（元）': 8000, '测算盈亏（元）': 1000 });
  });

  test('a policy by weights brings those of a run on a sheet of their own, and prices by what then stands there', async () => {
    const submitted = await server.app.inject({
      method: 'POST',
      url: '/v1/runs',
      payload: { kind: 'demo', cases: 1000 },
    });
    await server.queue.idle();
    const run = submitted.json<{ id: string }>().id;
    const book = await opened(await template(`policy=demo-region&run=${run}&lang=en`));
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Cases', 'Weights', 'About']);
    const weights = book.getWorksheet('Weights')!;
    expect(weights.getRow(2).values).toEqual([undefined, 'ES35', '0.8123', '一']);
    expect(weights.rowCount).toBe(2);
    weights.getCell('B2').value = '2.0000';
    const sheet = book.getWorksheet('Cases')!;
    const given: Record<string, string | number> = {
      case_id: 'B1',
      dx: 'J18.900',
      sex: 1,
      age_years: 66,
      hospital_id: 'H1',
      hospital_level: '三级',
      insurance: 'employee',
      discharge_date: '2026-03-01',
      total_cost: 20_000,
      pooled_fund: 15_000,
    };
    headingsOf(sheet, 1).forEach((heading, index) => {
      if (given[heading] !== undefined) sheet.getCell(2, index + 1).value = given[heading];
    });
    const back = await send(Buffer.from(await book.xlsx.writeBuffer()), 'lang=en');
    const filled = (await opened(back.rawPayload)).getWorksheet('Cases')!;
    const answers = Object.fromEntries(headingsOf(filled, 1).map((name, k) => [name, filled.getCell(2, k + 1).value]));
    // 2.0000 × 9,780 × 1.0 of the demo's policy.
    expect(answers).toMatchObject({
      'estimated group': 'ES35',
      'estimated weight': 2,
      'estimated standard (yuan)': 19_560,
      'estimated margin (yuan)': -440,
    });
  });
});

describe('a policy of the data folder', () => {
  const shipped = readFileSync(join(packageRoot(), 'weights', POLICY, 'policy.yaml'), 'utf8');
  const policyFile = (amount: string) => shipped.replace(/8000(\.00)?/g, amount);
  const askTemplate = (policy: string) =>
    server.app.inject({ url: `/v1/template.xlsx?policy=${encodeURIComponent(policy)}&lang=zh` });

  test('makes a template that says its file, and prices what is sent back by it; a changed file is read anew', async () => {
    mkdirSync(join(server.folder, '我市'));
    writeFileSync(join(server.folder, '我市/2026.yaml'), policyFile('7500'));
    const template = await askTemplate('我市/2026.yaml');
    expect(template.statusCode, template.body.slice(0, 300)).toBe(200);
    const book = await opened(template.rawPayload);
    const sheet = book.worksheets[0]!;
    const headings = (sheet.getRow(1).values as string[]).slice(1);
    const given = Object.fromEntries(HEADINGS.map((name, index) => [name, CASES[0]![index]]));
    headings.forEach((name, index) => {
      const value = name.startsWith('诊断') ? given.诊断编码 : given[name];
      sheet.getCell(2, index + 1).value = value ?? null;
    });
    const filled = Buffer.from(await book.xlsx.writeBuffer());
    const standardOf = async (query = ''): Promise<unknown> => {
      const answer = await send(filled, `lang=zh${query}`);
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
      const back = (await opened(answer.rawPayload)).worksheets[0]!;
      const place = (back.getRow(1).values as string[]).indexOf('测算支付标准（元）');
      expect(place, JSON.stringify(back.getRow(2).values)).toBeGreaterThan(0);
      return back.getCell(2, place).value;
    };
    expect(await standardOf()).toBe(7500);
    expect(await standardOf(`&policy=${POLICY}`)).toBe(8000);
    writeFileSync(join(server.folder, '我市/2026.yaml'), policyFile('7400.50'));
    expect(await standardOf()).toBe(7400.5);
  });

  test('prices a cell and tells its parameters too; outside the folder, of another kind, or absent it is refused', async () => {
    writeFileSync(join(server.folder, 'own.yaml'), policyFile('7500'));
    const cell = await server.app.inject({
      url: '/v1/cell/standard?policy=own.yaml&dx=J18.900&sex=1&age_years=66&discharge_date=2026-03-01&hospital_id=H1&hospital_level=3&insurance=employee&total_cost=7000&pooled_fund=5000',
    });
    expect(cell.body).toBe('7500.00');
    expect((await server.app.inject({ url: '/v1/parameters?policy=own.yaml' })).statusCode).toBe(200);
    writeFileSync(join(server.folder, 'secret.csv'), 'patient\n');
    const codes = await Promise.all(
      ['../own.yaml', '/etc/own.yaml', 'secret.csv', 'absent.yaml'].map(async (policy) => {
        const answer = await askTemplate(policy);
        return [answer.statusCode, answer.json<{ code: string }>().code];
      }),
    );
    expect(codes).toEqual([
      [400, 'file_outside_data'],
      [400, 'file_outside_data'],
      [404, 'policy_not_shipped'],
      [404, 'policy_not_shipped'],
    ]);
  });
});

describe('what is no such workbook', () => {
  test.each([
    ['text named .xlsx', Buffer.from('a,b\n1,2\n')],
    ['a workbook cut off', undefined],
    ['a workbook without cases', 'empty'],
  ])('%s is told with what to do, and nothing stays behind', async (_, given) => {
    const whole = await theirs();
    const empty = new exceljs.Workbook();
    empty.addWorksheet('x').getCell('A1').value = 'hello';
    const bytes =
      given === 'empty' ? Buffer.from(await empty.xlsx.writeBuffer()) : ((given as Buffer) ?? whole.subarray(0, 2000));
    const response = await send(bytes, `policy=${POLICY}`);
    expect(response.statusCode, response.body).toBe(400);
    expect(response.json()).toMatchObject({ zh: expect.stringMatching(/[。]/), remedy: { en: expect.any(String) } });
    const uploads = join(server.folder, 'uploads');
    expect(existsSync(uploads) ? readdirSync(uploads) : []).toEqual([]);
  });

  test('a body that is no form answers 400', async () => {
    const response = await server.app.inject({ method: 'POST', url: '/v1/template.xlsx', payload: {} });
    expect(response.json()).toMatchObject({ status: 400, code: 'upload_form' });
  });

  test('a workbook sent as the bare body answers 415 and names the form that the route takes, not JSON', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const headers = { 'content-type': type };
    const response = await server.app.inject({
      ...{ method: 'POST', url: '/v1/template.xlsx', headers },
      payload: await theirs(),
    });
    const problem = response.json<{ status: number; code: string; zh: string; en: string }>();
    expect(problem).toMatchObject({ status: 415, code: 'upload_media_type' });
    for (const told of [problem.zh, problem.en]) {
      expect(told).toContain('multipart/form-data');
      expect(told).toContain(type);
      expect(told).not.toContain('application/json');
    }
  });
});

describe.skipIf(soffice === undefined)('LibreOffice', OUTSIDE_PROGRAM, () => {
  test('opens the answer without repair: their formula, our numbers and text codes are there and add up', async () => {
    const response = await send(await theirs(), `policy=${POLICY}&lang=zh`);
    const book = await opened(response.rawPayload);
    const sheet = book.getWorksheet('三月')!;
    sheet.getCell('N20').value = { formula: 'SUM(Q3:Q4)', result: 0 };
    const cells = await recalculated(soffice!, response.rawPayload, [
      '三月!A3',
      '三月!M3',
      '三月!N2',
      '三月!Q3',
      '三月!R4',
    ]);
    expect(cells['三月!A3']!.text).toBe('000000000000000012');
    expect(cells['三月!M3']!.value).toBe(14_000);
    expect(cells['三月!N2']!.text).toBe('测算病组');
    expect([cells['三月!Q3']!.value, cells['三月!R4']!.value]).toEqual([8000, -1000.01]);
    expect(cells['三月!Q3']!.text).toBe('8,000.00');
    // A sum of LibreOffice's own over our cells: they are numbers.
    const summed = await recalculated(soffice!, Buffer.from(await book.xlsx.writeBuffer()), ['三月!N20']);
    expect(summed['三月!N20']!.value).toBe(16_000);
  });
});
