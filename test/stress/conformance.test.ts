import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { finished, runCli, startCli } from '../built-program.js';
import { CONFORMANCE_CASES, CONFORMANCE_SEED, hashOfTables } from '../engines/hash-of-tables.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder, ...names);
const PIPES = 3;
const OUTPUT = ['case_id', 'mdc', 'adrg', 'group', 'status', 'reason'];
let columns: string[] = [];
let rows: string[] = [];

async function run(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runCli([...args, '--quiet']);
  expect(code, stderr).toBe(0);
}

/** What the row program answers to a part of the rows. */
async function pipe(part: readonly string[], ...more: readonly string[]): Promise<string> {
  const child = startCli(['stdio', '--scheme', 'chs-drg-2.0', '--columns', columns.join(','), '--quiet', ...more]);
  child.stdin!.end(part.map((line) => `${line}\n`).join(''));
  const { code, stdout, stderr } = await finished(child);
  expect(code, stderr).toBe(0);
  return stdout;
}
const partOf = (place: number): string[] => rows.filter((_, row) => Math.floor((row * PIPES) / rows.length) === place);

beforeAll(async () => {
  await run('generate', '--cases', `${CONFORMANCE_CASES}`, '--seed', `${CONFORMANCE_SEED}`, '--out', at('region'));
  const rules = ['--in', at('region', 'history.csv'), '--policy', at('region', 'policy.yaml')];
  await run('weights', ...rules, '--out', at('weights.csv'));
  const [heading, ...lines] = readFileSync(at('region', 'year.csv'), 'utf8').trimEnd().split('\n');
  columns = heading!.split(',');
  rows = lines.map((line) => line.replaceAll(',', '\t'));
  expect(rows.every((line) => line.split('\t').length === columns.length)).toBe(true);
});

test(`groups in this process, with two workers and through ${PIPES} pipes have one hash`, async () => {
  const grouped = async (workers: string): Promise<string> => {
    const out = at(`groups-${workers}.csv`);
    await run('group', '--in', at('region', 'year.csv'), '--scheme', 'chs-drg-2.0', '--workers', workers, '--out', out);
    const [heading, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(heading).toBe(OUTPUT.join(','));
    return lines.map((line) => `${line}\n`).join('');
  };
  const piped = await Promise.all(Array.from({ length: PIPES }, (_, place) => pipe(partOf(place))));
  const hashes = [await grouped('0'), await grouped('2'), piped.join('').replaceAll('\t', ',')].map((text) => {
    expect(text.split('\n').length).toBe(CONFORMANCE_CASES + 1);
    return createHash('sha256').update(text).digest('hex').slice(0, 16);
  });
  console.log(`conformance: groups ${hashes.join(' ')}`);
  expect(new Set(hashes).size).toBe(1);
});

test(`cleared tables in this process, with two workers and from cells of ${PIPES} pipes have one hash`, async () => {
  const rules = ['--policy', at('region', 'policy.yaml'), '--register', at('region', 'register.csv')];
  const settle = async (name: string, files: readonly string[], workers: string): Promise<string> => {
    const more = ['--weights', at('weights.csv'), '--workers', workers, '--out', at(name)];
    await run('settle', '--in', ...files, ...rules, ...more);
    return hashOfTables(at(name));
  };
  const cells = await Promise.all(
    Array.from({ length: PIPES }, async (_, place) => {
      const file = at(`part-${place}.cells`);
      writeFileSync(file, await pipe(partOf(place), '--emit', 'cells'));
      return file;
    }),
  );
  const year = [at('region', 'year.csv')];
  const hashes = [
    await settle('inline', year, '0'),
    await settle('workers', year, '2'),
    await settle('pipes', cells, '0'),
  ];
  console.log(`conformance: cleared ${hashes.join(' ')}`);
  expect(new Set(hashes).size).toBe(1);
});
