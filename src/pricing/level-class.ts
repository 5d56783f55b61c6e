const LEVELS: readonly (readonly [RegExp, 3 | 2 | 1])[] = [
  [/^(三|叁|3|Ⅲ|III)/i, 3],
  [/^(二|贰|2|Ⅱ|II)/i, 2],
  [/^(一|壹|1|Ⅰ|I)/i, 1],
];

/**
 * The level class (等级) that a level text of a case begins with: 三甲, 三级, 3, Ⅲ → 3. Used only for hospitals that the
 * register does not know. undefined where the text says none (未定级, empty): nobody guesses a level.
 */
export function levelClassOf(text: string): 3 | 2 | 1 | undefined {
  const level = text.trim();
  for (const [pattern, levelClass] of LEVELS) if (pattern.test(level)) return levelClass;
  return undefined;
}
