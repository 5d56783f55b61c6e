/** Codes sorted by the lists they lie in: class 0 is that of a code in no list. */
export interface CodeMembership {
  readonly classOf: Uint16Array;
  /** Lists of each class, rising. */
  readonly listsOf: readonly (readonly number[])[];
}

/** Sorts numbered codes into classes by the lists that hold them. @param lists ids of each list's codes */
export function classifyCodes(lists: readonly (readonly number[])[], codeCount: number): CodeMembership {
  const ofCode = new Map<number, number[]>();
  lists.forEach((ids, list) => {
    for (const id of new Set(ids)) {
      const known = ofCode.get(id);
      if (known === undefined) ofCode.set(id, [list]);
      else known.push(list);
    }
  });
  const classOf = new Uint16Array(codeCount + 1);
  const listsOf: number[][] = [[]];
  const byKey = new Map<string, number>();
  for (const [id, members] of [...ofCode].sort(([a], [b]) => a - b)) {
    const key = members.join(' ');
    let found = byKey.get(key);
    if (found === undefined) {
      found = listsOf.push(members) - 1;
      byKey.set(key, found);
    }
    classOf[id] = found;
  }
  return { classOf, listsOf };
}

/** Lists of classes as bits. */
export function membershipWords(listsOf: readonly (readonly number[])[], words: number): Uint32Array {
  const table = new Uint32Array(listsOf.length * words);
  listsOf.forEach((members, index) => {
    for (const list of members) table[index * words + (list >> 5)]! |= 1 << (list & 31);
  });
  return table;
}

/** Numbers distinct lists of codes; equal lists share a number whatever their order. */
export class ListNumbers {
  readonly lists: (readonly string[])[] = [];
  private readonly known = new Map<string, number>();

  numberOf(codes: Iterable<string>): number {
    const list = [...new Set(codes)].sort();
    const key = list.join(' ');
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.lists.push(list) - 1;
      this.known.set(key, found);
    }
    return found;
  }
}
