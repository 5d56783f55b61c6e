import { defineErrors, PolicyError } from '../errors.js';
import { formatFormula } from './format-formula.js';
import type { FormulaLanguage, FormulaUnit } from './formula-language.js';
import type { FormulaNode } from './formula-node.js';
import { positionOf } from './formula-positions.js';
import { requireCondition, requireUnit } from './formula-units.js';
import { isEdgeComparison, type LinearForm, linearForm } from './linear-form.js';
import { parseFormula } from './parse-formula.js';
import { writeOutNames } from './read-formula.js';

const ERRORS = defineErrors(PolicyError, {
  formula_edge_not_exact: {
    zh: '公式“{formula}”第 {position} 个字符起的“{part}”不能作分段边界：边界须是名称乘以小数的和，例如 cost > 3 * standard。',
    en: 'formula "{formula}", character {position}: "{part}" cannot be an edge: an edge compares sums of names times decimals, e.g. cost > 3 * standard.',
  },
});

/**
 * A condition that decides who is in a band: only comparisons with an exact place, joined by and, or, not.
 * @throws the codes of parseFormula and requireCondition; formula_edge_not_exact
 * @example readEdgeCondition('ratio > 3 and los_days <= 60', BAND_VOCABULARY)
 */
export function readEdgeCondition(text: string, language: FormulaLanguage): FormulaNode {
  const tree = parseFormula(text, language);
  requireCondition(tree, language, text);
  const written = writeOutNames(tree, language);
  const visit = (part: FormulaNode, shown: FormulaNode): void => {
    if (part.kind === 'name') return;
    if (part.kind === 'unary' && shown.kind === 'unary') visit(part.operand, shown.operand);
    else if (part.kind !== 'binary' || shown.kind !== 'binary') throw notExact(text, shown);
    else if (part.operator === 'and' || part.operator === 'or') {
      visit(part.left, shown.left);
      visit(part.right, shown.right);
    } else if (!isEdgeComparison(part.left, part.right)) throw notExact(text, shown);
  };
  visit(written, tree);
  return written;
}

/**
 * A value that is an edge itself, as a sum of names times constants.
 * @throws the codes of parseFormula and requireUnit; formula_edge_not_exact
 * @example readEdgeValue('3 * standard', BAND_VOCABULARY)
 */
export function readEdgeValue(
  text: string,
  language: FormulaLanguage,
  unit: FormulaUnit = language.result,
): LinearForm {
  const tree = parseFormula(text, language);
  requireUnit(tree, language, unit, text);
  const form = linearForm(writeOutNames(tree, language));
  if (form === undefined) throw notExact(text, tree);
  return form;
}

function notExact(formula: string, part: FormulaNode): Error {
  return ERRORS.formula_edge_not_exact({ formula, part: formatFormula(part), position: positionOf(part) + 1 });
}
