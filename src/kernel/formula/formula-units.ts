import { defineErrors, PolicyError, type Text } from '../errors.js';
import { formatFormula } from './format-formula.js';
import type { FormulaLanguage, FormulaUnit } from './formula-language.js';
import {
  commonMeasure,
  isPlain,
  type Measure,
  measureOf,
  measureText,
  productMeasure,
  WRITTEN_NUMBER,
} from './formula-measure.js';
import type { FormulaNode } from './formula-node.js';
import { positionOf } from './formula-positions.js';

const ERRORS = defineErrors(PolicyError, {
  formula_units: {
    zh: '公式“{formula}”第 {position} 个字符起的“{part}”把{left_zh}与{right_zh}放在一起。数字写成金额用 yuan(50000)，金额写成比例用除法。',
    en: 'formula "{formula}", character {position}: "{part}" puts {left_en} together with {right_en}. Write yuan(50000) for an amount, divide two amounts for a ratio.',
  },
  formula_money_times_money: {
    zh: '公式“{formula}”第 {position} 个字符起的“{part}”把金额与金额相乘。请先相除得到比例，例如 cost / standard * cost。',
    en: 'formula "{formula}", character {position}: "{part}" multiplies yuan by yuan. Divide first for a ratio, e.g. cost / standard * cost.',
  },
  formula_result_unit: {
    zh: '公式“{formula}”的结果是{left_zh}，应为{right_zh}。',
    en: 'formula "{formula}" gives {left_en}, expected {right_en}.',
  },
  formula_round_decimals: {
    zh: '公式“{formula}”第 {position} 个字符起的“{part}”：小数位数必须直接写成 0 至 6 的整数。',
    en: 'formula "{formula}", character {position}: in "{part}" the decimals must be a whole number from 0 to 6, written out.',
  },
});

/** A measure, or a condition; `zero` is the constant 0, which is of every measure. */
type Found = Measure | 'condition' | 'zero';

const MOST_DECIMALS = 6;

function words(found: Found): Text {
  if (found === 'condition') return { zh: '条件', en: 'a condition' };
  return found === 'zero' ? { zh: '零', en: 'zero' } : measureText(found);
}

function sides(left: Found, right: Found) {
  const [l, r] = [words(left), words(right)];
  return { left_zh: l.zh, left_en: l.en, right_zh: r.zh, right_en: r.en };
}

/**
 * Checks that a formula adds and compares like with like and gives the unit asked for: yuan are never added to points,
 * days, weights or ratios, nor multiplied by yuan. The constant 0 goes with everything (`max(0, cost - standard)`), a
 * number written out with every count (`los_days > 60`), an amount is written yuan(50000).
 * @throws formula_units, formula_money_times_money, formula_round_decimals (with the part and its place),
 *   formula_result_unit
 */
export function requireUnit(node: FormulaNode, language: FormulaLanguage, unit: FormulaUnit, text: string): void {
  const found = new UnitCheck(language, text).of(node);
  const expected = measureOf(unit);
  if (found === 'zero') return;
  const common = found === 'condition' ? undefined : commonMeasure(found, expected);
  if (common === undefined) throw ERRORS.formula_result_unit({ formula: text, ...sides(found, expected) });
}

/**
 * Checks that a formula is a condition, with like compared to like.
 * @throws formula_units, formula_money_times_money, formula_round_decimals, formula_result_unit
 */
export function requireCondition(node: FormulaNode, language: FormulaLanguage, text: string): void {
  const found = new UnitCheck(language, text).of(node);
  if (found !== 'condition') throw ERRORS.formula_result_unit({ formula: text, ...sides(found, 'condition') });
}

class UnitCheck {
  constructor(
    private readonly language: FormulaLanguage,
    private readonly text: string,
  ) {}

  of(node: FormulaNode): Found {
    switch (node.kind) {
      case 'number':
        return node.value.digits === 0 ? 'zero' : WRITTEN_NUMBER;
      case 'name': {
        if (node.name === 'true' || node.name === 'false') return 'condition';
        return measureOf(this.language.entries.get(node.name)?.unit ?? 'number');
      }
      case 'unary':
        if (node.operator === '-') return this.number(node.operand, node);
        this.condition(node.operand, node);
        return 'condition';
      case 'conditional':
        this.condition(node.test, node);
        return this.alike([node.whenTrue, node.whenFalse], node);
      case 'call':
        return this.call(node);
      case 'binary':
        return this.binary(node);
    }
  }

  private call(node: FormulaNode & { kind: 'call' }): Found {
    const first = node.args[0]!;
    switch (node.name) {
      case 'round':
        this.decimals(node.args[1], node);
        return this.number(first, node);
      case 'yuan': {
        const found = this.number(first, node);
        if (found !== 'zero' && !isPlain(found)) throw this.fail(found, measureOf('number'), node);
        return { ...measureOf('money'), isWritten: found === 'zero' || found.isWritten };
      }
      case 'number': {
        const found = this.number(first, node);
        if (found !== 'zero' && found.yuan !== 0) throw this.fail(found, measureOf('number'), node);
        return measureOf('number');
      }
      default:
        return this.alike(node.args, node);
    }
  }

  private binary(node: FormulaNode & { kind: 'binary' }): Found {
    switch (node.operator) {
      case 'and':
      case 'or':
        this.condition(node.left, node);
        this.condition(node.right, node);
        return 'condition';
      case '*': {
        const [left, right] = [this.number(node.left, node), this.number(node.right, node)];
        if (left === 'zero' || right === 'zero') return 'zero';
        if (left.yuan > 0 && right.yuan > 0) throw ERRORS.formula_money_times_money(this.place(node));
        return productMeasure(left, right, 1);
      }
      case '/': {
        const [left, right] = [this.number(node.left, node), this.number(node.right, node)];
        if (left === 'zero') return 'zero';
        return productMeasure(left, right === 'zero' ? WRITTEN_NUMBER : right, -1);
      }
      case '+':
      case '-':
        return this.alike([node.left, node.right], node);
      default:
        this.alike([node.left, node.right], node);
        return 'condition';
    }
  }

  private alike(children: readonly FormulaNode[], whole: FormulaNode): Measure | 'zero' {
    let common: Measure | 'zero' = 'zero';
    for (const child of children) {
      const found = this.number(child, whole);
      if (found === 'zero') continue;
      const both: Measure | undefined = common === 'zero' ? found : commonMeasure(common, found);
      if (both === undefined) throw this.fail(common, found, whole);
      common = both;
    }
    return common;
  }

  private number(child: FormulaNode, whole: FormulaNode): Measure | 'zero' {
    const found = this.of(child);
    if (found === 'condition') throw this.fail('condition', measureOf('number'), whole);
    return found;
  }

  private condition(child: FormulaNode, whole: FormulaNode): void {
    const found = this.of(child);
    if (found !== 'condition') throw this.fail(found, 'condition', whole);
  }

  private decimals(node: FormulaNode | undefined, whole: FormulaNode): void {
    if (node === undefined) return;
    const isPlainNumber = node.kind === 'number' && node.value.scale === 0;
    if (isPlainNumber && node.value.digits >= 0 && node.value.digits <= MOST_DECIMALS) return;
    throw ERRORS.formula_round_decimals(this.place(whole));
  }

  private fail(left: Found, right: Found, part: FormulaNode): Error {
    return ERRORS.formula_units({ ...this.place(part), ...sides(left, right) });
  }

  private place(part: FormulaNode) {
    return { formula: this.text, part: formatFormula(part), position: positionOf(part) + 1 };
  }
}
