import { normaliseCode } from '../../cases/codes/normalise-code.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { CatalogueRules } from './catalogue-rules.js';

const CATEGORY_LENGTH = 3;
/** "A09.0": four characters and the point. */
const SUBCATEGORY_LENGTH = 5;
const KEY = /^[A-Z][0-9][0-9A-Z](?:\.[0-9A-Zx.+*]+)?$/;
const CATEGORY = /^[A-Z][0-9][0-9A-Z]$/;

/** The principals of entries, and by which of them each diagnosis is met, longest first. */
export interface PrincipalKeys {
  readonly texts: readonly string[];
  /** By rank of diagnosis: the longest key that its code begins with; −1 none. */
  readonly ofDiagnosis: Int32Array;
  /** By key: the next shorter key that it begins with; −1 none. Several levels of one code form such a chain. */
  readonly shorter: Int32Array;
}

/**
 * Cuts every principal to the level of the rules. Codes meet an entry by how they begin, so where one key begins another
 * (a code and its extensions) a case whose longer key has no entry goes to the shorter one.
 * @param diagnoses  distinct principals in code-point order
 */
export function principalKeys(diagnoses: readonly string[], level: CatalogueRules['principal']): PrincipalKeys {
  const cut = { category: CATEGORY_LENGTH, subcategory: SUBCATEGORY_LENGTH, full: Number.POSITIVE_INFINITY }[level];
  const isKey = (text: string) => KEY.test(text) && normaliseCode(text) === text;
  const own = diagnoses.map((text) => text.slice(0, cut));
  const texts = [...new Set(own.filter(isKey))].sort(compareCodePoints);
  const numbers = new Map(texts.map((text, number) => [text, number]));
  const longestWithin = (text: string, most: number): number => {
    for (let length = Math.min(most, text.length); length >= CATEGORY_LENGTH; length--) {
      const found = numbers.get(text.slice(0, length));
      if (found !== undefined) return found;
    }
    return -1;
  };
  return {
    texts,
    ofDiagnosis: Int32Array.from(diagnoses, (text) => longestWithin(text, cut)),
    shorter: Int32Array.from(texts, (text) => longestWithin(text, text.length - 1)),
  };
}

/** The category (A09) of a diagnosis; '' where its code is none. */
export function categoryOf(diagnosis: string): string {
  const category = diagnosis.slice(0, CATEGORY_LENGTH);
  return CATEGORY.test(category) ? category : '';
}
