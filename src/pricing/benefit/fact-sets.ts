import { sharedUint32 } from '../../kernel/shared-arrays.js';
import type { AskedFacts } from './stay-facts.js';

/** Up to so many sets of facts are looked up in a plain array. */
const DENSE = 2 ** 20;

/** By row, the number of its set of facts. */
export function setOfRows({ codes: facts }: AskedFacts, rowCount: number): Float64Array {
  const sets = new Float64Array(rowCount);
  for (const { size, codes, places, otherwise } of facts) {
    for (let row = 0; row < rowCount; row++) {
      let code = codes[row]!;
      if (places !== undefined) {
        code = places[code]!;
        if (code < 0) code = otherwise === undefined ? 0 : otherwise.places[otherwise.codes[row]!]!;
      }
      sets[row] = sets[row]! * size + code;
    }
  }
  return sets;
}

/**
 * The same facts where the numbers of their sets are few enough to index arrays; where they are not, the sets that rows
 * have, numbered as they come. @throws benefit_value_missing in the second case
 */
export function fewSets(asked: AskedFacts, rowCount: number): AskedFacts {
  if (asked.setCount <= DENSE) return asked;
  asked.refuseBlanks();
  const sets = setOfRows(asked, rowCount);
  const numbers = new Map<number, number>();
  const known: number[] = [];
  const codes = sharedUint32(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const set = sets[row]!;
    let number = numbers.get(set);
    if (number === undefined) {
      number = known.push(set) - 1;
      numbers.set(set, number);
    }
    codes[row] = number;
  }
  return {
    codes: [{ size: known.length, codes, blankUpTo: -2 }],
    setCount: known.length,
    factsOf: (number) => asked.factsOf(known[number]!),
    insuranceOf: (number) => asked.insuranceOf(known[number]!),
    refuseBlanks: () => {},
  };
}
