/** Letters of a sheet's column by its place: 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(place: number): string {
  let letters = '';
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
