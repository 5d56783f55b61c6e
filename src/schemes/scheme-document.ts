import { CONDITION_NUMBERS } from '../cases/columns.js';
import type { Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import type { FormulaNode, FormulaVocabulary } from '../kernel/formula/formula-node.js';
import type { Acknowledgement } from './acknowledgement.js';

/**
 * A grouping scheme as read from its folder, with patterns expanded to full codes: what the compiler compiles and the
 * literal interpreter walks. The files' own form (patterns, shared lists) is described in src/schemes/README.md.
 */
export interface SchemeDocument {
  /** Folder name, e.g. "chs-drg-2.0". */
  readonly id: string;
  readonly method: 'drg';
  readonly title: Text;
  readonly provenance: Provenance;
  readonly options: SchemeOptions;
  /** SHA-256 over the canonical content; a group code never travels without it. */
  readonly hash: string;
  /** Valid codes in code-point order (no names: ICD names are not shipped). */
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  /** Procedures that may make an unrelated-procedure case (QY) and satisfy `ppx(valid)`. */
  readonly validProcedures: ReadonlySet<string>;
  /** Chapters (MDC) in evaluation order. */
  readonly chapters: readonly Chapter[];
  readonly severity: SeverityTables;
  /**
   * Named lists that any condition may use, e.g. `pdx(high_risk_pregnancy)`, `apx(robot)`. A list may hold diagnoses and
   * procedures: the two classifications share no code, so the function before the name says which are meant.
   */
  readonly namedLists: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the loader noticed and `scheme check` repeats: patterns that match nothing, codes acknowledged. */
  readonly loadFindings?: readonly Finding[];
  /** Findings of the check that the scheme has decided: each told once, with its reason. */
  readonly acknowledged?: readonly Acknowledgement[];
  /** Cases refused before anything is looked at under `missing: reference`, besides those without a sex. */
  readonly refusal?: { readonly when: FormulaNode; readonly whenText: string };
}

export interface Provenance {
  readonly issuer: string;
  readonly document: string;
  readonly published?: string;
  readonly in_force_from?: string;
  /** How the facts came here, and how far to trust them. */
  readonly trust: string;
  readonly sources: readonly string[];
}

type Letter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M' | 'N';
type LaterLetter = 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z';
/** `unrelated_procedure` for the row of one chapter, whatever `unrelated_procedure` itself says. */
export type ChapterSwitch = `unrelated_procedure.${Letter | LaterLetter}`;

/** What a scheme states as its default and a run may switch. */
export interface SchemeOptions extends Readonly<Partial<Record<ChapterSwitch, 'qy' | 'medical'>>> {
  /** qy: a valid first procedure unrelated to the chapter makes <MDC>QY; medical: such rows are skipped. */
  readonly unrelated_procedure: 'qy' | 'medical';
  /** exact: a code outside the list matches nothing; category: it goes where its category goes. */
  readonly code_match: 'exact' | 'category';
  /**
   * strict: a condition on a missing value is not met; reference: 1.1's habit (blank sex refused, blank numbers are 0,
   * and cases that `refusal` describes refused).
   */
  readonly missing: 'strict' | 'reference';
  /** Which valid procedure makes an unrelated-procedure case: the first, or any. Absent: as each row is written. */
  readonly unrelated_by?: 'first' | 'any';
  /** recorded (default): an invalid first procedure stays first; valid: leading procedures that are not valid are dropped. */
  readonly first_procedure?: 'recorded' | 'valid';
  /** In a chapter with body regions: principal (default), its list must hold the principal; regions: they alone decide. */
  readonly multiple_trauma?: 'principal' | 'regions';
  /** Principals that a chapter's rules name and its own list lacks: refused (default) or taken, where the scheme says which. */
  readonly left_out_principals?: 'refused' | 'taken';
}

/** An MDC (主要诊断大类). */
export interface Chapter {
  readonly mdc: string;
  readonly name: string;
  readonly when: FormulaNode;
  readonly whenText: string;
  /** The chapter's own diagnosis list, `pdx(mdc)`; empty where the chapter has none. */
  readonly diagnoses: ReadonlySet<string>;
  /** Principals its rules name and its list lacks, which `left_out_principals: taken` lets in. */
  readonly leftOut?: ReadonlySet<string>;
  /** MDC Z: body region (1 …) of each diagnosis; empty elsewhere. */
  readonly regions: ReadonlyMap<string, number>;
  /** Name of each region by its number. */
  readonly regionNames?: ReadonlyMap<number, string>;
  /** In evaluation order: surgical, procedure, unrelated (QY), medical, fallback (X00) as the scheme orders them. */
  readonly rules: readonly AdrgRule[];
}

export type AdrgKind = 'surgical' | 'procedure' | 'medical' | 'unrelated' | 'fallback';

/** An ADRG, a QY row or a fallback row. */
export interface AdrgRule {
  readonly adrg: string;
  readonly name: string;
  readonly kind: AdrgKind;
  readonly when: FormulaNode;
  readonly whenText: string;
  /** Lists by their number as conditions name them: pdx(1), apx(2). */
  readonly diagnosisLists: ReadonlyMap<number, ReadonlySet<string>>;
  readonly procedureLists: ReadonlyMap<number, ReadonlySet<string>>;
  /** DRGs in evaluation order, first condition that holds wins. QY and fallback rows have exactly one. */
  readonly groups: readonly DrgRule[];
}

export interface DrgRule {
  readonly code: string;
  readonly name: string;
  /** `always`, `mcc`, `mcc or cc`, `age_years >= 70 and (mcc or cc)` … in SEVERITY_VOCABULARY. */
  readonly when: FormulaNode;
  readonly whenText: string;
}

export interface SeverityTables {
  /** Code → number of the exclusion list that cancels it (0: never cancelled). No code is in both. */
  readonly mcc: ReadonlyMap<string, number>;
  readonly cc: ReadonlyMap<string, number>;
  /** List number → the PRINCIPAL diagnoses that cancel the codes naming it. */
  readonly exclusions: ReadonlyMap<number, ReadonlySet<string>>;
}

/**
 * Words of chapter and ADRG conditions. Lists: a number (the rule's own list), `mdc` (the chapter's list), `valid`
 * (valid procedures), or a named list. pdx principal; adx any diagnosis; sdx any but the principal; ppx first
 * procedure; apx any; spx any but the first; count(apx(1)) how many of the case's procedures are in the list.
 */
export function conditionVocabulary(namedLists: Iterable<string>): FormulaVocabulary {
  const list = { least: 1, most: 1 };
  return {
    names: new Set([
      ...CONDITION_NUMBERS,
      'regions',
      'mdc',
      'valid',
      'always',
      'mcc',
      'cc',
      'true',
      'false',
      ...namedLists,
    ]),
    functions: new Map(['pdx', 'adx', 'sdx', 'ppx', 'apx', 'spx', 'count'].map((name) => [name, list])),
  };
}
