import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const cases = join(folder, 'one.csv');
writeFileSync(
  cases,
  'case_id,sex,age_years,age_days,birth_weight_g,los_days,discharge_type,dx,px\nE01,1,66,,,9,1,J18.900|J96.000,\n',
);

const TRACER = `
import { register } from 'node:module';
const hooks = "import { writeSync } from 'node:fs'; export async function load(url, context, next) { writeSync(2, 'LOADED ' + url + '\\\\n'); return next(url, context); }";
register('data:text/javascript,' + encodeURIComponent(hooks));`;

/** What a command loads once its scheme lies in the cache. */
async function loadedBy(args: readonly string[]): Promise<{ packages: string[]; files: number; out: string }> {
  const env = { DRGDIP_CACHE: join(folder, 'cache') };
  await runCli(args, { env });
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TRACER)}`;
  const { code, stdout, stderr } = await runCli(args, { env: { ...env, NODE_OPTIONS } });
  expect(code, stderr).toBe(0);
  const urls = [...stderr.matchAll(/^LOADED (file:.*)$/gm)].map((match) => match[1]!);
  const packages = urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return { packages: [...new Set(packages)].sort(), files: urls.length, out: stdout };
}

describe('a command on one case starts at once', () => {
  test('explain loads the parser of options and nothing else from outside, in at most 75 files', async () => {
    const { packages, files, out } = await loadedBy(['explain', '--scheme', 'chs-drg-2.0', '--in', cases]);
    expect(out).toContain('ES3');
    expect(packages).toEqual(['commander']);
    expect(files).toBeLessThanOrEqual(75);
  });

  test('group without threads needs no YAML, zod, formula parser, pool, DuckDB or workbooks', async () => {
    const out = join(folder, 'groups.csv');
    const { packages, files } = await loadedBy([
      ...['group', '--scheme', 'chs-drg-2.0', '--in', cases, '--out', out, '--workers', '0'],
    ]);
    expect(packages.filter((name) => name !== 'simple-statistics')).toEqual(['commander']);
    expect(files).toBeLessThanOrEqual(90);
  });
});
