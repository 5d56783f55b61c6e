import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

const PATIENT = 'PATIENT-4711';
const cases = [{ case_id: PATIENT, sex: 1, age_years: 66, los_days: 9, dx: ['J18.900', 'J96.000'] }];
const JSON_TYPE = { 'content-type': 'application/json' };

/** Sends bytes and answers everything that comes back. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString('utf8');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('over a real port', () => {
  let server: TestServer;
  let address: string;
  beforeAll(async () => {
    server = await testServer();
    address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => server.close());

  test('fetch groups a case, sees health, and reads a problem', async () => {
    const answer = await fetch(`${address}/v1/group`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ scheme: SCHEME, cases }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ results: [{ case_id: PATIENT, group: 'ES31', status: 'grouped' }] });
    expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ status: 'ok' });
    const wrong = await fetch(`${address}/v1/runs/none`);
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  test('a request under another name, or without one, is refused before its body is read', async () => {
    const port = Number(new URL(address).port);
    const foreign = await raw(port, 'GET /health HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n');
    expect(foreign).toMatch(/^HTTP\/1\.1 403 /);
    expect(foreign).toContain('host_refused');
    const nameless = await raw(port, 'GET /health HTTP/1.0\r\n\r\n');
    expect(nameless).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('broken HTTP ends the connection with 400 and no trace of the program', async () => {
    const answer = await raw(Number(new URL(address).port), 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/\bat |node_modules/);
  });
});

const program = join(packageRoot(), 'dist', 'src', 'cli', 'main.js');
const isBuilt = existsSync(join(packageRoot(), 'dist', 'src', 'api', 'run-thread.js'));
if (!isBuilt) console.log('skipped: the served program needs a build (npm run build)');

describe.skipIf(!isBuilt)('drgdip serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-serve-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Served {
    readonly process: ChildProcess;
    readonly address: string;
    readonly output: () => string;
    readonly ended: Promise<number | null>;
  }

  async function serve(...more: string[]): Promise<Served> {
    const child = spawn(process.execPath, [
      program,
      'serve',
      '--port',
      '0',
      '--data',
      folder,
      '--workers',
      '1',
      '--lang',
      'en',
      '--demo-cases',
      '0',
      ...more,
    ]);
    let output = '';
    const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const address = await new Promise<string>((resolve, reject) => {
      const look = (chunk: Buffer): void => {
        output += chunk.toString('utf8');
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
        if (found) resolve(found[0]);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.on('exit', () => reject(new Error(output)));
    });
    return { process: child, address, output: () => output, ended };
  }

  const submit = async (address: string, body: object): Promise<string> => {
    const answer = await fetch(`${address}/v1/runs`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const stateOf = async (address: string, id: string): Promise<{ state: string; stage: unknown }> =>
    (await (await fetch(`${address}/v1/runs/${id}`)).json()) as { state: string; stage: unknown };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

  test('a run in its own thread finishes while the server answers; the log holds no case; SIGTERM stops a run cleanly', async () => {
    const served = await serve();
    const { address } = served;
    await fetch(`${address}/v1/group?note=${PATIENT}`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ scheme: SCHEME, cases }),
    });
    await fetch(`${address}/v1/group`, { method: 'POST', headers: JSON_TYPE, body: `{"case_id": ${PATIENT}` });
    const small = await submit(address, { kind: 'demo', cases: 1000 });
    let asked = 0;
    while ((await stateOf(address, small)).state !== 'done') {
      asked += 1;
      expect((await stateOf(address, small)).state).not.toBe('failed');
      await pause();
    }
    expect(asked).toBeGreaterThan(2);
    const csv = await (await fetch(`${address}/v1/runs/${small}/tables/fund.csv`)).text();
    expect(csv).toBe(readFileSync(join(folder, 'runs', small, 'fund.csv'), 'utf8'));

    const large = await submit(address, { kind: 'demo', cases: 5_000 });
    await submit(address, { kind: 'demo', cases: 1000 });
    while ((await stateOf(address, large)).stage === null) await pause();
    served.process.kill('SIGTERM');
    expect(await served.ended).toBe(0);
    expect(readdirSync(join(folder, 'runs'))).toEqual([small]);
    expect(served.output()).toContain('"path":"/v1/group"');
    expect(served.output()).not.toContain(PATIENT);
  });

  test('only the loopback address is bound', async () => {
    const served = await serve();
    const own = Object.values(networkInterfaces())
      .flat()
      .find((one) => one !== undefined && one.family === 'IPv4' && !one.internal);
    if (own === undefined) console.log('skipped in part: no address besides loopback');
    else {
      const port = new URL(served.address).port;
      await expect(fetch(`http://${own.address}:${port}/health`)).rejects.toThrow();
    }
    served.process.kill('SIGINT');
    expect(await served.ended).toBe(0);
  });

  test('a port in use is told with what to do, and exit code 1', async () => {
    const served = await serve();
    const port = new URL(served.address).port;
    const second = spawn(process.execPath, [program, 'serve', '--port', port, '--data', folder, '--lang', 'en']);
    let output = '';
    second.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    const code = await new Promise((resolve) => second.on('exit', resolve));
    expect([code, output]).toEqual([1, expect.stringContaining(`port ${port} cannot be used (EADDRINUSE)`)]);
    expect(output).not.toMatch(/\n\s+at /);
    served.process.kill('SIGTERM');
    await served.ended;
  });
});
