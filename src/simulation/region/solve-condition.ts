import { decimalToNumber } from '../../kernel/decimal.js';
import { MIRRORED, OPPOSITE } from '../../kernel/formula/comparisons.js';
import type { ComparisonOperator, FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../../schemes/scheme-document.js';

/** What a condition asks of the codes of a case: `word` as in conditions (pdx, adx, sdx, ppx, apx, spx). */
export interface ListDemand {
  readonly word: string;
  readonly codes: ReadonlySet<string>;
  readonly isNegated: boolean;
  /** For count(apx(n)) >= k: how many different codes. */
  readonly count: number;
}

/** One way to meet a condition: all demands, all ranges (both ends included), and the severity it wants or forbids. */
export interface Alternative {
  readonly demands: readonly ListDemand[];
  readonly ranges: ReadonlyMap<string, readonly [least: number, most: number]>;
  readonly severity: ReadonlyMap<'mcc' | 'cc', boolean>;
}

type Literal =
  | { readonly kind: 'list'; readonly demand: ListDemand }
  | { readonly kind: 'range'; readonly name: string; readonly least: number; readonly most: number }
  | { readonly kind: 'severity'; readonly level: 'mcc' | 'cc'; readonly isWanted: boolean };

/** Ways beyond this number are dropped: a few ways to reach a group are enough. */
const MOST_WAYS = 48;
const LARGEST = 1_000_000;

/** What the words of a condition point to. */
export interface ConditionLists {
  readonly document: SchemeDocument;
  readonly chapter: Chapter;
  readonly rule: AdrgRule | undefined;
}

/**
 * The ways to meet every one of `wanted` and none of `refused` at once (disjunctive normal form, at most 48 ways).
 * Ways that contradict themselves are left out. What a way cannot express (an inequality `!=`) is ignored: recipes are
 * verified by the literal interpreter, so a way that is too wide only costs a failed try.
 */
export function solveCondition(
  wanted: readonly FormulaNode[],
  refused: readonly FormulaNode[],
  lists: ConditionLists,
): Alternative[] {
  let ways: Literal[][] = [[]];
  for (const node of wanted) ways = cross(ways, waysOf(node, false, lists));
  for (const node of refused) ways = cross(ways, waysOf(node, true, lists));
  return ways.map(gather).filter((way) => way !== undefined);
}

function cross(left: Literal[][], right: Literal[][]): Literal[][] {
  const all: Literal[][] = [];
  for (const a of left) for (const b of right) if (all.length < MOST_WAYS) all.push([...a, ...b]);
  return all;
}

/** Ways as lists of literals; [] is "never", [[]] is "always". */
function waysOf(node: FormulaNode, isNegated: boolean, lists: ConditionLists): Literal[][] {
  switch (node.kind) {
    case 'number':
      return (decimalToNumber(node.value) !== 0) !== isNegated ? [[]] : [];
    case 'name':
      if (node.name === 'always' || node.name === 'true') return isNegated ? [] : [[]];
      if (node.name === 'false') return isNegated ? [[]] : [];
      if (node.name === 'mcc' || node.name === 'cc')
        return [[{ kind: 'severity', level: node.name, isWanted: !isNegated }]];
      return [[]];
    case 'unary':
      return node.operator === 'not' ? waysOf(node.operand, !isNegated, lists) : [[]];
    case 'binary':
      if (node.operator === 'and' || node.operator === 'or') {
        const left = waysOf(node.left, isNegated, lists);
        const right = waysOf(node.right, isNegated, lists);
        return (node.operator === 'and') !== isNegated ? cross(left, right) : [...left, ...right].slice(0, MOST_WAYS);
      }
      return compareWays(node, isNegated, lists);
    case 'conditional':
      return [
        ...cross(waysOf(node.test, false, lists), waysOf(node.whenTrue, isNegated, lists)),
        ...cross(waysOf(node.test, true, lists), waysOf(node.whenFalse, isNegated, lists)),
      ].slice(0, MOST_WAYS);
    case 'call': {
      const demand = demandOf(node, lists, 1);
      return demand === undefined ? [[]] : [[{ kind: 'list', demand: { ...demand, isNegated } }]];
    }
  }
}

function compareWays(
  node: Extract<FormulaNode, { kind: 'binary' }>,
  isNegated: boolean,
  lists: ConditionLists,
): Literal[][] {
  let [subject, bound, operator] = [node.left, node.right, node.operator as ComparisonOperator];
  if (subject.kind === 'number') [subject, bound, operator] = [bound, subject, MIRRORED[operator]];
  if (bound.kind !== 'number') return [[]];
  if (isNegated) operator = OPPOSITE[operator];
  const value = decimalToNumber(bound.value);
  const range: readonly number[] | undefined =
    operator === '<'
      ? [0, Math.ceil(value) - 1]
      : operator === '<='
        ? [0, Math.floor(value)]
        : operator === '>'
          ? [Math.floor(value) + 1, LARGEST]
          : operator === '>='
            ? [Math.ceil(value), LARGEST]
            : operator === '=='
              ? [value, value]
              : undefined;
  if (range === undefined) return [[]];
  const [least, most] = range as [number, number];
  if (subject.kind === 'name') return [[{ kind: 'range', name: subject.name, least, most }]];
  if (subject.kind === 'call' && subject.name === 'count') {
    const inner = subject.args[0];
    if (inner?.kind !== 'call') return [[]];
    const demand = demandOf(inner, lists, Math.max(1, least));
    if (demand === undefined) return [[]];
    return [[{ kind: 'list', demand: { ...demand, isNegated: most < 1 } }]];
  }
  return [[]];
}

function demandOf(
  node: Extract<FormulaNode, { kind: 'call' }>,
  lists: ConditionLists,
  count: number,
): ListDemand | undefined {
  const argument = node.args[0];
  const codes = argument === undefined ? undefined : listOf(node.name, argument, lists);
  return codes === undefined ? undefined : { word: node.name, codes, isNegated: false, count };
}

/** The list that `pdx(1)`, `pdx(mdc)`, `ppx(valid)` or `pdx(some_name)` speaks of. */
export function listOf(
  word: string,
  argument: FormulaNode,
  { document, chapter, rule }: ConditionLists,
): ReadonlySet<string> | undefined {
  if (argument.kind === 'number') {
    const number = decimalToNumber(argument.value);
    return word.endsWith('px') ? rule?.procedureLists.get(number) : rule?.diagnosisLists.get(number);
  }
  if (argument.kind !== 'name') return undefined;
  if (argument.name === 'mdc') return chapter.diagnoses;
  if (argument.name === 'valid') return document.validProcedures;
  return document.namedLists.get(argument.name);
}

function gather(literals: readonly Literal[]): Alternative | undefined {
  const demands: ListDemand[] = [];
  const ranges = new Map<string, readonly [number, number]>();
  const severity = new Map<'mcc' | 'cc', boolean>();
  for (const literal of literals) {
    if (literal.kind === 'list') {
      demands.push(literal.demand);
    } else if (literal.kind === 'range') {
      const [least, most] = ranges.get(literal.name) ?? [0, LARGEST];
      const next: [number, number] = [Math.max(least, literal.least), Math.min(most, literal.most)];
      if (next[0] > next[1]) return undefined;
      ranges.set(literal.name, next);
    } else {
      const known = severity.get(literal.level);
      if (known !== undefined && known !== literal.isWanted) return undefined;
      severity.set(literal.level, literal.isWanted);
    }
  }
  return { demands, ranges, severity };
}

/** Calls `visit` with every list that a condition names, and the word before it. */
export function visitLists(
  node: FormulaNode,
  lists: ConditionLists,
  visit: (word: string, codes: ReadonlySet<string>) => void,
): void {
  switch (node.kind) {
    case 'unary':
      visitLists(node.operand, lists, visit);
      break;
    case 'binary':
      visitLists(node.left, lists, visit);
      visitLists(node.right, lists, visit);
      break;
    case 'conditional':
      for (const part of [node.test, node.whenTrue, node.whenFalse]) visitLists(part, lists, visit);
      break;
    case 'call': {
      const argument = node.args[0];
      if (argument?.kind === 'call') visitLists(argument, lists, visit);
      else if (argument !== undefined) {
        const codes = listOf(node.name, argument, lists);
        if (codes !== undefined) visit(node.name, codes);
      }
      break;
    }
    default:
      break;
  }
}
