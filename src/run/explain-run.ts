import { findColumn, textAt } from '../cases/case-table.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadResult } from '../cases/read/read-result.js';
import { explainCase } from '../grouping/explain/explain-case.js';
import type { Explanation } from '../grouping/explain/explanation.js';
import { renderExplanation } from '../grouping/explain/render-explanation.js';
import { renderWhatIf } from '../grouping/explain/render-what-if.js';
import { type WhatIf, whatIf } from '../grouping/explain/what-if.js';
import type { CaseRecord } from '../grouping/group-columns.js';
import { caseRecordAt } from '../grouping/interpreter/case-record-at.js';
import type { EngineError } from '../kernel/errors.js';
import { readyDocument } from '../schemes/ready-document.js';
import type { SchemeDocument, SchemeOptions } from '../schemes/scheme-document.js';
import { GROUPING_COLUMNS } from './grouping-columns.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';

/** A procedure that a spreadsheet may have taken for a number. */
const BARE_NUMBER = /^\d+(?:\.\d+)?$/;

export interface ExplainRunOptions {
  readonly files: readonly string[];
  readonly scheme: string;
  /** Not needed where the file has one case. */
  readonly caseId: string | undefined;
  readonly profile?: ImportProfile;
  readonly switches?: Partial<SchemeOptions>;
  /** all: also the group with each other diagnosis as principal and each other procedure first. */
  readonly alternatives?: 'none' | 'all';
  /** Weight table, for the weights of the alternatives. */
  readonly weights?: string;
}

export interface ExplainRunResult {
  readonly explanation: Explanation;
  readonly whatIf: WhatIf | undefined;
  readonly text: string;
}

/**
 * Why one case falls into its group, and where asked the groups of its alternatives.
 * @throws case_not_found, case_rejected, case_netted, weights_refused
 */
export async function runExplain(options: ExplainRunOptions, context: RunContext): Promise<ExplainRunResult> {
  const document = await readyDocument(options.scheme);
  const record = await readCase(options, document);
  const switches = options.switches ?? {};
  const explanation = explainCase(document, record, switches);
  const text = renderExplanation(explanation, context.language);
  if (options.alternatives !== 'all') return { explanation, whatIf: undefined, text };
  // Loaded only when asked for: one explained case should not wait for the reader of weight tables.
  const { weightReader } = await import('./weight-reader.js');
  const weightOf = options.weights === undefined ? undefined : weightReader(options.weights, options.scheme);
  const found = whatIf(document, record, switches, weightOf);
  return { explanation, whatIf: found, text: `${text}\n\n${renderWhatIf(found, context.language)}` };
}

/**
 * The case, read as grouping reads it and nothing else: a cost that is wrong says nothing of the group. The scheme's
 * lists are handed to the reader only where a code may have lost zeros to a spreadsheet: others should not wait for them.
 */
async function readCase(options: ExplainRunOptions, document: SchemeDocument): Promise<CaseRecord> {
  const { files, profile, caseId } = options;
  const reading = { columns: GROUPING_COLUMNS, ...(profile === undefined ? {} : { profile }) };
  const first = await readCases(files, reading);
  const record = caseOf(first, caseId);
  const { diagnoses, procedures } = document;
  const mayBeDamaged =
    record === undefined
      ? first.rejected.some(({ code }) => code === 'cell_code_is_number')
      : record.px.some((code) => BARE_NUMBER.test(code) && !procedures.includes(code));
  if (!mayBeDamaged && record !== undefined) return record;
  const read = mayBeDamaged ? await readCases(files, { ...reading, knownCodes: { diagnoses, procedures } }) : first;
  const repaired = caseOf(read, caseId);
  if (repaired === undefined) throw whyNoCase(read, caseId);
  return repaired;
}

function caseOf({ table }: ReadResult, caseId: string | undefined): CaseRecord | undefined {
  const ids = findColumn(table, 'case_id', 'text');
  if (caseId === undefined) return table.caseCount === 1 ? caseRecordAt(table, 0) : undefined;
  for (let row = 0; ids !== undefined && row < table.caseCount; row++) {
    if (textAt(ids, row) === caseId) return caseRecordAt(table, row);
  }
  return undefined;
}

/** A row that is no case is told with its reasons: it is there for whoever looks into the file. */
function whyNoCase({ rejected, netted }: ReadResult, caseId: string | undefined): EngineError {
  const rows = new Set(rejected.map(({ file, row }) => `${file}:${row}`));
  const isOnlyRow = caseId === undefined && rows.size === 1;
  const reasons = rejected.filter((one) => isOnlyRow || one.caseId === caseId);
  if (reasons.length > 0) {
    const line = (place: string, text: string): string => `  · ${place}: ${text}`;
    return OPTION_ERRORS.case_rejected({
      case: reasons[0]!.caseId,
      reasons_zh: reasons
        .map((one) => line(`${one.file} 表格第 ${one.sheetRow} 行 ${one.column}`.trimEnd(), one.zh))
        .join('\n'),
      reasons_en: reasons
        .map((one) => line(`${one.file}, sheet row ${one.sheetRow}, ${one.column}`.replace(/, $/, ''), one.en))
        .join('\n'),
    });
  }
  const taken = netted.find((one) => one.role === 'withdrawn' && one.caseId === caseId);
  if (taken !== undefined) return OPTION_ERRORS.case_netted({ case: taken.caseId, file: taken.file });
  return OPTION_ERRORS.case_not_found({ case: caseId ?? '' });
}
