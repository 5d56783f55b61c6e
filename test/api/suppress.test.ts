import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveWorkbook } from '../../src/api/spreadsheet/live-workbook.js';
import { temporaryFolder } from '../temporary-folder.js';
import { table } from './table-fixture.js';
import { type TestServer, testServer } from './test-app.js';

const scratch = temporaryFolder();
let server: TestServer;
let path: string;
beforeAll(async () => {
  const hospitals = table('hospitals', [
    { name: 'hospital_id', type: 'text', values: ['H0', 'H1', 'H2', 'H3'] },
    { name: 'cases', type: 'count', values: Float64Array.of(100, 4, 30, 5) },
    { name: 'total_cost', type: 'money', values: Float64Array.of(100_00, 4_00, 30_00, 5_00) },
  ]);
  const parts = table('payment_parts', [
    { name: 'insurance', type: 'text', values: ['employee'] },
    { name: 'price_change', type: 'money', values: Float64Array.of(1) },
  ]);
  server = await testServer({
    queue: {
      work: async (_, out) => {
        mkdirSync(out, { recursive: true });
        for (const name of ['hospitals.csv', 'hospitals.parquet']) writeFileSync(join(out, name), 'whole');
        return {
          manifest: { files: { 'hospitals.csv': 'abc' }, scheme: { id: 'chs-drg-2.0' } } as never,
          tables: [hospitals, parts],
        };
      },
    },
  });
  const { id } = server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' });
  await server.queue.idle();
  path = `/v1/runs/${id}`;
});
afterAll(() => server.close());
const get = (url: string) => server.app.inject({ url: `${path}/${url}` });

test('suppress=5 hides 4 cases and the next smallest row in JSON, CSV, Parquet and the workbook alike', async () => {
  const json = (await get('tables/hospitals.json?suppress=5')).json<{ rows: Record<string, unknown>[] }>();
  expect(json.rows.map(({ cases, total_cost, suppressed }) => [cases, total_cost, suppressed])).toEqual([
    [100, '100.00', ''],
    [null, null, 'all'],
    [30, '30.00', ''],
    [null, null, 'all'],
  ]);
  const csv = (await get('tables/hospitals.csv?suppress=5')).body;
  expect(csv).toBe('hospital_id,cases,total_cost,suppressed\nH0,100,100.00,\nH1,,,all\nH2,30,30.00,\nH3,,,all\n');
  const parquet = join(scratch, 'hospitals.parquet');
  mkdirSync(scratch, { recursive: true });
  writeFileSync(parquet, (await get('tables/hospitals.parquet?suppress=5')).rawPayload);
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  const read = await database.runAndReadAll(
    `SELECT hospital_id, cases::INT AS cases, total_cost_fen::INT AS fen, suppressed FROM '${parquet}'`,
  );
  expect(read.getRowsJS()).toEqual([
    ['H0', 100, 10_000, ''],
    ['H1', null, null, 'all'],
    ['H2', 30, 3_000, ''],
    ['H3', null, null, 'all'],
  ]);
  database.closeSync();
  const book = new exceljs.Workbook();
  await book.xlsx.load((await get('workbook.xlsx?suppress=5&lang=zh')).rawPayload as never);
  const values = book.worksheets.flatMap((sheet) =>
    (sheet.getSheetValues() as unknown[][]).flatMap((row) => (Array.isArray(row) ? row : [])),
  );
  expect(values).toContain(100);
  expect(values).toContain('all');
  for (const gone of [4, 5]) expect(values).not.toContain(gone);
});

test('suppress=5 hides the same rows from cells of a spreadsheet: one figure says that it is hidden, a column keeps its places', async () => {
  const cell = (rest: string) => server.app.inject({ url: `${path.replace('/v1/runs/', '/v1/cell/runs/')}/${rest}` });
  const seen = await Promise.all(
    ['H0', 'H1', 'H2', 'H3'].map(async (row) => {
      const { statusCode, body } = await cell(`hospitals?row=${row}&column=cases&suppress=5`);
      return statusCode === 200 ? body : [statusCode, (JSON.parse(body) as { code: string }).code];
    }),
  );
  expect(seen).toEqual(['100', [422, 'cell_suppressed'], '30', [422, 'cell_suppressed']]);
  expect((await cell('hospitals?row=H1&column=cases&suppress=5&errors=text')).body).toMatch(
    /^#错误 .*“H1”的 cases 已隐去/,
  );
  expect((await cell('hospitals?row=H1&column=suppressed&suppress=5')).body).toBe('all');
  expect((await cell('hospitals?row=H1&column=cases')).body).toBe('4');
  expect((await cell('hospitals?row=H1&column=cases&suppress=4')).body).toBe('4');
  const column = 'hospitals/column.xml?column=total_cost';
  expect((await cell(`${column}&suppress=5`)).body).toBe('<t><v>100.00</v><v></v><v>30.00</v><v></v></t>');
  expect((await cell(column)).body).toBe('<t><v>100.00</v><v>4.00</v><v>30.00</v><v>5.00</v></t>');
  const refused = await cell('payment_parts?row=employee&column=price_change&suppress=5');
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([400, 'table_not_suppressible']);
});

test('without it the files come as they are; each has a tag of its own', async () => {
  expect((await get('tables/hospitals.csv')).body).toBe('whole');
  const tags = await Promise.all(
    ['', '?suppress=5', '?suppress=6'].map(async (query) => (await get(`tables/hospitals.csv${query}`)).headers.etag),
  );
  expect(new Set(tags).size).toBe(3);
});

test('what cannot be hidden is not given: a table without cases, a least of 1', async () => {
  const refusals = await Promise.all(
    ['tables/payment_parts.csv?suppress=5', 'tables/hospitals.csv?suppress=1'].map(get),
  );
  expect(refusals.map((one) => [one.statusCode, one.json<{ code: string }>().code])).toEqual([
    [400, 'table_not_suppressible'],
    [400, 'request_invalid'],
  ]);
});

test('a table comes as a workbook of one sheet too: ids are text, numbers are numbers, hidden cells are empty', async () => {
  const sheetOf = async (query: string) => {
    const answer = await get(`tables/hospitals.xlsx${query}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toMatch(/^"abc-xlsx/);
    const book = new exceljs.Workbook();
    await book.xlsx.load(answer.rawPayload as never);
    expect(book.worksheets).toHaveLength(1);
    const rows = (book.worksheets[0]!.getSheetValues() as unknown[][]).filter(Array.isArray);
    return rows.filter((row) => /^H\d$/.test(String(row[1]))).map((row) => row.slice(1, 4));
  };
  expect(await sheetOf('?lang=en')).toEqual([
    ['H0', 100, 100],
    ['H1', 4, 4],
    ['H2', 30, 30],
    ['H3', 5, 5],
  ]);
  const hidden = await sheetOf('?suppress=5');
  expect(hidden.map(([id, cases]) => [id, cases ?? null])).toEqual([
    ['H0', 100],
    ['H1', null],
    ['H2', 30],
    ['H3', null],
  ]);
});

test('a table of 401 rows is a line of the live workbook’s first sheet: the address of its CSV hides what the workbook hides', async () => {
  const values = Array.from({ length: 401 }, (_, row) => `H${row}`);
  const long = table('hospitals', [
    { name: 'hospital_id', type: 'text', values },
    { name: 'cases', type: 'count', values: Float64Array.from(values, () => 50) },
  ]);
  const addressOf = async (more: { readonly suppress?: number }) => {
    const options = { address: 'http://s', run: 'r', scheme: 'chs-drg-2.0', language: 'en', tables: [long] } as const;
    const book = new exceljs.Workbook();
    await book.xlsx.load((await liveWorkbook({ ...options, ...more })) as never);
    const texts: string[] = [];
    book.getWorksheet('Parameters')!.eachRow((row) => texts.push(String(row.getCell(2).value)));
    return texts.filter((text) => text.includes('/tables/'));
  };
  expect(await addressOf({ suppress: 5 })).toEqual(['http://s/v1/runs/r/tables/hospitals.csv?suppress=5']);
  expect(await addressOf({})).toEqual(['http://s/v1/runs/r/tables/hospitals.csv']);
});

test('the live workbook with suppress=5 stores neither 4 nor 5 cases and asks with suppress=5, so that asking again shows no more', async () => {
  const stored = async (query: string) => {
    const book = new exceljs.Workbook();
    await book.xlsx.load((await get(`workbook.xlsx?live=1&lang=en${query}`)).rawPayload as never);
    const sheet = book.worksheets[1]!;
    return {
      sheets: book.worksheets.length,
      asks: sheet.getCell('B2').formula,
      batch: sheet.getCell('B2').result,
      cases: [3, 4, 5, 6].map((row) => sheet.getCell(`B${row}`).result),
    };
  };
  const hidden = await stored('&suppress=5');
  // The parts cannot be judged: they are left out, as in the still workbook.
  expect([hidden.sheets, (await stored('')).sheets]).toEqual([3, 4]);
  expect(hidden.cases.map((one) => one ?? '')).toEqual([100, '', 30, '']);
  expect((await stored('')).cases).toEqual([100, 4, 30, 5]);
  expect(hidden.batch).toBe('<t><v>100</v><v></v><v>30</v><v></v></t>');
  expect(hidden.asks).toContain('/hospitals/column.xml?errors=text&column=cases&suppress=5&unit=');
  expect((await stored('')).asks).not.toContain('suppress');
});
