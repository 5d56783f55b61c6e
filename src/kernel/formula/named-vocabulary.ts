import { defineErrors, PolicyError } from '../errors.js';
import { FORMULA_FUNCTIONS } from './formula-functions.js';
import { type FormulaLanguage, type FormulaName, type FormulaUnit, formulaLanguage } from './formula-language.js';
import { OPERATOR_WORDS } from './refuse-tokens.js';

const ERRORS = defineErrors(PolicyError, {
  formula_name_not_usable: {
    zh: '“{name}”不能用作公式中的名称。名称以英文字母或下划线开头，只含字母、数字与下划线，且不是函数名或运算词。请改名。',
    en: '"{name}" cannot be a name in formulas: letters, digits and underscores, a letter or underscore first, no name of a function and no operator word. Rename it.',
  },
});

const RESERVED = new Set([
  ...['and', 'or', 'not', 'true', 'false', 'null', 'undefined', 'NaN', 'Infinity'],
  ...OPERATOR_WORDS.keys(),
  ...FORMULA_FUNCTIONS.map(({ name }) => name),
]);

/** Whether a key of a policy or register can be written in a formula. */
export function isFormulaName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name);
}

/**
 * The vocabulary of a policy's own names: bonus terms of a hospital coefficient, assessment scores, register columns.
 * @param names  name → unit; the meaning shown is the name itself
 * @param result  what its formulas give
 * @param texts  further names that hold texts or codes, refused with their remedy
 * @throws formula_name_not_usable
 * @example readFormula('max(tcm_bonus, specialty_bonus)', namedVocabulary({ tcm_bonus: 'ratio', specialty_bonus: 'ratio' }, 'ratio'))
 */
export function namedVocabulary(
  names: Readonly<Record<string, FormulaUnit>>,
  result: FormulaUnit,
  texts: Iterable<string> = [],
): FormulaLanguage {
  const entries = Object.entries(names).map(([name, unit]): FormulaName => {
    if (!isFormulaName(name)) throw ERRORS.formula_name_not_usable({ name });
    return { name, unit, meaning: { zh: name, en: name } };
  });
  return formulaLanguage(entries, result, texts);
}

/** What a step of clearing may read. */
export interface ClearingNames {
  /** Kinds of the ledger: sums of yuan. */
  readonly ledgerKinds: readonly string[];
  /** Lines of the statement written before the step: yuan. */
  readonly statementLines: readonly string[];
  /** Numeric columns of the register, e.g. assessment scores: plain numbers. */
  readonly scores: readonly string[];
}

/**
 * The vocabulary of a step of clearing, whose formula is an amount unless another result is asked for. A name that is
 * both an amount and a score is the amount.
 * @throws formula_name_not_usable
 */
export function clearingVocabulary(names: ClearingNames, result: FormulaUnit = 'money'): FormulaLanguage {
  const units: Record<string, FormulaUnit> = Object.create(null);
  for (const name of names.scores) units[name] = 'number';
  for (const name of [...names.ledgerKinds, ...names.statementLines]) units[name] = 'money';
  return namedVocabulary(units, result);
}
