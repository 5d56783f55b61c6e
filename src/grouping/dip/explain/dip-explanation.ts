import type { Text } from '../../../kernel/errors.js';
import type { DipEntry, DipKind, DipOptions, DipPreference, DipTier } from '../../../schemes/dip/dip-document.js';
import type { UnlistedCode } from '../../explain/ignored-codes.js';
import type { ConditionShape } from '../../explain/read-condition.js';
import type { DipAnswer, DipRecord } from '../dip-record.js';

/** Why a case has the DIP entry it has: plain data, the same for JSON, terminal and page. Names are the scheme's own. */
export interface DipExplanation {
  readonly method: 'dip';
  readonly scheme: { readonly id: string; readonly hash: string; readonly title: Text };
  readonly options: DipOptions;
  readonly case: DipRecord;
  readonly answer: DipAnswer;
  /** Codes the scheme does not list. */
  readonly unlisted: readonly UnlistedCode[];
  readonly principal: {
    readonly code: string | null;
    readonly isKnown: boolean;
    readonly isExcluded: boolean;
  };
  readonly procedures: readonly ProcedureRole[];
  /** Treatment class of the case behind the rules of excluded procedures. */
  readonly kind: DipKind;
  /** Steps in order, up to the one that decided and whatever candidates stand behind it. */
  readonly steps: readonly StepTrial[];
}

export interface ProcedureRole {
  /** 1 is the first procedure. */
  readonly position: number;
  readonly code: string;
  /** How it is kept from leading; absent where it may lead. */
  readonly excluded?: 'conservative' | 'not_main';
  /** Whether it leads the case behind the rules of excluded procedures. */
  readonly isLeading: boolean;
}

export interface StepTrial {
  /** 1 is the first step. */
  readonly step: number;
  readonly sections: readonly string[];
  readonly title: Text;
  readonly preferences: readonly DipPreference[];
  /** decided: its best candidate is the group; passed: none takes the case; behind: a step before it decided. */
  readonly outcome: 'decided' | 'passed' | 'behind';
  /** Entries that take the case, the best first. */
  readonly candidates: readonly CandidateTrial[];
  /** Entries that the principal meets and something else fails. */
  readonly near: readonly NearEntry[];
  /** Entries that the principal meets and whose main procedure or treatment class the case lacks. */
  readonly others: readonly OtherEntry[];
}

export interface EntryText {
  readonly group: string;
  readonly name: string;
  readonly section: string;
  readonly kind: DipKind;
  readonly tier: DipTier;
  /** How procedures are looked at; `any_case`: not at all, and `kind` says nothing. */
  readonly use: DipEntry['procedureUse'];
}

export interface CandidateTrial extends EntryText {
  readonly outcome: 'won' | 'lost';
  /** By what it lost: the first preference that tells it from the winner; `earlier_step` where a step before decided. */
  readonly by?: DipPreference | 'earlier_step';
  /** What that preference compared: the winner's and its own. */
  readonly compared?: { readonly winner: string; readonly own: string };
  /** The part of the principal's code that its pattern met: characters of a prefix, 0 a range, −1 every case. */
  readonly diagnosisLength: number;
  readonly relatedParts: number;
  readonly matchedProcedures: number;
  readonly condition?: ConditionShape;
}

export interface NearEntry extends EntryText {
  /** related: a further operation is lacking; condition: it does not hold. */
  readonly failed: 'related' | 'condition';
  /** The parts asked for, codes that would meet each. */
  readonly related?: readonly (readonly string[])[];
  readonly condition?: ConditionShape;
}

/** An entry that is left by its procedures: the first thing that the case lacks for it. */
export interface OtherEntry extends EntryText {
  /** procedure: none of `main` is there, or none where the entry looks; class: the case is treated otherwise. */
  readonly failed: 'procedure' | 'class';
  /** The codes of which one is asked for. */
  readonly main?: readonly string[];
  /** The treatment class asked for. */
  readonly treatment?: DipKind;
}
