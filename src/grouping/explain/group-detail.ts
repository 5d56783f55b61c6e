import type { CaseTable } from '../../cases/case-table.js';
import type { AnyCompiledScheme, AnySwitches } from '../../schemes/any-scheme.js';
import type { SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';
import { caseRecordAt } from '../interpreter/case-record-at.js';
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
  scheme: AnyCompiledScheme | SchemeDocument,
  table: CaseTable,
  row: number,
  options: AnySwitches = {},
): GroupDetail[] {
  const record = caseRecordAt(table, row);
  return unlistedCodes(scheme, record, matchOf(scheme, options)).map((found) => ({
    case_id: record.case_id,
    ...found,
  }));
}

/** A DIP catalogue compares diagnoses as texts, so that an extension goes where what it extends goes; procedures whole. */
function matchOf(
  scheme: AnyCompiledScheme | SchemeDocument,
  options: AnySwitches,
): Parameters<typeof unlistedCodes>[2] {
  const { code_match = scheme.options.code_match } = options;
  if (scheme.method === 'dip') return { dx: code_match === 'text' ? 'category' : 'exact', px: 'exact' };
  return code_match as SchemeOptions['code_match'];
}
