import type { Finding } from '../../../kernel/finding.js';
import { openSections } from '../../compile/scheme-buffer.js';
import type { SchemeCatalogue } from '../../compiled-scheme.js';
import type { DipOptions } from '../dip-document.js';
import { DIP_SIZES, type DipSections, type DipSizes } from './dip-sections.js';

/** A DIP catalogue ready to group (DIP 病种目录): one buffer that workers share, the shape of CompiledScheme. */
export interface CompiledDip {
  readonly method: 'dip';
  readonly id: string;
  /** DipDocument.hash. */
  readonly hash: string;
  readonly buffer: SharedArrayBuffer;
  /** `mdcs` are sections, `adrgs` empty, group i + 1 is entry i. */
  readonly catalogue: SchemeCatalogue;
  readonly diagnoses: readonly string[];
  /** Valid codes, then those that entries name besides; ids of `procedureInfo` count from 1 in this order. */
  readonly procedures: readonly string[];
  readonly options: DipOptions;
  /** Columns beside those of every grouping that the order of preference reads. */
  readonly columns: readonly string[];
  /** Whether any entry is a fallback group; without one the `fallback` of a switch would do nothing. */
  readonly hasFallback: boolean;
  /** What the loader warned of when the catalogue was compiled. */
  readonly warnings: readonly Finding[];
}

/** Views of the sections of a buffer that was made or checked before. */
export function dipSections(buffer: SharedArrayBuffer): DipSections {
  return openSections(buffer) as unknown as DipSections;
}

export function dipSizes(sections: DipSections): DipSizes {
  return Object.fromEntries(DIP_SIZES.map((name, index) => [name, sections.sizes[index]!])) as unknown as DipSizes;
}

export const linesOf = (bytes: Uint8Array): string[] => {
  const text = new TextDecoder().decode(bytes.slice());
  return text === '' ? [] : text.split('\n');
};

/** The texts of a buffer; the long lists of codes are decoded when first asked for. */
export function compiledDipOf(buffer: SharedArrayBuffer): CompiledDip {
  const sections = dipSections(buffer);
  const texts = JSON.parse(new TextDecoder().decode(sections.texts.slice())) as {
    readonly id: string;
    readonly hash: string;
    readonly options: DipOptions;
    readonly columns: readonly string[];
    readonly hasFallback: boolean;
    readonly warnings: readonly Finding[];
    readonly catalogue: Pick<SchemeCatalogue, 'codes' | 'mdcs' | 'adrgs' | 'names'>;
  };
  const { id, hash, options, columns, hasFallback, warnings } = texts;
  let diagnoses: readonly string[] | undefined;
  let procedures: readonly string[] | undefined;
  return {
    method: 'dip',
    id,
    hash,
    buffer,
    options,
    columns,
    hasFallback,
    warnings,
    catalogue: { schemeId: id, schemeHash: hash, ...texts.catalogue },
    get diagnoses() {
      diagnoses ??= linesOf(sections.diagnosisTexts);
      return diagnoses;
    },
    get procedures() {
      procedures ??= linesOf(sections.procedureTexts);
      return procedures;
    },
  };
}
