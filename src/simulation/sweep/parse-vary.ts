import { type Decimal, decimalToNumber, parseDecimal } from '../../kernel/decimal.js';
import { SWEEP_ERRORS } from './sweep-errors.js';

export type VaryChange = 'value' | 'scale' | 'add';

/** A parameter of the policy that a sweep varies: its path, what is done to it, and its values or the range to look in. */
export interface Vary {
  readonly text: string;
  readonly path: string;
  readonly change: VaryChange;
  /** In the order of the text; undefined where it is a range. */
  readonly values: readonly number[] | undefined;
  /** Number of values, also where they are too many to be listed. */
  readonly count: number;
  readonly range: { readonly low: number; readonly high: number } | undefined;
  /** Most decimals of the numbers as written. */
  readonly decimals: number;
}

/** A sweep of more points is refused before anything runs. */
export const MOST_POINTS = 5_000;

const FORM = /^([A-Za-z_][\w.*-]*?)([*+]?)=(.+)$/;
const CHANGES: Readonly<Record<string, VaryChange>> = { '': 'value', '*': 'scale', '+': 'add' };

/**
 * Reads one --vary: `path=from:to:step` (both ends included, exact decimals), `path=a,b,c`, or `path=low..high`.
 * @throws vary_unreadable
 */
export function parseVary(text: string): Vary {
  const match = FORM.exec(text.trim());
  const fail = () => SWEEP_ERRORS.vary_unreadable({ text });
  if (match === null) throw fail();
  const [, path, sign, list] = match;
  const number = (part: string): Decimal => {
    const value = parseDecimal(part);
    if (value === undefined) throw fail();
    return value;
  };
  const named = { text, path: path!, change: CHANGES[sign!]! };
  const bounds = list!.split('..');
  if (bounds.length === 2) {
    const [low, high] = bounds.map(number) as [Decimal, Decimal];
    const range = { low: decimalToNumber(low), high: decimalToNumber(high) };
    if (!(range.low < range.high)) throw fail();
    return { ...named, values: undefined, count: 0, range, decimals: Math.max(low.scale, high.scale) };
  }
  const ends = list!.split(':');
  if (ends.length === 3)
    return { ...named, ...gridOf(ends.map(number) as [Decimal, Decimal, Decimal], fail), range: undefined };
  const values = list!.split(',').map(number);
  return {
    ...named,
    values: values.map(decimalToNumber),
    count: values.length,
    range: undefined,
    decimals: Math.max(...values.map(({ scale }) => scale)),
  };
}

function gridOf([from, to, step]: [Decimal, Decimal, Decimal], fail: () => Error) {
  const decimals = Math.max(from.scale, to.scale, step.scale);
  const [start, end, stride] = [from, to, step].map((part) => part.digits * 10 ** (decimals - part.scale)) as [
    number,
    number,
    number,
  ];
  if (!(stride > 0) || end < start || ![start, end, stride].every(Number.isSafeInteger)) throw fail();
  const count = Math.floor((end - start) / stride) + 1;
  // A grid of a million points is counted, so that the refusal can name its size, and never laid out.
  const shown = Math.min(count, MOST_POINTS + 1);
  const values = Array.from({ length: shown }, (_, i) =>
    decimalToNumber({ digits: start + i * stride, scale: decimals }),
  );
  return { values, count, decimals };
}

/** Seconds a point for a million cases, as measured; for the estimate in the refusal only. */
const CELL_SECONDS = 0.02;
const PASS_SECONDS = 0.4;

/**
 * Refuses what is no sweep of one or two parameters, or too large a one.
 * @throws vary_count, vary_twice, vary_needs_values, sweep_too_large
 */
export function checkSweep(varied: readonly Vary[]): void {
  if (varied.length < 1 || varied.length > 2) throw SWEEP_ERRORS.vary_count({ count: varied.length });
  if (varied.length === 2 && varied[0]!.path === varied[1]!.path)
    throw SWEEP_ERRORS.vary_twice({ path: varied[0]!.path });
  const range = varied.find(({ values }) => values === undefined);
  if (range !== undefined) throw SWEEP_ERRORS.vary_needs_values({ text: range.text });
  const points = varied.reduce((product, { count }) => product * count, 1);
  if (points > MOST_POINTS) {
    const cells = duration(points * CELL_SECONDS);
    throw SWEEP_ERRORS.sweep_too_large({ points, most: MOST_POINTS, cells, pass: duration(points * PASS_SECONDS) });
  }
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7_200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3_600)} h`;
}

/** Every combination of values, the last parameter fastest. */
export function pointsOf(varied: readonly Vary[]): number[][] {
  return varied.reduce<number[][]>(
    (points, { values }) => points.flatMap((point) => values!.map((value) => [...point, value])),
    [[]],
  );
}
