import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CalcCell, needsCalc, recalculated } from './libreoffice.js';

const soffice = needsCalc();

// What LibreOffice does with a server of any kind, each line on which the routes for spreadsheets are built: they answer
// OPTIONS and HEAD with 200 (cell.test), never 204 or 308 (spreadsheet-limits.test), bare values (cell.test), whole
// columns as <t><v> (cell.test), and take revisions (spreadsheet.test).
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}
const asked: Asked[] = [];
let underWay = 0;
let mostUnderWay = 0;
const NAMESPACE = '<t xmlns="urn:x"><v>1</v></t>';
const BODIES: Readonly<Record<string, string>> = {
  '/plain': '800',
  '/newline': '800\n',
  '/half': '1/2',
  '/namespace': NAMESPACE,
  '/declared': '\n<?xml version="1.0"?><t><v>1</v></t>',
  '/bare': '<t><v>7</v></t>',
};
/** Status of one method of an address; everything else is 200. */
const REFUSALS: Readonly<Record<string, readonly [string, number]>> = {
  '/options401': ['OPTIONS', 401],
  '/options429': ['OPTIONS', 429],
  '/head503': ['HEAD', 503],
  '/head422': ['HEAD', 422],
};

function listen(): Promise<Server> {
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers });
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    const path = url.split('?')[0]!;
    const [refusedMethod, status] = REFUSALS[path] ?? ['', 200];
    const send = (code: number, more: Record<string, string> = {}) => {
      underWay -= 1;
      response.writeHead(code, { 'content-type': 'text/plain', ...more });
      response.end(method === 'GET' ? (BODIES[path] ?? 'here') : '');
    };
    if (method === refusedMethod) send(status);
    else if (path === '/r308') send(308, { location: '/plain' });
    else if (path === '/r302') send(302, { location: '/plain' });
    else if (path === '/empty204') send(204);
    else if (path.startsWith('/slow')) setTimeout(() => send(200), 150);
    else send(200);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

describe.skipIf(soffice === undefined)('LibreOffice with any server', () => {
  let server: Server;
  let shown: Readonly<Record<string, CalcCell>>;
  const cell = (name: string): CalcCell => shown[`S!${name}`]!;
  const methodsOf = (path: string): string[] =>
    asked.filter(({ url }) => url.split('?')[0] === path).map(({ method }) => method);

  beforeAll(async () => {
    server = await listen();
    const { port } = server.address() as AddressInfo;
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('S');
    sheet.getCell('A1').value = `http://127.0.0.1:${port}/`;
    const ask = (rest: string) => `_xlfn.WEBSERVICE(A1&"${rest}")`;
    const formulas: Record<string, string> = {
      B1: ask('plain'),
      B2: 'SUM(B1:B1)',
      B3: 'VALUE(B1)',
      B4: ask('newline'),
      B5: 'B4*2',
      B6: ask('half'),
      B7: 'B6*1',
      C1: ask('options401'),
      C2: ask('options429'),
      C3: ask('head503'),
      C4: ask('head422'),
      C5: ask('r308'),
      C6: ask('r302?a=1'),
      C7: ask('empty204'),
      D1: ask('slow1'),
      D2: ask('slow2'),
      D3: ask('slow3'),
      E1: '_xlfn.WEBSERVICE(A1&"code?dx="&_xlfn.ENCODEURL("J18.900|I10"))',
      E2: ask('hash#part'),
      E3: `_xlfn.WEBSERVICE("http://user:password@127.0.0.1:${port}/secret")`,
      F1: '_xlfn.FILTERXML(_xlfn.WEBSERVICE(A1&"namespace"),"//v")',
      F2: '_xlfn.FILTERXML(_xlfn.WEBSERVICE(A1&"declared"),"//v")',
      F3: '_xlfn.FILTERXML(_xlfn.WEBSERVICE(A1&"bare"),"//v")',
      F4: 'IMPORTDATA(A1&"plain")',
    };
    for (const [name, formula] of Object.entries(formulas)) sheet.getCell(name).value = { formula, result: '' };
    const cells = Object.keys(formulas).map((name) => `S!${name}`);
    shown = await recalculated(soffice!, Buffer.from(await book.xlsx.writeBuffer()), cells);
  }, 120_000);
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );

  test('a cell is text: SUM of 800 is 0, VALUE of it 800; a line end behind it makes *2 an error; 1/2 counts as a date', () => {
    expect([cell('B1').text, cell('B2').value, cell('B3').value]).toEqual(['800', 0, 800]);
    expect(cell('B5').error).not.toBe(0);
    expect(cell('B7').value).toBeGreaterThan(40_000);
  });

  test('it asks OPTIONS, HEAD, GET; where OPTIONS answers 401 or 429, or HEAD 503 or 422, GET never comes', () => {
    expect(new Set(methodsOf('/bare'))).toEqual(new Set(['OPTIONS', 'HEAD', 'GET']));
    for (const path of ['/options401', '/options429', '/head503', '/head422']) {
      expect(methodsOf(path).length, path).toBeGreaterThan(0);
      expect(methodsOf(path), path).not.toContain('GET');
    }
    for (const name of ['C1', 'C2', 'C3', 'C4']) expect(cell(name).error, name).not.toBe(0);
  });

  test('302 is followed, 308 is not; 204 is an empty cell', () => {
    expect(cell('C6').text).toBe('800');
    expect(cell('C5').text).not.toBe('800');
    expect([cell('C7').text, cell('C7').error]).toEqual(['', 0]);
  });

  test('recalculating all does not ask again, and no If-None-Match is ever sent', () => {
    expect(methodsOf('/slow1').filter((method) => method === 'GET')).toHaveLength(1);
    expect(asked.filter(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([]);
  });

  test('one request at a time: of three addresses that take 150 ms each, never two are under way', () => {
    expect(['/slow1', '/slow2', '/slow3'].every((path) => methodsOf(path).includes('GET'))).toBe(true);
    expect(mostUnderWay).toBe(1);
  });

  test('ENCODEURL escapes the full stop, # is cut off, and an address with user and password is not asked', () => {
    const { url } = asked.find((one) => one.method === 'GET' && one.url.startsWith('/code'))!;
    expect(url.toLowerCase()).toBe('/code?dx=j18%2e900%7ci10');
    expect(methodsOf('/hash')).toContain('GET');
    expect(asked.some((one) => one.url.includes('part'))).toBe(false);
    expect(asked.some((one) => one.url.includes('secret'))).toBe(false);
    expect(cell('E3').error).not.toBe(0);
  });

  test('FILTERXML fails on a default namespace and on a line end before the declaration, and IMPORTDATA is no function', () => {
    expect(cell('F1').error).toBe(32_767);
    expect(cell('F2').error).not.toBe(0);
    expect(cell('F3').text).toBe('7');
    expect(cell('F4').error).toBe(525);
  });
});
