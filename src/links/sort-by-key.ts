/** Buckets of one pass fit the first cache. */
const BITS_PER_PASS = 12;

/**
 * Sorts rows by an integer of each row, keeping the order of rows with equal keys (radix sort from the lowest digit):
 * time grows with the number of rows alone. Keys below `least` count as `least`; none may exceed `most`.
 * @param spare as long as rows; the result is one of the two, the other is free for the next call
 */
export function sortByKey(
  rows: Int32Array,
  spare: Int32Array,
  keys: Int32Array,
  least: number,
  most: number,
): { sorted: Int32Array; spare: Int32Array } {
  const range = most - least;
  const bits = range <= 0 ? 0 : 32 - Math.clz32(range);
  const passes = Math.ceil(bits / BITS_PER_PASS);
  if (passes === 0) return { sorted: rows, spare };
  const width = Math.ceil(bits / passes);
  const mask = 2 ** width - 1;
  const places = new Int32Array(mask + 1);
  let from = rows;
  let to = spare;
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * width;
    places.fill(0);
    for (let i = 0; i < from.length; i++) places[(Math.max(keys[from[i]!]! - least, 0) >>> shift) & mask]!++;
    let start = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const count = places[digit]!;
      places[digit] = start;
      start += count;
    }
    for (let i = 0; i < from.length; i++) {
      const row = from[i]!;
      to[places[(Math.max(keys[row]! - least, 0) >>> shift) & mask]!++] = row;
    }
    [from, to] = [to, from];
  }
  return { sorted: from, spare: to };
}
