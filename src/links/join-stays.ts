/** Rows in runs: within a run the stays of one patient (and what else is asked) by admission, discharge, case_id. */
export interface StayRuns {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

export interface StayDays {
  readonly admit: Int32Array;
  readonly discharge: Int32Array;
}

/** Which rows may be the first and the second stay of a pair, and how many days must at least lie between. */
export interface PairLimits {
  readonly mayBeFirst?: Uint8Array;
  readonly mayBeSecond?: Uint8Array;
  readonly leastDays?: number;
}

/**
 * Writes for each stay the nearest one before and after it: pairs with discharge of the first + least days ≤ admission
 * of the second; two stays that both begin and end on one day by their place in the run. In terms of (day, place) the
 * first's discharge is below the second's admission, so that one walk over both sorted lists finds all nearest pairs:
 * a patient with 100,000 stays costs a sort, not their pairs.
 * @param previousRow, nextRow by row, filled with NO_STAY; only found rows are written
 */
export function joinStays(
  { rows, starts }: StayRuns,
  { admit, discharge }: StayDays,
  { mayBeFirst, mayBeSecond, leastDays = 0 }: PairLimits,
  previousRow: Int32Array | undefined,
  nextRow: Int32Array | undefined,
): void {
  const longest = longestRun(starts);
  const admitAt = new Int32Array(longest);
  const dischargeAt = new Int32Array(longest);
  const firstPlaces = new Int32Array(longest);
  const secondPlaces = new Int32Array(longest);
  for (let run = 0; run + 1 < starts.length; run++) {
    const start = starts[run]!;
    const count = starts[run + 1]! - start;
    if (count < 2) continue;
    let firsts = 0;
    let seconds = 0;
    let lastDischarge = -Infinity;
    let isInOrder = true;
    for (let place = 0; place < count; place++) {
      const row = rows[start + place]!;
      admitAt[place] = admit[row]!;
      dischargeAt[place] = discharge[row]!;
      if (mayBeSecond === undefined || mayBeSecond[row] === 1) secondPlaces[seconds++] = place;
      if (mayBeFirst !== undefined && mayBeFirst[row] !== 1) continue;
      firstPlaces[firsts++] = place;
      if (dischargeAt[place]! < lastDischarge) isInOrder = false;
      lastDischarge = dischargeAt[place]!;
    }
    // Stays within stays end in another order than they begin.
    if (!isInOrder) firstPlaces.subarray(0, firsts).sort((a, b) => dischargeAt[a]! - dischargeAt[b]! || a - b);
    let reached = 0;
    for (let s = 0; s < seconds; s++) {
      const second = secondPlaces[s]!;
      const day = admitAt[second]! - leastDays;
      while (reached < firsts) {
        const first = firstPlaces[reached]!;
        if (dischargeAt[first]! > day || (dischargeAt[first] === day && first >= second)) break;
        reached++;
        // Seconds come by admission, so the one that first goes past a first stay is the nearest after it.
        if (nextRow !== undefined) nextRow[rows[start + first]!] = rows[start + second]!;
      }
      if (previousRow !== undefined && reached > 0) {
        previousRow[rows[start + second]!] = rows[start + firstPlaces[reached - 1]!]!;
      }
    }
  }
}

export function longestRun(starts: Int32Array): number {
  let longest = 0;
  for (let run = 0; run + 1 < starts.length; run++) longest = Math.max(longest, starts[run + 1]! - starts[run]!);
  return longest;
}
