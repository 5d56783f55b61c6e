import type { Finding } from '../finding.js';
import { formatFormula } from './format-formula.js';
import type { FormulaLanguage } from './formula-language.js';
import type { FormulaNode } from './formula-node.js';
import { isEdgeComparison } from './linear-form.js';
import { parseFormula } from './parse-formula.js';
import { writeOutNames } from './read-formula.js';

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/**
 * What a spreadsheet reads or rounds differently: a chained comparison (`3 > 2 > 1` is FALSE there); a division,
 * which a spreadsheet does in doubles, so that an exact half fen may round the other way; and a comparison that is not
 * linear, which is exact here and approximate elsewhere, and cannot be an edge.
 * @throws the codes of parseFormula
 */
export function spreadsheetFindings(text: string, language: FormulaLanguage, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  const visit = (part: FormulaNode): void => {
    if (part.kind === 'unary') visit(part.operand);
    else if (part.kind === 'call') for (const arg of part.args) visit(arg);
    else if (part.kind === 'conditional') for (const child of [part.test, part.whenTrue, part.whenFalse]) visit(child);
    else if (part.kind === 'binary') {
      if (isChainLink(part)) {
        const formula = formatFormula(part);
        findings.push({
          code: 'formula_chained_comparison',
          severity: 'warning',
          path,
          zh: `连续比较按“${formula}”计算；电子表格会把 3 > 2 > 1 读成 FALSE。请分开写。`,
          en: `a chained comparison is read as "${formula}"; a spreadsheet reads 3 > 2 > 1 as FALSE. Write it apart.`,
        });
      }
      if (part.operator === '/') {
        const formula = formatFormula(part);
        findings.push({
          code: 'formula_division',
          severity: 'note',
          path,
          zh: `“${formula}”在此按精确分数计算；电子表格用浮点除法，恰为半分时可能差一分。`,
          en: `"${formula}" is an exact fraction here; a spreadsheet divides in doubles and may differ by a fen at an exact half.`,
        });
      }
      if (
        COMPARISONS.has(part.operator) &&
        !isEdgeComparison(writeOutNames(part.left, language), writeOutNames(part.right, language))
      ) {
        const formula = formatFormula(part);
        findings.push({
          code: 'formula_comparison_approximate',
          severity: 'warning',
          path,
          zh: `比较“${formula}”不是名称乘以小数的和相比：在此按精确分数计算，其他程序只能近似，且不能作分段边界。`,
          en: `the comparison "${formula}" is not between sums of names times decimals: it is exact here, approximate in other programs, and cannot be an edge.`,
        });
      }
      visit(part.left);
      visit(part.right);
    }
  };
  visit(parseFormula(text, language));
  return findings;
}

/** The parser makes one object of the middle term of a chain, which two written comparisons never share. */
function isChainLink(node: FormulaNode): boolean {
  if (node.kind !== 'binary' || node.operator !== 'and' || node.right.kind !== 'binary') return false;
  const before = node.left.kind === 'binary' && node.left.operator === 'and' ? node.left.right : node.left;
  return before.kind === 'binary' && before.right === node.right.left;
}
