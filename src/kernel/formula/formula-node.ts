import type { Decimal } from '../decimal.js';

/** A checked formula tree: plain data, safe to clone to a worker, evaluated only by our own evaluators. */
export type FormulaNode =
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: FormulaNode }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  | {
      readonly kind: 'conditional';
      readonly test: FormulaNode;
      readonly whenTrue: FormulaNode;
      readonly whenFalse: FormulaNode;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly FormulaNode[] };

export type UnaryOperator = '-' | 'not';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type LogicalOperator = 'and' | 'or';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | LogicalOperator;

/** What a formula may mention. `functions` maps a name to its number of arguments (least, most). */
export interface FormulaVocabulary {
  readonly names: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, { readonly least: number; readonly most: number }>;
  /** Names of columns of text (codes, ids): refused with a remedy of their own instead of as unknown. */
  readonly texts?: ReadonlySet<string>;
}
