import { beforeAll, describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src/cases/import-profile.js';
import { type ReadResult, readCases } from '../../../src/cases/read/read-cases.js';
import type { EngineError } from '../../../src/kernel/errors.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';
import { cleanCases } from './clean-cases.js';
import { rowPicker } from './pick-row.js';
import { ROW_DAMAGES } from './row-damages.js';
import { JOINED_PROFILE, writeJoined } from './write-joined.js';

const COUNT = 24;
const folder = temporaryFolder();
const clean = cleanCases(COUNT);
const pick = rowPicker(20261129, COUNT);

type Tables = ReturnType<typeof writeJoined>;

const read = (tables: Partial<Tables>): Promise<ReadResult> =>
  readCases(
    Object.values(tables).map((text) => writeSample(folder, text)),
    { profile: parseProfile(JOINED_PROFILE, 'joined') },
  );

let whole: Record<string, string[]>;

beforeAll(async () => {
  whole = tableTexts((await read(writeJoined(clean))).table);
});

function without(row: number): Record<string, string[]> {
  return Object.fromEntries(Object.entries(whole).map(([name, cells]) => [name, cells.filter((_, i) => i !== row)]));
}

function expectRejected({ table, rejected, summary }: ReadResult, row: number, code: string, column: string): void {
  expect(rejected.map((one) => [one.row, one.column, one.code])).toEqual([[row + 1, column, code]]);
  expect(rejected[0]!.zh).toMatch(/请/);
  expect(`${rejected[0]!.zh}${rejected[0]!.en}`).not.toMatch(/\{\w+\}|undefined/);
  expect(summary).toMatchObject({ rowsRead: COUNT, cases: COUNT - 1, rejected: 1, netted: 0 });
  expect(tableTexts(table)).toEqual(without(row));
}

async function expectError(tables: Partial<Tables>, code: string): Promise<void> {
  const error = (await read(tables).catch((cause: unknown) => cause)) as EngineError;
  expect(error.code).toBe(code);
  for (const language of ['zh', 'en'] as const) expect(error.text(language)).not.toMatch(/\{\w+\}|undefined/);
  expect(error.text('zh')).toMatch(/请/);
}

test('the clean tables joined are the same cases as one table of them', async () => {
  const one = writeSample(folder, clean.map((row) => JSON.stringify(row)).join('\n'), '.ndjson');
  expect(whole).toEqual(tableTexts((await readCases([one])).table));
});

describe('stays, diagnoses and procedures joined', () => {
  test.each(ROW_DAMAGES)('$name', async ({ harm, code, column }) => {
    const row = pick();
    const rows = clean.map((one, index) => (index === row ? harm(one, clean) : one));
    expectRejected(await read(writeJoined(rows)), row, code, column);
  });

  test('a table that is missing, empty, without its key or without its codes is one clear error or is told', async () => {
    const tables = writeJoined(clean);
    const { stays, diagnoses, procedures } = tables;
    await expectError({ diagnoses, procedures }, 'stay_table_missing');
    await expectError({ ...tables, stays: stays.replace('setl_id', 'id') }, 'profile_heading_missing');
    await expectError({ ...tables, stays: stays.slice(0, stays.indexOf('\n') + 1) }, 'file_without_rows');
    await expectError({ ...tables, diagnoses: '' }, 'file_empty');
    await expectError({ stays, procedures }, 'diagnosis_table_missing');
  });

  test('a diagnosis row with a cell too few rejects its stay; one of no stay is told and changes nothing', async () => {
    const tables = writeJoined(clean);
    const cut = tables.diagnoses.replace(/^(S5,[^,]*),1$/m, '$1');
    expectRejected(await read({ ...tables, diagnoses: cut }), 5, 'row_joined_row_unreadable', 'dx');
    const stray = await read({ ...tables, diagnoses: `${tables.diagnoses}S99,I10,1\n` });
    expect(tableTexts(stray.table)).toEqual(whole);
    expect(stray.unmatched.map(({ column, value }) => [column, value])).toEqual([['dx', 'S99']]);
  });
});
