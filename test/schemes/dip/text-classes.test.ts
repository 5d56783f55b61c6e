import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyCodes, membershipWords } from '../../../src/schemes/dip/compile/membership.js';
import {
  classifyTexts,
  classOfText,
  exactInterval,
  prefixInterval,
  rangeInterval,
  type TextInterval,
} from '../../../src/schemes/dip/compile/text-classes.js';

/** Few letters, so that texts and patterns meet often. */
const text = fc.string({ unit: fc.constantFrom('A', 'B', '0', '1', '9', '.', 'x'), maxLength: 5 });
const pattern = fc.oneof(
  text.map((prefix) => ({ interval: prefixInterval(prefix), holds: (code: string) => code.startsWith(prefix) })),
  text.map((whole) => ({ interval: exactInterval(whole), holds: (code: string) => code === whole })),
  fc
    .tuple(text, text)
    .filter(([a, b]) => a.length === b.length && a !== '' && a <= b)
    .map(([a, b]) => ({
      interval: rangeInterval(a, b),
      holds: (code: string) => code.slice(0, a.length) >= a && code.slice(0, a.length) <= b,
    })),
);

describe('classes of texts', () => {
  test('tell for every text exactly the lists whose patterns it meets, in 2,000 random lists', () => {
    fc.assert(
      fc.property(fc.array(fc.array(pattern, { maxLength: 4 }), { maxLength: 6 }), fc.array(text), (lists, texts) => {
        const classes = classifyTexts(lists.map((list) => list.map(({ interval }) => interval)));
        for (const code of texts) {
          const met = lists.flatMap((list, index) => (list.some(({ holds }) => holds(code)) ? [index] : []));
          expect(classes.listsOf[classOfText(classes, code)]).toEqual(met);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('class 0 is that of a text in no list, and texts alike share one', () => {
    const lists: TextInterval[][] = [[prefixInterval('A15'), prefixInterval('A16')], [rangeInterval('A15', 'A19')]];
    const classes = classifyTexts(lists);
    expect(classes.listsOf).toEqual([[], [0, 1], [1]]);
    expect(['A14.9', 'A15', 'A16.500x001', 'A17', 'A19.9', 'A20'].map((code) => classOfText(classes, code))).toEqual([
      0, 1, 1, 2, 2, 0,
    ]);
  });
});

test('codes of the same lists form one class, whose lists are bits', () => {
  const { classOf, listsOf } = classifyCodes(
    [
      [1, 2],
      [2, 4, 4],
      [4, 2],
    ],
    5,
  );
  expect([...classOf]).toEqual([0, 1, 2, 0, 3, 0]);
  expect(listsOf).toEqual([[], [0], [0, 1, 2], [1, 2]]);
  expect([...membershipWords(listsOf, 1)]).toEqual([0, 1, 7, 6]);
});
