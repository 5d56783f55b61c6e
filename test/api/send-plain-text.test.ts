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

test.each([
  ['ASCII', '{"group":"ES21"}'],
  ['Chinese', '{"group":"肺炎"}'],
  ['of one byte beyond ASCII', '{"group":"µé"}'],
])('a text that is %s arrives as it was', async (_, text) => {
  const app = Fastify();
  app.post('/', (_request, reply) => sendPlainText(reply, text));
  try {
    const { headers, bytes } = await posted(await app.listen({ host: '127.0.0.1', port: 0 }), '{}');
    expect(bytes.toString()).toBe(text);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  } finally {
    await app.close();
  }
});
