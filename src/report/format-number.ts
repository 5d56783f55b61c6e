import { divideRound } from '../kernel/decimal.js';

/**
 * The one formatter of numbers for people: terminal, page, report and charts all come here. Rounding is half away
 * from zero on the decimal a double is printed as, never on binary digits, so the same amount reads the same
 * everywhere. Machine files have their own form (kernel/money formatYuan).
 */

export const MISSING_TEXT = '—';
export const MINUS = '−';

export type MoneyUnit = 'yuan' | 'wan';
/** `negative`: a minus where it belongs; `always`: a plus too, for changes. */
export type SignStyle = 'negative' | 'always';

const NUMBER_TEXT = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * A number × 10^shift with exactly `decimals` decimals: "1,234.50", "−0.05"; missing → "—".
 * @param shift 0; 2 for percent; −2 for fen to yuan; −6 for fen to 万元
 */
export function formatShifted(value: number, shift: number, decimals: number, sign: SignStyle = 'negative'): string {
  if (!Number.isFinite(value)) return MISSING_TEXT;
  const match = NUMBER_TEXT.exec(String(value))!;
  const fraction = match[3] ?? '';
  const power = shift + decimals + Number(match[4] ?? 0) - fraction.length;
  const digits = BigInt(match[2]! + fraction);
  const scaled = power >= 0 ? digits * 10n ** BigInt(power) : divideRound(digits, 10n ** BigInt(-power));
  const text = scaled.toString().padStart(decimals + 1, '0');
  const whole = decimals === 0 ? text : text.slice(0, -decimals);
  const tail = decimals === 0 ? '' : `.${text.slice(-decimals)}`;
  // A value that rounds to zero has no sign.
  const mark = scaled === 0n ? '' : match[1] === '-' ? MINUS : sign === 'always' ? '+' : '';
  return mark + groupThousands(whole) + tail;
}

/** Fen → "1,234.50" in yuan or in 万元; both with two decimals unless said. */
export function formatMoney(fen: number, unit: MoneyUnit, sign: SignStyle = 'negative', decimals = 2): string {
  return formatShifted(fen, unit === 'wan' ? -6 : -2, decimals, sign);
}

export function formatCount(value: number, sign: SignStyle = 'negative'): string {
  return formatShifted(value, 0, 0, sign);
}

/** A plain number with fixed decimals, e.g. a weight or CMI. */
export function formatDecimals(value: number, decimals: number, sign: SignStyle = 'negative'): string {
  return formatShifted(value, 0, decimals, sign);
}

/** A share → percent without its sign of percent, which belongs to the header: 0.0305 → "3.05". */
export function formatPercentNumber(ratio: number, decimals = 2, sign: SignStyle = 'negative'): string {
  return formatShifted(ratio, 2, decimals, sign);
}

/** A share → "3.05%" for running text. */
export function formatPercent(ratio: number, decimals = 2, sign: SignStyle = 'negative'): string {
  return Number.isFinite(ratio) ? `${formatPercentNumber(ratio, decimals, sign)}%` : MISSING_TEXT;
}

/** More decimals than these tell nothing: a double has some 16 digits. */
const MOST_FURTHER_DECIMALS = 9;

/**
 * As many decimals as it takes for a number to read on the side of every edge that it is on: 0.99996 beside an edge of 1
 * is 99.996 %, never 100.00; what lies exactly on an edge, or far from all, keeps the usual decimals.
 * @param shift as of formatShifted
 */
export function decimalsBesideEdges(value: number, shift: number, decimals: number, edges: readonly number[]): number {
  if (!Number.isFinite(value)) return decimals;
  const isTrue = (text: string): boolean => {
    const shown = numberOf(text);
    return edges.every((edge) => {
      const at = numberOf(formatShifted(edge, shift, MOST_FURTHER_DECIMALS));
      return !Number.isFinite(edge) || value === edge || Math.sign(shown - at) === Math.sign(value - edge);
    });
  };
  for (let more = 0; more <= MOST_FURTHER_DECIMALS; more++) {
    if (isTrue(formatShifted(value, shift, decimals + more))) return decimals + more;
  }
  // What no nine decimals tell apart is an edge that was missed by computing in binary.
  return decimals;
}

const numberOf = (text: string): number => Number(text.replaceAll(',', '').replace(MINUS, '-'));

function groupThousands(whole: string): string {
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
