import type { Decimal } from '../kernel/decimal.js';
import { EngineError } from '../kernel/errors.js';
import { bandVocabulary } from '../kernel/formula/formula-language.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import { bandLanguageOf, type Policy } from '../policy/policy-schema.js';

export const FALLBACK_NONE = 0;
export const FALLBACK_BY_ITEM = 1;
export const FALLBACK_STANDARD = 2;

/** A formula of a band, special case or supplement, with what a case is paid for which it has no amount. */
export interface PriceFormula {
  readonly tree: FormulaNode;
  /** 1 where it gives points or score, to be valued at the point value. */
  readonly isUnits: 0 | 1;
  readonly fallback: number;
  /** The lower edge of the band, which the name `multiple` stands for. */
  readonly multiple: Decimal | undefined;
}

const FALLBACKS = { by_item: FALLBACK_BY_ITEM, standard: FALLBACK_STANDARD } as const;

/**
 * Reads the formulas of a policy once each, however many rules and periods use them.
 * @throws the codes of readFormula
 */
export class PriceFormulas {
  readonly list: PriceFormula[] = [];
  readonly #places = new Map<string, number>();

  /** Index of a formula in the list. */
  add(policy: Policy, text: string, fallback: keyof typeof FALLBACKS | undefined, multiple?: Decimal): number {
    const key = JSON.stringify([policy.outliers.basis, policy.method, text, fallback, multiple]);
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.list.length;
      this.#places.set(key, place);
      this.list.push({
        ...readPay(policy, text),
        fallback: fallback === undefined ? FALLBACK_NONE : FALLBACKS[fallback],
        multiple,
      });
    }
    return place;
  }
}

/** A formula of the policy in yuan, or in points or score where the method has them. */
export function readPay(policy: Policy, text: string): { readonly tree: FormulaNode; readonly isUnits: 0 | 1 } {
  const language = bandVocabulary(bandLanguageOf(policy.outliers.basis));
  try {
    return { tree: readFormula(text, language), isUnits: 0 };
  } catch (error) {
    if (policy.method === 'drg-rate' || !(error instanceof EngineError)) throw error;
    return { tree: readFormula(text, language, 'points'), isUnits: 1 };
  }
}
