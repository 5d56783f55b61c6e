import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CaseRecord, GroupAnswer } from '../../src/grouping/group-columns.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { importTables } from '../../src/schemes/import/import-tables.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeDocument } from '../../src/schemes/scheme-document.js';
import { nationalMeta } from '../schemes/national-tables.js';
import { sharedReference } from '../shared-reference.js';
import { compiledAnswers } from './compiled-answers.js';
import { sampleCases } from './sample-cases.js';
import { tableOf } from './table-of.js';

const reference = sharedReference();
const TREATMENTS = ['qy', 'medical'] as const;

/** Cases whose answer is not the reference's, as "case: ours, expected theirs". */
function wrongAnswers(
  records: readonly CaseRecord[],
  answerAt: (row: number) => GroupAnswer,
  expected: readonly string[],
): string[] {
  const wrong: string[] = [];
  records.forEach((record, row) => {
    const { mdc, adrg, group } = answerAt(row);
    const given = `${mdc},${adrg},${group}`;
    if (given !== expected[row]) wrong.push(`${record.case_id}: ${given}, expected ${expected[row]}`);
  });
  return wrong;
}

function checkBothEngines(document: SchemeDocument, scheme: string, count: number): void {
  const { records, answers } = sampleCases(join(reference!, scheme, 'sample'));
  expect(records).toHaveLength(count);
  const compiled = compileScheme(document);
  const table = tableOf(records, document);
  for (const unrelated_procedure of TREATMENTS) {
    const options = { unrelated_procedure };
    const literal = (row: number) => interpretCase(document, records[row]!, options);
    expect(wrongAnswers(records, literal, answers[unrelated_procedure]), `literal, ${unrelated_procedure}`).toEqual([]);
    const fast = compiledAnswers(compiled, table, options);
    expect(wrongAnswers(records, fast, answers[unrelated_procedure]), `compiled, ${unrelated_procedure}`).toEqual([]);
  }
}

describe.skipIf(reference === undefined)('sample answers of the reference, both engines, QY on and off', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drgdip-sample-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('CHS-DRG 2.0 as shipped: all 4,000', () => {
    checkBothEngines(loadScheme('chs-drg-2.0'), 'chs-drg-2.0', 4_000);
  });

  test('CHS-DRG 3.0 imported from its tables: all 8,000, with age, technique and fallback groups', () => {
    const folder = join(scratch, 'chs-drg-3.0');
    importTables(join(reference!, 'chs-drg-3.0'), folder, nationalMeta(reference!)['chs-drg-3.0']);
    checkBothEngines(loadScheme(folder), 'chs-drg-3.0', 8_000);
  });
});
