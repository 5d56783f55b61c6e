import { expect, test } from 'vitest';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { compareCatalogues } from '../../../src/weighting/catalogue/compare-catalogues.js';
import { tinyDip } from '../../schemes/dip/tiny-dip.js';

const SHARE = { digits: 2, scale: 1 };
const before = loadDip(tinyDip());
const changesTo = (edit: (text: string) => string) =>
  compareCatalogues(before, loadDip(tinyDip({ 'entries/core.csv': edit })), SHARE)
    .filter(({ change }) => change !== 'kept')
    .map(({ change, code, relative }) => [change, code, relative]);

test('a catalogue does not differ from itself', () => {
  expect(changesTo((text) => text)).toEqual([]);
  expect(compareCatalogues(before, before, SHARE)).toHaveLength(12);
});

test('a score that moves by exactly 20 % is kept, one that moves further is told with how far', () => {
  expect(changesTo((text) => text.replace(',900\n', ',1080\n'))).toEqual([]);
  expect(changesTo((text) => text.replace(',900\n', ',720\n'))).toEqual([]);
  expect(changesTo((text) => text.replace(',900\n', ',1080.0001\n'))).toEqual([
    ['moved', 'K35:47.0901', 1080.0001 / 900 - 1],
  ]);
});

test('entries are the same by what they take, not by their codes; others are new or gone', () => {
  expect(changesTo((text) => text.replace('K35:47.0901,1', 'RENAMED,1'))).toEqual([]);
  expect(changesTo((text) => text.replace('K35,47.0901', 'K36,47.0901'))).toEqual([
    ['new', 'K35:47.0901', Number.NaN],
    ['gone', 'K35:47.0901', Number.NaN],
  ]);
});

test('a score that appears has moved', () => {
  const changed = compareCatalogues(
    loadDip(tinyDip({ 'entries/core.csv': (text) => text.replace(',350\n', ',\n') })),
    before,
    SHARE,
  ).filter(({ change }) => change === 'moved');
  expect(changed).toMatchObject([{ code: 'K35.9', before: undefined, after: { digits: 350, scale: 0 } }]);
});
