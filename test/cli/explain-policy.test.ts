import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { EngineError } from '../../src/kernel/errors.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const policy = (name: string, scheme: string, grouping = ''): string =>
  write(
    `${name}.yaml`,
    `id: ${name}
title: {zh: 口径, en: switches}
region: test
year: 2027
scheme: ${scheme}
${grouping}
pools: [{insurance: employee, fund: 1000000}]
unrelated_procedure: by_item
rate: {kind: standard, value: 8000}
`,
  );

/** A pneumonia with an appendectomy: EQY while QY is on, ES35 without it. */
const cases = write(
  'cases.csv',
  `case_id,dx,px,sex,age_years,los_days,discharge_date
early,J18.900,47.0100,1,60,8,2027-03-30
late,J18.900,47.0100,1,60,8,2027-03-31
undated,J18.900,47.0100,1,60,8,
`,
);

async function explain(args: readonly string[]): Promise<{ scheme: { id: string }; answer: { group: string } }> {
  let printed = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await (await createProgram('en')).parseAsync(['node', 'drgdip', 'explain', '--in', cases, '--json', ...args]);
  } finally {
    stdout.mockRestore();
  }
  return JSON.parse(printed);
}

const groupOf = async (args: readonly string[]) => (await explain(args)).answer.group;

test("explain --policy explains under the policy's scheme and switches: ES35 where it turns QY off, EQY where --option turns it on again", async () => {
  const path = policy('medical', 'chs-drg-2.0', 'grouping: {unrelated_procedure: medical}');
  const one = ['--policy', path, '--case', 'early'];
  expect(await groupOf(one)).toBe('ES35');
  expect(await groupOf([...one, '--option', 'unrelated_procedure=qy'])).toBe('EQY');
  expect(await groupOf(['--policy', policy('plain', 'chs-drg-2.0'), '--case', 'early'])).toBe('EQY');
  // Another scheme than the policy's is asked for by itself, with its own defaults, as group does.
  expect(await groupOf([...one, '--scheme', 'chs-drg-2.0'])).toBe('EQY');
});

test('under schemes by date the one in force at discharge explains: 2.0 on 30 March, 3.0 on 31 March; without the day it is said', async () => {
  const dated = '{by_date: [{from: 2027-01-01, value: chs-drg-2.0}, {from: 2027-03-31, value: chs-drg-3.0}]}';
  const path = policy('dated', dated);
  const schemeOf = async (id: string) => (await explain(['--policy', path, '--case', id])).scheme.id;
  expect([await schemeOf('early'), await schemeOf('late')]).toEqual(['chs-drg-2.0', 'chs-drg-3.0']);
  const error = await explain(['--policy', path, '--case', 'undated']).catch((cause: unknown) => cause);
  if (!(error instanceof EngineError)) throw new Error(String(error));
  expect(error.code).toBe('case_without_scheme');
  expect(error.text('en')).toContain('the case "undated" has no day of discharge');
  expect(error.text('zh')).toContain('chs-drg-2.0, chs-drg-3.0');
});
