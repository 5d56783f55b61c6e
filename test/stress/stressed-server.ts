import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startCli } from '../built-program.js';

/** The program's own server as a process that may be killed or flooded. */
export interface StressedServer {
  readonly process: ChildProcess;
  readonly address: string;
  readonly ended: Promise<void>;
}

/** Variables under which a process writes its heap after a collection to a file, so often. */
export function heapProbe(file: string, milliseconds: number): Readonly<Record<string, string>> {
  const probe = new URL('heap-probe.mjs', import.meta.url).href;
  return { NODE_OPTIONS: `--import ${probe}`, DRGDIP_HEAP_FILE: file, DRGDIP_HEAP_EVERY: String(milliseconds) };
}

/** What the probe wrote so far: bytes, in order of time. */
export const heapSizes = (file: string): readonly number[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number) : [];

/** Starts `drgdip serve` over a data folder, without a demo of its own, and waits until it tells its address. */
export async function serveStressed(
  dataFolder: string,
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<StressedServer> {
  const where = ['--port', '0', '--data', dataFolder, '--workers', '1', '--demo-cases', '0', '--lang', 'en'];
  const child = startCli(['serve', ...where, ...more], { env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    const look = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-10_000);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('exit', () => reject(new Error(output)));
  });
  return { process: child, address, ended };
}

/** Resident bytes of a process; NaN where the system does not tell. */
export function residentOf({ pid }: ChildProcess): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]) * 1024;
}

/** Has a server make a small demo beside what else it is asked; answers the id of the run. */
export async function startDemo({ address }: StressedServer): Promise<string> {
  const response = await fetch(`${address}/v1/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'demo', cases: 2_000, seed: 3 }),
  });
  return ((await response.json()) as { id: string }).id;
}

/** The state in which a run ends, within two minutes. */
export async function runUntilDone({ address }: StressedServer, id: string): Promise<string> {
  let state = '';
  for (let turn = 0; turn < 1_200 && state !== 'done' && state !== 'failed'; turn++) {
    await wait(100);
    ({ state } = (await (await fetch(`${address}/v1/runs/${id}`)).json()) as { state: string });
  }
  return state;
}
