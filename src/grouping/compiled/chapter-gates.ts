import {
  END_FALSE,
  END_TRUE,
  SOURCE_ADX,
  SOURCE_SDX,
  TEST_LIST,
  TEST_NUMBER,
  TEST_REGIONS,
  TEST_SIZE,
} from '../../schemes/compile/condition-code.js';
import { NO_CODE, type SchemeSections, type SchemeSizes } from '../../schemes/compiled-scheme.js';

/** A comparison without which none of some chapters is entered (age 0 years, sex), asked once for all of them. */
export interface ChapterGate {
  /** Place of the comparison in the code. */
  readonly test: number;
  /** Mask of the chapters it shuts. */
  readonly chapters: number;
}

/**
 * What can be said of chapters before they are tried, so that most cases try only the one that takes them: it is made
 * once a pass and changes no answer.
 */
export interface ChapterGates {
  readonly gates: readonly ChapterGate[];
  /** Chapters that are entered only by a diagnosis that conditions ask about at any place (HIV, several injuries). */
  readonly askedChapters: number;
  /** Code of each chapter's condition as far as the gates do not answer it. */
  readonly entryCodes: Int32Array;
}

export function chapterGates(sections: SchemeSections, sizes: SchemeSizes): ChapterGates {
  const { code } = sections;
  const entryCodes = sections.chapterCode.slice();
  const gates = new Map<string, { test: number; chapters: number }>();
  let askedChapters = 0;
  for (let chapter = 0; chapter < sizes.chapters; chapter++) {
    const start = entryCodes[chapter]!;
    if (start < 0) continue;
    if (code[start] === TEST_NUMBER && code[start + 4] === END_FALSE) {
      const key = `${code[start + 1]} ${code[start + 2]}`;
      const gate = gates.get(key) ?? { test: start, chapters: 0 };
      gate.chapters |= 1 << chapter;
      gates.set(key, gate);
      if (code[start + 3] === END_TRUE) entryCodes[chapter] = NO_CODE;
    }
    if (!canHoldUnasked(code, start)) askedChapters |= 1 << chapter;
  }
  return { gates: [...gates.values()], askedChapters, entryCodes };
}

/** Whether the end "true" can be reached when no diagnosis is in any list asked about: all other tests go both ways. */
function canHoldUnasked(code: Int32Array, start: number): boolean {
  if (start < 0) return start === END_TRUE;
  const operation = code[start]!;
  const source = code[start + 1]!;
  const isAnyDiagnosis = operation === TEST_LIST && (source === SOURCE_ADX || source === SOURCE_SDX);
  // With no region "at least one" (or more) fails; any other comparison of regions is left open.
  const isRegions = operation === TEST_REGIONS && (source === 2 || (source === 3 && code[start + 2]! > 0));
  const onTrue = code[start + TEST_SIZE - 2]!;
  const onFalse = code[start + TEST_SIZE - 1]!;
  if (isAnyDiagnosis || isRegions) return canHoldUnasked(code, onFalse);
  return canHoldUnasked(code, onTrue) || canHoldUnasked(code, onFalse);
}
