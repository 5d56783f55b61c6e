import { GROUPING_COLUMNS } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadResult } from '../cases/read/read-result.js';
import type { DipExplanation } from '../grouping/dip/explain/dip-explanation.js';
import { dipRecordAt } from '../grouping/dip/explain/dip-record-at.js';
import { explainCase } from '../grouping/explain/explain-case.js';
import type { Explanation } from '../grouping/explain/explanation.js';
import { renderExplanation } from '../grouping/explain/render-explanation.js';
import { renderWhatIf } from '../grouping/explain/render-what-if.js';
import { type WhatIf, whatIf } from '../grouping/explain/what-if.js';
import type { CaseRecord } from '../grouping/group-columns.js';
import type { EngineError, Language } from '../kernel/errors.js';
import type { AnySwitches } from '../schemes/any-scheme.js';
import type { DatedScheme } from '../schemes/dated-schemes.js';
import type { DipOptions } from '../schemes/dip/dip-document.js';
import { schemeMethod } from '../schemes/dip/scheme-method.js';
import { schemeFolder } from '../schemes/list-schemes.js';
import type { AnyScheme } from '../schemes/load-any-scheme.js';
import { readyDocument } from '../schemes/ready-document.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { refuseSwitches } from './refuse-switches.js';
import { rowOfCase } from './row-of-case.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';

/** A procedure that a spreadsheet may have taken for a number. */
const BARE_NUMBER = /^\d+(?:\.\d+)?$/;

export interface ExplainRunOptions {
  readonly files: readonly string[];
  /** Schemes by day: the one in force when the case was discharged. */
  readonly scheme: string | readonly DatedScheme[];
  /** Not needed where the file has one case. */
  readonly caseId: string | undefined;
  readonly profile?: ImportProfile;
  readonly switches?: AnySwitches;
  /** all: also the group with each other diagnosis as principal and each other procedure first. */
  readonly alternatives?: 'none' | 'all';
  /** Weight table, for the weights of the alternatives. */
  readonly weights?: string;
}

export interface ExplainRunResult {
  readonly explanation: Explanation | DipExplanation;
  readonly whatIf: WhatIf | undefined;
  readonly text: string;
}

/**
 * Why one case falls into its group, and where asked the groups of its alternatives.
 * @throws case_not_found, case_rejected, case_netted, case_without_scheme, weights_refused
 */
export async function runExplain(options: ExplainRunOptions, context: RunContext): Promise<ExplainRunResult> {
  const scheme = await schemeOf(options);
  const document = await readyAnyDocument(scheme);
  const switches = options.switches ?? {};
  refuseSwitches(switches, [document]);
  const record = await readCase(options, document);
  const { explanation, text } = await explained(document, record, switches, context.language);
  if (options.alternatives !== 'all') return { explanation, whatIf: undefined, text };
  // Loaded only when asked for: one explained case should not wait for the reader of weight tables.
  const { weightReader } = await import('./weight-reader.js');
  const weightOf = options.weights === undefined ? undefined : weightReader(options.weights, scheme);
  const found = whatIf(document, record, switches, weightOf);
  return { explanation, whatIf: found, text: `${text}\n\n${renderWhatIf(found, context.language)}` };
}

async function schemeOf({ scheme, files, caseId, profile }: ExplainRunOptions): Promise<string> {
  if (typeof scheme === 'string') return scheme;
  // Loaded only when asked for: most policies name one scheme.
  const { schemeOfCase } = await import('./scheme-of-case.js');
  return await schemeOfCase(scheme, files, caseId, profile);
}

/**
 * The case, read as grouping reads it and nothing else: a cost that is wrong says nothing of the group. The scheme's
 * lists are handed to the reader only where a code may have lost zeros to a spreadsheet: others should not wait for them.
 */
async function readCase(options: ExplainRunOptions, document: AnyScheme): Promise<CaseRecord> {
  const { files, profile, caseId } = options;
  const columns = readsCost(document) ? [...GROUPING_COLUMNS, 'total_cost'] : GROUPING_COLUMNS;
  const reading = { columns, ...(profile === undefined ? {} : { profile }) };
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
  const row = rowOfCase(table, caseId);
  return row === undefined ? undefined : dipRecordAt(table, row);
}

/** Whether an order of preference compares the cost of the case. */
function readsCost(document: AnyScheme): boolean {
  return (
    document.method === 'dip' && document.steps.some(({ preferences }) => preferences.includes('nearest_mean_cost'))
  );
}

async function readyAnyDocument(scheme: string): Promise<AnyScheme> {
  if (schemeMethod(schemeFolder(scheme)) !== 'dip') return await readyDocument(scheme);
  const { readyDipDocument } = await import('../schemes/dip/ready-dip-document.js');
  return await readyDipDocument(scheme);
}

async function explained(
  document: AnyScheme,
  record: CaseRecord,
  switches: AnySwitches,
  language: Language,
): Promise<Pick<ExplainRunResult, 'explanation' | 'text'>> {
  if (document.method === 'dip') {
    const { explainDip } = await import('../grouping/dip/explain/explain-dip.js');
    const { renderDip } = await import('../grouping/dip/explain/render-dip.js');
    const explanation = explainDip(document, record, switches as Partial<DipOptions>);
    return { explanation, text: renderDip(explanation, language) };
  }
  const explanation = explainCase(document, record, switches as Partial<SchemeOptions>);
  return { explanation, text: renderExplanation(explanation, language) };
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
