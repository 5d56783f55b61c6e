/** Rows to damage: 1 to count − 1, by a fixed sequence, so that a failure comes again. Row 0 lends its id. */
export function rowPicker(seed: number, count: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * (count - 1));
  };
}
