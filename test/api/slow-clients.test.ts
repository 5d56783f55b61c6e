import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCHEME, type TestServer, testServer } from './test-app.js';

let server: TestServer;
let address: URL;
beforeAll(async () => {
  server = await testServer({ queue: { work: async () => ({ manifest: {} as never, tables: [] }) } });
  address = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }));
});
afterAll(() => server.close());

const group = () =>
  fetch(new URL('/v1/group', address), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scheme: SCHEME, cases: [{ case_id: 'A', dx: ['J18.900'] }] }),
  });

test('100 clients that stop in the middle of a body, and 20 that never read events, hold nobody: groups and runs go on', async () => {
  const sockets: Socket[] = [];
  const open = (head: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(address.port), '127.0.0.1', () => socket.write(head, () => resolve()));
      socket.on('error', reject);
      sockets.push(socket);
    });
  const first = server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' });
  const host = `Host: ${address.host}\r\n`;
  for (let k = 0; k < 100; k++) {
    const body = `POST /v1/price HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"policy":`;
    await open(body);
  }
  for (let k = 0; k < 20; k++) {
    await open(`GET /v1/runs/${first.id}/events HTTP/1.1\r\n${host}\r\n`);
    sockets.at(-1)!.pause();
  }
  const answers = await Promise.all(Array.from({ length: 20 }, group));
  expect(answers.map(({ status }) => status)).toEqual(new Array(20).fill(200));
  const second = server.queue.submit({ kind: 'demo', cases: 1000, seed: 2, reforms: [], language: 'en' });
  await server.queue.idle();
  expect([first.state, second.state]).toEqual(['done', 'done']);
  // A request that does not come whole is ended by the server in the end.
  expect(server.app.server.requestTimeout).toBe(600_000);
  for (const socket of sockets) socket.destroy();
});
