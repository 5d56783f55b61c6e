import { type Decimal, divideDecimals, formatDecimal, parseDecimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import type { Fen } from '../kernel/money.js';
import type { ParameterUnit } from './parameter-unit.js';

/** A parameter for a reader: "12,500.00", "0.05", "reserve, carve_outs", "by_item"; nothing set is "—". */
export function formatValue(value: unknown, unit: ParameterUnit): string {
  if (value === undefined || value === null) return '—';
  if (typeof value === 'number') {
    const decimal = parseDecimal(value);
    if (decimal === undefined) return String(value);
    return unit === 'yuan' || unit === 'yuan_per_weight' ? formatAmount(decimal) : formatDecimal(decimal);
  }
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map((item) => formatValue(item, unit)).join(', ');
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return entries.length === 0 ? '—' : entries.map(([key, item]) => `${key}: ${formatValue(item, unit)}`).join(', ');
  }
  return String(value);
}

/** "00" to "99" and "000" to "999": a statement of a large region writes hundreds of thousands of amounts. */
const PAIRS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const TRIPLES = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** Fen as "12,500.00", negative "−30,000.00"; missing is "—". */
export function formatFen(fen: Fen): string {
  if (Number.isNaN(fen)) return '—';
  const absolute = Math.abs(fen);
  const cents = absolute % 100;
  let yuan = (absolute - cents) / 100;
  let text = `.${PAIRS[cents]!}`;
  while (yuan >= 1000) {
    const triple = yuan % 1000;
    text = `,${TRIPLES[triple]!}${text}`;
    yuan = (yuan - triple) / 1000;
  }
  return `${fen < 0 ? '−' : ''}${yuan}${text}`;
}

/** A count as "12,500". */
export function formatWhole(count: number): string {
  return groupThousands(String(count));
}

/** Digits of a whole number with separators: "1234567" → "1,234,567". */
export const groupThousands = (whole: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Yuan with grouped thousands and at least two decimals; more where the value has more, never rounded. */
function formatAmount(value: Decimal): string {
  const padded = value.scale >= 2 ? value : { digits: value.digits * 10 ** (2 - value.scale), scale: 2 };
  const [whole, fraction] = formatDecimal(padded).split('.');
  return `${groupThousands(whole!)}.${fraction}`;
}

/** "−3.0 %" of a change between numbers, one decimal, half away from zero; undefined where there is no percentage. */
export function formatChange(before: unknown, after: unknown): string | undefined {
  if (typeof before !== 'number' || typeof after !== 'number') return undefined;
  const [from, to] = [parseDecimal(before), parseDecimal(after)];
  if (from === undefined || to === undefined || from.digits <= 0 || to.digits < 0) return undefined;
  const scale = Math.max(from.scale, to.scale);
  const digits = to.digits * 10 ** (scale - to.scale) - from.digits * 10 ** (scale - from.scale);
  if (!Number.isSafeInteger(digits * 100)) return undefined;
  const percent = divideDecimals({ digits: digits * 100, scale }, from, 1);
  const text = formatDecimal({ digits: Math.abs(percent.digits), scale: 1 });
  const sign = percent.digits < 0 ? '−' : percent.digits > 0 ? '+' : digits < 0 ? '−' : '+';
  return `${sign}${text} %`;
}

/** "（2026-03-01 至 2026-06-30）" in both languages. */
export function formatPeriod(from: string, last: string): Text {
  return { zh: `（${from} 至 ${last}）`, en: ` (${from} to ${last})` };
}
