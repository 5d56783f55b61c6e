/** Distinct keys in ascending order, and for each entry the place of its key there. */
export interface UniqueKeys {
  readonly keys: Float64Array;
  readonly placeOf: Uint32Array;
}

/**
 * Finds the distinct keys of `count` entries: open addressing over typed arrays, then one sort of the few keys. The
 * plain form is a Map from key to number. The order of entries leaves no trace in the result.
 * @param keyAt  key of an entry, a non-negative integer below 2^53
 */
export function uniqueKeys(count: number, keyAt: (entry: number) => number): UniqueKeys {
  const placeOf = new Uint32Array(count);
  let capacity = 1 << 12;
  let table = new Float64Array(capacity).fill(-1);
  let numbers = new Uint32Array(capacity);
  let found = new Float64Array(capacity / 2);
  let size = 0;
  for (let entry = 0; entry < count; entry++) {
    const key = keyAt(entry);
    const at = find(table, key);
    if (table[at] === -1) {
      table[at] = key;
      numbers[at] = size;
      found[size++] = key;
      if (size * 2 === capacity) {
        capacity *= 2;
        const bigger = new Float64Array(capacity / 2);
        bigger.set(found);
        found = bigger;
        table = new Float64Array(capacity).fill(-1);
        numbers = new Uint32Array(capacity);
        for (let k = 0; k < size; k++) {
          const free = find(table, found[k]!);
          table[free] = found[k]!;
          numbers[free] = k;
        }
        placeOf[entry] = size - 1;
        continue;
      }
    }
    placeOf[entry] = numbers[at]!;
  }
  const keys = found.slice(0, size).sort();
  const placeOfNumber = new Uint32Array(size);
  for (let place = 0; place < size; place++) placeOfNumber[numbers[find(table, keys[place]!)]!] = place;
  for (let entry = 0; entry < count; entry++) placeOf[entry] = placeOfNumber[placeOf[entry]!]!;
  return { keys, placeOf };
}

/** The slot that holds the key, or the free one where it belongs. */
function find(table: Float64Array, key: number): number {
  const last = table.length - 1;
  let at = hashOf(key) & last;
  while (table[at] !== key && table[at] !== -1) at = (at + 1) & last;
  return at;
}

function hashOf(key: number): number {
  const high = Math.floor(key / 4294967296);
  const mixed = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
