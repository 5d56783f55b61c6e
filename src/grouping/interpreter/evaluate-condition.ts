import { decimalToNumber } from '../../kernel/decimal.js';
import type { ComparisonOperator, FormulaNode } from '../../kernel/formula/formula-node.js';
import { CASE_NUMBERS, type CaseFacts, type CaseNumber } from './case-facts.js';
import { type ConditionScope, codesInList, isCodesWho, regionCount } from './condition-lists.js';

/** undefined: it cannot be told, because the number asked about is missing. */
export type Truth = boolean | undefined;

/**
 * Evaluates a condition as it is written. A missing number makes its comparison false.
 *
 * @param unknownNumber the one number whose absence is to be unknown instead of false (three-valued logic: false and
 *   unknown is false, true or unknown is true); used only to find out which missing number kept a case from a group.
 * @throws TypeError on a form that the loader does not let through
 */
export function evaluateCondition(
  node: FormulaNode,
  facts: CaseFacts,
  scope: ConditionScope,
  unknownNumber?: CaseNumber,
): Truth {
  const truthOf = (child: FormulaNode) => evaluateCondition(child, facts, scope, unknownNumber);
  switch (node.kind) {
    case 'name':
      return truthOfName(node.name, facts);
    case 'call':
      return codesOfCall(node, facts, scope).length > 0;
    case 'unary':
      return node.operator === 'not' ? not(truthOf(node.operand)) : refuse(node);
    case 'binary':
      switch (node.operator) {
        case 'and': {
          const left = truthOf(node.left);
          if (left === false) return false;
          const right = truthOf(node.right);
          return right === false ? false : left === undefined ? undefined : right;
        }
        case 'or': {
          const left = truthOf(node.left);
          if (left === true) return true;
          const right = truthOf(node.right);
          return right === true ? true : left === undefined ? undefined : right;
        }
        case '+':
        case '-':
        case '*':
        case '/':
          return refuse(node);
        default:
          return compare(
            node.operator,
            numberOf(node.left, facts, scope, unknownNumber),
            numberOf(node.right, facts, scope, unknownNumber),
          );
      }
    case 'conditional': {
      const test = truthOf(node.test);
      if (test !== undefined) return truthOf(test ? node.whenTrue : node.whenFalse);
      const whenTrue = truthOf(node.whenTrue);
      return whenTrue === truthOf(node.whenFalse) ? whenTrue : undefined;
    }
    case 'number':
      return refuse(node);
  }
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function refuse(node: FormulaNode): never {
  throw new TypeError(`not a condition of a case: ${JSON.stringify(node)}`);
}

function truthOfName(name: string, facts: CaseFacts): boolean {
  switch (name) {
    case 'true':
    case 'always':
      return true;
    case 'false':
      return false;
    case 'mcc':
      return facts.severity.mcc;
    case 'cc':
      return facts.severity.cc;
    default:
      throw new TypeError(`${name} is not true or false`);
  }
}

function codesOfCall(node: FormulaNode, facts: CaseFacts, scope: ConditionScope): string[] {
  if (node.kind !== 'call' || !isCodesWho(node.name)) return refuse(node);
  return codesInList(facts, scope, node.name, listName(node));
}

/** The list a call names: `1`, `mdc`, `valid` or a named list. */
export function listName(call: Extract<FormulaNode, { kind: 'call' }>): string {
  const argument = call.args[0];
  if (argument?.kind === 'number') return String(decimalToNumber(argument.value));
  return argument?.kind === 'name' ? argument.name : refuse(call);
}

export function isCaseNumber(name: string): name is CaseNumber {
  return (CASE_NUMBERS as readonly string[]).includes(name);
}

const MISSING = 'missing';
const UNKNOWN = 'unknown';
type Operand = number | typeof MISSING | typeof UNKNOWN;

function numberOf(
  node: FormulaNode,
  facts: CaseFacts,
  scope: ConditionScope,
  unknownNumber: CaseNumber | undefined,
): Operand {
  if (node.kind === 'number') return decimalToNumber(node.value);
  if (node.kind === 'call' && node.name === 'count') return codesOfCall(node.args[0]!, facts, scope).length;
  if (node.kind === 'name') {
    if (node.name === 'regions') return regionCount(facts, scope);
    if (isCaseNumber(node.name)) {
      const value = facts.numbers[node.name];
      if (value >= 0) return value;
      return node.name === unknownNumber ? UNKNOWN : MISSING;
    }
  }
  return refuse(node);
}

function compare(operator: ComparisonOperator, left: Operand, right: Operand): Truth {
  if (left === MISSING || right === MISSING) return false;
  if (left === UNKNOWN || right === UNKNOWN) return undefined;
  return compareNumbers(operator, left, right);
}

export function compareNumbers(operator: ComparisonOperator, left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
  }
}
