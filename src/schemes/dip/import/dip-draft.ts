import type { Text } from '../../../kernel/errors.js';
import type { Provenance } from '../../scheme-document.js';
import type { DipKind, DipOptions, DipSection } from '../dip-document.js';
import type { DipFile } from '../load/dip-file-schema.js';
import type { EntryRow } from '../load/entry-row.js';

/** A DIP catalogue that an importer has read, before its folder is written; rows and patterns are texts. */
export interface DipDraft {
  readonly id: string;
  readonly title: Text;
  readonly provenance: Provenance;
  readonly options: Partial<DipOptions>;
  /** Codes that entries use although the program's lists lack them, each with the reason. */
  readonly acknowledged: Readonly<Record<'diagnoses' | 'procedures', ReadonlyMap<string, string>>>;
  readonly excludedDiagnoses: readonly string[];
  readonly excludedProcedures: {
    readonly conservative: readonly string[];
    readonly not_main: readonly string[];
    readonly scopes: readonly { readonly list: string; readonly codes: readonly string[] }[];
  };
  /** Diagnosis patterns by name. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly classes: ReadonlyMap<DipKind, readonly string[]>;
  readonly matching: DipFile['matching'];
  readonly kindOrder: DipFile['kind_order'];
  readonly sections: readonly (DipSection & { readonly rows: readonly EntryRow[] })[];
  readonly steps: NonNullable<DipFile['steps']>;
  readonly primaryCare: readonly { readonly sequence: string; readonly dx: string; readonly px: string }[];
}
