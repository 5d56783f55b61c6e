/** Texts from `from` on and before `to`, in the order of `<`. */
export interface TextInterval {
  readonly from: string;
  readonly to: string;
}

/** All texts that begin with a prefix. */
export function prefixInterval(prefix: string): TextInterval {
  return { from: prefix, to: afterPrefix(prefix) };
}

/** One text alone. */
export function exactInterval(text: string): TextInterval {
  return { from: text, to: `${text}\0` };
}

/** All texts whose beginning lies from one prefix to another of the same length, both included: A15-A16. */
export function rangeInterval(first: string, last: string): TextInterval {
  return { from: first, to: afterPrefix(last) };
}

/** The first text behind all that begin with the prefix. */
function afterPrefix(prefix: string): string {
  if (prefix === '') return '\uffff';
  const end = prefix.length - 1;
  return prefix.slice(0, end) + String.fromCharCode(prefix.charCodeAt(end) + 1);
}

/** Texts sorted into classes: texts of one class lie in the same lists. Class 0 is that of a text in no list. */
export interface TextClasses {
  /** Class of texts from bounds[i] on and before bounds[i + 1]; texts before bounds[0] are of class 0. */
  readonly bounds: readonly string[];
  readonly classOf: readonly number[];
  /** Lists of each class, rising. */
  readonly listsOf: readonly (readonly number[])[];
}

/**
 * Sorts all texts, known or not, by the lists they lie in. A list is a union of intervals, so that prefixes, ranges
 * and whole codes cost the same: whatever code a case has, a search among the bounds finds its class.
 */
export function classifyTexts(lists: readonly (readonly TextInterval[])[]): TextClasses {
  const edges: { readonly at: string; readonly list: number; readonly step: 1 | -1 }[] = [];
  lists.forEach((intervals, list) => {
    for (const { from, to } of intervals) {
      if (from >= to) continue;
      edges.push({ at: from, list, step: 1 }, { at: to, list, step: -1 });
    }
  });
  edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const bounds: string[] = [];
  const classOf: number[] = [];
  const listsOf: number[][] = [[]];
  const byKey = new Map<string, number>([['', 0]]);
  const depth = new Int32Array(lists.length);
  const inside = new Set<number>();
  for (let i = 0; i < edges.length; ) {
    const { at } = edges[i]!;
    for (; i < edges.length && edges[i]!.at === at; i++) {
      const { list, step } = edges[i]!;
      depth[list]! += step;
      if (depth[list]! > 0) inside.add(list);
      else inside.delete(list);
    }
    const members = [...inside].sort((a, b) => a - b);
    const key = members.join(' ');
    let found = byKey.get(key);
    if (found === undefined) {
      found = listsOf.push(members) - 1;
      byKey.set(key, found);
    }
    if (found === (classOf.at(-1) ?? 0)) continue;
    bounds.push(at);
    classOf.push(found);
  }
  return { bounds, classOf, listsOf };
}

/** The class of a text. */
export function classOfText(
  { bounds, classOf }: Pick<TextClasses, 'bounds'> & { readonly classOf: ArrayLike<number> },
  text: string,
): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bounds[middle]! <= text) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : classOf[low - 1]!;
}
