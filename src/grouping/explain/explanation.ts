import type { Text } from '../../kernel/errors.js';
import type { AdrgKind, SchemeOptions } from '../../schemes/scheme-document.js';
import type { CaseRecord, GroupAnswer } from '../group-columns.js';
import type { CaseNumber } from '../interpreter/case-facts.js';
import type { UnlistedCode } from './ignored-codes.js';
import type { ConditionTrace } from './trace-condition.js';

/** Why a case has the group it has: plain data, the same for JSON, terminal and page. Names are the scheme's own. */
export interface Explanation {
  readonly scheme: { readonly id: string; readonly hash: string; readonly title: Text };
  readonly options: SchemeOptions;
  readonly case: CaseRecord;
  readonly answer: GroupAnswer;
  /** Codes that matched nothing, or matched by their category. */
  readonly unlisted: readonly UnlistedCode[];
  /** Chapters (MDC) in the order they were tried, up to the one that decided. */
  readonly chapters: readonly ChapterTrial[];
  /** Secondary diagnoses that are complications, counted or cancelled. */
  readonly severity: readonly SeverityFinding[];
  /** The groups (DRG) of the deciding ADRG in order; empty where nothing decided. */
  readonly groups: readonly GroupTrial[];
  readonly changes: Changes;
}

export interface ChapterTrial {
  readonly mdc: string;
  readonly name: string;
  /** decided: its rule took the case; passed: entered, but no rule held; not_entered. */
  readonly outcome: 'decided' | 'passed' | 'not_entered';
  readonly condition: ConditionTrace;
  /** How many of its rules were tried. */
  readonly tried: number;
  /** The deciding rule, and those near it: a list of theirs holds a code of the case, and yet they failed. */
  readonly rules: readonly RuleTrial[];
}

export interface RuleTrial {
  readonly adrg: string;
  readonly name: string;
  readonly kind: AdrgKind;
  /** switched_off: an unrelated-procedure row under `unrelated_procedure: medical`. */
  readonly outcome: 'decided' | 'failed' | 'switched_off';
  readonly condition: ConditionTrace;
}

export interface SeverityFinding {
  /** 2 is the first secondary diagnosis. */
  readonly position: number;
  readonly code: string;
  readonly level: 'mcc' | 'cc';
  readonly isCounted: boolean;
  /** 0: in no list, never cancelled. */
  readonly exclusionList: number;
  /** The principal that cancelled it; null where it counts. */
  readonly cancelledBy: string | null;
}

export interface GroupTrial {
  readonly group: string;
  readonly name: string;
  readonly outcome: 'decided' | 'failed' | 'not_tried';
  readonly condition: ConditionTrace;
}

/** What would change the answer. */
export interface Changes {
  /** The nearest group of the ADRG tried before this one, and what it lacked. */
  readonly higher?: { readonly group: string; readonly name: string; readonly missing: ConditionTrace };
  /** The group of the ADRG that would follow if what gave this one fell away. */
  readonly lower?: { readonly group: string; readonly name: string; readonly without: ConditionTrace };
  /** For an unrelated procedure: the answer when such rows are switched off. */
  readonly asMedical?: GroupAnswer;
  /** Missing numbers that left conditions before the decision open. */
  readonly undecided: readonly UndecidedNumber[];
  /** For a sex missing or in conflict: the answer with another. */
  readonly otherSex: readonly { readonly sex: 1 | 2; readonly answer: GroupAnswer }[];
  /** Ungrouped: chapters whose own list holds the principal. */
  readonly homes: readonly { readonly mdc: string; readonly name: string }[];
}

export interface UndecidedNumber {
  readonly number: CaseNumber;
  /** ADRG codes, or the chapter's letter where its own condition is open. */
  readonly places: readonly { readonly code: string; readonly name: string }[];
}
