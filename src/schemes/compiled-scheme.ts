import type { Finding } from '../kernel/finding.js';
import { openSections } from './compile/scheme-buffer.js';
import type { SchemeOptions } from './scheme-document.js';

/**
 * A scheme ready to group: one buffer that workers share. Codes are numbered from 1 in the order of `diagnoses` and
 * `procedures`; 0 is a code the scheme does not know.
 */
export interface CompiledScheme {
  readonly method: 'drg';
  readonly id: string;
  /** Hash of the scheme's content (SchemeDocument.hash). */
  readonly hash: string;
  readonly buffer: SharedArrayBuffer;
  readonly catalogue: SchemeCatalogue;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly options: SchemeOptions;
  /** What the loader warned of when the scheme was compiled, such as lists with codes that their chapter lacks. */
  readonly warnings: readonly Finding[];
}

/** Every group a scheme can give; index 0 is the ungrouped `0000`. The same shape as grouping's GroupCatalogue. */
export interface SchemeCatalogue {
  readonly schemeId: string;
  readonly schemeHash: string;
  readonly codes: readonly string[];
  readonly mdcs: readonly string[];
  readonly adrgs: readonly string[];
  readonly names: readonly string[];
}

/** How the groups of a rule are chosen. */
export const GROUPS_BY_SEVERITY = 0;
export const GROUPS_BY_CONDITION = 1;

/** In `severityInfo`: bits of the level, of a diagnosis some condition asks about at any place, start of the list number. */
export const SEVERITY_MCC = 1;
export const SEVERITY_CC = 2;
export const ASKED_ABOUT = 4;
export const EXCLUSION_SHIFT = 3;

/** In `ruleKind`. */
export const RULE_GROUPED = 0;
export const RULE_UNRELATED = 1;
export const RULE_FALLBACK = 2;

/** Where no code is needed for a condition, or no group holds. */
export const NO_CODE = -3;
export const NO_GROUP = 0xffff;

/** The sections of a compiled scheme; sizes in words of the sections they belong to. */
export interface SchemeSections {
  /** See SIZES. */
  readonly sizes: Int32Array;
  /** Class of each diagnosis as principal, and masks of what a class leaves possible. */
  readonly principalClass: Uint16Array;
  readonly principalRules: Uint32Array;
  readonly principalChapters: Uint32Array;
  readonly principalEntries: Uint32Array;
  /** The same of each procedure as first procedure. */
  readonly procedureClass: Uint16Array;
  readonly procedureRules: Uint32Array;
  readonly procedureChapters: Uint32Array;
  readonly procedureEntries: Uint32Array;
  /** A diagnosis: level, whether asked about, exclusion list. */
  readonly severityInfo: Uint16Array;
  /** A principal: which exclusion lists it is in, by class. */
  readonly exclusionClass: Uint16Array;
  readonly exclusionMasks: Uint32Array;
  /** 1 where a chapter's list holds the diagnosis, 2 where one only leaves it out. */
  readonly isPrincipal: Uint8Array;
  readonly isValidProcedure: Uint8Array;
  /** 1 where a condition asks whether a case has the procedure at any place (ASKED_ABOUT says so of diagnoses). */
  readonly isAskedAbout: Uint8Array;
  /** For the four kinds of case of ASKED_KINDS: rules that can hold, chapters that can be entered. */
  readonly openRules: Uint32Array;
  readonly openChapters: Uint32Array;
  readonly diagnosisLists: Uint32Array;
  readonly procedureLists: Uint32Array;
  /** Body region of each diagnosis, a table for each chapter that has regions. */
  readonly regions: Uint8Array;
  readonly chapterCode: Int32Array;
  readonly chapterRegions: Int32Array;
  readonly chapterWord: Int32Array;
  readonly chapterRule: Int32Array;
  readonly ruleCode: Int32Array;
  readonly ruleKind: Uint8Array;
  readonly ruleGroups: Uint8Array;
  /** Group for each of the four severities (bit 0 MCC, bit 1 CC), four entries a rule. */
  readonly severityGroup: Uint16Array;
  /** Bit s: at severity s no further diagnosis changes the group. */
  readonly severityStop: Uint8Array;
  /** Groups chosen by condition: those of rule r are groupStart[r] … groupStart[r + 1]. */
  readonly groupStart: Int32Array;
  readonly groupCode: Int32Array;
  readonly groupIndex: Uint16Array;
  /** Settings of switches under which a rule and a chapter is tried (variant-chapters.ts); each chapter's letter. */
  readonly ruleSettings: Uint8Array;
  readonly chapterSettings: Uint8Array;
  readonly chapterLetter: Uint8Array;
  /** Place of the code of cases that `missing: reference` refuses, or NO_CODE; the numbers it compares. */
  readonly refusalCode: Int32Array;
  readonly refusalNumbers: Uint8Array;
  readonly code: Int32Array;
  /** UTF-8: JSON of what is text, and the codes one a line. */
  readonly texts: Uint8Array;
  readonly diagnosisTexts: Uint8Array;
  readonly procedureTexts: Uint8Array;
}

/** Entries of the section `sizes`. */
export const SIZES = [
  'chapters',
  'rules',
  'ruleWords',
  'diagnosisWords',
  'procedureWords',
  'exclusionWords',
  'diagnoses',
  'procedures',
] as const;
export type SchemeSizes = Readonly<Record<(typeof SIZES)[number], number>>;

/** Views of the sections of a buffer that was made or checked before. */
export function schemeSections(buffer: SharedArrayBuffer): SchemeSections {
  return openSections(buffer) as unknown as SchemeSections;
}

export function schemeSizes(sections: SchemeSections): SchemeSizes {
  return Object.fromEntries(SIZES.map((name, index) => [name, sections.sizes[index]!])) as unknown as SchemeSizes;
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes.slice());

/** The texts of a buffer; the long lists of codes are decoded when first asked for. */
export function compiledSchemeOf(buffer: SharedArrayBuffer): CompiledScheme {
  const sections = schemeSections(buffer);
  const texts = JSON.parse(decode(sections.texts)) as {
    readonly id: string;
    readonly hash: string;
    readonly options: SchemeOptions;
    readonly catalogue: Pick<SchemeCatalogue, 'codes' | 'mdcs' | 'adrgs' | 'names'>;
    readonly warnings: readonly Finding[];
  };
  const { id, hash, options, warnings } = texts;
  let diagnoses: readonly string[] | undefined;
  let procedures: readonly string[] | undefined;
  return {
    method: 'drg',
    id,
    hash,
    buffer,
    options,
    warnings,
    catalogue: { schemeId: id, schemeHash: hash, ...texts.catalogue },
    get diagnoses() {
      diagnoses ??= decode(sections.diagnosisTexts).split('\n');
      return diagnoses;
    },
    get procedures() {
      procedures ??= decode(sections.procedureTexts).split('\n');
      return procedures;
    },
  };
}
