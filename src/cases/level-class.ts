const CLASSES: readonly (readonly [RegExp, 3 | 2 | 1])[] = [
  [/^(?:3|三|叁|Ⅲ|III)/i, 3],
  [/^(?:2|二|贰|Ⅱ|II)/i, 2],
  [/^(?:1|一|壹|Ⅰ|I)/i, 1],
];
/** Not graded, and the kinds of primary care that never are: they are paid as level 1. */
const UNGRADED = /未定级|未评级|未评定|无等级|无级别|不定级|基层|社区|卫生院|乡镇|村卫生室|诊所/;

/**
 * The level class (等级) of a hospital's written level: 三甲, 三级, 3 → 3; 二乙, 2级 → 2; 一级 → 1; 未定级 and primary
 * care → 1. undefined for an empty or unknown text: nobody guesses a level.
 */
export function levelClassOfText(text: string): 3 | 2 | 1 | undefined {
  const level = text.trim();
  for (const [pattern, levelClass] of CLASSES) if (pattern.test(level)) return levelClass;
  return UNGRADED.test(level) ? 1 : undefined;
}
