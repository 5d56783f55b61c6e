import { describe, expect, test } from 'vitest';
import { evaluateDipCondition } from '../../src/grouping/dip/interpreter/dip-condition.js';
import { dipFacts } from '../../src/grouping/dip/interpreter/dip-facts.js';
import { describeCondition } from '../../src/grouping/explain/describe-condition.js';
import { describeTrace } from '../../src/grouping/explain/describe-trace.js';
import { readCondition } from '../../src/grouping/explain/read-condition.js';
import { decidingPart, isNear, testsOf, traceCondition } from '../../src/grouping/explain/trace-condition.js';
import { type CaseNumber, caseFacts } from '../../src/grouping/interpreter/case-facts.js';
import { evaluateCondition } from '../../src/grouping/interpreter/evaluate-condition.js';
import { alternativesOf } from '../../src/grouping/witness/condition-alternatives.js';
import type { BinaryOperator, FormulaNode } from '../../src/kernel/formula/formula-node.js';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { loadDip } from '../../src/schemes/dip/load-dip.js';
import { conditionVocabulary } from '../../src/schemes/scheme-document.js';
import { dipCase } from '../schemes/dip/dip-case.js';
import { tinyDip } from '../schemes/dip/tiny-dip.js';
import { caseOf } from './case-of.js';
import { tinyScheme } from './tiny-scheme.js';

const chapter = tinyScheme.chapters.find(({ mdc }) => mdc === 'Z')!;
const scope = { chapter, rule: chapter.rules[0]! };
const vocabulary = conditionVocabulary(['high_risk', 'robot']);
const factsOf = (dx: string, px = '', rest: Parameters<typeof caseOf>[2] = {}) =>
  caseFacts(tinyScheme, caseOf(dx, px, rest), tinyScheme.options);

const name = (text: string): FormulaNode => ({ kind: 'name', name: text });
const number = (digits: number): FormulaNode => ({ kind: 'number', value: { digits, scale: 0 } });
const call = (text: string, ...args: FormulaNode[]): FormulaNode => ({ kind: 'call', name: text, args });
const binary = (operator: BinaryOperator, left: FormulaNode, right: FormulaNode): FormulaNode => ({
  kind: 'binary',
  operator,
  left,
  right,
});
const choose = (test: FormulaNode, whenTrue: FormulaNode, whenFalse: FormulaNode): FormulaNode => ({
  kind: 'conditional',
  test,
  whenTrue,
  whenFalse,
});
const isOld = binary('>', name('age_years'), number(17));

/** Forms that no loader lets through: neither reader may make a guess of them. */
const FOREIGN: readonly (readonly [string, FormulaNode])[] = [
  ...(['+', '-', '*', '/'] as const).map((sign) => [`a ${sign}`, binary(sign, number(1), number(2))] as const),
  ['a number for a condition', number(1)],
  ['a call of no list', call('sqrt', number(1))],
  ['a list named by a sum', call('pdx', binary('+', number(1), number(1)))],
  ['a list without a name', call('pdx')],
  ['a count of no list', binary('>', call('count', number(1)), number(1))],
  ['a comparison of what is no number', binary('<', call('pdx', number(1)), number(1))],
];

describe('conditions in the forms that a loader lets through, and in those that it does not', () => {
  test.each(FOREIGN)('%s is refused by the interpreter and by what tells conditions in words', (_, node) => {
    expect(() => evaluateCondition(node, factsOf('S06'), scope)).toThrow(TypeError);
    expect(() => readCondition(node)).toThrow(TypeError);
  });

  test('a name that is neither true nor false, and a sign before a condition, are refused', () => {
    expect(() => evaluateCondition(name('robot'), factsOf('S06'), scope)).toThrow(TypeError);
    const minus: FormulaNode = { kind: 'unary', operator: '-', operand: name('true') };
    expect(() => evaluateCondition(minus, factsOf('S06'), scope)).toThrow(TypeError);
    const foreign = binary('==', name('los_days'), binary('+', number(1), number(1)));
    expect(() => readCondition(foreign)).toThrow(TypeError);
    expect(() => traceCondition(binary('>', name('cost'), number(1)), factsOf('S06'), scope)).toThrow(TypeError);
  });

  test('a choice takes the side that its test says, and is told as both of its ways', () => {
    const node = choose(isOld, name('true'), call('pdx', name('mdc')));
    const held = (dx: string, age: number) => evaluateCondition(node, factsOf(dx, '', { age_years: age }), scope);
    expect([held('J18', 18), held('S06', 17), held('J18', 17)]).toEqual([true, true, false]);
    for (const age of [17, 18]) {
      for (const dx of ['S06', 'J18']) {
        const facts = factsOf(dx, '', { age_years: age });
        expect(traceCondition(node, facts, scope).holds).toBe(evaluateCondition(node, facts, scope));
      }
    }
    expect(describeCondition(readCondition(node), 'en')).toBe(
      "(age > 17 years and always) or (not (age > 17 years) and principal diagnosis in the chapter's diagnosis list)",
    );
  });

  test.each<[string, FormulaNode, CaseNumber, boolean | undefined]>([
    ['a choice whose ways agree', choose(isOld, name('true'), name('true')), 'age_years', true],
    ['a choice whose ways differ', choose(isOld, name('true'), name('false')), 'age_years', undefined],
    ['not unknown', { kind: 'unary', operator: 'not', operand: isOld }, 'age_years', undefined],
    ['unknown and false', binary('and', isOld, name('false')), 'age_years', false],
    ['unknown and true', binary('and', isOld, name('true')), 'age_years', undefined],
    ['unknown or true', binary('or', isOld, name('true')), 'age_years', true],
    ['unknown or false', binary('or', isOld, name('false')), 'age_years', undefined],
    ['a comparison whose right side is unknown', binary('<', number(1), name('age_years')), 'age_years', undefined],
    ['another number is missing', isOld, 'sex', false],
  ])('%s, where the age is missing and asked about', (_, node, asked, expected) => {
    expect(evaluateCondition(node, factsOf('S06'), scope, asked)).toBe(expected);
  });

  test('two numbers of a case are compared and told by their text; a missing one makes it false', () => {
    const node = binary('>=', name('admission_weight_g'), name('birth_weight_g'));
    const facts = (born: number, now: number) => factsOf('P07', '', { birth_weight_g: born, admission_weight_g: now });
    for (const [born, now, expected] of [
      [2_000, 2_000, true],
      [2_001, 2_000, false],
      [-1, 2_000, false],
    ] as const) {
      const trace = traceCondition(node, facts(born, now), scope);
      expect(trace).toMatchObject({ kind: 'comparison', holds: expected });
      expect(describeTrace(trace, 'en')).toBe('admission_weight_g >= birth_weight_g');
    }
    const counts = binary('==', call('count', call('adx', name('mdc'))), call('count', call('apx', name('valid'))));
    expect(readCondition(counts)).toMatchObject({ kind: 'comparison', text: 'count(adx(mdc)) == count(apx(valid))' });
    expect(evaluateCondition(counts, factsOf('S06', '47.0'), scope)).toBe(true);
    expect(evaluateCondition(counts, factsOf('S06|S27', '47.0'), scope)).toBe(false);
    expect(isNear(traceCondition(node, facts(1, 1), scope))).toBe(false);
  });

  test('a limit that stands first is mirrored: 2 <= regions is regions >= 2', () => {
    const node = parseFormula('2 <= regions', vocabulary);
    expect(readCondition(node)).toEqual({ kind: 'number', name: 'regions', operator: '>=', limit: 2 });
    const [one, two] = [factsOf('S06'), factsOf('S06|S27')];
    expect([evaluateCondition(node, one, scope), evaluateCondition(node, two, scope)]).toEqual([false, true]);
    expect(traceCondition(node, two, scope)).toMatchObject({ holds: true, value: 2, hits: ['S06', 'S27'] });
  });

  test('"not" and "count" in words: what held and must not, what a count found, in both languages', () => {
    const older = traceCondition(
      { kind: 'unary', operator: 'not', operand: isOld },
      factsOf('S06', '', { age_years: 18 }),
      scope,
    );
    expect(describeTrace(older, 'en')).toBe('holds and must not: (age > 17 years)');
    expect(describeTrace(older, 'zh')).toContain('成立，而须不成立');
    const younger = traceCondition(
      { kind: 'unary', operator: 'not', operand: isOld },
      factsOf('S06', '', { age_years: 17 }),
      scope,
    );
    expect(describeTrace(younger, 'en')).toBe('does not hold: (age > 17 years)');
    expect(describeTrace(younger, 'zh')).toMatch(/^不成立/);
    expect(testsOf(younger).map(({ kind }) => kind)).toEqual(['number']);
    expect(isNear(younger)).toBe(false);
    const count = traceCondition(parseFormula('count(apx(valid)) >= 2', vocabulary), factsOf('S06', ''), scope);
    expect(describeTrace(count, 'en')).toMatch(/ 2: found 0$/);
    expect(describeTrace(count, 'zh')).toMatch(/实有 0 个$/);
    expect(describeCondition(readCondition(name('false')), 'en')).toBe('never');
    expect(describeCondition(readCondition(name('false')), 'zh')).toBe('从不');
    expect(describeCondition(readCondition(parseFormula('count(adx(mdc)) > 1', vocabulary)), 'zh')).toMatch(
      /的诊断个数 > 1$/,
    );
  });

  test('of a condition the part that decided: (a and b and c) with b and c false becomes (b and c)', () => {
    const node = parseFormula('age_years > 17 and sex == 1 and los_days > 3', vocabulary);
    const trace = traceCondition(node, factsOf('S06', '', { age_years: 40, sex: 2, los_days: 1 }), scope);
    expect(testsOf(decidingPart(trace)).map((one) => (one.kind === 'number' ? one.name : ''))).toEqual([
      'sex',
      'los_days',
    ]);
    expect(describeTrace(trace, 'en')).toMatch(/^✓ age.*✗ sex.*✗ length of stay/);
  });
});

describe('ways in which a condition can hold, for witnesses', () => {
  const ways = (text: string, holds = true) =>
    alternativesOf(parseFormula(text, vocabulary), factsOf('S06'), scope, holds);

  test('"or" adds ways, "and" joins demands, "not" turns them about', () => {
    expect(ways('sex == 1 or age_years > 17').length).toBe(2);
    expect(ways('sex == 1 and age_years > 17')).toMatchObject([
      [{ name: 'sex' }, { name: 'age_years', operator: '>' }],
    ]);
    expect(ways('not (sex == 1 or age_years > 17)')).toMatchObject([
      [
        { name: 'sex', operator: '!=' },
        { name: 'age_years', operator: '<=', limit: 17 },
      ],
    ]);
    expect(ways('mcc', false)).toEqual([[{ kind: 'severity', level: 'mcc', holds: false }]]);
    expect([ways('true'), ways('false'), ways('false', false)]).toEqual([[[]], [], [[]]]);
    expect(ways('regions >= 2')).toEqual([[{ kind: 'regions', least: 2 }]]);
    expect(ways('count(adx(mdc)) >= 2')).toMatchObject([[{ kind: 'count', who: 'adx', least: 2 }]]);
  });

  test('what cannot be demanded of a case gives no way at all, and no guess', () => {
    const none = (node: FormulaNode) => alternativesOf(node, factsOf('S06'), scope);
    expect(none(choose(isOld, name('true'), name('false')))).toEqual([]);
    expect(none(call('sqrt', number(1)))).toEqual([]);
    expect(none(binary('>', name('age_years'), name('age_days')))).toEqual([]);
    expect(none(binary('>', call('count', number(1)), number(1)))).toEqual([]);
    expect(none(binary('>', number(1), number(1)))).toEqual([]);
    expect(none(binary('>', name('cost'), number(1)))).toEqual([]);
  });
});

describe('conditions of DIP entries', () => {
  const document = loadDip(tinyDip());
  const facts = (rest: Parameters<typeof dipCase>[2]) =>
    dipFacts(document, dipCase('K35.200', '', rest), document.options);

  test.each<[string, FormulaNode, boolean | undefined]>([
    ['unknown', isOld, undefined],
    ['not unknown', { kind: 'unary', operator: 'not', operand: isOld }, undefined],
    ['unknown and false', binary('and', isOld, name('false')), false],
    ['false and unknown', binary('and', name('false'), isOld), false],
    ['unknown and true', binary('and', isOld, name('true')), undefined],
    ['unknown or true', binary('or', isOld, name('true')), true],
    ['true or unknown', binary('or', name('true'), isOld), true],
    ['unknown or false', binary('or', isOld, name('false')), undefined],
    ['a right side that is unknown', binary('<', number(1), name('age_years')), undefined],
  ])('%s, where the age is missing and asked about', (_, node, expected) => {
    expect(evaluateDipCondition(node, facts({}), 'age_years')).toBe(expected);
    expect(evaluateDipCondition(isOld, facts({}))).toBe(false);
    expect(evaluateDipCondition(isOld, facts({ age_years: 18 }))).toBe(true);
  });

  test('forms that no loader lets through are refused', () => {
    expect(() => evaluateDipCondition(number(1), facts({}))).toThrow(TypeError);
    expect(() => evaluateDipCondition(binary('>', call('count', number(1)), number(1)), facts({}))).toThrow(TypeError);
    expect(() => evaluateDipCondition(binary('>', name('cost'), number(1)), facts({}))).toThrow(TypeError);
  });

  test('a list is asked of the principal, of the others or of all, as the name says', () => {
    const held = (text: string, dx: string, px = '') =>
      evaluateDipCondition(
        call(text, name('digestive')),
        dipFacts(document, dipCase(dx, px), { ...document.options, code_match: 'text' }),
      );
    expect([held('pdx', 'K35.200'), held('pdx', 'J18.900|K35.200'), held('pdx', '')]).toEqual([true, false, false]);
    expect([held('sdx', 'K35.200'), held('sdx', 'J18.900|K35.200')]).toEqual([false, true]);
    expect([held('adx', 'K35.200'), held('adx', 'J18.900|K35.200'), held('adx', 'J18.900')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
