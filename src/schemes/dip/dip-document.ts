import type { Decimal } from '../../kernel/decimal.js';
import type { Text } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { Acknowledgement } from '../acknowledgement.js';
import type { Provenance } from '../scheme-document.js';

/**
 * A DIP catalogue (按病种分值付费病种目录) as read from its folder: what the literal matcher walks and the compiled matcher
 * compiles. How a case is matched stands at matchDip (src/grouping/dip/interpreter/match-dip.ts); both matchers must
 * give the same answer. Fields marked [decides] change answers; the others only name, price or explain.
 */
export interface DipDocument {
  /** Folder name, e.g. "dip-3.0". */
  readonly id: string;
  readonly method: 'dip';
  readonly title: Text;
  readonly provenance: Provenance;
  /** SHA-256 over what decides groups, and over scores and means; a group code never travels without it. */
  readonly hash: string;
  /** [decides] Defaults a run may switch. */
  readonly options: DipOptions;
  /** Valid codes in code-point order: they tell `unknown_principal`, and what `code_match: exact` lets match. */
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  /** [decides] Principal diagnoses that never group (full codes). */
  readonly excludedDiagnoses: ReadonlySet<string>;
  /** [decides] Procedures that may not lead (full codes), each with its rule. */
  readonly excludedProcedures: ReadonlyMap<string, ExcludedProcedure>;
  /**
   * [decides] Treatment class of procedures (full codes), for entries whose `procedureUse` is `class`; may be empty. A
   * procedure that is not in it has the class of the option `unclassed_procedure`.
   */
  readonly procedureClasses: ReadonlyMap<string, DipKind>;
  /** Sections by their id, each entry is in one. */
  readonly sections: readonly DipSection[];
  /** [decides] In order of matching: the first step with a candidate gives the group. Each section is in one step. */
  readonly steps: readonly DipStep[];
  /**
   * In order of `sequence`, which no two share. Group index in results: 0 is `0000`, entry i is i + 1.
   */
  readonly entries: readonly DipEntry[];
  /** [decides] Distinct conditions that entries name by index. */
  readonly conditions: readonly DipCondition[];
  /** [decides] Lists of diagnosis patterns that conditions name. */
  readonly diagnosisLists: ReadonlyMap<string, readonly DiagnosisPattern[]>;
  /** [decides] Lists of procedures (full codes) that conditions name. */
  readonly procedureLists: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rows of the list of primary-care disease groups (基层病种). */
  readonly primaryCare: readonly DipPrimaryCareRow[];
  /** What the loader noticed and `scheme check` repeats. */
  readonly loadFindings: readonly Finding[];
  /** Findings of the check that the catalogue has decided: each told once, with its reason. */
  readonly acknowledged?: readonly Acknowledgement[];
}

/** How a procedure is kept from leading a case. */
export interface ExcludedProcedure {
  /**
   * conservative: never leads; not_main: may be related, never lead; main_only_for_scope: leads only where the principal
   * meets `scope`. What an excluded first procedure does to the case is `excluded_first` and `not_main_first`
   * (main_only_for_scope outside its scope counts as not_main). In every other position an excluded procedure stays what
   * it is and may meet a related part.
   */
  readonly rule: 'conservative' | 'not_main' | 'main_only_for_scope';
  readonly scope?: readonly DiagnosisPattern[];
}

/** Treatment class (治疗方式) of an entry or a procedure; `procedure`: the source has a procedure and says no class. */
export type DipKind = 'conservative' | 'diagnostic' | 'therapeutic' | 'surgical' | 'procedure';
/** Core entry, basic one (below the threshold of cases, priced all the same), comprehensive group, fallback group. */
export type DipTier = 'core' | 'basic' | 'comprehensive' | 'fallback';

/** What a scheme states as its default and a run may switch. */
export interface DipOptions {
  /** An excluded (`conservative`) first procedure: the case is conservative, or the next one not excluded leads. */
  readonly excluded_first: 'conservative' | 'next';
  /** The same for a `not_main` first procedure, and for one of `main_only_for_scope` outside its scope. */
  readonly not_main_first: 'conservative' | 'next';
  /** Which cases an entry without a procedure takes: those without a leading procedure, or all. */
  readonly conservative_entries: 'without_procedure' | 'any_case';
  /** Which procedure meets the main part: the leading one, or any that may lead (each not excluded for this case). */
  readonly main_procedure: 'first' | 'any';
  /**
   * Treatment class of a case with a leading procedure: that of the leading one, or the highest of those that may lead
   * (surgical, therapeutic, diagnostic, procedure, conservative). Without a leading procedure it is conservative.
   */
  readonly class_by: 'first' | 'highest';
  /** Class of a procedure that `procedureClasses` lacks. */
  readonly unclassed_procedure: DipKind;
  /** off: steps skip entries of tier `comprehensive`. */
  readonly comprehensive: 'on' | 'off';
  /** fallback: entries of tier `fallback` are tried as their steps stand; ungrouped: they are skipped. */
  readonly unmatched: 'fallback' | 'ungrouped';
  /** A case without a principal diagnosis: 0000, or only entries of tier `fallback` are tried (`every` alone takes it). */
  readonly no_principal: 'fallback' | 'ungrouped';
  /** A case with an excluded principal: 0000, or only entries of tier `fallback` are tried. */
  readonly excluded_principal: 'fallback' | 'ungrouped';
  /**
   * text: a diagnosis pattern is compared with the code's text, known or not; exact: a diagnosis outside `diagnoses`
   * meets no pattern but the one of every diagnosis.
   */
  readonly code_match: 'text' | 'exact';
}

export interface DipSection {
  readonly id: string;
  /** Written as `mdc` in results: XQ, BX, FZ, JC or a city's own. */
  readonly mdc: string;
  readonly title: Text;
  /**
   * [decides] remaining: the rules of excluded procedures decide which procedure leads and which may lead; recorded: they
   * are not asked, the first procedure leads and any may lead.
   */
  readonly procedures: 'recorded' | 'remaining';
}

export interface DipStep {
  readonly sections: readonly string[];
  /** Compared one after the other; two candidates differ by the first that tells them apart. Ends in lower_sequence. */
  readonly preferences: readonly DipPreference[];
  /** Order for `kind_order`, best first; a tier and kind that is not listed ranks after all. */
  readonly kindOrder: readonly { readonly tier: DipTier; readonly kind: DipKind }[];
}

/**
 * - more_related_parts      more related parts (`+`) in the entry
 * - more_matched_procedures more of the case's procedures stand in any part of the entry, each position once
 * - nearest_mean_cost       smaller |meanCostFen − the case's cost|, in double arithmetic; skipped whole where the case
 *                           has no cost; an entry without a mean ranks after those with one
 * - kind_order              DipStep.kindOrder
 * - tier_order              core, basic, comprehensive, fallback
 * - longer_diagnosis        the pattern that met the principal: the longest prefix met of the entry's alternatives; every
 *                           range ranks below every prefix (0), and the pattern of every diagnosis last (−1)
 * - higher_score            an entry without a score ranks last
 * - lower_sequence          never equal
 */
export type DipPreference =
  | 'more_related_parts'
  | 'more_matched_procedures'
  | 'nearest_mean_cost'
  | 'kind_order'
  | 'tier_order'
  | 'longer_diagnosis'
  | 'higher_score'
  | 'lower_sequence';

/** Compared with the text of a normalised code. */
export type DiagnosisPattern =
  /** The code begins so: a category (A09), subcategory (A09.0), or full code. */
  | { readonly kind: 'prefix'; readonly text: string }
  /** The code's first `from.length` characters lie between the two (equally long), both included, by code points. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  /** Every case, also one without a principal (空白组): `*`. */
  | { readonly kind: 'every' };

export interface DipEntry {
  readonly code: string;
  readonly section: string;
  /** Official number (序号) or place in the table; the last tie-breaker. */
  readonly sequence: number;
  readonly name: string;
  readonly kind: DipKind;
  readonly tier: DipTier;
  /** [decides] Alternatives: the principal meets one. */
  readonly diagnoses: readonly DiagnosisPattern[];
  /**
   * [decides] How procedures are looked at:
   * - main:      `main` by the leading procedure (or any: `main_procedure`), each part of `related` by another one
   * - anywhere:  `main` and each part of `related` by different procedures at any position
   * - without:   only a case without a leading procedure (or any case: `conservative_entries`)
   * - class:     the case's treatment class is `kind`
   * - any_case:  procedures are not looked at
   */
  readonly procedureUse: 'main' | 'anywhere' | 'without' | 'class' | 'any_case';
  /** [decides] Full codes, any of which meets the main part; empty unless `main` or `anywhere`. */
  readonly main: readonly string[];
  /** [decides] Further parts, all needed, each met by a procedure of its own at any other position. */
  readonly related: readonly (readonly string[])[];
  /** [decides] Index into `conditions`. */
  readonly condition?: number;
  /** Above 0; absent where the city states none. */
  readonly score?: Decimal;
  /** Mean cost of the group in fen, not rounded; for nearest_mean_cost. */
  readonly meanCostFen?: number;
  /** Whether all its cases are of primary-care groups, or some (those that a row of `primaryCare` meets). */
  readonly primaryCare?: 'whole' | 'part';
}

/**
 * In the language of scheme conditions: pdx(l), sdx(l), adx(l) for diagnosis lists; ppx(l), spx(l), apx(l) for procedure
 * lists (ppx the first recorded); comparisons of case numbers, where a missing number (−1) makes the comparison false;
 * and, or, not, always. `count` is not used. Codes are compared as recorded, before the rules of excluded procedures.
 */
export interface DipCondition {
  readonly text: string;
  readonly when: FormulaNode;
}

export interface DipPrimaryCareRow {
  readonly sequence: number;
  readonly diagnoses: readonly DiagnosisPattern[];
  /** Any of them leading; empty: a case without a leading procedure. */
  readonly main: readonly string[];
}
