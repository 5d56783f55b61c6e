const SPACE = 32;

/** Where a cell's text begins, white space off. */
export function firstOf(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to && bytes[start]! <= SPACE) start++;
  return start;
}

/** Where a cell's text ends, white space off. */
export function endOf(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1]! <= SPACE) end--;
  return end;
}
