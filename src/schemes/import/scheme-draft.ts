import type { Text } from '../../kernel/errors.js';
import type { AdrgKind, Provenance, SchemeOptions } from '../scheme-document.js';

/** What every importer produces and the folder writer takes: a scheme with its lists spelled out code by code. */
export interface SchemeDraft {
  readonly id: string;
  readonly title: Text;
  readonly provenance: Provenance;
  readonly options: SchemeOptions;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly validProcedures: ReadonlySet<string>;
  /** Code used by a list though no valid code → the reason. */
  readonly acknowledged: {
    readonly diagnoses: ReadonlyMap<string, string>;
    readonly procedures: ReadonlyMap<string, string>;
  };
  readonly lists: readonly DraftList[];
  readonly refusedWhen?: string;
  /** Files of the program's own lists that hold the codes, by kind; absent: the codes are written out. */
  readonly sharedLists: { readonly diagnoses?: string; readonly procedures?: string };
  /** In evaluation order. */
  readonly chapters: readonly DraftChapter[];
  readonly severity: readonly DraftSeverity[];
}

export interface DraftList {
  readonly name: string;
  readonly diagnoses?: ReadonlySet<string>;
  readonly procedures?: ReadonlySet<string>;
}

export interface DraftChapter {
  readonly mdc: string;
  readonly name: string;
  readonly when: string;
  readonly diagnoses: ReadonlySet<string>;
  readonly leftOut: ReadonlySet<string>;
  /** Body regions in their order. */
  readonly regions: readonly { readonly name: string; readonly diagnoses: ReadonlySet<string> }[];
  readonly rules: readonly DraftRule[];
}

export interface DraftRule {
  readonly code: string;
  readonly name: string;
  readonly kind: AdrgKind;
  readonly when: string;
  readonly diagnoses: ReadonlyMap<number, ReadonlySet<string>>;
  readonly procedures: ReadonlyMap<number, ReadonlySet<string>>;
  readonly groups: readonly { readonly code: string; readonly name: string; readonly when: string }[];
}

/** One exclusion list with the codes that name it; number 0 is never cancelled. */
export interface DraftSeverity {
  readonly number: number;
  readonly principals: ReadonlySet<string>;
  readonly mcc: ReadonlySet<string>;
  readonly cc: ReadonlySet<string>;
}
