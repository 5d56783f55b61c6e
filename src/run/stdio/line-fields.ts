import { STDIO_ERRORS } from './stdio-errors.js';

/** Results of grouping that a row may carry. */
export const GROUP_FIELDS = ['mdc', 'adrg', 'group', 'status', 'reason'] as const;
/** Results of pricing that a row may carry besides: names and amounts as `price` writes them, and fen as whole numbers. */
export const PRICE_FIELDS = [
  'weight',
  'standard',
  'method',
  'band',
  'pay',
  'fund',
  'patient',
  'charge_margin',
  'standard_fen',
  'pay_fen',
  'fund_fen',
  'patient_fen',
] as const;
/** What says where a row came from and under what it was worked out. */
export const ROW_FIELDS = ['scheme', 'scheme_hash', 'policy_hash', 'checksum'] as const;

export type ResultField = (typeof GROUP_FIELDS)[number] | (typeof PRICE_FIELDS)[number] | (typeof ROW_FIELDS)[number];

/** Results that are texts: '' where there is none; the others are numbers, NULL where there is none. */
export const TEXT_FIELDS: ReadonlySet<ResultField> = new Set([...GROUP_FIELDS, 'method', 'band']);

/** One value of an output row: a result, or an input value that passes through. */
export type LineField =
  | { readonly kind: 'result'; readonly name: ResultField }
  | { readonly kind: 'passed'; readonly name: string; readonly place: number };

/** What goes out where the caller names nothing. */
export const DEFAULT_OUTPUT: readonly string[] = ['case_id', ...GROUP_FIELDS];

/**
 * The values of an output row by name.
 * @throws stdio_column_twice, stdio_output_unknown, stdio_output_both
 */
export function lineFields(
  columns: readonly string[],
  output: readonly string[],
  work: 'grouping' | 'pricing',
): LineField[] {
  refuseTwice('--columns', columns);
  refuseTwice('--output', output);
  const known: readonly string[] = [...GROUP_FIELDS, ...(work === 'pricing' ? PRICE_FIELDS : []), ...ROW_FIELDS];
  return output.map((name): LineField => {
    const place = columns.indexOf(name);
    const isResult = known.includes(name);
    if (isResult && place >= 0) throw STDIO_ERRORS.stdio_output_both({ name });
    if (isResult) return { kind: 'result', name: name as ResultField };
    if (place < 0) throw STDIO_ERRORS.stdio_output_unknown({ name, known: known.join(', ') });
    return { kind: 'passed', name, place };
  });
}

/** @throws stdio_column_twice */
export function refuseTwice(option: string, names: readonly string[]): void {
  const name = names.find((one, place) => names.indexOf(one) !== place);
  if (name !== undefined) throw STDIO_ERRORS.stdio_column_twice({ option, name });
}

/** @throws stdio_columns_missing naming all that are */
export function needColumns(columns: readonly string[], needed: readonly string[]): void {
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw STDIO_ERRORS.stdio_columns_missing({ columns: missing.join(', ') });
}
