import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OUTSIDE_PROGRAM } from '../needs-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { needsCalc, recalculated } from './libreoffice.js';
import { HOSPITALS } from './table-fixture.js';
import { type TestServer, testServer } from './test-app.js';

const many = Array.from({ length: 401 }, (_, index) => `G${index}`);
const GROUPS = {
  schema: { ...HOSPITALS.schema, name: 'groups', title: { zh: '病组', en: 'groups' } },
  rowCount: 401,
  columns: {
    hospital_id: many,
    hospital_name: many,
    margin: new Float64Array(401),
    cmi: new Float64Array(401),
  },
};
const scratch = temporaryFolder();
let server: TestServer;
let address: string;
let path: string;
beforeAll(async () => {
  server = await testServer({
    queue: {
      work: async (_, out) => {
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, 'report.xlsx'), 'the workbook');
        return {
          manifest: { files: { 'report.xlsx': 'abc' }, scheme: { id: 'chs-drg-2.0' } } as never,
          tables: [HOSPITALS, GROUPS],
        };
      },
    },
  });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  path = `/v1/runs/${server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' }).id}`;
  await server.queue.idle();
});
afterAll(() => server.close());
const get = (url: string) => server.app.inject({ url: `${path}/${url}`, headers: { host: new URL(address).host } });

describe('a CSV for people', () => {
  test('has a byte order mark, headings in words with the unit, exact 万元, and defused texts', async () => {
    const { body, rawPayload } = await get('tables/hospitals.csv?bom=utf8&labels=name&lang=zh&unit=wan');
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(body.slice(1).split('\n')).toEqual([
      '医疗机构代码,名称,盈亏（万元）,CMI',
      '0012,第一医院,-0.123456,1.25',
      '371001199001011234,市医院,80.000005,0.0000001',
      "'=B&C,<县> & 医院,,",
      '',
    ]);
    expect((await get('tables/hospitals.csv?labels=both&lang=en')).body.split('\n')[0]).toBe(
      'hospital id hospital_id,name hospital_name,margin (yuan) margin,CMI cmi',
    );
  });

  test('each view has a tag of its own; an unknown view is told', async () => {
    const tags = await Promise.all(
      ['', '&unit=wan', '&labels=name'].map(
        async (more) => (await get(`tables/hospitals.csv?bom=none${more}`)).headers.etag,
      ),
    );
    expect(new Set(tags).size).toBe(3);
    const wrong = await get('tables/hospitals.csv?labels=words');
    expect([wrong.statusCode, wrong.json()]).toMatchObject([400, { code: 'request_invalid', path: '/query/labels' }]);
  });
});

test('workbook.xlsx is the file of the result; HEAD and OPTIONS answer 200 and send nothing', async () => {
  const file = await get('workbook.xlsx');
  expect([file.statusCode, file.body, file.headers.etag]).toEqual([200, 'the workbook', '"abc"']);
  for (const method of ['HEAD', 'OPTIONS'] as const) {
    for (const url of ['workbook.xlsx?live=1', 'tables/hospitals.csv']) {
      const { statusCode, body } = await server.app.inject({ method, url: `${path}/${url}` });
      expect([method, url, statusCode, body]).toEqual([method, url, 200, '']);
    }
  }
});

test('the query for Power Query names every column with its type, so that codes stay text', async () => {
  const { body } = await get('powerquery.pq?labels=name&lang=zh&unit=wan');
  expect(body).toContain(`Web.Contents("${address}${path}/tables/hospitals.csv"`);
  for (const typed of [
    '{"医疗机构代码", type text}',
    '{"名称", type text}',
    '{"盈亏（万元）", Currency.Type}',
    '{"CMI", type number}',
  ]) {
    expect(body).toContain(typed);
  }
  expect((await get('powerquery.pq?table=none')).json()).toMatchObject({ code: 'table_not_found', status: 404 });
});

test('an address that is no plain host does not get into a file', async () => {
  const { statusCode } = await server.app.inject({
    url: `${path}/workbook.xlsx?live=1`,
    headers: { host: '127.0.0.1"&x' },
  });
  expect(statusCode).toBe(403);
});

const soffice = needsCalc();

describe.skipIf(soffice === undefined)('LibreOffice', OUTSIDE_PROGRAM, () => {
  test('the live workbook asks the server for each column once and shows its figures; a higher revision is another address', async () => {
    const { rawPayload } = await get('workbook.xlsx?live=1&lang=zh');
    const book = new exceljs.Workbook();
    await book.xlsx.load(rawPayload as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['参数', '医院', '分组']);
    expect(book.getWorksheet('参数')!.getCell('B9').value).toBe(`${address}${path}/tables/groups.csv`);
    // Stored results are made wrong: what is shown then came from the server.
    book.getWorksheet('医院')!.getCell('C3').value = {
      formula: book.getWorksheet('医院')!.getCell('C3').formula,
      result: 99,
    };
    book.getWorksheet('参数')!.getCell('B3').value = 7;
    book.getWorksheet('参数')!.getCell('B4').value = 'wan';
    const cases = book.getWorksheet('分组')!;
    ['1', '66', '9', 'J18.900|J96.000'].forEach((text, index) => {
      cases.getRow(2).getCell(index + 1).value = text;
    });
    const asked: string[] = [];
    const listen = ({ url = '', method = '' }: { url?: string; method?: string }) => asked.push(`${method} ${url}`);
    server.app.server.on('request', listen);
    const shown = await recalculated(soffice!, Buffer.from(await book.xlsx.writeBuffer()), [
      '医院!A3',
      '医院!A4',
      '医院!C3',
      '医院!C4',
      '医院!C5',
      '医院!D4',
      '分组!F2',
      '分组!F3',
    ]);
    server.app.server.off('request', listen);
    expect([shown['医院!A3']!.text, shown['医院!A4']!.text]).toEqual(['0012', '371001199001011234']);
    expect([shown['医院!C3']!.value, shown['医院!C4']!.value]).toEqual([-0.123456, 80.000005]);
    expect([shown['医院!C5']!.text, shown['医院!C5']!.error]).toEqual(['', 0]);
    expect(shown['医院!D4']!.value).toBe(1e-7);
    expect(shown['分组!F2']!.text).toMatch(/^ES31 [\u4e00-\u9fff]/);
    expect(shown['分组!F3']!.text).toBe('');
    const columns = asked.filter((line) => line.startsWith('GET') && line.includes('column.xml'));
    expect(columns).toHaveLength(2);
    expect(columns.every((line) => line.includes('rev=7'))).toBe(true);
  });

  test('a CSV with Chinese opens right, and with its columns as text 0012 and an 18-digit id stay whole', async () => {
    const csv = join(scratch, 'hospitals.csv');
    writeFileSync(csv, (await get('tables/hospitals.csv?bom=utf8&labels=name')).rawPayload);
    const run = spawnSync(soffice!, [
      `-env:UserInstallation=${pathToFileURL(join(scratch, 'profile'))}`,
      '--headless',
      '--norestore',
      '--infilter=CSV:44,34,76,1,1/2/2/2',
      '--convert-to',
      'xlsx',
      '--outdir',
      scratch,
      csv,
    ]);
    expect(run.status).toBe(0);
    const book = new exceljs.Workbook();
    await book.xlsx.load(readFileSync(join(scratch, 'hospitals.xlsx')) as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    expect(['A1', 'A2', 'A3', 'B2'].map((name) => sheet.getCell(name).value)).toEqual([
      '医疗机构代码',
      '0012',
      '371001199001011234',
      '第一医院',
    ]);
    expect(sheet.getCell('C2').value).toBe(-1234.56);
  });
});
