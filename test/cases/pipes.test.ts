import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { EngineError } from '../../src/kernel/errors.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const pipe = join(folder, 'pipe.csv');
const MAKE_PIPE = 'mkfifo';
/** Nobody ever writes to it: whoever reads it waits for ever. */
const hasPipe = spawnSync(MAKE_PIPE, [pipe]).status === 0;
const crosswalk = join(folder, 'crosswalk.yaml');
writeFileSync(crosswalk, 'crosswalk: {diagnoses: pipe.csv}\n');
const CASES = ['--in', join(packageRoot(), 'examples/plain-standard/cases.csv')];
const SETTLE = ['settle', '--policy', 'example-standard-8000', '--out', join(folder, 'out')];

// A reader that waits would block this thread past any limit: something is written after a while, so that it fails instead.
const rescue = hasPipe ? spawn('sh', ['-c', `sleep 15; while :; do echo x > '${pipe}'; done`]) : undefined;
afterAll(() => {
  rescue?.kill();
});

afterEach(() => {
  process.exitCode = undefined;
});

async function run(args: readonly string[]): Promise<string> {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await (await createProgram('en')).parseAsync(['node', 'drgdip', ...args, '--quiet', '--workers', '0']);
    return printed;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return error.text('en');
  } finally {
    write.mockRestore();
  }
}

describe.skipIf(!hasPipe)('a pipe that nobody writes to is refused with what to do, and never waited for', () => {
  test.each([
    ['as cases', ['check', '--in', pipe]],
    ['as a ledger', ['check', '--in', pipe, '--as', 'ledger']],
    ['for a profile to be guessed', ['profile', '--in', pipe]],
    ['as a profile', ['check', ...CASES, '--profile', pipe]],
    ['as a crosswalk', ['check', ...CASES, '--profile', crosswalk]],
    ['as cases to group', ['group', '--scheme', 'chs-drg-2.0', '--in', pipe, '--out', join(folder, 'g.csv')]],
    ['as history', [...SETTLE, ...CASES, '--history', pipe]],
    ['as a register', [...SETTLE, ...CASES, '--register', pipe]],
    ['as weights', [...SETTLE, ...CASES, '--weights', pipe]],
    ['as a reform', [...SETTLE, ...CASES, '--reform', pipe]],
  ])(
    '%s',
    async (_, args) => {
      expect(await run(args)).toMatch(/this is not an ordinary file \(a pipe or device\).*Save it to a file first/);
    },
    5_000,
  );
});
