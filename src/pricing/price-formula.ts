import type { Decimal } from '../kernel/decimal.js';
import { EngineError } from '../kernel/errors.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import { payLanguage } from '../policy/formula-languages.js';
import type { Policy } from '../policy/policy-schema.js';

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
  /** Paths of the rules that use it, for messages. */
  readonly rules: string[];
}

const REASONS = 4;

/** A formula that has no amount for a row, and why (FORMULA_FAILURE), as one number above 0. */
export function failureCode(formula: number, reason: number): number {
  return formula * REASONS + reason + 1;
}

export function failureOfCode(code: number): { readonly formula: number; readonly reason: number } {
  return { formula: Math.floor((code - 1) / REASONS), reason: (code - 1) % REASONS };
}

const FALLBACKS = { by_item: FALLBACK_BY_ITEM, standard: FALLBACK_STANDARD } as const;

/**
 * Reads the formulas of a policy once each, however many rules and periods use them.
 * @throws the codes of readFormula
 */
export class PriceFormulas {
  readonly list: PriceFormula[] = [];
  readonly #places = new Map<string, number>();

  /**
   * Index of a formula in the list.
   * @param path  of the rule that uses it
   */
  add(
    policy: Policy,
    path: string,
    text: string,
    fallback: keyof typeof FALLBACKS | undefined,
    multiple?: Decimal,
  ): number {
    const units = Object.entries(policy.group_values ?? {}).map(([name, { unit }]) => [name, unit]);
    const key = JSON.stringify([policy.outliers.basis, policy.method, units, text, fallback, multiple]);
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.list.length;
      this.#places.set(key, place);
      this.list.push({
        ...readPay(policy, text),
        fallback: fallback === undefined ? FALLBACK_NONE : FALLBACKS[fallback],
        multiple,
        rules: [],
      });
    }
    const { rules } = this.list[place]!;
    if (!rules.includes(path)) rules.push(path);
    return place;
  }
}

/** A formula of the policy in yuan, or in points or score where the method has them. */
export function readPay(policy: Policy, text: string): { readonly tree: FormulaNode; readonly isUnits: 0 | 1 } {
  const language = payLanguage(policy);
  try {
    return { tree: readFormula(text, language), isUnits: 0 };
  } catch (error) {
    if (policy.method === 'drg-rate' || !(error instanceof EngineError)) throw error;
    return { tree: readFormula(text, language, 'points'), isUnits: 1 };
  }
}
