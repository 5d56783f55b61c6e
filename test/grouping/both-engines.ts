import { expect } from 'vitest';
import type { CaseRecord, GroupAnswer } from '../../src/grouping/group-columns.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import type { SchemeDocument, SchemeOptions } from '../../src/schemes/scheme-document.js';
import { compiledAnswers } from './compiled-answers.js';
import { tableOf } from './table-of.js';

/** One case by both engines, which must give the same answer. */
export type Grouper = (record: CaseRecord, options?: Partial<SchemeOptions>) => GroupAnswer;

export function bothEngines(document: SchemeDocument, compiled: CompiledScheme = compileScheme(document)): Grouper {
  return (record, options = {}) => {
    const literal = interpretCase(document, record, options);
    expect(compiledAnswers(compiled, tableOf([record]), options)(0)).toEqual(literal);
    return literal;
  };
}

/** "GE19" of a case with a group or a QY row, "0000 missing_sex" of one without. */
export function shownAnswer({ group, status, reason }: GroupAnswer): string {
  return status === 'ungrouped' ? `${group} ${reason}` : group;
}
