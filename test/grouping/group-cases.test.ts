import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseTable } from '../../src/cases/case-table.js';
import { groupCases } from '../../src/grouping/group-cases.js';
import {
  GROUP_REASONS,
  GROUP_STATUSES,
  type GroupColumns,
  STATUS_UNGROUPED,
} from '../../src/grouping/group-columns.js';
import { groupPass } from '../../src/grouping/group-pass.js';
import { prepareGrouping } from '../../src/grouping/prepare-grouping.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import { importTables } from '../../src/schemes/import/import-tables.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { nationalMeta } from '../schemes/national-tables.js';
import { sharedReference } from '../shared-reference.js';
import { caseOf } from './case-of.js';
import { generateCase } from './generate-cases.js';
import { type SampleCases, sampleCases } from './sample-cases.js';
import { schemeFacts } from './scheme-facts.js';
import { tableOf } from './table-of.js';

const document = loadScheme('chs-drg-2.0');
const scheme = compileScheme(document);
const reference = sharedReference();

async function differences(
  compiled: CompiledScheme,
  { records, answers }: SampleCases,
  unrelated_procedure: SchemeOptions['unrelated_procedure'],
): Promise<string[]> {
  const { group } = await groupCases(compiled, tableOf(records), inlineExecutor, { unrelated_procedure });
  const { codes, mdcs, adrgs } = compiled.catalogue;
  return records.flatMap((record, row) => {
    const index = group[row]!;
    const given = `${mdcs[index]},${adrgs[index]},${codes[index]}`;
    const expected = answers[unrelated_procedure][row];
    return given === expected ? [] : [`${record.case_id}: ${given}, expected ${expected}`];
  });
}

describe.skipIf(reference === undefined)('sample answers, compiled engine', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drgdip-grouping-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const sample = (id: string) => sampleCases(join(reference!, id, 'sample'));

  test.each(['qy', 'medical'] as const)('all 4,000 of CHS-DRG 2.0 with unrelated_procedure=%s', async (option) => {
    const cases = sample('chs-drg-2.0');
    expect(cases.records).toHaveLength(4_000);
    expect(await differences(scheme, cases, option)).toEqual([]);
  });

  describe('CHS-DRG 3.0 from its tables: first procedures, counts, ages, robot, admission weight, fallback', () => {
    let later: CompiledScheme;
    beforeAll(() => {
      const folder = join(scratch, 'chs-drg-3.0');
      importTables(join(reference!, 'chs-drg-3.0'), folder, nationalMeta(reference!)['chs-drg-3.0']);
      later = compileScheme(loadScheme(folder));
    });

    test.each(['qy', 'medical'] as const)('all 8,000 with unrelated_procedure=%s', async (option) => {
      const cases = sample('chs-drg-3.0');
      expect(cases.records).toHaveLength(8_000);
      expect(await differences(later, cases, option)).toEqual([]);
    });

    test('a fallback row names the chapter and leaves the case ungrouped', async () => {
      // 29 days or more with a principal of the chapter and no ADRG: only P00 can be reached.
      const { records, answers } = sample('chs-drg-3.0');
      const fallback = records.filter((_, row) => answers.qy[row]!.endsWith(',P00'));
      expect(fallback.length).toBeGreaterThan(0);
      const columns = await groupCases(later, tableOf(fallback), inlineExecutor);
      expect([...columns.status].every((status) => GROUP_STATUSES[status] === 'ungrouped')).toBe(true);
      expect([...columns.reason].every((reason) => GROUP_REASONS[reason] === 'in_no_group')).toBe(true);
      expect(later.catalogue.codes[columns.group[0]!]).toBe('P00');
    });
  });
});

describe('the grouping pass', () => {
  const facts = schemeFacts(document);
  const records = Array.from({ length: 5_000 }, (_, index) => generateCase(facts, 11, index));
  const table = tableOf(records, document);
  const bytes = (columns: GroupColumns) => [columns.group, columns.status, columns.reason].map((part) => [...part]);

  test('gives the same bytes whole, row by row from the end, and in a clone as a worker gets it', () => {
    const whole = prepareGrouping(scheme, table);
    groupPass.rows(whole.payload, 0, table.caseCount);
    const split = prepareGrouping(scheme, table);
    for (let row = table.caseCount - 1; row >= 0; row -= 7)
      groupPass.rows(split.payload, Math.max(0, row - 6), row + 1);
    expect(bytes(split.columns)).toEqual(bytes(whole.columns));
    const cloned = prepareGrouping(scheme, table);
    groupPass.rows(structuredClone(cloned.payload), 0, table.caseCount);
    expect(bytes(cloned.columns)).toEqual(bytes(whole.columns));
  });

  test('has a payload of shared views and small plain data only', () => {
    const { payload } = prepareGrouping(scheme, table);
    for (const [name, value] of Object.entries({ ...payload, ...payload.columns, columns: null, numbers: null })) {
      if (ArrayBuffer.isView(value)) expect(value.buffer, name).toBeInstanceOf(SharedArrayBuffer);
      else if (typeof value === 'object' && value !== null) expect(value, name).toBeInstanceOf(SharedArrayBuffer);
    }
    for (const column of payload.numbers) expect(column?.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('reports progress up to the number of rows', async () => {
    const seen: number[] = [];
    await groupCases(scheme, table, inlineExecutor, {}, (done, all) => seen.push(done, all));
    expect(seen.slice(-2)).toEqual([5_000, 5_000]);
  });

  test('groups by dx alone: absent columns are missing in every row', async () => {
    const principal = [...document.chapters.find((chapter) => chapter.mdc === 'G')!.diagnoses][0]!;
    const only: CaseTable = {
      caseCount: 1,
      sourceRow: table.sourceRow,
      columns: { dx: tableOf([caseOf(`${principal}|J18.900`)]).columns.dx! },
    };
    const columns = await groupCases(scheme, only, inlineExecutor);
    expect(scheme.catalogue.adrgs[columns.group[0]!]).toMatch(/^G[R-Z]/);
    expect(GROUP_STATUSES[columns.status[0]!]).toBe('grouped');
  });

  test('groups no case at all, and refuses a table without dx with the remedy', async () => {
    const none = await groupCases(scheme, tableOf([]), inlineExecutor);
    expect(none.group).toHaveLength(0);
    const columns = { px: table.columns.px! };
    await expect(
      groupCases(scheme, { caseCount: 1, columns, sourceRow: table.sourceRow }, inlineExecutor),
    ).rejects.toThrowError(expect.objectContaining({ code: 'column_missing' }));
  });

  test('leaves the table as it was', async () => {
    const before = structuredClone([...(table.columns.dx as { codes: Uint32Array }).codes]);
    await groupCases(scheme, table, inlineExecutor);
    expect([...(table.columns.dx as { codes: Uint32Array }).codes]).toEqual(before);
  });
});

describe('reasons of ungrouped cases, in their order', () => {
  const answer = async (record: Parameters<typeof tableOf>[0][number], options: Partial<SchemeOptions> = {}) => {
    const columns = await groupCases(scheme, tableOf([record]), inlineExecutor, options);
    expect(columns.status[0]).toBe(STATUS_UNGROUPED);
    return GROUP_REASONS[columns.reason[0]!];
  };

  test('no principal, unknown principal, heading code, sex, missing age in days, none of these', async () => {
    expect(await answer(caseOf(''))).toBe('no_principal');
    expect(await answer(caseOf('Q99.999x999'))).toBe('unknown_principal');
    expect(await answer(caseOf('A00.000'))).toBe('not_allowed_as_principal');
    expect(await answer(caseOf('N40.x00', '', { sex: 2, age_years: 70 }))).toBe('sex_conflict');
    expect(await answer(caseOf('N40.x00', '', { age_years: 70 }))).toBe('missing_sex');
    expect(await answer(caseOf('P22.000', '', { sex: 1, age_years: 0 }))).toBe('missing_age_days');
    expect(await answer(caseOf('P22.000', '', { sex: 1 }))).toBe('missing_age_years');
    expect(await answer(caseOf('P22.000', '', { sex: 1, age_years: 1, age_days: 366 }))).toBe('in_no_group');
  });

  test('under missing=reference a blank sex is refused whatever the codes, and blank ages are 0', async () => {
    expect(await answer(caseOf('I21.000'), { missing: 'reference' })).toBe('missing_sex');
    const columns = await groupCases(scheme, tableOf([caseOf('P22.000', '', { sex: 1 })]), inlineExecutor, {
      missing: 'reference',
    });
    expect(scheme.catalogue.adrgs[columns.group[0]!]).toBe('PR1');
  });

  test('28 days is a newborn, 29 days is not: PR1 and then nothing', async () => {
    const at = (age_days: number) => tableOf([caseOf('P22.000', '', { sex: 1, age_years: 0, age_days })]);
    const young = await groupCases(scheme, at(28), inlineExecutor);
    const older = await groupCases(scheme, at(29), inlineExecutor);
    expect(scheme.catalogue.adrgs[young.group[0]!]).toBe('PR1');
    expect(scheme.catalogue.adrgs[older.group[0]!]).not.toBe('PR1');
  });
});
