import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addKey, KeyRing, readKeyFile } from '../../src/api/access/key-file.js';
import { COLUMN_SCHEMAS } from '../../src/cases/columns.js';
import { ANY_SWITCHES } from '../../src/schemes/any-switches.js';
import { OUTSIDE_PROGRAM } from '../needs-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { needsCalc, recalculated } from './libreoffice.js';
import { HOSPITALS } from './table-fixture.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

const PNEUMONIA = 'sex=1&age_years=66&los_days=9&dx=J18.900%7CJ96.000';
const PRICED =
  'policy=example-standard-8000&sex=1&age_years=66&dx=J18.900&discharge_date=2026-03-01&hospital_id=H1' +
  '&hospital_level=三级&insurance=employee&total_cost=7000&pooled_fund=5000';

const TABLE = HOSPITALS;

let server: TestServer;
let run: string;
beforeAll(async () => {
  server = await testServer({ queue: { work: async () => ({ manifest: { files: {} } as never, tables: [TABLE] }) } });
  run = server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' }).id;
  await server.queue.idle();
});
afterAll(() => server.close());

const cell = async (path: string): Promise<[number, string]> => {
  const { statusCode, body } = await server.app.inject({ url: `/v1/cell/${path}` });
  return [statusCode, body];
};
const failure = async (path: string) => {
  const response = await server.app.inject({ url: `/v1/cell/${path}` });
  return [response.statusCode, response.json<{ code: string }>().code];
};

describe('one value as text', () => {
  test('the group of a case is the bare code, in any spelling of the address', async () => {
    expect(await cell(`group?scheme=${SCHEME}&${PNEUMONIA}`)).toEqual([200, 'ES31']);
    // As LibreOffice's ENCODEURL writes it: points escaped, small letters.
    expect(await cell('group?scheme=chs%2ddrg%2d2%2e0&sex=1&age_years=66&los_days=9&dx=J18%2e900%7cJ96%2e000')).toEqual(
      [200, 'ES31'],
    );
    expect(await cell(`mdc?scheme=${SCHEME}&${PNEUMONIA}`)).toEqual([200, 'E']);
    expect(await cell(`status?scheme=${SCHEME}&${PNEUMONIA}`)).toEqual([200, 'grouped']);
  });

  test('the same group as the route for many, and its name on request', async () => {
    const [, both] = await cell(`group?scheme=${SCHEME}&labels=both&${PNEUMONIA}`);
    const [, name] = await cell(`group?scheme=${SCHEME}&labels=name&${PNEUMONIA}`);
    expect(name).toMatch(/^[\u4e00-\u9fff]/);
    expect(both).toBe(`ES31 ${name}`);
  });

  test('8,000 standard against 7,000 of costs leaves a margin of 1,000.00, 0.1 in 万元', async () => {
    expect(await cell(`standard?${PRICED}`)).toEqual([200, '8000.00']);
    expect(await cell(`margin?${PRICED}`)).toEqual([200, '1000.00']);
    expect(await cell(`margin?unit=wan&${PRICED}`)).toEqual([200, '0.100000']);
    expect(await cell(`group?${PRICED}`)).toEqual([200, 'ES35']);
  });

  test('the margin that the page on spreadsheets asks for is -1,000.00, and what its address needs is told at once', async () => {
    const page = readFileSync('docs/spreadsheets.md', 'utf8');
    const [formula] = /"margin\?.+(?=&"&rev=")/.exec(page) ?? [];
    const parts = { 'ENCODEURL(E5)': 'J18.900', F5: '9000', G5: '6500' };
    const address = Object.entries(parts).reduce(
      (text, [name, value]) => text.replace(`&${name}&`, value).replace(`&${name}`, value),
      formula!,
    );
    expect(await cell(address.replaceAll('"', ''))).toEqual([200, '-1000.00']);
    const { body } = await server.app.inject('/v1/cell/margin?policy=example-standard-8000&dx=J18.900&total_cost=9000');
    expect(JSON.parse(body)).toMatchObject({
      path: '/query/hospital_id',
      en: '/query/hospital_id: margin needs hospital_id, hospital_level, insurance, pooled_fund too. Add them to the address, as in hospital_id=H1&hospital_level=3&insurance=employee&pooled_fund=6500.',
    });
  });

  test('a policy by weights takes the weight of the group from the address', async () => {
    const weighted = PRICED.replace('example-standard-8000', 'demo-region');
    expect(await failure(`standard?${weighted}`)).toEqual([400, 'weights_needed']);
    expect(await cell(`weight?${weighted}&weights=ES35:0.8123%7CES31:1.2`)).toEqual([200, '0.8123']);
    expect(await failure(`weight?${weighted}&weights=ES35=0.8`)).toEqual([400, 'cell_weights_form']);
  });

  test('a switch of the scheme changes the answer', async () => {
    const case_ = `scheme=${SCHEME}&sex=1&age_years=71&dx=J18.900&px=47.0100`;
    expect((await cell(`status?${case_}&unrelated_procedure=qy`))[1]).toBe('unrelated_procedure');
    expect((await cell(`status?${case_}&unrelated_procedure=medical`))[1]).toBe('grouped');
  });

  test('no name of a column is that of a switch or of a manner of the cell', () => {
    const columns = new Set(COLUMN_SCHEMAS.map(({ name }) => name));
    const others = [...Object.keys(ANY_SWITCHES), 'scheme', 'policy', 'weights', 'labels', 'errors', 'lang', 'unit'];
    expect([...others, 'rev', 'key', 'row', 'column'].filter((name) => columns.has(name))).toEqual([]);
  });

  test.each([
    ['a figure that there is not', 'profit', 400, 'request_invalid'],
    ['a column that there is not', `group?scheme=${SCHEME}&diagnosis=J18`, 400, 'request_invalid'],
    ['a column given twice', `group?scheme=${SCHEME}&sex=1&sex=2`, 400, 'request_invalid'],
    ['no scheme', 'group?dx=J18.900', 400, 'cell_scheme_missing'],
    [
      'no hospital and fund',
      'margin?policy=example-standard-8000&dx=J18.900&total_cost=9000',
      400,
      'cell_columns_missing',
    ],
    ['no policy', 'margin?dx=J18.900', 400, 'cell_policy_missing'],
    ['an unknown scheme', 'group?scheme=none&dx=J18.900', 404, 'scheme_not_shipped'],
    ['an unknown policy', 'margin?policy=none&dx=J18.900', 404, 'policy_not_shipped'],
    ['an age that is none', `group?scheme=${SCHEME}&age_years=old&dx=J18.900`, 422, 'cell_case_unread'],
    ['no diagnosis', `group?scheme=${SCHEME}&sex=1&dx=`, 422, 'cell_not_grouped'],
  ])('%s is a problem, or with errors=text a text in either language', async (_, path, status, code) => {
    expect(await failure(path)).toEqual([status, code]);
    const mark = path.includes('?') ? '&' : '?';
    const [told, zh] = await cell(`${path}${mark}errors=text`);
    expect([told, zh]).toEqual([200, expect.stringMatching(/^#错误 .*[\u4e00-\u9fff].*[^\n]$/)]);
    expect((await cell(`${path}${mark}errors=text&lang=en`))[1]).toMatch(/^#error [^\u4e00-\u9fff]+$/);
  });
});

describe('a figure of a finished run', () => {
  const figure = (query: string) => cell(`runs/${run}/hospitals?${query}`);

  test('money in yuan or exactly in 万元, small numbers without exponent, ids as they are, missing is empty', async () => {
    expect(await figure('row=0012&column=margin')).toEqual([200, '-1234.56']);
    expect(await figure('row=0012&column=margin&unit=wan')).toEqual([200, '-0.123456']);
    expect(await figure('row=371001199001011234&column=margin')).toEqual([200, '800000.05']);
    expect(await figure('row=371001199001011234&column=cmi')).toEqual([200, '0.0000001']);
    expect(await figure('row=0012&column=hospital_id')).toEqual([200, '0012']);
    expect(await figure(`row=${encodeURIComponent('=B&C')}&column=margin`)).toEqual([200, '']);
  });

  test('a column comes in one answer that FILTERXML reads, escaped, in parts on request', async () => {
    expect(await cell(`runs/${run}/hospitals/column.xml?column=hospital_name`)).toEqual([
      200,
      '<t><v>第一医院</v><v>市医院</v><v>&lt;县&gt; &amp; 医院</v></t>',
    ]);
    expect((await cell(`runs/${run}/hospitals/column.xml?column=margin&from=2&count=1`))[1]).toBe(
      '<t><v>800000.05</v></t>',
    );
  });

  test('an unknown run, table, column or row answers 404 with what there is', async () => {
    expect(await failure(`runs/none/hospitals?row=1&column=margin`)).toEqual([404, 'run_not_found']);
    expect(await failure(`runs/${run}/clinics?row=1&column=margin`)).toEqual([404, 'table_not_found']);
    expect(await failure(`runs/${run}/hospitals?row=0012&column=profit`)).toEqual([404, 'cell_column_unknown']);
    expect(await failure(`runs/${run}/hospitals?row=12&column=margin`)).toEqual([404, 'cell_row_unknown']);
    expect((await figure('row=12&column=margin&errors=text'))[1]).toContain('#错误 ');
  });

  test('an answer longer than a cell is refused with how to take it in parts', async () => {
    const column = Array.from({ length: 5_000 }, () => 'x');
    const long = { ...TABLE, rowCount: 5_000, columns: { ...TABLE.columns, hospital_id: column } };
    const other = await testServer({
      queue: { work: async () => ({ manifest: { files: {} } as never, tables: [long] }) },
    });
    const { id } = other.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' });
    await other.queue.idle();
    const url = `/v1/cell/runs/${id}/hospitals/column.xml?column=hospital_id`;
    expect((await other.app.inject({ url })).json()).toMatchObject({ status: 400, code: 'cell_too_long' });
    expect((await other.app.inject({ url: `${url}&count=4095` })).body.length).toBe(7 + 4095 * 8);
    await other.close();
  });
});

describe('what spreadsheets ask beside', () => {
  const url = `/v1/cell/group?scheme=${SCHEME}&dx=nonsense&sex=9`;

  test('HEAD and OPTIONS answer 200 without a key, without work, outside the limit, even where GET fails', async () => {
    const keys = temporaryFolder();
    addKey(`${keys}/k.json`, 'r', ['read']);
    const closed = await testServer({
      app: { keys: new KeyRing(readKeyFile(`${keys}/k.json`)), requestsAMinute: 1 },
    });
    for (const method of ['HEAD', 'OPTIONS', 'HEAD', 'OPTIONS'] as const) {
      const response = await closed.app.inject({ method, url });
      expect([method, response.statusCode, response.body]).toEqual([method, 200, '']);
    }
    // GET asks for the key, counts, and tells both as texts.
    expect((await closed.app.inject({ url: `${url}&errors=text` })).body).toContain('密钥');
    const limited = await closed.app.inject({ url: `${url}&errors=text` });
    expect([limited.statusCode, limited.body]).toEqual([200, expect.stringContaining('#错误 请求过多')]);
    await closed.close();
  });

  test('another revision is another address; the answer tells it', async () => {
    const response = await server.app.inject({ url: `/v1/cell/group?scheme=${SCHEME}&${PNEUMONIA}&rev=7` });
    expect([response.body, response.headers['x-revision'], response.headers['cache-control']]).toEqual([
      'ES31',
      '7',
      'no-store',
    ]);
  });
});

const soffice = needsCalc();

describe.skipIf(soffice === undefined)('LibreOffice', OUTSIDE_PROGRAM, () => {
  test('WEBSERVICE() cells show codes, numbers, Chinese and errors; a batch feeds FILTERXML; each address is asked once', async () => {
    const asked: string[] = [];
    const live = await testServer({
      queue: { work: async () => ({ manifest: { files: {} } as never, tables: [TABLE] }) },
    });
    const { id } = live.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' });
    await live.queue.idle();
    live.app.addHook('onRequest', async ({ method, url }) => {
      asked.push(`${method} ${url.split('?')[0]}`);
    });
    const address = await live.app.listen({ host: '127.0.0.1', port: 0 });
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('S');
    sheet.getCell('A1').value = `${address}/v1/cell/`;
    sheet.getCell('A2').value = 1;
    const formulas: Record<string, string> = {
      B1: `_xlfn.WEBSERVICE(A1&"group?scheme=${SCHEME}&${PNEUMONIA}&rev="&A2)`,
      B2: `_xlfn.WEBSERVICE(A1&"margin?${PRICED.replace('三级', '"&_xlfn.ENCODEURL("三级")&"')}")`,
      B3: 'VALUE(B2)*2',
      B4: `_xlfn.WEBSERVICE(A1&"group?errors=text&scheme=${SCHEME}&dx=")`,
      B5: `_xlfn.WEBSERVICE(A1&"group?scheme=${SCHEME}&dx=")`,
      B6: `_xlfn.WEBSERVICE(A1&"runs/${id}/hospitals/column.xml?column=margin")`,
      B7: '_xlfn.FILTERXML(B6,"//v[2]")',
      B8: `_xlfn.WEBSERVICE(A1&"runs/${id}/hospitals?row=0012&column=hospital_name")`,
      B9: `_xlfn.WEBSERVICE(A1&"runs/${id}/hospitals?row=%3DB%26C&column=margin")`,
      B10: 'VALUE(B7)',
    };
    for (const [name, formula] of Object.entries(formulas)) sheet.getCell(name).value = { formula, result: '' };
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const shown = await recalculated(
      soffice!,
      bytes,
      Object.keys(formulas).map((name) => `S!${name}`),
    );
    const text = (name: string) => shown[`S!${name}`]!.text;
    expect(text('B1')).toBe('ES31');
    expect(text('B2')).toBe('1000.00');
    expect(shown['S!B3']!.value).toBe(2000);
    expect(text('B4')).toMatch(/^#错误 病例未入组/);
    // Without errors=text the reason is lost: the cell shows an error of its own.
    expect(shown['S!B5']!.error).not.toBe(0);
    expect(text('B7')).toBe('800000.05');
    expect(shown['S!B10']!.value).toBe(800_000.05);
    expect(text('B8')).toBe('第一医院');
    expect([text('B9'), shown['S!B9']!.error]).toEqual(['', 0]);
    const rows = asked.filter((line) => line.endsWith('/v1/cell/margin'));
    expect(rows.filter((line) => line.startsWith('GET'))).toHaveLength(1);
    expect(rows.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['OPTIONS', 'HEAD', 'GET']));
    await live.close();
  });
});
