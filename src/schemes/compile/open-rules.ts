import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { CodeSource } from './condition-code.js';
import { FALSE, type ListTest, TRUE, type Truth, UNKNOWN } from './partial-truth.js';
import { isProcedureSource } from './scheme-lists.js';

/** Whether a case has a diagnosis, or a procedure, that conditions ask about at any place. */
export interface AskedCodes {
  readonly hasDiagnosis: boolean;
  readonly hasProcedure: boolean;
}

/** The four kinds of case by their index: bit 0 a diagnosis asked about, bit 1 a procedure. */
export const ASKED_KINDS: readonly AskedCodes[] = [0, 1, 2, 3].map((bits) => ({
  hasDiagnosis: (bits & 1) !== 0,
  hasProcedure: (bits & 2) !== 0,
}));

/** Whether a test looks further than the principal and the first procedure. */
export function isAnyPlace(test: ListTest): boolean {
  return test.name !== 'pdx' && test.name !== 'ppx';
}

/**
 * Whether a condition can still hold for a case of a kind: where no code of the case is asked about, every test at any
 * place fails, every count is 0, and so is the number of body regions. All else is taken as possible.
 * @param isAsked  false for lists so wide that they mark no code as asked about; their tests stay open
 */
export function canHold(node: FormulaNode, kind: AskedCodes, isAsked: (test: ListTest) => boolean): boolean {
  return truth(node) !== FALSE;

  function truth(part: FormulaNode): Truth {
    switch (part.kind) {
      case 'name':
        return part.name === 'always' || part.name === 'true' ? TRUE : part.name === 'false' ? FALSE : UNKNOWN;
      case 'call':
        return fails(part) ? FALSE : UNKNOWN;
      case 'unary': {
        const inner = truth(part.operand);
        return inner === UNKNOWN ? UNKNOWN : inner === TRUE ? FALSE : TRUE;
      }
      case 'binary': {
        if (part.operator !== 'and' && part.operator !== 'or') return comparison(part);
        const decisive = part.operator === 'and' ? FALSE : TRUE;
        const left = truth(part.left);
        const right = truth(part.right);
        if (left === decisive || right === decisive) return decisive;
        return left === UNKNOWN || right === UNKNOWN ? UNKNOWN : left;
      }
      default:
        return UNKNOWN;
    }
  }

  function fails(test: ListTest): boolean {
    if (!isAnyPlace(test) || !isAsked(test)) return false;
    return isProcedureSource(test.name as CodeSource) ? !kind.hasProcedure : !kind.hasDiagnosis;
  }

  /** A count or the regions at 0; a number of the case is never known here. */
  function comparison(node: Extract<FormulaNode, { kind: 'binary' }>): Truth {
    const isMirrored = node.left.kind === 'number';
    const [subject, constant] = isMirrored ? [node.right, node.left] : [node.left, node.right];
    if (constant.kind !== 'number') return UNKNOWN;
    const inner = subject.kind === 'call' ? subject.args[0] : undefined;
    const isZero =
      (inner?.kind === 'call' && fails(inner)) ||
      (subject.kind === 'name' && subject.name === 'regions' && !kind.hasDiagnosis);
    if (!isZero) return UNKNOWN;
    const value = constant.value.digits;
    const [left, right] = isMirrored ? [value, 0] : [0, value];
    switch (node.operator) {
      case '<':
        return left < right ? TRUE : FALSE;
      case '<=':
        return left <= right ? TRUE : FALSE;
      case '>':
        return left > right ? TRUE : FALSE;
      case '>=':
        return left >= right ? TRUE : FALSE;
      case '==':
        return left === right ? TRUE : FALSE;
      default:
        return left !== right ? TRUE : FALSE;
    }
  }
}
