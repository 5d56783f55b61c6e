import {
  bandVocabulary,
  FORMULA_FUNCTIONS,
  type FormulaLanguage,
  type FormulaName,
  type FormulaUnit,
  formulaLanguage,
} from '../kernel/formula/formula-language.js';
import { isFormulaName, namedVocabulary } from '../kernel/formula/named-vocabulary.js';
import { bandLanguageOf, type ClearingStep, type Policy } from './policy-schema.js';
import { CLEARING_BASES } from './schema/clearing.js';

/** What a formula of one place may name. Names that only a run knows, such as columns of the register, are numbers. */

const FUNCTION_NAMES = new Set(FORMULA_FUNCTIONS.map(({ name }) => name));

/** Names of the pay of outlier bands and special cases and of supplements: those of bands, and the policy's own group values. */
export function payLanguage(policy: Policy): FormulaLanguage {
  const base = bandVocabulary(bandLanguageOf(policy.outliers.basis));
  const own = Object.entries(policy.group_values ?? {}).filter(
    ([name]) => isFormulaName(name) && !base.entries.has(name),
  );
  if (own.length === 0) return base;
  const names = own.map(([name, { unit }]): FormulaName => {
    return { name, unit: unit === 'yuan' ? 'money' : 'number', meaning: { zh: name, en: name } };
  });
  return formulaLanguage([...base.entries.values(), ...names], base.result);
}

/** Words of a formula that could be names of the register, not yet known as anything else. */
function otherNames(text: string, known: Readonly<Record<string, FormulaUnit>>): Record<string, FormulaUnit> {
  const words = text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
  const names: Record<string, FormulaUnit> = {};
  for (const word of words) {
    if (!Object.hasOwn(known, word) && isFormulaName(word) && !FUNCTION_NAMES.has(word)) names[word] = 'number';
  }
  return names;
}

/** Names of a component of the hospital coefficient: `level_coefficient` and whatever columns the register has. */
export function componentLanguage(text: string): FormulaLanguage {
  const known = { level_coefficient: 'number' } as const;
  return namedVocabulary({ ...otherNames(text, known), ...known }, 'number');
}

/** Names of `rate.formula`: the two parts of an elastic rate. */
export const ELASTIC_LANGUAGE: FormulaLanguage = formulaLanguage(
  [
    { name: 'fixed', unit: 'money_per_weight', meaning: { zh: '固定费率', en: 'fixed rate' } },
    { name: 'floating', unit: 'money_per_weight', meaning: { zh: '浮动费率', en: 'floating rate' } },
  ],
  'money_per_weight',
);

/** Names of the amount of a step of the pool, all yuan. */
export const POOL_NAMES = ['reserve', 'adjustment_fund', 'budget', 'paid', 'balance', 'overrun'] as const;
/** Numbers of an account that a step may name besides columns of the register. */
export const ACCOUNT_NUMBERS = ['cmi', 'level_cmi', 'region_cmi', 'cases', 'units'] as const;

/** Amounts of an account that the monthly account (`clearing.monthly`) gives: Σ of what was paid, and of what is held. */
export const MONTHLY_AMOUNTS = ['monthly_paid', 'monthly_held'] as const;

/** Name of a step as bases and formulas call it; undefined for a step that is a word. */
export function stepName(step: ClearingStep): string | undefined {
  return typeof step === 'string' ? undefined : step.name;
}

/** Names of a step of clearing; of the earlier steps those whose names can stand in a formula. */
export function clearingLanguage(steps: readonly ClearingStep[], index: number): FormulaLanguage {
  const step = steps[index]!;
  if (typeof step === 'string') throw new Error(`the step ${step} has no formula`);
  if (step.step === 'pool') return namedVocabulary(unitsOf(POOL_NAMES, 'money'), 'money');
  const earlier = steps.slice(0, index).flatMap((one) => stepName(one) ?? []);
  const known: Record<string, FormulaUnit> = {
    ...unitsOf(ACCOUNT_NUMBERS, 'number'),
    ...unitsOf(
      ['base', 'point_value', ...MONTHLY_AMOUNTS, ...CLEARING_BASES, ...earlier.filter(isFormulaName)],
      'money',
    ),
    ...unitsOf(ledgerNames(step.amount), 'money'),
  };
  return namedVocabulary({ ...otherNames(step.amount, known), ...known }, 'money');
}

/** Words of a formula that name sums of the ledger: `ledger_deduction`. */
export function ledgerNames(text: string): string[] {
  return [...new Set(text.match(/\bledger_[A-Za-z0-9_]+/g) ?? [])];
}

function unitsOf(names: readonly string[], unit: FormulaUnit): Record<string, FormulaUnit> {
  return Object.fromEntries(names.map((name) => [name, unit]));
}

/** Columns of the register that the formulas of a step or component read: names that are nothing else. */
export function registerNames(text: string, known: Iterable<string>): string[] {
  const others = new Set(known);
  return Object.keys(otherNames(text, {})).filter((name) => !others.has(name) && !name.startsWith('ledger_'));
}
