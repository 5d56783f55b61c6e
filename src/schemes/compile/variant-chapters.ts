import type { AdrgRule, Chapter, SchemeDocument, SchemeOptions } from '../scheme-document.js';
import { conditionOfChapter, conditionOfRule, principalsOf } from '../switched-conditions.js';

/**
 * A chapter or rule that a switch changes stands in the compiled form once for each of its forms, next to each other;
 * a run tries the one its switches ask for. So a switch costs nothing where it is not used.
 *
 * A setting is one choice of switches, as a bit: of chapters 1 as written, 2 by regions alone, 4 with left-out
 * principals, 8 both; of rules 1 as written, 2 by the first procedure, 4 by any.
 */
export interface VariantChapters {
  readonly chapters: readonly Chapter[];
  /** Settings under which each chapter, and each rule in order, is tried. */
  readonly chapterSettings: readonly number[];
  readonly ruleSettings: readonly number[];
}

const EVERY_CHAPTER = 0b1111;
const EVERY_RULE = 0b111;

export function chapterSetting({ multiple_trauma, left_out_principals }: SchemeOptions): number {
  return 1 << ((multiple_trauma === 'regions' ? 1 : 0) + (left_out_principals === 'taken' ? 2 : 0));
}

export function ruleSetting({ unrelated_by }: SchemeOptions): number {
  return unrelated_by === undefined ? 1 : unrelated_by === 'first' ? 2 : 4;
}

export function variantChapters(document: SchemeDocument): VariantChapters {
  const chapters: Chapter[] = [];
  const chapterSettings: number[] = [];
  const ruleSettings: number[] = [];
  for (const original of document.chapters) {
    const rules = original.rules.flatMap(ruleForms);
    for (const form of chapterForms(original)) {
      chapters.push({ ...form.chapter, rules: rules.map(({ rule }) => rule) });
      chapterSettings.push(form.settings);
      ruleSettings.push(...rules.map(({ settings }) => settings));
    }
  }
  return { chapters, chapterSettings, ruleSettings };
}

function chapterForms(chapter: Chapter): { chapter: Chapter; settings: number }[] {
  let forms = [{ chapter, settings: EVERY_CHAPTER }];
  const byRegions = conditionOfChapter(chapter, 'regions');
  if (byRegions !== chapter.when) {
    forms = [
      { chapter, settings: 0b0101 },
      { chapter: { ...chapter, when: byRegions }, settings: 0b1010 },
    ];
  }
  if (chapter.leftOut === undefined) return forms;
  const diagnoses = principalsOf(chapter, 'taken');
  return [
    ...forms.map((form) => ({ ...form, settings: form.settings & 0b0011 })),
    ...forms.map((form) => ({ chapter: { ...form.chapter, diagnoses }, settings: form.settings & 0b1100 })),
  ];
}

function ruleForms(rule: AdrgRule): { rule: AdrgRule; settings: number }[] {
  if (rule.kind !== 'unrelated') return [{ rule, settings: EVERY_RULE }];
  const text = JSON.stringify(rule.when);
  const first = conditionOfRule(rule, 'first');
  const any = conditionOfRule(rule, 'any');
  const isFirst = JSON.stringify(first) === text;
  const isAny = JSON.stringify(any) === text;
  if (isFirst && isAny) return [{ rule, settings: EVERY_RULE }];
  const written = { rule, settings: isFirst ? 0b011 : isAny ? 0b101 : 0b001 };
  return [
    written,
    ...(isFirst ? [] : [{ rule: { ...rule, when: first }, settings: 0b010 }]),
    ...(isAny ? [] : [{ rule: { ...rule, when: any }, settings: 0b100 }]),
  ];
}
