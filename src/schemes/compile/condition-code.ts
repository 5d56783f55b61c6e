import { CONDITION_NUMBERS } from '../../cases/columns.js';
import { MIRRORED } from '../../kernel/formula/comparisons.js';
import type { BinaryOperator, ComparisonOperator, FormulaNode } from '../../kernel/formula/formula-node.js';

/**
 * Conditions as jump code: a row of tests, each saying where to go on when it holds and when it does not. `and`, `or`
 * and `not` cost nothing, because they are only where the jumps lead.
 *
 * A test is five integers: operation, two arguments, next on true, next on false; a next is the place of another test,
 * or one of the two ends.
 */
export const END_TRUE = -1;
export const END_FALSE = -2;

export const TEST_LIST = 0;
export const TEST_NUMBER = 1;
export const TEST_COUNT = 2;
export const TEST_REGIONS = 3;
export const TEST_SEVERITY = 4;

/** Which codes of a case a test looks at; the order is part of the compiled form. */
export const CODE_SOURCES = ['pdx', 'adx', 'sdx', 'ppx', 'apx', 'spx'] as const;
export type CodeSource = (typeof CODE_SOURCES)[number];
export const SOURCE_PDX = 0;
export const SOURCE_ADX = 1;
export const SOURCE_SDX = 2;
export const SOURCE_PPX = 3;
export const SOURCE_APX = 4;

export const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
/** Gives the column of a list in the membership tables, by the function that names it. */
export type ListColumn = (source: CodeSource, list: FormulaNode) => number;

/**
 * Appends the code of a condition.
 * @returns where it starts: a place in `code`, or one of the ends for a constant
 */
export function appendCondition(node: FormulaNode, listColumn: ListColumn, code: number[]): number {
  return emit(node, END_TRUE, END_FALSE);

  /** Written from the back: what follows a test must have its place before the test is written. */
  function emit(part: FormulaNode, onTrue: number, onFalse: number): number {
    if (part.kind === 'binary' && part.operator === 'and') {
      return emit(part.left, emit(part.right, onTrue, onFalse), onFalse);
    }
    if (part.kind === 'binary' && part.operator === 'or') {
      return emit(part.left, onTrue, emit(part.right, onTrue, onFalse));
    }
    if (part.kind === 'unary') return emit(part.operand, onFalse, onTrue);
    if (part.kind === 'name' && (part.name === 'always' || part.name === 'true')) return onTrue;
    if (part.kind === 'name' && part.name === 'false') return onFalse;
    const place = code.length;
    code.push(...testOf(part, listColumn), onTrue, onFalse);
    return place;
  }
}

function testOf(node: FormulaNode, listColumn: ListColumn): [number, number, number] {
  if (node.kind === 'name') return [TEST_SEVERITY, node.name === 'mcc' ? 1 : 2, 0];
  if (node.kind === 'call') {
    const source = node.name as CodeSource;
    return [TEST_LIST, CODE_SOURCES.indexOf(source), listColumn(source, node.args[0]!)];
  }
  if (node.kind !== 'binary') throw new TypeError(`not a condition: ${node.kind}`);
  const isMirrored = node.left.kind === 'number';
  const [subject, constant] = isMirrored ? [node.right, node.left] : [node.left, node.right];
  if (constant.kind !== 'number') throw new TypeError('a comparison needs a constant');
  const comparison = comparisonIndex(node.operator, isMirrored);
  const value = Math.min(constant.value.digits, 0x7fffffff);
  if (subject.kind === 'call') {
    const inner = subject.args[0]!;
    if (inner.kind !== 'call') throw new TypeError('count() takes a list test');
    const source = inner.name as CodeSource;
    const argument = CODE_SOURCES.indexOf(source) * 8 + comparison;
    return [TEST_COUNT, argument, listColumn(source, inner.args[0]!) + Math.min(value, 0x7fff) * 65_536];
  }
  if (subject.kind !== 'name') throw new TypeError(`not comparable: ${subject.kind}`);
  if (subject.name === 'regions') return [TEST_REGIONS, comparison, value];
  const field = (CONDITION_NUMBERS as readonly string[]).indexOf(subject.name);
  if (field < 0) throw new TypeError(`not a number: ${subject.name}`);
  return [TEST_NUMBER, field * 8 + comparison, value];
}

function comparisonIndex(operator: BinaryOperator, isMirrored: boolean): number {
  const shown = isMirrored ? MIRRORED[operator as ComparisonOperator] : operator;
  return (COMPARISONS as readonly (string | undefined)[]).indexOf(shown);
}
