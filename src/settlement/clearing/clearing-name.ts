import type { Text } from '../../kernel/errors.js';
import type { FormulaUnit } from '../../kernel/formula/formula-language.js';
import type { Rational } from '../../kernel/formula/rational.js';

/** A value that the formula of a step may name, for each account; undefined is missing. */
export interface ClearingName {
  readonly unit: FormulaUnit;
  readonly title: Text;
  readonly amountOf: (account: number) => Rational | undefined;
}
