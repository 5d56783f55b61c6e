import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_TEXTS } from '../../src/api/route-texts.js';
import { OUTSIDE_PROGRAM } from '../needs-program.js';
import { needsCalc, recalculated } from './libreoffice.js';
import { HOSPITALS } from './table-fixture.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

/** The longest address that LibreOffice takes as one literal; Excel and WPS stop at 2,048 whatever it is made of. */
const LONGEST_LITERAL = 1_022;
const LONGEST_ADDRESS = 2_048;

let server: TestServer;
let address: string;
let run: string;
beforeAll(async () => {
  server = await testServer({
    queue: { work: async () => ({ manifest: { files: {}, scheme: { id: SCHEME } } as never, tables: [HOSPITALS] }) },
  });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  run = server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' }).id;
  await server.queue.idle();
});
afterAll(() => server.close());

test('no route for spreadsheets answers 204 or 308, also where the value is empty or the address ends in a slash', async () => {
  const urls = Object.keys(ROUTE_TEXTS)
    .filter((route) => /^GET .*(cell|tables|workbook|powerquery)/.test(route))
    .flatMap((route) => {
      const path = route
        .slice(4)
        .replace('{id}', run)
        .replace('{table}', 'hospitals')
        .replace('{file}', 'hospitals.csv')
        .replace('{figure}', 'group');
      return [path, `${path}/`, `${path}?errors=text`, `${path}?row=%3DB%26C&column=margin`];
    });
  expect(urls.length).toBeGreaterThan(20);
  for (const url of urls) {
    for (const method of ['OPTIONS', 'HEAD', 'GET'] as const) {
      const { statusCode } = await server.app.inject({ method, url, headers: { host: new URL(address).host } });
      expect([204, 308], `${method} ${url}`).not.toContain(statusCode);
    }
  }
  const empty = await server.app.inject({ url: `/v1/cell/runs/${run}/hospitals?row=%3DB%26C&column=margin` });
  expect([empty.statusCode, empty.body]).toEqual([200, '']);
});

test('every address of the live workbook stays under 2,048 characters, and no literal in a formula over 1,022', async () => {
  const { rawPayload } = await server.app.inject({
    url: `/v1/runs/${run}/workbook.xlsx?live=1&lang=zh`,
    headers: { host: new URL(address).host },
  });
  const book = new exceljs.Workbook();
  await book.xlsx.load(rawPayload as never);
  let asked = 0;
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell({ includeEmpty: false }, ({ formula }) => {
        if (!formula?.includes('WEBSERVICE')) return;
        asked += 1;
        const literals = [...formula.matchAll(/"([^"]*)"/g)].map(([, text]) => text!);
        for (const literal of literals) expect(literal.length).toBeLessThanOrEqual(LONGEST_LITERAL);
        // Sixty codes of diagnoses and a key of the usual length stand where cells are.
        const cells = address.length + run.length + 60 * 11 + 60;
        expect(literals.join('').length + cells).toBeLessThan(LONGEST_ADDRESS);
      });
    });
  }
  expect(asked).toBeGreaterThan(10);
});

test('a case of 40 diagnoses and 40 procedures fits an address of 2,048 characters, escaped', async () => {
  const codes = Array.from({ length: 40 }, () => 'J18.900').join('%7C');
  const procedures = Array.from({ length: 40 }, () => '47.0100').join('%7C');
  const url = `/v1/cell/group?errors=text&scheme=${SCHEME}&sex=1&age_years=66&dx=${codes}&px=${procedures}`;
  expect(url.length + address.length).toBeLessThan(LONGEST_ADDRESS);
  expect((await server.app.inject({ url })).statusCode).toBe(200);
});

const soffice = needsCalc();
describe.skipIf(soffice === undefined)('LibreOffice', OUTSIDE_PROGRAM, () => {
  test('takes a literal address of 1,022 characters and not one of 1,023; built from cells 1,900 work', async () => {
    const start = `${address}/v1/cell/group?scheme=${SCHEME}&sex=1&age_years=66&dx=J18.900&rev=`;
    const padded = (length: number): string => start + '1'.repeat(length - start.length);
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('S');
    sheet.getCell('A1').value = padded(1_900).slice(0, 1_000);
    sheet.getCell('A2').value = padded(1_900).slice(1_000);
    const formulas = {
      B1: `_xlfn.WEBSERVICE("${padded(LONGEST_LITERAL)}")`,
      B2: `_xlfn.WEBSERVICE("${padded(LONGEST_LITERAL + 1)}")`,
      B3: '_xlfn.WEBSERVICE(A1&A2)',
    };
    for (const [name, formula] of Object.entries(formulas)) sheet.getCell(name).value = { formula, result: '' };
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const shown = await recalculated(soffice!, bytes, ['S!B1', 'S!B2', 'S!B3']);
    expect(shown['S!B1']!.text).toMatch(/^ES/);
    expect(shown['S!B3']!.text).toBe(shown['S!B1']!.text);
    expect(shown['S!B2']!.text).not.toBe(shown['S!B1']!.text);
  });
});
