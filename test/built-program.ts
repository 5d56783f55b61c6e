import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../src/kernel/package-root.js';

/** Folder of the compiled program: `npm test` builds it first. DRGDIP_DIST names another one. */
const dist = join(packageRoot(), process.env.DRGDIP_DIST ?? 'dist');
const main = join(dist, 'src', 'cli', 'main.js');

/** Address of a compiled module, for tests that start worker threads: a thread cannot load TypeScript. */
export function builtModule(path: string): string {
  return pathToFileURL(join(dist, path)).href;
}

export interface CliResult {
  /** null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the program as a user would, without any language of the surroundings. */
export function startCli(args: readonly string[], options: CliOptions = {}): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, TMPDIR: tmpdir(), DRGDIP_CACHE: join(tmpdir(), 'drgdip-test-cache'), ...options.env };
  return spawn(process.execPath, [main, ...args], { cwd: options.cwd ?? packageRoot(), env });
}

/** Runs the program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return await finished(startCli(args, options));
}

/** What a process printed, and how it ended. */
export async function finished(child: ChildProcess): Promise<CliResult> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}

/** A sentence that a user may see: no line of a stack, no module of ours, nothing unfilled. */
export function isPlainSentence(text: string): boolean {
  return !/\n\s+at |node:internal|\.js:\d+|\{\w+\}|undefined|\[object/.test(text);
}
