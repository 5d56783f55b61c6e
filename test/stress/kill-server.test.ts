import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { STRESS_SEED, stressSize } from './stress-size.js';
import { type StressedServer, serveStressed } from './stressed-server.js';

const KILLS = Math.max(2, Math.ceil(stressSize('kill', 3) / 2));
const folder = temporaryFolder();
const children: ChildProcess[] = [];
const namesIn = (...place: string[]): string[] => {
  const path = join(folder, ...place);
  return existsSync(path) ? readdirSync(path).sort() : [];
};

async function serve(): Promise<StressedServer> {
  const server = await serveStressed(join(folder, 'data'));
  children.push(server.process);
  return server;
}
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

async function kill(server: StressedServer): Promise<void> {
  server.process.kill('SIGKILL');
  await server.ended;
}

const submit = async (server: StressedServer, seed: number): Promise<string> => {
  const response = await fetch(`${server.address}/v1/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'demo', cases: 1_000, seed }),
  });
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
};
const runOf = async (server: StressedServer, id: string): Promise<{ state: string }> =>
  (await (await fetch(`${server.address}/v1/runs/${id}`)).json()) as { state: string };

async function untilDone(server: StressedServer, id: string): Promise<string> {
  for (;;) {
    const { state } = await runOf(server, id);
    if (state !== 'queued' && state !== 'running') return state;
    await wait(50);
  }
}

let state = STRESS_SEED >>> 0;
function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

describe(`${KILLS} kills of the server in the middle of a job, and as many in the middle of an upload`, () => {
  let took = 0;
  let expected = '';
  beforeAll(async () => {
    mkdirSync(join(folder, 'data'));
    const server = await serve();
    const from = performance.now();
    const id = await submit(server, 1);
    expect(await untilDone(server, id)).toBe('done');
    took = performance.now() - from;
    expected = readFileSync(join(folder, 'data', 'runs', id, 'fund.csv'), 'utf8');
    await fetch(`${server.address}/v1/runs/${id}`, { method: 'DELETE' });
    await kill(server);
  });

  test(
    'the job is not lost: a restart does it anew, with the same figures, and no half result was ever to be seen',
    async () => {
      for (let k = 0; k < KILLS; k++) {
        const first = await serve();
        // The first again, so that its figures are known; under the same identity a finished one would only be told.
        const id = await submit(first, 1);
        await wait(took * draw());
        const at = await runOf(first, id);
        await kill(first);
        const seen = namesIn('data', 'runs').filter((name) => !name.startsWith('.'));
        for (const name of seen) expect(namesIn('data', 'runs', name)).toContain('manifest.json');
        const second = await serve();
        const told = `kill ${k}, then ${at.state}, seed ${STRESS_SEED}`;
        expect(await untilDone(second, id), told).toBe('done');
        const { files } = JSON.parse(readFileSync(join(folder, 'data', 'runs', id, 'manifest.json'), 'utf8'));
        expect(namesIn('data', 'runs', id), told).toEqual(
          [...Object.keys(files), 'manifest.json', 'timings.json'].sort(),
        );
        expect(readFileSync(join(folder, 'data', 'runs', id, 'fund.csv'), 'utf8'), told).toBe(expected);
        expect(
          namesIn('data', 'runs').filter((name) => name.startsWith('.')),
          told,
        ).toEqual([]);
        await fetch(`${second.address}/v1/runs/${id}`, { method: 'DELETE' });
        await kill(second);
      }
    },
    KILLS * 120_000,
  );

  test(
    'half an upload is never listed, and is gone after the restart',
    async () => {
      for (let k = 0; k < KILLS; k++) {
        const first = await serve();
        const { host, port } = new URL(first.address);
        const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="cases.csv"\r\n\r\ncase_id,dx\r\n';
        const head = [
          'POST /v1/uploads HTTP/1.1',
          `Host: ${host}`,
          'Content-Type: multipart/form-data; boundary=b',
          'Content-Length: 5000000',
        ];
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => {});
        socket.write(`${head.join('\r\n')}\r\n\r\n${part}${'A,J18.900\r\n'.repeat(1_000)}`);
        for (let turn = 0; turn < 200 && namesIn('data', 'uploads').length === 0; turn++) await wait(20);
        expect(namesIn('data', 'uploads').every((name) => name.startsWith('.partial-'))).toBe(true);
        await kill(first);
        socket.destroy();
        const second = await serve();
        const list = (await (await fetch(`${second.address}/v1/uploads`)).json()) as { uploads: unknown[] };
        expect(list.uploads).toEqual([]);
        expect(namesIn('data', 'uploads')).toEqual([]);
        await kill(second);
      }
    },
    KILLS * 60_000,
  );
});
