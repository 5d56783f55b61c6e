import { defineErrors, PolicyError, type Text } from '../errors.js';
import { formatFormula } from './format-formula.js';
import type { FormulaLanguage, Unit } from './formula-language.js';
import type { FormulaNode } from './formula-node.js';

const ERRORS = defineErrors(PolicyError, {
  formula_units: {
    zh: '公式“{formula}”中的“{part}”把{left_zh}与{right_zh}放在一起。数字写成金额用 yuan(50000)，金额写成比例用除法。',
    en: 'formula "{formula}": "{part}" puts {left_en} together with {right_en}. Write yuan(50000) for an amount, divide two amounts for a ratio.',
  },
  formula_result_unit: {
    zh: '公式“{formula}”的结果是{left_zh}，应为{right_zh}。',
    en: 'formula "{formula}" gives {left_en}, expected {right_en}.',
  },
  formula_round_decimals: {
    zh: '公式“{formula}”中的“{part}”：小数位数必须直接写成 0 至 6 的整数。',
    en: 'formula "{formula}": in "{part}" the decimals must be a whole number from 0 to 6, written out.',
  },
});

/** Power of yuan, or a condition; `any` is the constant 0, which is an amount as well as a number. */
type Found = number | 'condition' | 'any';

const WORDS: Readonly<Record<'condition' | 'any' | '0' | '1', Text>> = {
  condition: { zh: '条件', en: 'a condition' },
  any: { zh: '零', en: 'zero' },
  0: { zh: '纯数', en: 'a plain number' },
  1: { zh: '金额', en: 'an amount of yuan' },
};

function words(found: Found): Text {
  if (found === 'condition' || found === 'any' || found === 0 || found === 1) return WORDS[found];
  return found > 1
    ? { zh: `元的 ${found} 次方`, en: `yuan to the power ${found}` }
    : { zh: '数/金额', en: 'a number per yuan' };
}

/**
 * Checks that a formula adds and compares like with like and gives the unit asked for: yuan are never added to points
 * or ratios. The constant 0 goes with everything (`max(0, cost - standard)`).
 * @throws formula_units (names the part), formula_result_unit, formula_round_decimals
 */
export function requireUnit(node: FormulaNode, language: FormulaLanguage, unit: Unit, text: string): void {
  const found = unitOf(node, language, text);
  const expected = unit === 'money' ? 1 : 0;
  if (found !== expected && found !== 'any') throw ERRORS.formula_result_unit(sides(found, expected, text, text));
}

function sides(left: Found, right: Found, formula: string, part: string) {
  const [l, r] = [words(left), words(right)];
  return { formula, part, left_zh: l.zh, left_en: l.en, right_zh: r.zh, right_en: r.en };
}

function unitOf(node: FormulaNode, language: FormulaLanguage, text: string): Found {
  const inner = (child: FormulaNode) => unitOf(child, language, text);
  const fail = (left: Found, right: Found) => ERRORS.formula_units(sides(left, right, text, formatFormula(node)));
  const number = (child: FormulaNode): number | 'any' => {
    const found = inner(child);
    if (found === 'condition') throw fail('condition', 0);
    return found;
  };
  const condition = (child: FormulaNode): void => {
    const found = inner(child);
    if (found !== 'condition') throw fail(found, 'condition');
  };
  const alike = (children: readonly FormulaNode[]): Found => {
    let common: number | 'any' = 'any';
    for (const child of children) {
      const found = number(child);
      if (common === 'any') common = found;
      else if (found !== 'any' && found !== common) throw fail(common, found);
    }
    return common;
  };
  switch (node.kind) {
    case 'number':
      return node.value.digits === 0 ? 'any' : 0;
    case 'name':
      if (node.name === 'true' || node.name === 'false') return 'condition';
      return language.entries.get(node.name)?.unit === 'money' ? 1 : 0;
    case 'unary':
      if (node.operator === '-') return number(node.operand);
      condition(node.operand);
      return 'condition';
    case 'conditional':
      condition(node.test);
      return alike([node.whenTrue, node.whenFalse]);
    case 'call': {
      if (node.name === 'round') {
        const decimals = node.args[1];
        const isPlain = decimals === undefined || (decimals.kind === 'number' && decimals.value.scale === 0);
        if (!isPlain || (decimals?.kind === 'number' && (decimals.value.digits < 0 || decimals.value.digits > 6))) {
          throw ERRORS.formula_round_decimals({ formula: text, part: formatFormula(node) });
        }
        return number(node.args[0]!);
      }
      if (node.name === 'yuan') {
        const found = number(node.args[0]!);
        if (found !== 0 && found !== 'any') throw fail(found, 0);
        return 1;
      }
      return alike(node.args);
    }
    case 'binary':
      switch (node.operator) {
        case 'and':
        case 'or':
          condition(node.left);
          condition(node.right);
          return 'condition';
        case '*': {
          const [left, right] = [number(node.left), number(node.right)];
          return left === 'any' || right === 'any' ? 'any' : left + right;
        }
        case '/': {
          const [left, right] = [number(node.left), number(node.right)];
          return left === 'any' ? 'any' : left - (right === 'any' ? 0 : right);
        }
        case '+':
        case '-':
          return alike([node.left, node.right]);
        default:
          alike([node.left, node.right]);
          return 'condition';
      }
  }
}
