import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { BAND_VOCABULARY } from '../../src/kernel/formula/formula-language.js';
import { readEdgeCondition, readEdgeValue } from '../../src/kernel/formula/read-edge.js';
import { spreadsheetFindings } from '../../src/kernel/formula/spreadsheet-findings.js';

function failure(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('no engine error was thrown');
}

const EXACT = [
  'cost > 3 * standard',
  'cost * 10 >= 3 * (standard + 0.5 * group_mean) - yuan(12.34)',
  'ratio > 3',
  '0.4 >= ratio',
  'cost / 3 > standard',
  'los_days > 60',
  '-cost < -(standard / 7)',
  '(cost - patient) / (2 * standard) <= 1.5',
  'not (ratio > 3) and los_days <= 60 or weight > 2',
  '0.4 < ratio <= 3',
];
const APPROXIMATE = [
  'cost * ratio > 2 * standard',
  'max(cost, standard) > group_mean',
  'ratio > coefficient',
  'floor(ratio) > 3',
  '(cost > standard ? cost : standard) > group_mean',
  'cost / standard / standard * cost > 2',
  'standard * coefficient < cost',
];

describe('comparisons that can be an edge', () => {
  test.each(EXACT)('%s is an edge and policy check has nothing to say of it', (text) => {
    expect(readEdgeCondition(text, BAND_VOCABULARY).kind).toMatch(/binary|unary/);
    const codes = spreadsheetFindings(`${text} ? cost : standard`, BAND_VOCABULARY, 'x').map(({ code }) => code);
    expect(codes).not.toContain('formula_comparison_approximate');
  });

  test.each(APPROXIMATE)('%s is marked approximate, and refused as an edge', (text) => {
    const finding = spreadsheetFindings(`${text} ? cost : standard`, BAND_VOCABULARY, 'outliers.bands.high.pay').find(
      ({ code }) => code === 'formula_comparison_approximate',
    );
    expect(finding).toMatchObject({ severity: 'warning', path: 'outliers.bands.high.pay' });
    expect(finding?.en).toContain(text);
    expect(finding?.zh).toContain('不能作分段边界');
    const error = failure(() => readEdgeCondition(text, BAND_VOCABULARY));
    expect(error.code).toBe('formula_edge_not_exact');
    expect(error.text('zh')).toContain('不能作分段边界');
  });

  test('the refusal names the comparison at fault and its place', () => {
    const error = failure(() => readEdgeCondition('ratio > 3 and cost * ratio > 2 * standard', BAND_VOCABULARY));
    expect(error.details).toMatchObject({ part: 'cost * ratio > 2 * standard', position: 15 });
  });

  test('an amount is no condition, and a choice between conditions is no edge', () => {
    expect(failure(() => readEdgeCondition('cost - standard', BAND_VOCABULARY)).code).toBe('formula_result_unit');
    expect(failure(() => readEdgeCondition('cost + 1 > standard', BAND_VOCABULARY)).code).toBe('formula_units');
  });

  test('an edge value is a sum of names times constants: 3 × standard / 7 − 2.5 yuan + standard has 10/7', () => {
    const form = readEdgeValue('3 * standard / 7 - yuan(2.5) + standard', BAND_VOCABULARY);
    const factor = form.factors.get('standard')!;
    expect([...form.factors.keys()]).toEqual(['standard']);
    expect(factor.numerator * 7n).toBe(factor.denominator * 10n);
    expect(form.constant.numerator * 10n).toBe(form.constant.denominator * -25n);
    expect(failure(() => readEdgeValue('max(standard, group_mean)', BAND_VOCABULARY)).code).toBe(
      'formula_edge_not_exact',
    );
    expect(failure(() => readEdgeValue('3 * weight', BAND_VOCABULARY)).code).toBe('formula_result_unit');
  });
});
