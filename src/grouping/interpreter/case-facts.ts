import { CONDITION_NUMBERS } from '../../cases/columns.js';
import type { SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord } from '../group-columns.js';
import { matchCode } from './code-matching.js';

/** Numbers that conditions may compare; -1 is missing. `regions` is counted from the diagnoses and never missing. */
export const CASE_NUMBERS = CONDITION_NUMBERS;
export type CaseNumber = (typeof CASE_NUMBERS)[number];

/** A case as a scheme sees it. Positions are kept: a code the scheme does not know stands as undefined. */
export interface CaseFacts {
  readonly document: SchemeDocument;
  readonly options: SchemeOptions;
  /** The case as given. */
  readonly record: CaseRecord;
  /** Principal first. */
  readonly diagnoses: readonly (string | undefined)[];
  /** First procedure first; without the leading ones that `first_procedure: valid` drops. */
  readonly procedures: readonly (string | undefined)[];
  readonly droppedProcedures: number;
  readonly numbers: Readonly<Record<CaseNumber, number>>;
  /** Levels of which at least one secondary diagnosis counts. */
  readonly severity: Readonly<Record<'mcc' | 'cc', boolean>>;
}

/**
 * Puts a case before a scheme: codes matched, severity after exclusions.
 * With `missing: reference` blank ages and weights count as 0, as version 1.1's own grouper has it.
 */
export function caseFacts(document: SchemeDocument, record: CaseRecord, options: SchemeOptions): CaseFacts {
  const diagnoses = record.dx.map((code) => matchCode(document.diagnoses, code, options.code_match));
  const recorded = record.px.map((code) => matchCode(document.procedures, code, options.code_match));
  const droppedProcedures = options.first_procedure === 'valid' ? invalidAtFront(document, recorded) : 0;
  const procedures = recorded.slice(droppedProcedures);
  const numbers = {} as Record<CaseNumber, number>;
  for (const name of CASE_NUMBERS) {
    const isZero = options.missing === 'reference' && name !== 'sex' && record[name] < 0;
    numbers[name] = isZero ? 0 : record[name];
  }
  const severity = { mcc: false, cc: false };
  for (const finding of secondarySeverities(document, diagnoses)) {
    if (finding.isCounted) severity[finding.level] = true;
  }
  return { document, options, record, diagnoses, procedures, droppedProcedures, numbers, severity };
}

/** How many procedures stand before the first valid one; all of them where none is valid. */
function invalidAtFront(document: SchemeDocument, procedures: readonly (string | undefined)[]): number {
  const first = procedures.findIndex((code) => code !== undefined && document.validProcedures.has(code));
  return first < 0 ? procedures.length : first;
}

/** A secondary diagnosis that is in the table of complications (并发症或合并症). */
export interface SecondarySeverity {
  /** Position among all diagnoses, the principal being 0. */
  readonly position: number;
  readonly code: string;
  readonly level: 'mcc' | 'cc';
  /** Number of its exclusion list; 0 where none can cancel it. */
  readonly exclusionList: number;
  /** False where the principal is in that list. */
  readonly isCounted: boolean;
}

/** Every secondary diagnosis in the MCC or CC table: all of them are looked at, each with its own exclusion list. */
export function secondarySeverities(
  document: SchemeDocument,
  diagnoses: readonly (string | undefined)[],
): SecondarySeverity[] {
  const { mcc, cc, exclusions } = document.severity;
  const principal = diagnoses[0];
  const findings: SecondarySeverity[] = [];
  for (let position = 1; position < diagnoses.length; position++) {
    const code = diagnoses[position];
    if (code === undefined) continue;
    const level = mcc.has(code) ? 'mcc' : cc.has(code) ? 'cc' : undefined;
    if (level === undefined) continue;
    const exclusionList = (level === 'mcc' ? mcc : cc).get(code)!;
    const isCancelled = principal !== undefined && exclusions.get(exclusionList)?.has(principal) === true;
    findings.push({ position, code, level, exclusionList, isCounted: exclusionList === 0 || !isCancelled });
  }
  return findings;
}
