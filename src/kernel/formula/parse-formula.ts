import { parseDecimal } from '../decimal.js';
import { defineErrors, PolicyError } from '../errors.js';
import type { BinaryOperator, FormulaNode, FormulaVocabulary } from './formula-node.js';
import { parseExpression } from './parser-library.js';

export const FORMULA_ERRORS = defineErrors(PolicyError, {
  formula_syntax: {
    zh: '公式“{formula}”无法解析（{reason}）。请检查括号与运算符。',
    en: 'formula "{formula}" cannot be parsed ({reason}). Check brackets and operators.',
  },
  formula_too_long: {
    zh: '公式长 {length} 个字符或嵌套过深，上限 {limit}。请拆成几个具名参数。',
    en: 'formula has {length} characters or nests too deep, limit {limit}. Split it into named parameters.',
  },
  formula_not_allowed: {
    zh: '公式“{formula}”中不允许使用“{part}”。{remedy_zh}',
    en: 'formula "{formula}" may not use "{part}". {remedy_en}',
  },
  formula_unknown_name: {
    zh: '公式“{formula}”中的名称“{name}”未知。可用名称：{known}。',
    en: 'formula "{formula}" uses the unknown name "{name}". Known: {known}.',
  },
  formula_arguments: {
    zh: '公式“{formula}”中函数 {name} 的参数个数为 {found}，应为 {least} 至 {most}。',
    en: 'formula "{formula}": function {name} has {found} arguments, expected {least} to {most}.',
  },
});

const LONGEST = 2_000;
const DEEPEST = 60;

/** The few properties of a mathjs node that are read here. */
interface ParsedNode {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly op?: string;
  readonly fn?: ParsedNode | string;
  readonly implicit?: boolean;
  readonly isPercentage?: boolean;
  readonly args?: readonly ParsedNode[];
  readonly params?: readonly ParsedNode[];
  readonly conditionals?: readonly string[];
  readonly content?: ParsedNode;
  readonly condition?: ParsedNode;
  readonly trueExpr?: ParsedNode;
  readonly falseExpr?: ParsedNode;
}

const BINARY = new Set<string>(['+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!=', 'and', 'or']);
const RELATIONS: ReadonlyMap<string, BinaryOperator> = new Map([
  ['smaller', '<'],
  ['smallerEq', '<='],
  ['larger', '>'],
  ['largerEq', '>='],
  ['equal', '=='],
  ['unequal', '!='],
]);

/**
 * Parses the text of a formula or condition into a checked tree.
 * Allowed: decimal numbers, known names, + - * / (written out), comparisons (also chained, a <= b < c), and or not,
 * test ? a : b, known functions. Everything else is refused with a remedy; a percent sign in particular, because
 * `1000 * 5% + 20` is 0 in mathjs 15.
 * @throws formula_syntax, formula_too_long, formula_not_allowed, formula_unknown_name, formula_arguments
 */
export function parseFormula(text: string, vocabulary: FormulaVocabulary): FormulaNode {
  if (text.length > LONGEST) throw FORMULA_ERRORS.formula_too_long({ length: text.length, limit: LONGEST });
  if (text.includes('%')) {
    throw refuse(text, '%', '请写小数，例如 0.05。', 'Write a decimal such as 0.05.');
  }
  let parsed: ParsedNode;
  try {
    parsed = parseExpression(text) as ParsedNode;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw FORMULA_ERRORS.formula_syntax({ formula: text, reason }, { cause });
  }
  return convert(parsed, text, vocabulary, 0);
}

function refuse(formula: string, part: string, remedyZh: string, remedyEn: string): Error {
  return FORMULA_ERRORS.formula_not_allowed({ formula, part, remedy_zh: remedyZh, remedy_en: remedyEn });
}

function convert(node: ParsedNode, formula: string, vocabulary: FormulaVocabulary, depth: number): FormulaNode {
  if (depth > DEEPEST) throw FORMULA_ERRORS.formula_too_long({ length: formula.length, limit: LONGEST });
  const inner = (child: ParsedNode) => convert(child, formula, vocabulary, depth + 1);
  switch (node.type) {
    case 'ParenthesisNode':
      return inner(node.content!);
    case 'ConstantNode': {
      const value =
        typeof node.value === 'number' && Number.isFinite(node.value) ? parseDecimal(node.value) : undefined;
      if (typeof node.value === 'boolean') return { kind: 'name', name: String(node.value) };
      if (value === undefined) {
        throw refuse(
          formula,
          String(node.value),
          '只允许不超过 15 位的小数。',
          'Only decimals of at most 15 digits are allowed.',
        );
      }
      return { kind: 'number', value };
    }
    case 'SymbolNode': {
      const name = node.name!;
      if (!vocabulary.names.has(name)) {
        const known = [...vocabulary.names].sort().join(', ');
        throw FORMULA_ERRORS.formula_unknown_name({ formula, name, known });
      }
      return { kind: 'name', name };
    }
    case 'ConditionalNode':
      return {
        kind: 'conditional',
        test: inner(node.condition!),
        whenTrue: inner(node.trueExpr!),
        whenFalse: inner(node.falseExpr!),
      };
    case 'RelationalNode':
      return convertChain(node, formula, inner);
    case 'FunctionNode':
      return convertCall(node, formula, vocabulary, inner);
    case 'OperatorNode':
      return convertOperator(node, formula, inner);
    default:
      throw refuse(
        formula,
        node.type,
        '公式只能由数字、名称、四则运算、比较与条件组成。',
        'A formula holds numbers, names, arithmetic, comparisons and conditions only.',
      );
  }
}

function convertOperator(node: ParsedNode, formula: string, inner: (child: ParsedNode) => FormulaNode): FormulaNode {
  const args = node.args ?? [];
  const operator = node.op ?? '';
  if (node.implicit) throw refuse(formula, formula, '请写出乘号 *。', 'Write the multiplication sign *.');
  if (args.length === 1) {
    if (operator === '-' || operator === 'not') return { kind: 'unary', operator, operand: inner(args[0]!) };
    if (operator === '+') return inner(args[0]!);
  }
  if (args.length === 2 && BINARY.has(operator)) {
    if (operator !== 'and' && operator !== 'or') refuseLooseNot(args, formula);
    return { kind: 'binary', operator: operator as BinaryOperator, left: inner(args[0]!), right: inner(args[1]!) };
  }
  throw refuse(
    formula,
    operator,
    '可用运算符：+ - * / < <= > >= == != and or not。',
    'Operators: + - * / < <= > >= == != and or not.',
  );
}

/** `not a > b` is read as (not a) > b, never what was meant. */
function refuseLooseNot(operands: readonly ParsedNode[], formula: string): void {
  if (!operands.some((operand) => operand.type === 'OperatorNode' && operand.op === 'not')) return;
  throw refuse(
    formula,
    'not',
    'not 先于比较与运算结合，请加括号：not (…)。',
    'not binds before comparisons and arithmetic: write not (…).',
  );
}

function convertChain(node: ParsedNode, formula: string, inner: (child: ParsedNode) => FormulaNode): FormulaNode {
  refuseLooseNot(node.params ?? [], formula);
  const params = (node.params ?? []).map(inner);
  let chain: FormulaNode | undefined;
  for (let i = 0; i + 1 < params.length; i++) {
    const operator = RELATIONS.get(node.conditionals?.[i] ?? '');
    if (operator === undefined) throw refuse(formula, String(node.conditionals?.[i]), '', '');
    const link: FormulaNode = { kind: 'binary', operator, left: params[i]!, right: params[i + 1]! };
    chain = chain === undefined ? link : { kind: 'binary', operator: 'and', left: chain, right: link };
  }
  return chain!;
}

function convertCall(
  node: ParsedNode,
  formula: string,
  vocabulary: FormulaVocabulary,
  inner: (child: ParsedNode) => FormulaNode,
): FormulaNode {
  const callee = node.fn;
  const name = typeof callee === 'string' ? callee : callee?.type === 'SymbolNode' ? callee.name! : '';
  const arity = vocabulary.functions.get(name);
  if (arity === undefined) {
    const known = [...vocabulary.functions.keys()].sort().join(', ');
    throw FORMULA_ERRORS.formula_unknown_name({ formula, name: `${name}()`, known });
  }
  const args = (node.args ?? []).map(inner);
  if (args.length < arity.least || args.length > arity.most) {
    throw FORMULA_ERRORS.formula_arguments({ formula, name, found: args.length, least: arity.least, most: arity.most });
  }
  return { kind: 'call', name, args };
}
