import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';

const vocabulary = {
  names: new Set(['cost', 'standard']),
  functions: new Map([['max', { least: 2, most: 8 }]]),
};
function codeOf(text: string): string {
  try {
    parseFormula(text, vocabulary);
    return 'accepted';
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error);
  }
}

describe('formula parser', () => {
  test('standard + 0.7 * (cost - 3 * standard) keeps 0.7 as the decimal 7/10', () => {
    const tree = parseFormula('standard + 0.7 * (cost - 3 * standard)', vocabulary);
    expect(JSON.stringify(tree)).toContain('{"kind":"number","value":{"digits":7,"scale":1}}');
  });

  test.each([
    ['1000 * 5% + 20', 'formula_not_allowed'],
    ['cost % 3', 'formula_not_allowed'],
    ['2 cost', 'formula_not_allowed'],
    ['k35.0', 'formula_not_allowed'],
    ['k35', 'formula_unknown_name'],
    ['cost ^ 2', 'formula_not_allowed'],
    ['"I10"', 'formula_not_allowed'],
    ['cost[1]', 'formula_not_allowed'],
    ['a = 1', 'formula_not_allowed'],
    ['f(x) = x', 'formula_not_allowed'],
    ['cost in standard', 'formula_not_allowed'],
    ['1e999', 'formula_not_allowed'],
    ['constructor', 'formula_unknown_name'],
    ['toString()', 'formula_unknown_name'],
    ['max(cost)', 'formula_arguments'],
    ['not cost > standard', 'formula_not_allowed'],
    ['cost > not standard', 'formula_not_allowed'],
    ['not cost + 1 > standard', 'formula_not_allowed'],
    ['1 < not cost < 3', 'formula_not_allowed'],
    ['cost > 1 and not cost == standard', 'formula_not_allowed'],
    ['cost +', 'formula_syntax'],
    ['价格', 'formula_not_allowed'],
    [`${'('.repeat(100)}cost${')'.repeat(100)}`, 'formula_too_deep'],
    [`${'-'.repeat(1_500)}cost`, 'formula_too_deep'],
    [`cost${' + cost'.repeat(70)}`, 'formula_too_deep'],
    [`cost${' + cost'.repeat(400)}`, 'formula_too_long'],
  ])('%.40s is refused (%s)', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  const refusal = (
    text: string,
    words: { names: Set<string>; functions: typeof vocabulary.functions } = vocabulary,
  ) => {
    try {
      parseFormula(text, words);
    } catch (error) {
      if (error instanceof EngineError) return error;
    }
    throw new Error('accepted');
  };

  test.each([
    ['1000 * 5% + 20', 9, '%', 'Write a decimal such as 0.05', '请写小数，例如 0.05'],
    ['cost + standard mod 3', 17, 'mod', 'write floor(a / b)', '取整请用 floor(a / b)'],
    ['cost + 2 standard', 10, '2 standard', 'Write the multiplication sign *.', '请写出乘号 *。'],
    ['(cost)(standard)', 7, ')(', 'Write the multiplication sign *.', '请写出乘号 *。'],
    ['cost + k35.0', 11, 'k35.0', 'Write the multiplication sign *.', '请写出乘号 *。'],
    ["cost'", 5, "'", 'hold no texts', '不含文本'],
    ['cost + 5!', 9, '!', 'There is no factorial', '没有阶乘'],
    ['cost ^ 2', 6, '^', 'write a product such as x * x', '请写成乘法'],
    ['[cost, 1]', 1, '[', 'no members, indices, matrices', '矩阵'],
    ['cost == "I10"', 9, '"', 'codes (groups, diagnoses, hospitals) are never compared', '编码'],
    ['x = cost', 3, '=', 'Write == for equality', '相等请写 =='],
    ['cost; standard', 5, ';', 'gives one value', '只给出一个值'],
    ['cost.max', 5, '.', 'no members', '成员'],
    ['cost ?? 0', 6, '??', 'missing value', '缺失值'],
    ['cost + 0.12345678901234567', 8, '0.12345678901234567', 'at most 15 digits', '不超过 15 位'],
    ['cost * 1.00000000000000001', 8, '1.00000000000000001', 'at most 15 digits', '不超过 15 位'],
    ['cost × 2', 6, '×', 'half-width character', '半角'],
    ['max（cost, 1）', 4, '（', 'half-width character', '半角'],
    ['价格 + 1', 1, '价格', 'English letters', '英文字母'],
    ['cost | standard', 6, '|', 'Write or.', '请写 or。'],
  ])('%s is refused at character %i with its remedy in both languages', (text, position, part, en, zh) => {
    const error = refusal(text);
    expect(error.code).toBe('formula_not_allowed');
    expect(error.details).toMatchObject({ position, part });
    expect(error.text('en')).toContain(`character ${position}`);
    expect(error.text('en')).toContain(en);
    expect(error.text('zh')).toContain(`第 ${position} 个字符`);
    expect(error.text('zh')).toContain(zh);
  });

  test.each([
    ['cost + max(cost, stanard)', 'formula_unknown_name', 18],
    ['cost + median(cost)', 'formula_unknown_name', 8],
    ['cost + max(standard)', 'formula_arguments', 8],
    ['cost + + * 2', 'formula_syntax', 10],
  ])('%s fails (%s) at character %i', (text, code, position) => {
    expect(refusal(text)).toMatchObject({ code, details: { position } });
  });

  test('the name of a text column is refused with the remedy, not as unknown', () => {
    const error = refusal('drg == 3 ? cost : standard', { ...vocabulary, texts: new Set(['drg']) } as never);
    expect(error.code).toBe('formula_not_allowed');
    expect(error.details.position).toBe(1);
    expect(error.text('en')).toContain('formulas never compare codes');
    expect(error.text('zh')).toContain('从不比较编码');
  });

  test('a line break is a space: a folded formula is one formula', () => {
    expect(parseFormula('cost\n  - 3 * standard\n', vocabulary)).toEqual(
      parseFormula('cost - 3 * standard', vocabulary),
    );
  });

  test('not (cost > standard) and not over and, or and brackets are taken', () => {
    const negated = parseFormula('not (cost > standard)', vocabulary);
    expect(negated).toMatchObject({ kind: 'unary', operator: 'not', operand: { kind: 'binary', operator: '>' } });
    for (const text of [
      'not (cost > 1) and not (cost > 2)',
      '(not (cost > 1)) or cost > 3',
      'not (cost > 1) ? 1 : 2',
    ]) {
      expect(codeOf(text)).toBe('accepted');
    }
  });
});
