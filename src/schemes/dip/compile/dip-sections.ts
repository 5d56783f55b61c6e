import type { BufferForm } from '../../compile/scheme-buffer.js';

/** A compiled DIP catalogue: "DRGD". The version is to be raised with every change of sections or of what they mean. */
export const DIP_FORM: BufferForm = { magic: 0x44475244, version: 5 };

/** The sections of a compiled catalogue. "Class" of a code: codes of one class are alike for every entry. */
export interface DipSections {
  /** See DIP_SIZES. */
  readonly sizes: Int32Array;
  /** Classes of principals: text bounds (one a line), the class behind each; which of them never group, and scopes met. */
  readonly principalBounds: Uint8Array;
  readonly principalClass: Uint16Array;
  readonly isExcluded: Uint8Array;
  readonly inScope: Uint8Array;
  /** The same of diagnoses in the lists that conditions name, with their lists as bits, and marks for a quick look. */
  readonly diagnosisBounds: Uint8Array;
  readonly diagnosisClass: Uint16Array;
  readonly diagnosisLists: Uint32Array;
  readonly diagnosisMarks: Uint32Array;
  /** By procedure id: what it is as a leading procedure (PROCEDURE_…), and its class among lists of parts. */
  readonly procedureInfo: Uint32Array;
  readonly procedureClass: Uint16Array;
  /** Lists of a class as bits, its marks. */
  readonly procedureLists: Uint32Array;
  readonly procedureMarks: Uint32Array;
  /** Entries as candidates, CANDIDATE_SIZE numbers each. */
  readonly candidates: Int32Array;
  /** Lists of the parts of candidates, the main part first (−1: the leading procedure's class says it). */
  readonly parts: Int32Array;
  /** Mean cost in fen by group, NaN where there is none. */
  readonly meanCost: Float64Array;
  /** Candidates in the order of preference, RUN_SIZE numbers each, in runs that the next three tell. */
  readonly runs: Int32Array;
  /** First and end of the run of each principal class, of entries without a main procedure; the last: of every case. */
  readonly plainRuns: Int32Array;
  /** First and end of the run of each class of main procedures, of entries that every principal meets. */
  readonly everyRuns: Int32Array;
  /** Open hash of (principal class, main class): key + 1 or 0, first of the run, behind its last. */
  readonly pairs: Uint32Array;
  /** Conditions as jump code. */
  readonly code: Int32Array;
  /** UTF-8: JSON of what is text, and the codes one a line. */
  readonly texts: Uint8Array;
  readonly diagnosisTexts: Uint8Array;
  readonly procedureTexts: Uint8Array;
}

/** Entries of the section `sizes`. */
export const DIP_SIZES = [
  'principalClasses',
  'mainClasses',
  'scopes',
  'diagnosisWords',
  'procedureWords',
  'pairShift',
] as const;
export type DipSizes = Readonly<Record<(typeof DIP_SIZES)[number], number>>;

/** In `procedureInfo`: class as main procedure, how it is kept from leading, treatment class, number of its scope. */
export const MAIN_CLASS_MASK = 0xffff;
export const EXCLUSION_SHIFT = 16;
export const EXCLUSION_MASK = 3;
export const EXCLUDED_CONSERVATIVE = 1;
export const EXCLUDED_NOT_MAIN = 2;
export const EXCLUDED_BY_SCOPE = 3;
export const KIND_SHIFT = 18;
export const KIND_MASK = 7;
/** A procedure of which the source says no class. */
export const NO_KIND = 7;
export const SCOPE_SHIFT = 21;

/** Numbers of a candidate; the first is its place in the order before the first preference that needs the case, … */
export const CANDIDATE_SIZE = 8;
/** … its places behind that preference and behind the second; … */
export const FIELD_RANK_2 = 1;
export const FIELD_RANK_3 = 2;
/** … its group in results, flags, where its condition starts, marks of which the case must have one, its parts. */
export const FIELD_GROUP = 3;
export const FIELD_FLAGS = 4;
export const FIELD_CONDITION = 5;
export const FIELD_MARKS = 6;
export const FIELD_PARTS = 7;

/** In the flags: use of procedures, kind, tier (two to three bits each) … */
export const USES = ['main', 'anywhere', 'without', 'class', 'any_case'] as const;
export const USE_MASK = 7;
export const USE_MAIN = 0;
export const USE_ANYWHERE = 1;
export const USE_WITHOUT = 2;
export const USE_CLASS = 3;
export const KINDS = ['conservative', 'diagnostic', 'therapeutic', 'surgical', 'procedure'] as const;
export const FLAG_KIND_SHIFT = 3;
export const TIERS = ['core', 'basic', 'comprehensive', 'fallback'] as const;
export const FLAG_TIER_SHIFT = 6;
export const TIER_MASK = 3;
export const TIER_FALLBACK = 3;
/** … whose procedures it sees, how many related parts it has, and which preferences need the case. */
export const FLAG_RECORDED = 1 << 8;
export const FLAG_REMAINING = 1 << 9;
export const FLAG_RELATED_SHIFT = 10;
export const RELATED_MASK = 63;
export const FLAG_FIRST_SHIFT = 16;
export const FLAG_SECOND_SHIFT = 18;
export const DYNAMIC_MASK = 3;
export const DYNAMIC_NONE = 0;
export const DYNAMIC_MATCHED = 1;
export const DYNAMIC_COST = 2;

/** The mark every case has: what no list decides must be looked at. */
export const MARK_ALWAYS = 1 << 30;
/** Marks of diagnosis lists, then of procedure lists; lists share them, so a mark says "perhaps". */
export const MARKS_EACH = 15;
export const diagnosisMark = (list: number): number => 1 << (list % MARKS_EACH);
export const procedureMark = (list: number): number => 1 << (MARKS_EACH + (list % MARKS_EACH));
