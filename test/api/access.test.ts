import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addKey, KeyRing, parseScopes, readKeyFile, removeKey } from '../../src/api/access/key-file.js';
import { ROUTE_SCOPES, ROUTE_TEXTS } from '../../src/api/route-texts.js';
import { startServer } from '../../src/api/start-server.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'keys.json');
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('the file of keys', () => {
  test('holds a hash, never the key, and only its owner may read it', () => {
    const key = addKey(file, 'reader', ['read']);
    expect(key).toMatch(/^drgdip_[\w-]{43}$/);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(key.slice(7));
    expect(JSON.parse(text)).toMatchObject({ version: 1, keys: [{ name: 'reader', scopes: ['read'] }] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new KeyRing(readKeyFile(file)).find(key)?.name).toBe('reader');
    expect(new KeyRing(readKeyFile(file)).find(`${key}x`)).toBeUndefined();
  });

  test('refuses a second key of one name, a name with a blank, an unknown scope, and a file that is none', () => {
    expect(() => addKey(file, 'reader', ['read'])).toThrow(code('key_name_taken'));
    expect(() => addKey(file, 'two words', ['read'])).toThrow(code('key_name_invalid'));
    expect(() => parseScopes('read,write')).toThrow(code('scope_unknown'));
    expect(parseScopes('upload, read')).toEqual(['read', 'upload']);
    expect(() => removeKey(file, 'nobody')).toThrow(code('key_not_found'));
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"version": 1, "keys": [{"name": "x"}]}');
    expect(() => readKeyFile(bad)).toThrow(code('keys_file_invalid'));
    writeFileSync(bad, 'no json');
    expect(() => readKeyFile(bad)).toThrow(code('keys_file_invalid'));
  });

  test('without keys the server does not listen on the network', async () => {
    const options = { port: 0, workers: 1, dataFolder: folder, language: 'en' as const, requestsAMinute: undefined };
    const keyFile = join(folder, 'none.json');
    await expect(startServer({ ...options, host: '0.0.0.0', keyFile })).rejects.toThrow(code('keys_needed'));
    await expect(startServer({ ...options, host: undefined, keyFile })).rejects.toThrow(code('keys_needed'));
  });
});

describe('a server with keys', () => {
  let server: TestServer;
  let reader: string;
  let clerk: string;
  beforeAll(async () => {
    const path = join(folder, 'served.json');
    reader = addKey(path, 'reader', ['read']);
    clerk = addKey(path, 'clerk', ['read', 'run']);
    server = await testServer({ app: { keys: new KeyRing(readKeyFile(path)) } });
  });
  afterAll(() => server.close());

  const ask = async (url: string, headers: Record<string, string> = {}, body?: object) => {
    const response = await server.app.inject({
      url,
      headers,
      ...(body === undefined ? { method: 'GET' } : { method: 'POST', payload: body }),
    });
    return [
      response.statusCode,
      String(response.headers['content-type']).includes('json') ? response.json().code : undefined,
    ];
  };
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const cases = [{ case_id: 'A', dx: ['J18.900'], sex: 1, age_years: 60 }];

  test('every route but /health and /ready asks for a key; no route is without a scope', async () => {
    const open = Object.entries(ROUTE_SCOPES).filter(([, scope]) => scope === 'open');
    expect(open.map(([route]) => route)).toEqual(expect.arrayContaining(['GET /health', 'GET /ready']));
    expect(Object.keys(ROUTE_SCOPES).sort()).toEqual(Object.keys(ROUTE_TEXTS).sort());
    for (const [route, scope] of Object.entries(ROUTE_SCOPES)) {
      const [method, url] = route.split(' ') as ['GET', string];
      if (scope === 'open') continue;
      const response = await server.app.inject({ method, url: url.replace(/[{}]/g, '') });
      expect([route, response.statusCode, response.json().code]).toEqual([route, 401, 'key_missing']);
      expect(response.headers['www-authenticate']).toContain('Bearer');
    }
    expect((await ask('/health'))[0]).toBe(200);
    expect((await ask('/ready'))[0]).toBe(200);
  });

  test('a key works in both headers under any host name; a wrong one answers 401, and nothing of it is repeated', async () => {
    expect(await ask('/v1/runs', bearer(reader))).toEqual([200, undefined]);
    expect(await ask('/v1/runs', { 'x-api-key': reader, host: 'drg.hospital.example' })).toEqual([200, undefined]);
    const wrong = await server.app.inject({ url: '/v1/runs', headers: bearer('drgdip_guess-4711') });
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'key_unknown']);
    expect(wrong.body).not.toContain('4711');
  });

  test('a key that only reads may stand in the address, one that does more may not', async () => {
    expect(await ask(`/v1/runs?key=${reader}`)).toEqual([200, undefined]);
    expect(await ask(`/v1/runs?key=${clerk}`)).toEqual([403, 'key_in_address']);
    expect(await ask('/v1/runs?key=drgdip_none')).toEqual([401, 'key_unknown']);
  });

  test('read groups but submits no run, and is refused before the body is looked at', async () => {
    expect(await ask('/v1/group', bearer(reader), { scheme: SCHEME, cases })).toEqual([200, undefined]);
    expect(await ask('/v1/runs', bearer(reader), { kind: 'no such kind' })).toEqual([403, 'key_scope']);
    expect(await ask('/v1/runs', bearer(clerk), { kind: 'no such kind' })).toEqual([400, 'request_invalid']);
  });
});

describe('limits', () => {
  test('of 4 requests where 3 a minute are allowed the last answers 429 with when to come again; /health is not counted', async () => {
    const server = await testServer({ app: { requestsAMinute: 3 } });
    const codes: number[] = [];
    for (let index = 0; index < 4; index++) codes.push((await server.app.inject({ url: '/v1/runs' })).statusCode);
    expect(codes).toEqual([200, 200, 200, 429]);
    const refused = await server.app.inject({ url: '/v1/runs' });
    expect(refused.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.app.inject({ url: '/health' })).statusCode).toBe(200);
    await server.close();
  });

  test('wrong keys are counted too: the fourth guess answers 429', async () => {
    const server = await testServer({ app: { requestsAMinute: 3, keys: new KeyRing([]) } });
    const codes: number[] = [];
    for (let index = 0; index < 4; index++) {
      const headers = { authorization: `Bearer guess${index}` };
      codes.push((await server.app.inject({ url: '/v1/runs', headers })).statusCode);
    }
    expect(codes).toEqual([401, 401, 401, 429]);
    await server.close();
  });

  test('a loop that is late sheds requests with 503 and Retry-After; /health still answers', async () => {
    const server = await testServer({ app: { latestTurn: 1 } });
    await server.app.ready();
    const until = performance.now() + 2_500;
    let shed = await server.app.inject({ url: '/v1/runs' });
    while (shed.statusCode === 200 && performance.now() < until) {
      const busy = performance.now() + 150;
      while (performance.now() < busy);
      await new Promise((resolve) => setTimeout(resolve, 1));
      shed = await server.app.inject({ url: '/v1/runs' });
    }
    expect([shed.statusCode, shed.headers['retry-after'], shed.json()]).toMatchObject([
      503,
      expect.stringMatching(/^\d+$/),
      { code: 'under_pressure' },
    ]);
    expect((await server.app.inject({ url: '/health' })).statusCode).toBe(200);
    await server.close();
  });

  test('no other site may read an answer, and browsers are told to run nothing', async () => {
    const server = await testServer();
    const answer = await server.app.inject({ url: '/v1/runs', headers: { origin: 'http://elsewhere.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    const asked = await server.app.inject({
      method: 'OPTIONS',
      url: '/v1/group',
      headers: { origin: 'http://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.statusCode).toBe(404);
    await server.close();
  });

  test('every answer has a request id; a plain one of the caller is kept, another is not', async () => {
    const server = await testServer();
    const id = async (given: string) =>
      (await server.app.inject({ url: '/health', headers: { 'x-request-id': given } })).headers['x-request-id'];
    expect(await id('billing-00042')).toBe('billing-00042');
    expect(await id('a b\u0001c {"x": 1}')).toMatch(/^[0-9a-f-]{36}$/);
    await server.close();
  });

  test('/metrics counts requests by route, never by address, and tells runs by state', async () => {
    const server = await testServer();
    await server.app.inject({ url: '/v1/runs/PATIENT-4711' });
    await server.app.inject({ url: '/v1/runs/PATIENT-4712' });
    await server.app.inject({ url: '/v1/runs/x', method: 'DELETE' });
    await server.app.inject({ url: '/nowhere/PATIENT-4711' });
    const { body, headers } = await server.app.inject({ url: '/metrics' });
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('drgdip_http_requests_total{route="/v1/runs/:id",method="GET",status="404"} 2');
    expect(body).toContain('drgdip_http_requests_total{route="/v1/runs/:id",method="DELETE",status="404"} 1');
    expect(body).toContain('drgdip_http_requests_total{route="none",method="GET",status="404"} 1');
    expect(body).toContain('drgdip_http_request_duration_seconds_bucket{le="+Inf",route="/v1/runs/:id"} 3');
    expect(body).toContain('drgdip_http_request_duration_seconds_count{route="/v1/runs/:id"} 3');
    expect(body).not.toContain('route="/v1/price"');
    expect(body).toContain('drgdip_runs{state="done"} 0');
    // Each line is a comment, a figure, or empty.
    const line = /^(# (HELP|TYPE) .+|[a-z_]+(\{[^{}]*\})? -?\d+(\.\d+)?(e[-+]\d+)?|)$/;
    expect(body.split('\n').filter((one) => !line.test(one))).toEqual([]);
    expect(body).not.toContain('4711');
    await server.close();
  });

  test('/ready answers 503 once the server shuts down, while /health still answers', async () => {
    const server = await testServer();
    expect((await server.app.inject({ url: '/ready' })).json()).toEqual({
      status: 'ready',
      waiting: 0,
      running: 0,
      demo: 'none',
    });
    await server.queue.close();
    const after = await server.app.inject({ url: '/ready' });
    expect([after.statusCode, after.json().code]).toEqual([503, 'shutting_down']);
    expect((await server.app.inject({ url: '/health' })).statusCode).toBe(200);
    await server.close();
  });
});
