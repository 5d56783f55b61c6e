import type { Text } from '../../kernel/errors.js';
import type { DraftList } from '../import/scheme-draft.js';
import type { AdrgKind, Provenance, SchemeDocument, SchemeOptions } from '../scheme-document.js';

/** What an importer makes of a workbook over a base: only what differs, lists spelled out code by code. */
export interface OverlayDraft {
  readonly id: string;
  readonly title: Text;
  readonly provenance: Provenance;
  /** As scheme.yaml is to name it. */
  readonly baseName: string;
  readonly base: SchemeDocument;
  readonly options: Partial<SchemeOptions>;
  readonly added: { readonly diagnoses: readonly string[]; readonly procedures: readonly string[] };
  /** Shared lists, new or changed. */
  readonly lists: readonly DraftList[];
  readonly chapters: readonly OverlayChapterDraft[];
  readonly severity: OverlaySeverityDraft;
}

export interface OverlayChapterDraft {
  readonly mdc: string;
  readonly name?: string;
  readonly when?: string;
  readonly diagnoses?: ReadonlySet<string>;
  readonly rules: readonly OverlayRuleDraft[];
  readonly remove: readonly string[];
}

/** An ADRG of the base that changes (absent: as in the base), or a new one. */
export interface OverlayRuleDraft {
  readonly code: string;
  readonly place?: string;
  readonly name?: string;
  readonly kind?: AdrgKind;
  readonly when?: string;
  readonly diagnoses: ReadonlyMap<number, ReadonlySet<string>>;
  readonly procedures: ReadonlyMap<number, ReadonlySet<string>>;
  readonly groups?: readonly { readonly code: string; readonly name: string; readonly when: string }[];
}

export interface OverlaySeverityDraft {
  /** Number → principals, where they differ from the base's. */
  readonly principals: ReadonlyMap<number, ReadonlySet<string>>;
  /** Code → level and list, where they differ. */
  readonly levels: ReadonlyMap<string, { readonly level: 'mcc' | 'cc'; readonly list: number }>;
  readonly neither: ReadonlySet<string>;
}
