import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsProgram, OUTSIDE_PROGRAM } from '../needs-program.js';
import { type CalcCell, needsCalc, recalculated } from './libreoffice.js';

const soffice = needsCalc();
const openssl = needsProgram('openssl');

// What LibreOffice does with a server of any kind, each line on which the routes for spreadsheets are built: they answer
// OPTIONS and HEAD with 200 (cell.test), never 204 or 308 (spreadsheet-limits.test), bare values (cell.test), whole
// columns as <t><v> (cell.test), and take revisions (spreadsheet.test).
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds. */
  readonly at: number;
}
const asked: Asked[] = [];
let underWay = 0;
let mostUnderWay = 0;
const NAMESPACE = '<t xmlns="urn:x"><v>1</v></t>';
const BODIES: Readonly<Record<string, string>> = {
  '/plain': '800',
  '/newline': '800\n',
  '/half': '1/2',
  '/true': 'true',
  '/namespace': NAMESPACE,
  '/declared': '\n<?xml version="1.0"?><t><v>1</v></t>',
  '/bare': '<t><v>7</v></t>',
};
/** Status of one method of an address, or of every; everything else is 200. */
const REFUSALS: Readonly<Record<string, readonly [string, number]>> = {
  '/options401': ['OPTIONS', 401],
  '/options429': ['OPTIONS', 429],
  '/options400': ['OPTIONS', 400],
  '/options403': ['OPTIONS', 403],
  '/head400': ['HEAD', 400],
  '/head403': ['HEAD', 403],
  '/head503': ['HEAD', 503],
  '/head422': ['HEAD', 422],
  '/gone404': ['every', 404],
  '/gone422': ['every', 422],
  '/gone401': ['every', 401],
};

/** Characters of an address: built from cells, and written out in a formula. */
const LONGEST_BUILT = 65_000;
const LONGEST_LITERAL = 1_022;

function listen(): Promise<Server> {
  const server = createServer({ maxHeaderSize: 3 * LONGEST_BUILT }, (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, at: performance.now() });
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    const path = url.split('?')[0]!;
    const [refusedMethod, status] = REFUSALS[path] ?? ['', 200];
    const send = (code: number, more: Record<string, string> = {}) => {
      underWay -= 1;
      response.writeHead(code, { 'content-type': 'text/plain', ...more });
      response.end(method === 'GET' ? (BODIES[path] ?? 'here') : '');
    };
    if (refusedMethod === 'every' || method === refusedMethod) send(status);
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

/** A server of https by a certificate that nobody else has signed; undefined without the program that makes one. */
async function listenSecurely(): Promise<Server | undefined> {
  if (openssl === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-tls-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  spawnSync(openssl, [...request, '-keyout', key, '-out', cert]);
  const server = createSecureServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    ({ method, url, headers }, response) => {
      asked.push({ method: method ?? '', url: url ?? '', headers, at: performance.now() });
      response.end('here');
    },
  );
  rmSync(folder, { recursive: true });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

const closed = (server: Server | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (server === undefined) return resolve();
    server.closeAllConnections();
    server.close(() => resolve());
  });

/** Answers of a workbook of one sheet with these formulas; A1 is the server's address. */
async function sheetOf(
  port: number,
  formulas: Readonly<Record<string, string>>,
  pauses: readonly number[] = [],
): Promise<Readonly<Record<string, CalcCell>>> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('S');
  sheet.getCell('A1').value = `http://127.0.0.1:${port}/`;
  for (const [name, formula] of Object.entries(formulas)) sheet.getCell(name).value = { formula, result: '' };
  const cells = Object.keys(formulas).map((name) => `S!${name}`);
  return await recalculated(soffice!, Buffer.from(await book.xlsx.writeBuffer()), cells, pauses);
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const ask = (rest: string): string => `_xlfn.WEBSERVICE(A1&"${rest}")`;

describe.skipIf(soffice === undefined)('LibreOffice with any server', OUTSIDE_PROGRAM, () => {
  let server: Server;
  let secure: Server | undefined;
  let shown: Readonly<Record<string, CalcCell>>;
  const cell = (name: string): CalcCell => shown[`S!${name}`]!;
  const methodsOf = (path: string): string[] =>
    asked.filter(({ url }) => url.split('?')[0] === path).map(({ method }) => method);

  beforeAll(async () => {
    server = await listen();
    secure = await listenSecurely();
    const port = portOf(server);
    shown = await sheetOf(port, {
      B1: ask('plain'),
      B2: 'SUM(B1:B1)',
      B3: 'VALUE(B1)',
      B4: ask('newline'),
      B5: 'B4*2',
      B6: ask('half'),
      B7: 'B6*1',
      B8: ask('true'),
      B9: 'B8*1',
      C1: ask('options401'),
      C2: ask('options429'),
      C3: ask('head503'),
      C4: ask('head422'),
      C5: ask('r308'),
      C6: ask('r302?a=1'),
      C7: ask('empty204'),
      C8: ask('options400'),
      C9: ask('options403'),
      C10: ask('head400'),
      C11: ask('head403'),
      D1: ask('slow1'),
      D2: ask('slow2'),
      D3: ask('slow3'),
      E1: '_xlfn.WEBSERVICE(A1&"code?dx="&_xlfn.ENCODEURL("J18.900|I10"))',
      E2: ask('hash#part'),
      E3: `_xlfn.WEBSERVICE("http://user:password@127.0.0.1:${port}/secret")`,
      E4: `_xlfn.WEBSERVICE(A1&"built?a="&REPT("x",${LONGEST_BUILT}-LEN(A1)-8))`,
      E5: `_xlfn.WEBSERVICE("http://127.0.0.1:${port}/literal?a=${'x'.repeat(LONGEST_LITERAL)}")`,
      F1: '_xlfn.FILTERXML(_xlfn.WEBSERVICE(A1&"namespace"),"//v")',
      F2: '_xlfn.FILTERXML(_xlfn.WEBSERVICE(A1&"declared"),"//v")',
      F3: '_xlfn.FILTERXML(_xlfn.WEBSERVICE(A1&"bare"),"//v")',
      F4: 'IMPORTDATA(A1&"plain")',
      ...(secure === undefined ? {} : { E6: `_xlfn.WEBSERVICE("https://127.0.0.1:${portOf(secure)}/signed")` }),
    });
  });
  afterAll(async () => {
    await closed(server);
    await closed(secure);
  });

  test('a cell is text: SUM of 800 is 0, VALUE of it 800; a line end behind it makes *2 an error; 1/2 counts as a date, true as 1', () => {
    expect([cell('B1').text, cell('B2').value, cell('B3').value]).toEqual(['800', 0, 800]);
    expect(cell('B5').error).not.toBe(0);
    expect(cell('B7').value).toBeGreaterThan(40_000);
    expect([cell('B8').text, cell('B9').value]).toEqual(['true', 1]);
  });

  test('it asks OPTIONS, HEAD, GET; where OPTIONS answers 400, 401 or 429, or HEAD 400, 403, 422 or 503, GET never comes', () => {
    expect(new Set(methodsOf('/bare'))).toEqual(new Set(['OPTIONS', 'HEAD', 'GET']));
    for (const path of Object.keys(REFUSALS).filter(
      (name) => /^\/(options|head)/.test(name) && name !== '/options403',
    )) {
      expect(methodsOf(path).length, path).toBeGreaterThan(0);
      expect(methodsOf(path), path).not.toContain('GET');
    }
    for (const name of ['C1', 'C2', 'C3', 'C4', 'C8', 'C10', 'C11']) expect(cell(name).error, name).not.toBe(0);
    // The one refusal of OPTIONS that it goes past.
    expect([cell('C9').text, methodsOf('/options403')]).toEqual(['here', ['OPTIONS', 'HEAD', 'GET']]);
  });

  test('an address that answered 404 or 422 is not asked in the next 15 s, even when the workbook is opened anew; 401 is', async () => {
    const from = asked.length;
    await sheetOf(portOf(server), { B1: ask('gone404'), B2: ask('gone422'), B3: ask('gone401') }, [0.5, 16]);
    const times = (path: string): number[] => asked.slice(from).flatMap(({ url, at }) => (url === path ? [at] : []));
    const openings = (path: string): number =>
      times(path).filter((at, k, all) => k === 0 || at - all[k - 1]! > 250).length;
    expect(openings('/gone401')).toBe(3);
    for (const path of ['/gone404', '/gone422']) {
      expect(openings(path), path).toBe(2);
      expect(times(path).at(-1)! - times(path)[0]!, path).toBeGreaterThan(15_000);
    }
  });

  test('an address of 65,000 characters that cells build is asked whole; of one written out, 1,022 at most', () => {
    expect(cell('E4').text).toBe('here');
    const built = asked.filter(({ url }) => url.startsWith('/built'));
    expect(built.map(({ url }) => `http://127.0.0.1:${portOf(server)}${url}`.length)).toEqual([65_000, 65_000, 65_000]);
    expect(cell('E5').error).not.toBe(0);
    expect(asked.some(({ url }) => url.startsWith('/literal'))).toBe(false);
  });

  test.skipIf(openssl === undefined)(
    'https by a certificate of its own making is #VALUE!, and no request arrives',
    () => {
      expect(cell('E6').text).toBe('#VALUE!');
      expect(asked.some(({ url }) => url === '/signed')).toBe(false);
    },
  );

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
