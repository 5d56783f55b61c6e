import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { EngineError } from '../../src/kernel/errors.js';
import { evaluateFormula, evaluateFormulaFen } from '../../src/kernel/formula/evaluate-formula.js';
import { formatFormula } from '../../src/kernel/formula/format-formula.js';
import { BAND_VOCABULARY, bandVocabulary, RETENTION_VOCABULARY } from '../../src/kernel/formula/formula-language.js';
import { formulaNames, readFormula } from '../../src/kernel/formula/read-formula.js';
import { spreadsheetFindings } from '../../src/kernel/formula/spreadsheet-findings.js';

const bind = (values: Record<string, string | undefined>) =>
  new Map(Object.entries(values).map(([name, text]) => [name, text === undefined ? undefined : parseDecimal(text)]));
const fen = (text: string, values: Record<string, string | undefined>) =>
  evaluateFormulaFen(readFormula(text, BAND_VOCABULARY), bind(values));
function failure(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('no engine error was thrown');
}

describe('literal evaluator', () => {
  test('rules §3: standard 10,000, share 70 %, k = 3, cost 42,000 pays 18,400.00', () => {
    expect(fen('standard + 0.7 * (cost - 3 * standard)', { standard: '10000', cost: '42000' })).toBe(1_840_000);
  });

  test('rules §2.12: cost − standard × 0.5 with standard 4,500 and cost 7,500 pays 5,250.00', () => {
    expect(fen('cost - standard * 0.5', { standard: '4500', cost: '7500' })).toBe(525_000);
  });

  test('half a fen goes away from zero, also below it: ±0.005 is ±0.01', () => {
    expect(fen('cost * 0.5', { cost: '0.01' })).toBe(1);
    expect(fen('-cost * 0.5', { cost: '0.01' })).toBe(-1);
    expect(fen('cost * 0.4', { cost: '0.01' })).toBe(0);
  });

  test('0.1 * 3 * 10 > 3 is false (doubles say true), and 3.0000000000001 > 3 is true (mathjs says false)', () => {
    expect(fen('0.1 * 3 * 10 > 3 ? cost : yuan(1)', { cost: '5' })).toBe(100);
    expect(fen('3.0000000000001 > 3 ? cost : yuan(1)', { cost: '5' })).toBe(500);
  });

  test('one fen above 10^12 yuan is seen by a comparison', () => {
    expect(fen('cost > standard ? yuan(1) : yuan(2)', { cost: '1000000000000.01', standard: '1000000000000' })).toBe(
      100,
    );
  });

  test('division is exact: cost / standard > 3 holds at one fen above, not on the edge', () => {
    const pay = (cost: string) => fen('ratio > 3 ? yuan(1) : 0', { cost, standard: '0.3' });
    expect(pay('0.9')).toBe(0);
    expect(pay('0.91')).toBe(100);
  });

  test.each([
    ['floor(cost)', '-2.5', -300],
    ['ceil(cost)', '-2.5', -200],
    ['floor(cost)', '2.99', 200],
    ['ceil(cost)', '2.01', 300],
    ['round(cost)', '2.5', 300],
    ['round(cost)', '-2.5', -300],
    ['round(cost, 1)', '0.25', 30],
    ['abs(cost)', '-7.01', 701],
    ['clamp(cost, yuan(1), yuan(5))', '9', 500],
    ['clamp(cost, yuan(1), yuan(5))', '0', 100],
    ['min(cost, yuan(3), yuan(2))', '9', 200],
    ['max(0, cost)', '-9', 0],
  ])('%s at cost %s is %i fen', (text, cost, expected) => {
    expect(fen(text, { cost })).toBe(expected);
  });

  test('a zero divisor is a named error that shows the part; an untaken branch does no harm', () => {
    const error = failure(() => fen('cost / standard * cost', { cost: '1', standard: '0' }));
    expect(error.code).toBe('formula_division_by_zero');
    expect(error.text('en')).toContain('"cost / standard" divides by zero');
    expect(error.text('zh')).toContain('除数为 0');
    expect(fen('standard > 0 ? cost / standard * yuan(1) : cost', { cost: '1', standard: '0' })).toBe(100);
  });

  test('a missing value makes the result missing, never zero, and only where it is needed', () => {
    expect(fen('cost + group_mean', { cost: '1', group_mean: undefined })).toBeNaN();
    expect(fen('cost > yuan(0) ? cost : group_mean', { cost: '1', group_mean: undefined })).toBe(100);
    expect(fen('group_mean > cost ? cost : cost', { cost: '1', group_mean: undefined })).toBeNaN();
  });

  test('a name that was given no value is an error, not 0', () => {
    expect(failure(() => fen('cost + standard', { cost: '1' })).code).toBe('formula_unbound_name');
  });

  test('thirds stay thirds: (cost / 3) * 3 is cost', () => {
    const value = evaluateFormula(readFormula('cost / 3 * 3', BAND_VOCABULARY), bind({ cost: '0.01' }))!;
    expect(value.numerator * 100n).toBe(value.denominator);
  });
});

describe('units', () => {
  const codeOf = (text: string) => failure(() => readFormula(text, BAND_VOCABULARY)).text('en');
  test.each([
    ['cost + 1', '"cost + 1" puts an amount of yuan together with a plain number'],
    ['standard + ratio', '"standard + ratio" puts an amount of yuan together with a plain number'],
    ['max(cost, weight)', '"max(cost, weight)" puts'],
    ['cost > 10000 ? cost : standard', '"cost > 10000" puts'],
    ['cost * standard', '"cost * standard" multiplies yuan by yuan. Divide first'],
    ['weight * 2', 'gives weight, expected an amount of yuan'],
    ['ratio * 2', 'gives a plain number, expected an amount of yuan'],
    ['1 / cost', 'gives a number per yuan'],
    ['cost > standard', 'gives a condition'],
    ['cost ? cost : standard', '"cost ? cost : standard" puts an amount of yuan together with a condition'],
    ['cost + (cost > standard)', 'a condition together with a plain number'],
    ['yuan(cost)', '"yuan(cost)" puts an amount of yuan together with a plain number'],
    ['round(cost, weight)', '"round(cost, weight)" the decimals must be a whole number from 0 to 6'],
    ['round(cost, 7)', 'from 0 to 6'],
  ])('%s is refused', (text, part) => {
    expect(codeOf(text)).toContain(part);
  });

  test.each([
    'weight * rate * coefficient',
    'max(0, cost - standard)',
    'standard * (ratio - 3 + coefficient)',
    'cost / standard * cost',
    'cost > yuan(10000) ? cost : standard',
    'min(cost, 3 * standard)',
  ])('%s is an amount', (text) => {
    expect(formulaNames(readFormula(text, BAND_VOCABULARY)).length).toBeGreaterThan(0);
  });

  test('ratio means cost over the basis of the bands', () => {
    const written = (basis: 'standard' | 'group_mean') =>
      formatFormula(readFormula('ratio * standard', bandVocabulary(basis)));
    expect(written('standard')).toBe('cost / standard * standard');
    expect(written('group_mean')).toBe('cost / group_mean * standard');
    expect(formatFormula(readFormula('ratio * yuan(1)', RETENTION_VOCABULARY))).toBe('recorded / standard * yuan(1)');
  });

  test('retention knows recorded and standard and not cost', () => {
    expect(failure(() => readFormula('cost', RETENTION_VOCABULARY)).code).toBe('formula_unknown_name');
  });
});

describe('what a spreadsheet reads differently', () => {
  const codes = (text: string) =>
    spreadsheetFindings(text, BAND_VOCABULARY, 'outliers.bands.high.pay').map(({ code }) => code);
  test('a chained comparison is warned of, two written ones are not', () => {
    expect(codes('2 < ratio < 3 ? cost : standard')).toEqual(['formula_chained_comparison']);
    expect(codes('1 < 2 < ratio <= 3 ? cost : standard')).toEqual([
      'formula_chained_comparison',
      'formula_chained_comparison',
    ]);
    expect(codes('2 < ratio and ratio < 3 ? cost : standard')).toEqual([]);
  });
  test('a division is noted', () => {
    expect(codes('cost / 3')).toEqual(['formula_division']);
  });
  test('3 > 2 > 1 is true here', () => {
    expect(fen('3 > 2 > 1 ? yuan(1) : yuan(2)', {})).toBe(100);
  });
});

describe('text of a tree', () => {
  test.each([
    '(cost + standard) * 2',
    'cost - (standard - group_mean)',
    'cost / (standard * 2) * cost',
    '-(cost + standard)',
    'cost > standard and not (ratio > 2) ? cost : max(cost, standard)',
    'cost - standard - group_mean',
  ])('%s keeps its meaning', (text) => {
    const parse = (source: string) =>
      JSON.stringify(readFormula(`min(1, 2) > 0 ? 0 * (${source}) : cost`, BAND_VOCABULARY));
    const tree = readFormula(`min(1, 2) > 0 ? 0 * (${text}) : cost`, BAND_VOCABULARY);
    const inside = tree.kind === 'conditional' && tree.whenTrue.kind === 'binary' ? tree.whenTrue.right : tree;
    expect(parse(formatFormula(inside))).toBe(JSON.stringify(tree));
  });
});
