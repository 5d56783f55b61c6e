import { EngineError } from '../kernel/errors.js';
import { type FormulaLanguage, RETENTION_VOCABULARY } from '../kernel/formula/formula-language.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import { clearingLanguage, componentLanguage, ELASTIC_LANGUAGE, payLanguage } from './formula-languages.js';
import type { ValuePath } from './policy-path.js';
import type { Policy } from './policy-schema.js';

/** A formula of a policy with its place and the names that it may use. */
export interface PolicyFormula {
  readonly at: ValuePath;
  readonly path: string;
  readonly text: string;
  readonly language: FormulaLanguage;
  /** Whether it may give points or score in place of yuan: pay in the methods that have them. */
  readonly givesUnits: 'never' | 'allowed';
}

/**
 * The tree of a formula.
 * @throws the codes of readFormula
 */
export function readPolicyFormula({ text, language, givesUnits }: PolicyFormula): FormulaNode {
  return readPay(text, language, givesUnits).tree;
}

/**
 * A formula in yuan, or, where its method has them, in points or score.
 * @throws the codes of readFormula
 */
export function readPay(
  text: string,
  language: FormulaLanguage,
  givesUnits: PolicyFormula['givesUnits'],
): { readonly tree: FormulaNode; readonly isUnits: boolean } {
  try {
    return { tree: readFormula(text, language), isUnits: false };
  } catch (error) {
    if (givesUnits === 'never' || !(error instanceof EngineError) || error.code !== 'formula_result_unit') throw error;
    return { tree: readFormula(text, language, 'points'), isUnits: true };
  }
}

const OUTLIER_WORDS = new Set(['by_item', 'standard']);
/** What a special case may pay in a word. */
export const SPECIAL_WORDS: ReadonlySet<string> = new Set(['by_item', 'standard', 'zero', 'review_amount']);
const RETENTION_WORDS = new Set(['recorded', 'standard']);

/** Every formula of a policy with the names it may use; the plain words (by_item, standard, recorded …) are none. */
export function policyFormulas(policy: Policy): readonly PolicyFormula[] {
  const formulas: PolicyFormula[] = [];
  const add = (
    at: ValuePath,
    path: string,
    text: string | undefined,
    language: FormulaLanguage | (() => FormulaLanguage),
    givesUnits: PolicyFormula['givesUnits'] = 'never',
  ) => {
    if (text === undefined) return;
    formulas.push({ at, path, text, language: typeof language === 'function' ? language() : language, givesUnits });
  };
  const pay = payLanguage(policy);
  const units = policy.method === 'drg-rate' ? 'never' : 'allowed';
  policy.hospital_coefficient.components?.forEach(({ name, formula }, index) => {
    const path = `hospital_coefficient.components.${name}.formula`;
    add(['hospital_coefficient', 'components', index, 'formula'], path, formula, () => componentLanguage(formula!));
  });
  policy.special_cases?.forEach((rule, index) => {
    if (rule.pay === undefined || SPECIAL_WORDS.has(rule.pay)) return;
    add(['special_cases', index, 'pay'], `special_cases.${rule.name}.pay`, rule.pay, pay, units);
  });
  policy.outliers.bands.forEach((band, index) => {
    if (OUTLIER_WORDS.has(band.pay)) return;
    add(['outliers', 'bands', index, 'pay'], `outliers.bands.${band.name}.pay`, band.pay, pay, units);
  });
  policy.supplements?.forEach(({ name, amount }, index) => {
    add(['supplements', index, 'amount'], `supplements.${name}.amount`, amount, pay);
  });
  if (policy.rate.kind === 'elastic') add(['rate', 'formula'], 'rate.formula', policy.rate.formula, ELASTIC_LANGUAGE);
  const { steps } = policy.clearing;
  steps.forEach((step, index) => {
    if (typeof step === 'string') return;
    const path = `clearing.steps.${step.name}.amount`;
    add(['clearing', 'steps', index, 'amount'], path, step.amount, () => clearingLanguage(steps, index));
  });
  policy.retention.bands.forEach((band, index) => {
    if (band.pay === undefined || RETENTION_WORDS.has(band.pay)) return;
    add(['retention', 'bands', index, 'pay'], `retention.bands.${band.name}.pay`, band.pay, RETENTION_VOCABULARY);
  });
  return formulas;
}
