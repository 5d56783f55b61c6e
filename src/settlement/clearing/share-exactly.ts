/**
 * Shares an amount out by largest remainder, so that the parts add up to the fen: as kernel `allocateFen`, for shares
 * that may outgrow the exact integers of a double (units at eight decimals). Ties go to the smaller index.
 * @param shares  not negative, not all 0
 * @returns fen, same length as `shares`
 */
export function shareExactly(amountFen: number, shares: readonly bigint[]): Float64Array {
  const parts = new Float64Array(shares.length);
  let sum = 0n;
  for (const share of shares) sum += share;
  const sign = amountFen < 0 ? -1 : 1;
  const total = BigInt(Math.abs(amountFen));
  const rests: { readonly place: number; readonly rest: bigint }[] = [];
  let given = 0n;
  shares.forEach((share, place) => {
    if (share === 0n) return;
    const product = total * share;
    const whole = product / sum;
    given += whole;
    parts[place] = Number(whole);
    rests.push({ place, rest: product - whole * sum });
  });
  rests.sort((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : a.place - b.place));
  const left = Number(total - given);
  for (let k = 0; k < left; k++) parts[rests[k]!.place]! += 1;
  if (sign < 0) for (let i = 0; i < parts.length; i++) parts[i] = parts[i] === 0 ? 0 : -parts[i]!;
  return parts;
}
