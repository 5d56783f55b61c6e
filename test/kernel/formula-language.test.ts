import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMN_SCHEMAS } from '../../src/cases/columns.js';
import { EngineError } from '../../src/kernel/errors.js';
import { formatFormula } from '../../src/kernel/formula/format-formula.js';
import {
  BAND_VOCABULARY,
  bandVocabulary,
  FORMULA_FUNCTIONS,
  type FormulaLanguage,
  type FormulaUnit,
  RETENTION_VOCABULARY,
} from '../../src/kernel/formula/formula-language.js';
import type { FormulaNode } from '../../src/kernel/formula/formula-node.js';
import { clearingVocabulary, isFormulaName, namedVocabulary } from '../../src/kernel/formula/named-vocabulary.js';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { formulaNames, readFormula } from '../../src/kernel/formula/read-formula.js';
import { packageRoot } from '../../src/kernel/package-root.js';

function failure(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('no engine error was thrown');
}

describe('the documented language', () => {
  const document = readFileSync(join(packageRoot(), 'docs/policy.md'), 'utf8');
  const UNIT_WORDS: Readonly<Record<FormulaUnit, string>> = {
    money: 'yuan',
    number: 'number',
    ratio: 'number',
    points: 'points',
    score: 'points',
    weight: 'weight',
    days: 'days',
    money_per_weight: 'yuan per weight',
    money_per_point: 'yuan per point',
    money_per_day: 'yuan per day',
  };
  const tableAfter = (heading: string): string => document.slice(document.indexOf(heading)).split('\n\n')[1]!;

  test.each([
    ['Names in the `pay` of an outlier band:', BAND_VOCABULARY],
    ['Names in the `pay` of a retention band:', RETENTION_VOCABULARY],
  ] as const)('docs/policy.md, %s has each name with its unit, and no other', (heading, language: FormulaLanguage) => {
    const rows = [...tableAfter(heading).matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, name, unit]) => [name, unit]);
    const entries = [...language.entries.values()].map(({ name, unit }) => [name, UNIT_WORDS[unit]]);
    expect(rows.sort()).toEqual(entries.sort());
  });

  test('docs/policy.md has each function, and no other', () => {
    const table = document.slice(document.indexOf('| Function | Meaning |')).split('\n\n')[0]!;
    const names = [...table.matchAll(/`(\w+)\(/g)].map(([, name]) => name);
    expect(names.sort()).toEqual(FORMULA_FUNCTIONS.map(({ name }) => name).sort());
  });

  test('every name and function speaks both languages', () => {
    for (const { meaning } of [...BAND_VOCABULARY.entries.values(), ...FORMULA_FUNCTIONS]) {
      expect(meaning.en).toMatch(/[a-z]/);
      expect(meaning.zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe('units of points, days and weights', () => {
  const codeOf = (text: string) => failure(() => readFormula(text, BAND_VOCABULARY)).code;
  test.each([
    ['cost + points', 'formula_units'],
    ['points * point_value + points', 'formula_units'],
    ['los_days > weight ? cost : standard', 'formula_units'],
    ['los_days + score > 3 ? cost : standard', 'formula_units'],
    ['score > ratio ? cost : standard', 'formula_units'],
    ['max(cost, score)', 'formula_units'],
    ['cost * patient', 'formula_money_times_money'],
    ['cost * cost / standard', 'formula_money_times_money'],
    ['cost + rate', 'formula_units'],
    ['point_value', 'formula_result_unit'],
    ['points', 'formula_result_unit'],
    ['standard * weight', 'formula_result_unit'],
    ['cost / los_days', 'formula_result_unit'],
    ['yuan(los_days)', 'formula_units'],
    ['number(cost) * standard', 'formula_units'],
  ])('%s is refused (%s)', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test.each([
    'points * point_value',
    '(score + base_points) * point_value * difference_coefficient',
    'weight * rate * coefficient',
    'los_days > 60 ? cost : standard',
    'los_days * yuan(1200)',
    'yuan(1200) * coefficient * 2 + cost',
    'yuan(8000) * weight',
    'cost / los_days * min(los_days, 60)',
    'weight > 2 and score + 5 >= base_points ? cost : standard',
    'cost - unreasonable_cost - new_tech_cost - separate_drug_cost - patient',
    'standard + (ratio - multiple) * standard',
    'standard * number(los_days) / 10',
    'max(0, cost - standard) + 0',
  ])('%s is an amount', (text) => {
    expect(formulaNames(readFormula(text, BAND_VOCABULARY)).length).toBeGreaterThan(0);
  });

  test('a formula may be asked for points: cost / point_value, never for yuan then', () => {
    expect(readFormula('base_points * 1.2 + 5', BAND_VOCABULARY, 'points').kind).toBe('binary');
    expect(readFormula('cost / point_value', BAND_VOCABULARY, 'score').kind).toBe('binary');
    expect(failure(() => readFormula('cost', BAND_VOCABULARY, 'points')).text('en')).toContain(
      'gives an amount of yuan, expected points',
    );
  });

  test('the message shows the part and where it begins', () => {
    const error = failure(() => readFormula('standard + max(points, cost)', BAND_VOCABULARY));
    expect(error.details).toMatchObject({ part: 'max(points, cost)', position: 12 });
    expect(error.text('zh')).toContain('第 12 个字符起的“max(points, cost)”把点数（分值）与金额放在一起');
  });

  test('on the basis of scores, ratio is cost over the score at the point value', () => {
    const written = formatFormula(readFormula('ratio * standard', bandVocabulary('score')));
    expect(written).toBe('cost / (base_points * point_value) * standard');
  });
});

describe('vocabularies of a policy', () => {
  test('a bonus of named terms gives a ratio; 1 more is a ratio, a yuan more is not', () => {
    const language = namedVocabulary({ tcm_bonus: 'ratio', specialty_bonus: 'ratio', score: 'number' }, 'ratio');
    expect(formulaNames(readFormula('max(tcm_bonus, specialty_bonus) + score / 100', language))).toEqual([
      'tcm_bonus',
      'specialty_bonus',
      'score',
    ]);
    expect(failure(() => readFormula('tcm_bonus + yuan(1)', language)).code).toBe('formula_units');
    expect(failure(() => readFormula('cost', language)).code).toBe('formula_unknown_name');
  });

  test.each(['', '2nd', 'a-b', '考核', 'mod', 'in', 'true', 'and', 'max', 'yuan', 'a.b', 'x$'])(
    '"%s" is no name and is refused',
    (name) => {
      expect(isFormulaName(name)).toBe(false);
      expect(failure(() => namedVocabulary({ [name]: 'number' }, 'number')).code).toBe('formula_name_not_usable');
    },
  );

  test('names of objects are names like others: constructor, toString', () => {
    const language = namedVocabulary({ constructor: 'number', toString: 'number' } as never, 'number');
    expect(formulaNames(readFormula('constructor + toString', language))).toEqual(['constructor', 'toString']);
  });

  test('clearing knows ledger kinds and lines as yuan, scores as numbers, and gives yuan', () => {
    const language = clearingVocabulary({
      ledgerKinds: ['prepayment'],
      statementLines: ['claims'],
      scores: ['assessment'],
    });
    expect(readFormula('claims * 0.05 * assessment / 100 - prepayment', language).kind).toBe('binary');
    expect(failure(() => readFormula('claims + assessment', language)).code).toBe('formula_units');
    expect(failure(() => readFormula('claims * prepayment', language)).code).toBe('formula_money_times_money');
  });

  test('every column of a case that is no number is refused by name with the remedy', () => {
    const codes = COLUMN_SCHEMAS.filter(
      ({ kind, values }) => ['text', 'dictionary', 'codes', 'day'].includes(kind) || values !== undefined,
    );
    expect(codes.length).toBeGreaterThan(20);
    for (const { name } of [...codes, { name: 'group' }, { name: 'adrg' }]) {
      const error = failure(() => readFormula(`${name} == 3 ? cost : standard`, BAND_VOCABULARY));
      expect(error.code, name).toBe('formula_not_allowed');
      expect(error.text('en')).toContain('formulas never compare codes');
    }
  });

  test('a policy names its own text columns', () => {
    const language = namedVocabulary({ beds: 'number' }, 'number', ['ward_code']);
    expect(failure(() => readFormula('ward_code', language)).code).toBe('formula_not_allowed');
  });
});

describe('text → tree → text', () => {
  const leaf = fc.oneof(
    fc.constantFrom('cost', 'standard', 'ratio').map((name): FormulaNode => ({ kind: 'name', name })),
    fc
      .tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 4 }))
      .filter(([digits, scale]) => scale === 0 || digits % 10 !== 0)
      .map(([digits, scale]): FormulaNode => ({ kind: 'number', value: { digits, scale } })),
  );
  const { tree } = fc.letrec<{ tree: FormulaNode; condition: FormulaNode }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/'), tie('tree'), tie('tree'))
        .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator: operator as '+', left, right })),
      tie('tree').map((operand): FormulaNode => ({ kind: 'unary', operator: '-', operand })),
      fc
        .tuple(tie('condition'), tie('tree'), tie('tree'))
        .map(([test, whenTrue, whenFalse]): FormulaNode => ({ kind: 'conditional', test, whenTrue, whenFalse })),
      fc
        .tuple(tie('tree'), tie('tree'), tie('tree'))
        .map((args): FormulaNode => ({ kind: 'call', name: 'clamp', args })),
    ),
    condition: fc.oneof(
      { depthSize: 'small' },
      fc
        .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('tree'), tie('tree'))
        .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator: operator as '<', left, right })),
      fc
        .tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition'))
        .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator: operator as 'or', left, right })),
      tie('condition').map((operand): FormulaNode => ({ kind: 'unary', operator: 'not', operand })),
    ),
  }));

  test('3,000 generated trees are read back from their text as they were', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const text = formatFormula(node);
        fc.pre(text.length <= 2_000);
        expect(parseFormula(text, BAND_VOCABULARY)).toEqual(node);
      }),
      { numRuns: 3_000, seed: 20_261_128 },
    );
  });
});
