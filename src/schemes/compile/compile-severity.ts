import { EXCLUSION_SHIFT, SEVERITY_CC, SEVERITY_MCC } from '../compiled-scheme.js';
import type { SchemeDocument } from '../scheme-document.js';

/** Severity and exclusion as tables: level and list of each diagnosis, and for principals the lists they stand in. */
export function compileSeverity(
  document: SchemeDocument,
  ids: ReadonlyMap<string, number>,
): { info: Uint16Array; exclusionClass: Uint16Array; exclusionMasks: Uint32Array; exclusionWords: number } {
  const { mcc, cc, exclusions } = document.severity;
  // Lists are numbered anew from 1, so that a mask has no gaps; 0 is never cancelled.
  const numbers = [...exclusions.keys()].sort((a, b) => a - b);
  const place = new Map(numbers.map((number, index) => [number, index + 1]));
  if (numbers.length >= 1 << (16 - EXCLUSION_SHIFT)) throw new RangeError('too many exclusion lists');
  const exclusionWords = (numbers.length >> 5) + 1;

  const info = new Uint16Array(document.diagnoses.length + 1);
  for (const [level, table] of [
    [SEVERITY_MCC, mcc],
    [SEVERITY_CC, cc],
  ] as const) {
    for (const [code, list] of table) info[ids.get(code)!] = level | ((place.get(list) ?? 0) << EXCLUSION_SHIFT);
  }

  const listsOf = new Map<number, number[]>();
  for (const number of numbers) {
    for (const code of exclusions.get(number)!) {
      const id = ids.get(code)!;
      const lists = listsOf.get(id);
      if (lists === undefined) listsOf.set(id, [place.get(number)!]);
      else lists.push(place.get(number)!);
    }
  }
  const exclusionClass = new Uint16Array(document.diagnoses.length + 1);
  const classes: (readonly number[])[] = [[]];
  const byKey = new Map<string, number>();
  for (let id = 1; id <= document.diagnoses.length; id++) {
    const lists = listsOf.get(id);
    if (lists === undefined) continue;
    const key = lists.join(',');
    let classIndex = byKey.get(key);
    if (classIndex === undefined) {
      classIndex = classes.length;
      classes.push(lists);
      byKey.set(key, classIndex);
    }
    exclusionClass[id] = classIndex;
  }
  const exclusionMasks = new Uint32Array(classes.length * exclusionWords);
  for (const [classIndex, lists] of classes.entries()) {
    for (const list of lists) exclusionMasks[classIndex * exclusionWords + (list >> 5)]! |= 1 << (list & 31);
  }
  return { info, exclusionClass, exclusionMasks, exclusionWords };
}
