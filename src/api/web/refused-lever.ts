import type { Language, Text } from '../../kernel/errors.js';

/** A lever that a refusal is about, and what is said of it. */
export interface RefusedLever {
  readonly path: string;
  readonly told: string;
}

/** A line of a refusal: `  outliers.bands.high: what is wrong`, of a reform with the number of its patch before. */
const LINE = /^\s+(?:page patch \d+: )?([\w.*-]+)(?:：|: )(.+)$/gm;
/** So many parts of a path must be common: two bands of one rule are, two rules are not. */
const LEAST_COMMON = 2;

/** The lever that the server's words are about: of those moved, the one whose path is nearest to a path that they name. */
export function refusedLever(words: Text, moved: readonly string[], language: Language): RefusedLever | undefined {
  const sentences = [...words[language].matchAll(LINE)].map((line) => line[2]!);
  const paths = [...words.zh.matchAll(LINE)].map((line) => line[1]!);
  let best: { readonly path: string; readonly told: string; readonly common: number } | undefined;
  for (const [k, path] of paths.entries()) {
    for (const lever of moved) {
      const common = commonParts(path, lever);
      if (common < LEAST_COMMON || common <= (best?.common ?? 0)) continue;
      best = { path: lever, told: sentences[k] ?? '', common };
    }
  }
  return best === undefined || best.told === '' ? undefined : { path: best.path, told: best.told };
}

function commonParts(one: string, other: string): number {
  const [left, right] = [one.split('.'), other.split('.')];
  const different = left.findIndex((part, k) => part !== right[k]);
  return different === -1 ? left.length : different;
}
