import { join } from 'node:path';
import type { CaseRecord, GroupAnswer } from '../../src/grouping/group-columns.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import type { SchemeDocument, SchemeOptions } from '../../src/schemes/scheme-document.js';
import { compiledAnswers } from './compiled-answers.js';
import { readPlainCases, readPlainCsv } from './sample-cases.js';
import { tableOf } from './table-of.js';

/** Cases of a reference folder and the answers of another grouper, as `mdc,adrg,group` in our own form. */
interface ReferenceSample {
  readonly records: readonly CaseRecord[];
  readonly expected: readonly string[];
}

/** Reads a sample of 1.1, whose answers are written `MDCG,GU1,GU15` and, where there is no group, `0000,00,0000`. */
export function olderSample(folder: string, cases: string, answers: string): ReferenceSample {
  const expected = readPlainCsv(join(folder, answers)).map(({ mdc, adrg, drg }) =>
    drg === '0000' ? ',,0000' : `${mdc!.replace(/^MDC/, '')},${adrg},${drg}`,
  );
  return { records: readPlainCases(join(folder, cases)), expected };
}

/** Cases whose answer is not the expected one, as "case: ours, expected theirs", for each engine. */
export function differences(
  document: SchemeDocument,
  { records, expected }: ReferenceSample,
  options: Partial<SchemeOptions>,
): { literal: string[]; compiled: string[] } {
  if (records.length !== expected.length) throw new Error('cases and answers differ in number');
  const fast = compiledAnswers(compileScheme(document), tableOf(records, document), options);
  const wrong = (answerAt: (row: number) => GroupAnswer) =>
    records.flatMap((record, row) => {
      const { mdc, adrg, group, reason } = answerAt(row);
      const given = `${mdc},${adrg},${group}`;
      return given === expected[row] ? [] : [`${record.case_id}: ${given} ${reason}, expected ${expected[row]}`];
    });
  return {
    literal: wrong((row) => interpretCase(document, records[row]!, options)),
    compiled: wrong(fast),
  };
}
