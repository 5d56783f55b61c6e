import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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
