import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { ASKED_KINDS, canHold } from '../../src/schemes/compile/open-rules.js';
import { undecidedPart } from '../../src/schemes/compile/partial-truth.js';
import { conditionVocabulary } from '../../src/schemes/scheme-document.js';

const condition = (text: string) => parseFormula(text, conditionVocabulary([]));
/** For the kinds in order: nothing asked about, a diagnosis, a procedure, both. */
const holds = (text: string) => ASKED_KINDS.map((kind) => canHold(condition(text), kind, () => true));

describe('what can hold for a case none of whose codes is asked about', () => {
  test.each([
    ['ppx(1)', [true, true, true, true]],
    ['apx(1) and apx(2)', [false, false, true, true]],
    ['adx(1) and birth_weight_g < 1500', [false, true, false, true]],
    ['pdx(1) or sdx(2)', [true, true, true, true]],
    ['(sdx(1) or apx(1)) and apx(2)', [false, false, true, true]],
    ['not apx(1)', [true, true, true, true]],
    ['not (age_days >= 29) and sdx(1)', [false, true, false, true]],
    ['regions >= 2', [false, true, false, true]],
    ['2 <= regions', [false, true, false, true]],
    ['regions < 2', [true, true, true, true]],
    ['count(apx(1)) >= 2', [false, false, true, true]],
    ['count(sdx(1)) == 0', [true, true, true, true]],
    ['count(spx(1)) != 0', [false, false, true, true]],
    ['false', [false, false, false, false]],
  ])('%s', (text, expected) => {
    expect(holds(text)).toEqual(expected);
  });

  test('a list so wide that it marks no code stays open', () => {
    expect(canHold(condition('apx(valid)'), ASKED_KINDS[0]!, () => false)).toBe(true);
  });
});

describe('what the classes of the two first codes leave undecided', () => {
  test.each([
    ['pdx(1) and ppx(1)', undefined],
    ['pdx(mdc) and sex == 2', 'sex == 2'],
    ['(pdx(1) or not pdx(2)) and ppx(valid)', undefined],
    ['ppx(1) and age_days <= 28 and apx(2)', 'age_days <= 28 and apx(2)'],
    ['pdx(1) or ppx(1)', 'pdx(1) or ppx(1)'],
    ['always', undefined],
  ])('of %s: %s', (text, left) => {
    expect(undecidedPart(condition(text))).toEqual(left === undefined ? undefined : condition(left));
  });
});
