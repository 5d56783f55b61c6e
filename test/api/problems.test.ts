import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCHEME, type TestServer, testServer } from './test-app.js';

interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly path?: string;
  readonly remedy: { readonly zh: string; readonly en: string };
  readonly fields?: readonly { readonly path: string; readonly zh: string; readonly en: string }[];
}

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ app: { bodyLimit: 4096 } });
});
afterAll(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const group = (payload: object) => ({ method: 'POST' as const, url: '/v1/group', payload });

async function problem(request: object): Promise<Problem> {
  const response = await server.app.inject(request);
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const body = response.json<Problem>();
  expect(body.status).toBe(response.statusCode);
  expect(body.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(body.en).not.toMatch(/[\u4e00-\u9fff]/);
  for (const language of ['zh', 'en'] as const) {
    expect(body.remedy[language].length).toBeGreaterThan(5);
    expect(body[language].replaceAll('\n', ' ')).toContain(body.remedy[language].replaceAll('\n', ' '));
  }
  expect(response.body).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b/);
  return body;
}

describe('problems', () => {
  test.each([
    [
      'broken JSON',
      { method: 'POST', url: '/v1/group', headers: JSON_TYPE, payload: '{"scheme": "x"' },
      400,
      'body_not_json',
    ],
    [
      'JSON that is no object',
      { method: 'POST', url: '/v1/group', headers: JSON_TYPE, payload: '[1]' },
      400,
      'request_invalid',
    ],
    [
      'a key that reaches into objects',
      { method: 'POST', url: '/v1/group', headers: JSON_TYPE, payload: '{"__proto__": {}}' },
      400,
      'body_not_json',
    ],
    ['an empty body', { method: 'POST', url: '/v1/group', headers: JSON_TYPE }, 400, 'body_missing'],
    ['no body and no type', { method: 'POST', url: '/v1/group' }, 400, 'body_missing'],
    [
      'a text body',
      { method: 'POST', url: '/v1/group', headers: { 'content-type': 'text/plain' }, payload: '{}' },
      415,
      'media_type',
    ],
    [
      'a form',
      {
        method: 'POST',
        url: '/v1/runs',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'a=1',
      },
      415,
      'media_type',
    ],
    [
      'a body over the limit',
      group({ scheme: SCHEME, cases: [{ case_id: 'x'.repeat(5000), dx: '' }] }),
      413,
      'body_too_large',
    ],
    ['an unknown route', { url: '/v2/group?case_id=secret' }, 404, 'route_not_found'],
    ['a wrong method', { url: '/v1/group' }, 405, 'method_not_taken'],
    ['an address with broken escapes', { url: '/v1/runs/%zz' }, 400, 'request_refused'],
    ['an id that is too long', { url: `/v1/runs/${'a'.repeat(90)}` }, 400, 'request_invalid'],
    ['an id that is far too long', { url: `/v1/runs/${'a'.repeat(3000)}` }, 400, 'request_refused'],
    ['an unknown scheme', group({ scheme: 'no-such', cases: [{ case_id: 'A' }] }), 404, 'scheme_not_shipped'],
    [
      'a folder as scheme',
      group({ scheme: `groupers/${SCHEME}`, cases: [{ case_id: 'A' }] }),
      404,
      'scheme_not_shipped',
    ],
    ['a foreign host', { url: '/health', headers: { host: 'rebound.example:8010' } }, 403, 'host_refused'],
    ['a host that begins like ours', { url: '/health', headers: { host: '127.0.0.1.example' } }, 403, 'host_refused'],
  ])('%s', async (_, request, status, code) => {
    expect(await problem(request)).toMatchObject({ status, code });
  });

  test.each(['localhost:8010', '127.0.0.1', '127.8.9.10:1', '[::1]:8010', 'LOCALHOST'])(
    'Host %s is this machine',
    async (host) => {
      expect((await server.app.inject({ url: '/health', headers: { host } })).statusCode).toBe(200);
    },
  );

  test.each<[string, object, string, string]>([
    ['no scheme', { cases: [{ case_id: 'A' }] }, '/scheme', 'expected string'],
    ['a scheme that is a number', { scheme: 2, cases: [{ case_id: 'A' }] }, '/scheme', 'expected string'],
    ['no cases', { scheme: SCHEME }, '/cases', 'expected array'],
    ['empty cases', { scheme: SCHEME, cases: [] }, '/cases', '>=1'],
    ['one case that is no object', { scheme: SCHEME, cases: [{ case_id: 'A' }, 'B'] }, '/cases/1', 'expected object'],
    [
      'a code that is a number',
      { scheme: SCHEME, cases: [{ case_id: 'A', dx: 47 }] },
      '/cases/0/dx',
      'expected array or string or null',
    ],
    [
      'a code in a list that is a number',
      { scheme: SCHEME, cases: [{ case_id: 'A', dx: ['I10', 47.01] }] },
      '/cases/0/dx/1',
      'expected string',
    ],
    [
      'an age that is an object',
      { scheme: SCHEME, cases: [{ case_id: 'A', age_years: {} }] },
      '/cases/0/age_years',
      'expected number or string or null',
    ],
    ['an id with a fraction', { scheme: SCHEME, cases: [{ case_id: 1.5 }] }, '/cases/0/case_id', 'expected'],
    ['an id past exact numbers', { scheme: SCHEME, cases: [{ case_id: 2 ** 60 }] }, '/cases/0/case_id', 'expected'],
    ['an unknown field', { scheme: SCHEME, cases: [{ case_id: 'A' }], explian: true }, '/explian', 'is not known'],
    [
      'an unknown switch',
      { scheme: SCHEME, cases: [{ case_id: 'A' }], options: { qy: 1 } },
      '/options/qy',
      'is not known',
    ],
    [
      'a wrong switch',
      { scheme: SCHEME, cases: [{ case_id: 'A' }], options: { missing: 'x' } },
      '/options/missing',
      'strict',
    ],
  ])('%s is told with its place', async (_, body, path, words) => {
    const answer = await problem(group(body));
    expect(answer).toMatchObject({ status: 400, code: 'request_invalid', path });
    expect(answer.fields![0]!.path).toBe(path);
    expect(answer.fields![0]!.en).toContain(words);
    expect(answer.fields![0]!.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(answer.en).toContain(path);
  });

  test.each<[string, object, string]>([
    ['an unknown kind', { kind: 'unknown' }, '/kind'],
    ['no files', { kind: 'settle', files: [], policy: 'demo-region' }, '/files'],
    ['too few cases', { kind: 'demo', cases: 999 }, '/cases'],
    ['too many cases', { kind: 'demo', cases: 5_000_001 }, '/cases'],
    ['a seed below zero', { kind: 'demo', seed: -1 }, '/seed'],
    [
      'a patch without a change',
      { kind: 'demo', reforms: [{ id: 'a', title: { zh: '甲', en: 'a' }, patches: [{ path: 'rate' }] }] },
      '/reforms/0/patches/0',
    ],
    [
      'a scale that is a text',
      { kind: 'demo', reforms: [{ id: 'a', title: { zh: '甲', en: 'a' }, patches: [{ path: 'rate', scale: '1' }] }] },
      '/reforms/0/patches/0/scale',
    ],
    ['a reform without a title', { kind: 'demo', reforms: [{ id: 'a', patches: [] }] }, '/reforms/0/title'],
    ['a folder to write to', { kind: 'demo', out: '/tmp/x' }, '/out'],
  ])('a run with %s is told with its place', async (_, body, path) => {
    const answer = await problem({ method: 'POST', url: '/v1/runs', payload: body });
    expect(answer).toMatchObject({ status: 400, code: 'request_invalid', path });
    expect(answer.fields![0]!.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  test('of 30 wrong cases the first 20 are told, all are counted, and no value is repeated', async () => {
    const cases = Array.from({ length: 30 }, () => ({ case_id: 'A', dx: { name: 'PATIENT' } }));
    const answer = await problem(group({ scheme: SCHEME, cases }));
    expect(answer.fields).toHaveLength(20);
    expect(answer.en).toContain('30 problem(s)');
    expect(JSON.stringify(answer)).not.toContain('PATIENT');
  });

  test('broken JSON is not quoted back: it may hold a patient’s data', async () => {
    const answer = await problem({
      method: 'POST',
      url: '/v1/group',
      headers: JSON_TYPE,
      payload: '{"case_id": PATIENT}',
    });
    expect(JSON.stringify(answer)).not.toContain('PATIENT');
  });

  test('the title follows Accept-Language', async () => {
    const request = { url: '/nope', headers: { 'accept-language': 'zh-CN,zh;q=0.9' } };
    const answer = await problem(request);
    expect(answer.title).toBe(answer.zh);
    expect((await problem({ url: '/nope' })).title).toMatch(/^there is no GET \/nope/);
  });
});
