import { request } from 'node:http';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendPlainText } from '../../src/api/send-plain-text.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ app: { requestsAMinute: 50 } });
});
afterAll(() => server.close());

const BODY = JSON.stringify({ scheme: SCHEME, cases: [{ case_id: 'A1', dx: ['J18.900'], sex: 1, age_years: 60 }] });

interface Received {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/** By a socket: an injected request is never written as bytes. */
function posted(address: string, body: string): Promise<Received> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-request-id': 'billing-00042' };
    const asked = request(address, { method: 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

test('an answer written at once carries the headers of every other, its length in bytes, and is counted', async () => {
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { status, headers, bytes } = await posted(`${address}/v1/group`, BODY);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(bytes.length),
    'x-request-id': 'billing-00042',
    'x-content-type-options': 'nosniff',
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': '49',
  });
  expect(JSON.parse(bytes.toString()).results).toMatchObject([{ case_id: 'A1', status: 'grouped' }]);
  const { body } = await server.app.inject({ url: '/metrics' });
  expect(body).toContain('drgdip_http_requests_total{route="/v1/group",method="POST",status="200"} 1\n');
  expect(body).toContain('drgdip_http_request_duration_seconds_count{route="/v1/group"} 1\n');
});

test('answers of the ordinary way, refused ones too, are counted once each beside those written at once', async () => {
  const own = await testServer();
  try {
    const group = (payload: object) => own.app.inject({ method: 'POST', url: '/v1/group', payload });
    const one = { case_id: 'A1', dx: ['J18.900'], sex: 1, age_years: 60 };
    const statuses = [
      await group({ scheme: SCHEME, cases: [one] }),
      await group({ scheme: SCHEME, cases: [{ ...one, age_days: '' }] }),
      await group({ scheme: SCHEME, cases: [] }),
      await group({ scheme: 'no-such', cases: [one] }),
      await own.app.inject({ method: 'POST', url: '/v1/group', payload: '{', headers: { 'content-type': 'text/csv' } }),
    ].map(({ statusCode }) => statusCode);
    expect(statuses).toEqual([200, 200, 400, 404, 415]);
    const { body } = await own.app.inject({ url: '/metrics' });
    const counted = body.split('\n').filter((line) => line.startsWith('drgdip_http_requests_total{route="/v1/group"'));
    expect(counted.map((line) => line.replace(/.*status=/, '')).sort()).toEqual([
      '"200"} 2',
      '"400"} 1',
      '"404"} 1',
      '"415"} 1',
    ]);
    expect(body).toContain('drgdip_http_request_duration_seconds_count{route="/v1/group"} 5\n');
  } finally {
    await own.close();
  }
});

test('a text of ASCII arrives as it was, with its length', async () => {
  const app = Fastify();
  const text = '{"group":"ES21","reason":""}';
  app.post('/', (_request, reply) => sendPlainText(reply, text));
  try {
    const { headers, bytes } = await posted(await app.listen({ host: '127.0.0.1', port: 0 }), '{}');
    expect(bytes.toString()).toBe(text);
    expect(headers['content-length']).toBe('28');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  } finally {
    await app.close();
  }
});
