import type { FormulaLanguage, FormulaUnit } from './formula-language.js';
import type { FormulaNode } from './formula-node.js';
import { requireUnit } from './formula-units.js';
import { parseFormula } from './parse-formula.js';

/**
 * Text → a tree that every evaluator takes: parsed, names known, units checked, derived names (`ratio`) written out.
 * @throws the codes of parseFormula and of requireUnit
 * @example readFormula('standard + 0.7 * (cost - 3 * standard)', BAND_VOCABULARY)
 */
export function readFormula(text: string, language: FormulaLanguage, unit: FormulaUnit = language.result): FormulaNode {
  const tree = parseFormula(text, language);
  requireUnit(tree, language, unit, text);
  return writeOutNames(tree, language);
}

/** Derived names (`ratio`) replaced by what they stand for. */
export function writeOutNames(node: FormulaNode, language: FormulaLanguage): FormulaNode {
  const inner = (child: FormulaNode) => writeOutNames(child, language);
  switch (node.kind) {
    case 'number':
      return node;
    case 'name':
      return language.entries.get(node.name)?.derived ?? node;
    case 'unary':
      return { ...node, operand: inner(node.operand) };
    case 'binary':
      return { ...node, left: inner(node.left), right: inner(node.right) };
    case 'conditional':
      return { ...node, test: inner(node.test), whenTrue: inner(node.whenTrue), whenFalse: inner(node.whenFalse) };
    case 'call':
      return { ...node, args: node.args.map(inner) };
  }
}

/** The names that a tree reads, each once, in order of appearance: the columns its kernel needs. */
export function formulaNames(node: FormulaNode): readonly string[] {
  const names = new Set<string>();
  const visit = (part: FormulaNode): void => {
    switch (part.kind) {
      case 'number':
        return;
      case 'name':
        if (part.name !== 'true' && part.name !== 'false') names.add(part.name);
        return;
      case 'unary':
        visit(part.operand);
        return;
      case 'binary':
        visit(part.left);
        visit(part.right);
        return;
      case 'conditional':
        visit(part.test);
        visit(part.whenTrue);
        visit(part.whenFalse);
        return;
      case 'call':
        for (const arg of part.args) visit(arg);
    }
  };
  visit(node);
  return [...names];
}
