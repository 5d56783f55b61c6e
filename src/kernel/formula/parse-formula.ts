import { parseDecimal } from '../decimal.js';
import type { EngineError } from '../errors.js';
import { FORMULA_ERRORS, refusePart } from './formula-errors.js';
import type { BinaryOperator, FormulaNode, FormulaVocabulary } from './formula-node.js';
import { LeafPositions } from './formula-positions.js';
import { formulaTokens } from './formula-tokens.js';
import { parseExpression } from './parser-library.js';
import { DEEPEST_FORMULA, refuseTokens } from './refuse-tokens.js';

/** Longer texts are refused before they are looked at. */
export const LONGEST_FORMULA = 2_000;

/** The few properties of a mathjs node that are read here. */
interface ParsedNode {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly op?: string;
  readonly fn?: ParsedNode | string;
  readonly implicit?: boolean;
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

/** A formula being read: what the messages and the checks of its parts need. */
interface Reading {
  readonly formula: string;
  readonly vocabulary: FormulaVocabulary;
  readonly places: LeafPositions;
}

/**
 * Parses the text of a formula or condition into a checked tree.
 * Allowed: decimal numbers of at most 15 digits, known names, + - * / (written out), comparisons (also chained,
 * a <= b < c), and or not, test ? a : b, known functions; line breaks are spaces. Everything else is refused with its
 * place and a remedy; a percent sign in particular, because `1000 * 5% + 20` is 0 in mathjs 15.
 * @throws formula_syntax, formula_too_long, formula_too_deep, formula_not_allowed, formula_unknown_name,
 *   formula_arguments
 */
export function parseFormula(text: string, vocabulary: FormulaVocabulary): FormulaNode {
  if (text.length > LONGEST_FORMULA) {
    throw FORMULA_ERRORS.formula_too_long({ length: text.length, limit: LONGEST_FORMULA });
  }
  // A line break would end the formula for mathjs; a space of the same width keeps the places.
  const formula = text.replace(/\s/g, ' ');
  const tokens = formulaTokens(formula);
  refuseTokens(formula, tokens);
  let parsed: ParsedNode;
  try {
    parsed = parseExpression(formula) as ParsedNode;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/ \(char \d+\)$/, '') : String(cause);
    throw FORMULA_ERRORS.formula_syntax({ formula, reason, position: placeOf(cause) }, { cause });
  }
  return convert(parsed, { formula, vocabulary, places: new LeafPositions(tokens) }, 0);
}

/** mathjs's errors of syntax count characters from 1. */
function placeOf(cause: unknown): number {
  const place = typeof cause === 'object' && cause !== null && 'char' in cause ? cause.char : undefined;
  return typeof place === 'number' ? place : 1;
}

function convert(node: ParsedNode, reading: Reading, depth: number): FormulaNode {
  const { formula, places } = reading;
  if (depth > DEEPEST_FORMULA) {
    throw FORMULA_ERRORS.formula_too_deep({ limit: DEEPEST_FORMULA, position: places.here + 1 });
  }
  const inner = (child: ParsedNode) => convert(child, reading, depth + 1);
  switch (node.type) {
    case 'ParenthesisNode':
      return inner(node.content!);
    case 'ConstantNode':
      return convertConstant(node, reading);
    case 'SymbolNode':
      return convertName(node.name!, reading);
    case 'ConditionalNode': {
      const test = inner(node.condition!);
      const whenTrue = inner(node.trueExpr!);
      return { kind: 'conditional', test, whenTrue, whenFalse: inner(node.falseExpr!) };
    }
    case 'RelationalNode':
      return convertChain(node, reading, inner);
    case 'FunctionNode':
      return convertCall(node, reading, inner);
    case 'OperatorNode':
      return convertOperator(node, reading, inner);
    default:
      throw refusePart(
        formula,
        node.type,
        places.here,
        '公式只能由数字、名称、四则运算、比较与条件组成。',
        'A formula holds numbers, names, arithmetic, comparisons and conditions only.',
      );
  }
}

function convertConstant(node: ParsedNode, { formula, places }: Reading): FormulaNode {
  const at = places.take();
  if (typeof node.value === 'boolean') return places.mark({ kind: 'name', name: String(node.value) }, at);
  const value = typeof node.value === 'number' && Number.isFinite(node.value) ? parseDecimal(node.value) : undefined;
  if (value !== undefined) return places.mark({ kind: 'number', value }, at);
  const part = node.value === undefined ? formula : String(node.value);
  throw refusePart(formula, part, at, '只允许不超过 15 位的小数。', 'Only decimals of at most 15 digits are allowed.');
}

function convertName(name: string, { formula, vocabulary, places }: Reading): FormulaNode {
  const at = places.take();
  if (vocabulary.names.has(name)) return places.mark({ kind: 'name', name }, at);
  if (vocabulary.texts?.has(name)) {
    throw refusePart(
      formula,
      name,
      at,
      '该列是文本或编码，公式从不比较编码。请用分段的筛选条件，或按编码列出的参数表。',
      'That column holds texts or codes, and formulas never compare codes. Use the filters of a band, or a parameter listed by code.',
    );
  }
  throw unknownName(name, at, formula, vocabulary.names);
}

function unknownName(name: string, at: number, formula: string, names: Iterable<string>): EngineError {
  const known = [...names].sort().join(', ');
  return FORMULA_ERRORS.formula_unknown_name({ formula, name, known, position: at + 1 });
}

function convertOperator(node: ParsedNode, reading: Reading, inner: (child: ParsedNode) => FormulaNode): FormulaNode {
  const { formula, places } = reading;
  const args = node.args ?? [];
  const operator = node.op ?? '';
  if (node.implicit)
    throw refusePart(formula, formula, places.here, '请写出乘号 *。', 'Write the multiplication sign *.');
  if (args.length === 1) {
    if (operator === '-' || operator === 'not') return { kind: 'unary', operator, operand: inner(args[0]!) };
    if (operator === '+') return inner(args[0]!);
  }
  if (args.length === 2 && BINARY.has(operator)) {
    if (operator !== 'and' && operator !== 'or') refuseLooseNot(args, reading);
    return { kind: 'binary', operator: operator as BinaryOperator, left: inner(args[0]!), right: inner(args[1]!) };
  }
  throw refusePart(
    formula,
    operator,
    places.here,
    '可用运算符：+ - * / < <= > >= == != and or not。',
    'Operators: + - * / < <= > >= == != and or not.',
  );
}

/** `not a > b` is read as (not a) > b, never what was meant. */
function refuseLooseNot(operands: readonly ParsedNode[], { formula, places }: Reading): void {
  if (!operands.some((operand) => operand.type === 'OperatorNode' && operand.op === 'not')) return;
  throw refusePart(
    formula,
    'not',
    places.here,
    'not 先于比较与运算结合，请加括号：not (…)。',
    'not binds before comparisons and arithmetic: write not (…).',
  );
}

function convertChain(node: ParsedNode, reading: Reading, inner: (child: ParsedNode) => FormulaNode): FormulaNode {
  refuseLooseNot(node.params ?? [], reading);
  const params = (node.params ?? []).map(inner);
  let chain: FormulaNode | undefined;
  for (let i = 0; i + 1 < params.length; i++) {
    const operator = RELATIONS.get(node.conditionals?.[i] ?? '');
    if (operator === undefined) throw new RangeError(`unknown comparison: ${node.conditionals?.[i]}`);
    const link: FormulaNode = { kind: 'binary', operator, left: params[i]!, right: params[i + 1]! };
    chain = chain === undefined ? link : { kind: 'binary', operator: 'and', left: chain, right: link };
  }
  return chain!;
}

function convertCall(node: ParsedNode, reading: Reading, inner: (child: ParsedNode) => FormulaNode): FormulaNode {
  const { formula, vocabulary, places } = reading;
  const callee = node.fn;
  const name = typeof callee === 'string' ? callee : callee?.type === 'SymbolNode' ? callee.name! : '';
  const at = places.take();
  const arity = vocabulary.functions.get(name);
  if (arity === undefined) throw unknownName(`${name}()`, at, formula, vocabulary.functions.keys());
  const args = (node.args ?? []).map(inner);
  if (args.length < arity.least || args.length > arity.most) {
    const { least, most } = arity;
    throw FORMULA_ERRORS.formula_arguments({ formula, name, found: args.length, least, most, position: at + 1 });
  }
  return places.mark({ kind: 'call', name, args }, at);
}
