/**
 * Chapters of ICD-10 as ranges of categories, for comprehensive groups wider than a category. No two meet.
 * @source chapter bounds of ICD-10; the split of B99 and C00, D48 and D50, H59 and H60 as there
 */
export const CHAPTER_RANGES: readonly (readonly [from: string, to: string])[] = [
  ['A00', 'B99'],
  ['C00', 'D48'],
  ['D50', 'D89'],
  ['E00', 'E90'],
  ['F00', 'F99'],
  ['G00', 'G99'],
  ['H00', 'H59'],
  ['H60', 'H95'],
  ['I00', 'I99'],
  ['J00', 'J99'],
  ['K00', 'K93'],
  ['L00', 'L99'],
  ['M00', 'M99'],
  ['N00', 'N99'],
  ['O00', 'O99'],
  ['P00', 'P96'],
  ['Q00', 'Q99'],
  ['R00', 'R99'],
  ['S00', 'T98'],
  ['U00', 'U99'],
  ['V01', 'Y98'],
  ['Z00', 'Z99'],
];

/** Range of a category, as patterns write it; '' where no chapter holds it. */
export function chapterOf(category: string): string {
  if (category === '') return '';
  const found = CHAPTER_RANGES.find(([from, to]) => category >= from && category <= to);
  return found === undefined ? '' : `${found[0]}-${found[1]}`;
}
