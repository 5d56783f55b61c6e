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
    ['价格', 'formula_syntax'],
    [`${'('.repeat(100)}cost${')'.repeat(100)}`, 'formula_too_long'],
    [`cost${' + cost'.repeat(400)}`, 'formula_too_long'],
  ])('%.40s is refused (%s)', (text, code) => {
    expect(codeOf(text)).toBe(code);
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
