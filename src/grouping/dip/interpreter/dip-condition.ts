import { decimalToNumber } from '../../../kernel/decimal.js';
import type { ComparisonOperator, FormulaNode } from '../../../kernel/formula/formula-node.js';
import { meetsPattern } from '../../../schemes/dip/diagnosis-patterns.js';
import type { CaseNumber } from '../../interpreter/case-facts.js';
import { codeSet } from '../../interpreter/code-matching.js';
import { compareNumbers, isCaseNumber, listName, type Truth } from '../../interpreter/evaluate-condition.js';
import type { DipFacts } from './dip-facts.js';

/**
 * Evaluates the condition of an entry as it is written, on the codes as recorded. A missing number makes its comparison
 * false.
 * @param unknownNumber  the one number whose absence is to be unknown instead (three-valued logic), to tell which missing
 *   number kept a case from an entry
 */
export function evaluateDipCondition(node: FormulaNode, facts: DipFacts, unknownNumber?: CaseNumber): Truth {
  const truthOf = (child: FormulaNode) => evaluateDipCondition(child, facts, unknownNumber);
  switch (node.kind) {
    case 'name':
      return node.name !== 'false';
    case 'call':
      return holdsList(node, facts);
    case 'unary': {
      const truth = truthOf(node.operand);
      return truth === undefined ? undefined : !truth;
    }
    case 'binary': {
      if (node.operator !== 'and' && node.operator !== 'or')
        return compare(
          node.operator as ComparisonOperator,
          numberOf(node.left, facts, unknownNumber),
          numberOf(node.right, facts, unknownNumber),
        );
      const decisive = node.operator === 'or';
      const left = truthOf(node.left);
      const right = truthOf(node.right);
      if (left === decisive || right === decisive) return decisive;
      return left === undefined || right === undefined ? undefined : !decisive;
    }
    default:
      throw new TypeError(`not a condition of an entry: ${JSON.stringify(node)}`);
  }
}

function holdsList(node: Extract<FormulaNode, { kind: 'call' }>, { document, record, options }: DipFacts): boolean {
  const name = listName(node);
  const isDiagnosis = node.name.endsWith('dx');
  const codes = isDiagnosis ? record.dx : record.px;
  const who = node.name.charAt(0);
  const from = who === 's' ? 1 : 0;
  const until = who === 'p' ? Math.min(1, codes.length) : codes.length;
  for (let position = from; position < until; position++) {
    const code = codes[position]!;
    if (isDiagnosis) {
      if (options.code_match === 'exact' && !codeSet(document.diagnoses).has(code)) continue;
      if (document.diagnosisLists.get(name)!.some((pattern) => meetsPattern(pattern, code))) return true;
    } else if (document.procedureLists.get(name)!.has(code)) return true;
  }
  return false;
}

function numberOf(
  node: FormulaNode,
  facts: DipFacts,
  unknownNumber: CaseNumber | undefined,
): number | 'missing' | 'unknown' {
  if (node.kind === 'number') return decimalToNumber(node.value);
  if (node.kind !== 'name' || !isCaseNumber(node.name)) throw new TypeError(`not a number: ${JSON.stringify(node)}`);
  const value = facts.record[node.name];
  if (value >= 0) return value;
  return node.name === unknownNumber ? 'unknown' : 'missing';
}

function compare(
  operator: ComparisonOperator,
  left: number | 'missing' | 'unknown',
  right: number | 'missing' | 'unknown',
): Truth {
  if (left === 'missing' || right === 'missing') return false;
  if (left === 'unknown' || right === 'unknown') return undefined;
  return compareNumbers(operator, left, right);
}
