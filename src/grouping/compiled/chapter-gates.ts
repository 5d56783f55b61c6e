import { END_FALSE, END_TRUE, TEST_NUMBER } from '../../schemes/compile/condition-code.js';
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
  /** Code of each chapter's condition as far as the gates do not answer it. */
  readonly entryCodes: Int32Array;
}

export function chapterGates(sections: SchemeSections, sizes: SchemeSizes): ChapterGates {
  const { code } = sections;
  const entryCodes = sections.chapterCode.slice();
  const gates = new Map<string, { test: number; chapters: number }>();
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
  }
  return { gates: [...gates.values()], entryCodes };
}
