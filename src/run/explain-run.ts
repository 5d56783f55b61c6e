import { findColumn, textAt } from '../cases/case-table.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import { explainCase } from '../grouping/explain/explain-case.js';
import type { Explanation } from '../grouping/explain/explanation.js';
import { renderExplanation } from '../grouping/explain/render-explanation.js';
import { caseRecordAt } from '../grouping/interpreter/case-record-at.js';
import { loadScheme } from '../schemes/load-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';

export interface ExplainRunOptions {
  readonly files: readonly string[];
  readonly scheme: string;
  /** Not needed where the file has one case. */
  readonly caseId: string | undefined;
  readonly profile?: ImportProfile;
  readonly switches?: Partial<SchemeOptions>;
}

/**
 * Why one case falls into its group.
 * @throws case_not_found
 */
export async function runExplain(
  options: ExplainRunOptions,
  context: RunContext,
): Promise<{ explanation: Explanation; text: string }> {
  const { table } = await readCases(options.files, options.profile === undefined ? {} : { profile: options.profile });
  const ids = findColumn(table, 'case_id', 'text');
  let row = -1;
  if (options.caseId === undefined && table.caseCount === 1) row = 0;
  for (let i = 0; ids !== undefined && row < 0 && i < table.caseCount; i++) {
    if (textAt(ids, i) === options.caseId) row = i;
  }
  if (row < 0) throw OPTION_ERRORS.case_not_found({ case: options.caseId ?? '' });
  const explanation = explainCase(loadScheme(options.scheme), caseRecordAt(table, row), options.switches ?? {});
  return { explanation, text: renderExplanation(explanation, context.language) };
}
