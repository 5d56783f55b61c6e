// Plain arithmetic for the calculation by hand: nothing of src is used here, so that a mistake there cannot hide.

/** A number as a fraction of whole numbers. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** "0.97" → 97/100; a whole number → over 1. */
export function fraction(text: string | number): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (match === null) throw new Error(`"${text}" is no plain decimal`);
  const decimals = match[3] ?? '';
  return { top: BigInt(`${match[1]}${match[2]}${decimals}`), bottom: 10n ** BigInt(decimals.length) };
}

export const whole = (value: bigint): Fraction => ({ top: value, bottom: 1n });

export const times = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.top, bottom: a.bottom * b.bottom });

export const divided = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.bottom, bottom: a.bottom * b.top });

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.bottom + b.top * a.bottom,
  bottom: a.bottom * b.bottom,
});

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { top: -b.top, bottom: b.bottom });

/** Below 0, 0 or above 0 as a is less than, equal to or more than b. Bottoms are above 0. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** To a whole number, a half away from zero. */
export function rounded({ top, bottom }: Fraction): bigint {
  const size = top < 0n ? -top : top;
  const result = (2n * size + bottom) / (2n * bottom);
  return top < 0n ? -result : result;
}

/** "1234.5" yuan → 123450n fen; blank → undefined. At most two decimals. */
export function fenOf(yuan: string): bigint | undefined {
  if (yuan === '') return undefined;
  const { top, bottom } = fraction(yuan);
  if (bottom > 100n) throw new Error(`${yuan} has more than two decimals`);
  return (top * 100n) / bottom;
}

/** 123450n fen → "1234.50". */
export function yuanOf(fen: bigint): string {
  const size = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
}

/** A fraction with so many decimals, a half away from zero, zeros kept: 16/10 → "1.6000". */
export function decimalText(value: Fraction, decimals: number): string {
  const scaled = rounded(times(value, whole(10n ** BigInt(decimals))));
  const size = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? size : `${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
  return scaled < 0n ? `-${text}` : text;
}

/** The square root with so many decimals, rounded to the nearest. */
export function rootText(value: Fraction, decimals: number): string {
  const unit = 10n ** BigInt(decimals);
  const target = (value.top * unit * unit * 4n) / value.bottom;
  let low = 0n;
  let high = target + 1n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= target) low = middle;
    else high = middle;
  }
  // low is twice the root, rounded down.
  return decimalText({ top: (low + 1n) / 2n, bottom: unit }, decimals);
}

/** A CSV as records: quotes doubled inside quotes, LF line ends, a byte order mark left out. */
export function readCsv(text: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const body = text.replace(/^\ufeff/, '');
  for (let i = 0; i < body.length; i++) {
    const letter = body[i]!;
    if (isQuoted && letter === '"' && body[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (letter === ',' || letter === '\n')) {
      lines.at(-1)!.push(cell);
      cell = '';
      if (letter === '\n') lines.push([]);
    } else cell += letter;
  }
  const [heading, ...rows] = lines.filter((line) => line.length > 0);
  return rows.map((row) => Object.fromEntries(heading!.map((name, place) => [name, row[place] ?? ''])));
}
