import { EngineError } from '../../kernel/errors.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import { parseFormula } from '../../kernel/formula/parse-formula.js';
import { conditionVocabulary } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';

/** What a condition may name at its place: checked here, so that both engines can trust the tree. */
export interface ConditionScope {
  /** The rule's own lists by number; empty for chapters and groups. */
  readonly diagnosisLists: ReadonlySet<number>;
  readonly procedureLists: ReadonlySet<number>;
  /** Shared lists by kind. */
  readonly namedDiagnoses: ReadonlySet<string>;
  readonly namedProcedures: ReadonlySet<string>;
  readonly mayUseSeverity: boolean;
}

const DIAGNOSIS_FUNCTIONS = new Set(['pdx', 'adx', 'sdx']);
const LIST_FUNCTIONS = new Set(['pdx', 'adx', 'sdx', 'ppx', 'apx', 'spx']);
const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);
const LOGICAL_NAMES = new Set(['always', 'true', 'false', 'mcc', 'cc']);

/** Parses conditions of one scheme; equal texts are parsed once. */
export class ConditionReader {
  private readonly parsed = new Map<string, FormulaNode>();
  private readonly vocabulary;

  constructor(namedLists: Iterable<string>) {
    this.vocabulary = conditionVocabulary(namedLists);
  }

  /** @throws scheme_unknown_name, scheme_unknown_list, scheme_condition */
  read(text: string, scope: ConditionScope, place: string): FormulaNode {
    let node = this.parsed.get(text);
    if (node === undefined) {
      node = this.parse(text, place);
      this.parsed.set(text, node);
    }
    checkLogical(node, text, scope, place);
    return node;
  }

  private parse(text: string, place: string): FormulaNode {
    try {
      return parseFormula(text, this.vocabulary);
    } catch (cause) {
      if (!(cause instanceof EngineError)) throw cause;
      if (cause.code === 'formula_unknown_name') {
        const { name, known } = cause.details;
        throw SCHEME_ERRORS.scheme_unknown_name({ condition: text, name, known }, { path: place, cause });
      }
      const reasons = { reason_zh: cause.text('zh'), reason_en: cause.text('en') };
      throw SCHEME_ERRORS.scheme_condition({ condition: text, ...reasons }, { path: place, cause });
    }
  }
}

function refuse(text: string, place: string, zh: string, en: string): Error {
  return SCHEME_ERRORS.scheme_condition({ condition: text, reason_zh: zh, reason_en: en }, { path: place });
}

/** A condition is logical all the way down: and, or, not over list tests, severities and comparisons of numbers. */
function checkLogical(node: FormulaNode, text: string, scope: ConditionScope, place: string): void {
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
    checkLogical(node.left, text, scope, place);
    checkLogical(node.right, text, scope, place);
  } else if (node.kind === 'unary' && node.operator === 'not') {
    checkLogical(node.operand, text, scope, place);
  } else if (node.kind === 'binary' && COMPARISONS.has(node.operator)) {
    checkNumber(node.left, text, scope, place);
    checkNumber(node.right, text, scope, place);
    if ((node.left.kind === 'number') === (node.right.kind === 'number')) {
      throw refuse(
        text,
        place,
        '比较的一边应为字段或 count(…)，另一边为整数。',
        'a comparison has a field or count(...) on one side and a whole number on the other.',
      );
    }
  } else if (node.kind === 'call' && LIST_FUNCTIONS.has(node.name)) {
    checkList(node.name, node.args[0]!, scope, place);
  } else if (node.kind === 'name' && LOGICAL_NAMES.has(node.name)) {
    if ((node.name === 'mcc' || node.name === 'cc') && !scope.mayUseSeverity) {
      throw refuse(text, place, 'mcc、cc 只能用于 DRG 组的条件。', 'mcc and cc belong to conditions of groups only.');
    }
  } else {
    throw refuse(
      text,
      place,
      '条件由 and、or、not、列表检验（如 pdx(1)）与数值比较组成。',
      'a condition is made of and, or, not, list tests such as pdx(1), and comparisons of numbers.',
    );
  }
}

function checkNumber(node: FormulaNode, text: string, scope: ConditionScope, place: string): void {
  if (node.kind === 'number') {
    if (node.value.scale === 0) return;
    throw refuse(text, place, '只能与整数比较。', 'numbers are compared with whole numbers only.');
  }
  if (node.kind === 'name' && !LOGICAL_NAMES.has(node.name) && node.name !== 'mdc' && node.name !== 'valid') return;
  if (node.kind === 'call' && node.name === 'count') {
    const inner = node.args[0]!;
    if (inner.kind === 'call' && inner.name !== 'count') {
      checkList(inner.name, inner.args[0]!, scope, place);
      return;
    }
  }
  throw refuse(
    text,
    place,
    '比较的一边应为字段名、count(…) 或整数。',
    'a comparison takes a field, count(...) or a whole number.',
  );
}

function checkList(name: string, list: FormulaNode, scope: ConditionScope, place: string): void {
  const isDiagnosis = DIAGNOSIS_FUNCTIONS.has(name);
  const numbers = isDiagnosis ? scope.diagnosisLists : scope.procedureLists;
  const named = isDiagnosis ? scope.namedDiagnoses : scope.namedProcedures;
  if (list.kind === 'number' && list.value.scale === 0 && numbers.has(Number(list.value.digits))) return;
  if (list.kind === 'name' && (named.has(list.name) || list.name === (isDiagnosis ? 'mdc' : 'valid'))) return;
  const shown =
    list.kind === 'number' ? `${name}(${list.value.digits})` : list.kind === 'name' ? `${name}(${list.name})` : name;
  const known = [...numbers, isDiagnosis ? 'mdc' : 'valid', ...named].join(', ');
  throw SCHEME_ERRORS.scheme_unknown_list({ list: shown, known }, { path: place });
}
