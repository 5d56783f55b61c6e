/**
 * Exact decimal numbers for rules: a rate, a weight, a share or a band edge is what is printed in a document, not the
 * double next to it. `digits / 10^scale` is the value.
 */
export interface Decimal {
  /** Integer, |digits| < 2^53. */
  readonly digits: number;
  /** Number of decimals, 0 to 15. */
  readonly scale: number;
}

const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Reads a plain decimal text or the shortest text of a double; undefined where it is none or too long to be exact. */
export function parseDecimal(value: string | number): Decimal | undefined {
  const match = DECIMAL_TEXT.exec(typeof value === 'number' ? String(value) : value.trim());
  if (!match) return undefined;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return undefined;
  let scale = fraction.length - Number(match[4] ?? 0);
  let text = whole + fraction;
  while (scale > 0 && text.endsWith('0')) {
    text = text.slice(0, -1);
    scale -= 1;
  }
  while (scale < 0) {
    if (text.length > 20) return undefined;
    text += '0';
    scale += 1;
  }
  const digits = Number(text === '' ? '0' : text);
  if (!Number.isSafeInteger(digits) || scale > 15) return undefined;
  return { digits: match[1] === '-' && digits !== 0 ? -digits : digits, scale };
}

/** The exact decimal a finite double was written as, e.g. 0.7 → 7/10. Throws a RangeError where it has none. */
export function decimalOf(value: number): Decimal {
  const decimal = parseDecimal(value);
  if (decimal === undefined) throw new RangeError(`not a decimal of at most 15 digits: ${value}`);
  return decimal;
}

export function decimalToNumber(value: Decimal): number {
  return value.digits / 10 ** value.scale;
}

/** Text with exactly its own decimals, e.g. {digits: 12300, scale: 4} → "1.2300". */
export function formatDecimal(value: Decimal): string {
  const sign = value.digits < 0 ? '-' : '';
  const text = String(Math.abs(value.digits)).padStart(value.scale + 1, '0');
  return value.scale === 0 ? sign + text : `${sign}${text.slice(0, -value.scale)}.${text.slice(-value.scale)}`;
}

/**
 * numerator / denominator rounded half away from zero to an integer, exactly.
 * This is the one rounding rule of money (`rounding.mode: half-up`), also for negative amounts.
 */
export function divideRound(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return isNegative ? -quotient : quotient;
}

/** Rounds a decimal to `scale` decimals, half away from zero. */
export function roundDecimal(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { digits: value.digits * 10 ** (scale - value.scale), scale };
  return { digits: Number(divideRound(BigInt(value.digits), 10n ** BigInt(value.scale - scale))), scale };
}

/** The product of decimals, rounded to `scale` decimals, half away from zero: one rounding, whatever the factors. */
export function multiplyDecimals(factors: readonly Decimal[], scale: number): Decimal {
  let digits = 1n;
  let factorScale = 0;
  for (const factor of factors) {
    digits *= BigInt(factor.digits);
    factorScale += factor.scale;
  }
  if (factorScale <= scale) return { digits: Number(digits * 10n ** BigInt(scale - factorScale)), scale };
  return { digits: Number(divideRound(digits, 10n ** BigInt(factorScale - scale))), scale };
}

/** numerator / denominator to `scale` decimals, half away from zero. */
export function divideDecimals(numerator: Decimal, denominator: Decimal, scale: number): Decimal {
  const n = BigInt(numerator.digits) * 10n ** BigInt(denominator.scale + scale);
  const d = BigInt(denominator.digits) * 10n ** BigInt(numerator.scale);
  return { digits: Number(divideRound(n, d)), scale };
}

/** Sign of a − b, exactly. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const left = BigInt(a.digits) * 10n ** BigInt(b.scale);
  const right = BigInt(b.digits) * 10n ** BigInt(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

const EXACT = 2 ** 53;

/**
 * Sign of amount − ratio × base, exactly: the test of every band edge (cost against 3 × standard).
 * Both amounts are integer fen. Doubles are used only while every product stays an exact integer.
 */
export function compareToMultiple(amountFen: number, baseFen: number, ratio: Decimal): -1 | 0 | 1 {
  const power = 10 ** ratio.scale;
  const left = amountFen * power;
  const right = baseFen * ratio.digits;
  if (Math.abs(left) < EXACT && Math.abs(right) < EXACT) return left < right ? -1 : left > right ? 1 : 0;
  const exactLeft = BigInt(amountFen) * BigInt(power);
  const exactRight = BigInt(baseFen) * BigInt(ratio.digits);
  return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
}
