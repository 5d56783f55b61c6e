/** Sorts the rows of one person, in place and stably: few rows, hence by insertion. */
export function insertInOrder(
  rows: Int32Array,
  from: number,
  to: number,
  compare: (a: number, b: number) => number,
): void {
  for (let i = from + 1; i < to; i++) {
    const row = rows[i]!;
    let place = i;
    while (place > from && compare(rows[place - 1]!, row) > 0) {
      rows[place] = rows[place - 1]!;
      place--;
    }
    rows[place] = row;
  }
}
