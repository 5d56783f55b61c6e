import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODING_ERROR_NAMES, putRight, recordCodesOf } from '../../../src/indicators/coding/coding-errors.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { type CodingRunOptions, type CodingRunResult, runCoding } from '../../../src/run/coding/coding-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const run = (more: Partial<CodingRunOptions>): Promise<CodingRunResult> =>
  runCoding(
    {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      ...more,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.catch((cause: unknown) => cause);
  return error instanceof EngineError ? error.code : String(error);
};
const column = ({ tables }: CodingRunResult, name: string, of: string): unknown[] => [
  ...tables.find(({ schema }) => schema.name === name)!.columns[of]!,
];

test('C001 with C79.806: ES35 6,500.00 → ES33 9,250.00, +2,750.00; without it back again', async () => {
  const { simulated } = await run({ caseId: 'C001', addDx: ['c79.806'] });
  expect(simulated!.before).toMatchObject({ group: 'ES35', standardFen: 650_000 });
  expect(simulated!.after).toMatchObject({ group: 'ES33', standardFen: 925_000 });
  const back = await run({ caseId: 'C002', remove: ['C79.806', 'I63.200'] });
  expect([back.simulated!.before.group, back.simulated!.after.group]).toEqual(['ES33', 'ES35']);
});

test('M28: lists against records, loss 2,750.00 of a missing CC, gain 8,250.00 of codes that the record lacks', async () => {
  const result = await run({ records: example('coding', 'medical-records.csv') });
  expect(column(result, 'coding_errors', 'error')).toEqual(CODING_ERROR_NAMES);
  expect(column(result, 'coding_errors', 'cases')).toEqual([2, 2, 2, 1, 0]);
  expect(column(result, 'coding_errors', 'loss')).toEqual([0, 275_000, 0, 0, 0]);
  expect(column(result, 'coding_errors', 'gain')).toEqual([0, 0, 825_000, 0, 0]);
  // The wrong principal of C005 groups nowhere: that is not zero.
  expect(column(result, 'coding_errors', 'without_standard')).toEqual([1, 0, 0, 0, 0]);
  const cases = column(result, 'coding_cases', 'case_id');
  const at = cases.indexOf('C003');
  const parts = CODING_ERROR_NAMES.map((name) => column(result, 'coding_cases', `by_${name}`)[at] as number);
  expect(parts.reduce((sum, fen) => sum + fen, 0)).toBe(column(result, 'coding_cases', 'difference')[at]);
});

test('a group that changes counts as one also where one standard is paid for every group, and nothing is lost', async () => {
  const records = example('coding', 'medical-records.csv');
  const result = await run({ records, policy: 'example-standard-8000', weights: undefined });
  expect(column(result, 'coding_errors', 'group_changes')).toEqual([1, 1, 1, 0, 0]);
  expect(column(result, 'coding_errors', 'loss')).toEqual([0, 0, 0, 0, 0]);
  const weighted = await run({ records });
  expect(column(weighted, 'coding_errors', 'group_changes')).toEqual([1, 1, 1, 0, 0]);
});

describe('what is put right, kind by kind', () => {
  const list = { dx: ['A', 'B', 'C'], px: ['1'] };
  const record = recordCodesOf({ record_principal: 'B', record_dx: 'A|D', record_px: '1|2' });
  test('the principal: the old one stays where the record has it among the others, else it goes', () => {
    expect(putRight(list, record, 'principal').dx).toEqual(['B', 'A', 'C']);
    const without = recordCodesOf({ record_principal: 'B', record_dx: 'C' });
    expect(putRight(list, without, 'principal').dx).toEqual(['B', 'C']);
  });
  test('missing codes at the end, extra ones out, never the principal', () => {
    expect(putRight(list, record, 'missing_dx').dx).toEqual(['A', 'B', 'C', 'D']);
    expect(putRight(list, record, 'extra_dx').dx).toEqual(['A']);
    expect(putRight(list, record, 'missing_px').px).toEqual(['1', '2']);
    expect(putRight(list, recordCodesOf({ record_px: '2' }), 'extra_px').px).toEqual([]);
  });
  test('an empty cell of the record says nothing', () => {
    const silent = recordCodesOf({});
    for (const error of CODING_ERROR_NAMES) expect(putRight(list, silent, error)).toBe(list);
  });
});

test('nothing asked, records of other cases, an unknown case', async () => {
  expect(await codeOf(run({}))).toBe('coding_nothing_asked');
  const path = join(folder, 'records.csv');
  writeFileSync(path, 'case_id,record_principal\nZ1,J18.900\n');
  expect(await codeOf(run({ records: path }))).toBe('coding_records_without_match');
  expect(await codeOf(run({ caseId: 'Z1', addDx: ['J18.900'] }))).toBe('case_not_found');
});
