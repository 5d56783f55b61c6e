import type { CaseTable } from '../../cases/case-table.js';
import type { SchemeOptions } from '../../schemes/scheme-document.js';
import { caseRecordAt } from '../interpreter/case-record-at.js';
import type { CodeLists } from '../interpreter/code-matching.js';
import { type UnlistedCode, unlistedCodes } from './ignored-codes.js';

/** A row of the file of `--detail`: what the six result columns do not say. */
export interface GroupDetail extends UnlistedCode {
  readonly case_id: string;
}

/** Headings of the file of `--detail`, in order. */
export const GROUP_DETAIL_COLUMNS = ['case_id', 'field', 'position', 'code', 'outcome', 'matched'] as const;

/**
 * The codes of one case that grouping did not find in the scheme, one row each, in input order.
 * @param scheme a document or a compiled scheme
 */
export function groupDetail(
  scheme: CodeLists & { readonly options: SchemeOptions },
  table: CaseTable,
  row: number,
  options: Partial<SchemeOptions> = {},
): GroupDetail[] {
  const record = caseRecordAt(table, row);
  const match = options.code_match ?? scheme.options.code_match;
  return unlistedCodes(scheme, record, match).map((found) => ({ case_id: record.case_id, ...found }));
}
