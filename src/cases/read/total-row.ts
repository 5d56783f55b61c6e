import { type TextColumn, textAt } from '../case-table.js';

/** What stands for an id in a row that adds the others up: such a row paid as a case counts all of them twice. */
const TOTALS: ReadonlySet<string> = new Set([
  ...['合计', '总计', '小计', '共计', '累计', '本页合计', '本页小计', '合计数', '总合计'],
  ...['total', 'totals', 'sum', 'subtotal', 'grand total'],
]);
/** Bytes of the longest of them, with blanks between. */
const LONGEST = 24;
const ZERO = 48;
const NINE = 57;
const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

/** Whether the id of a row says that the row is a total: 合计, (合计), 总　计, Total … An id that begins with a digit never does. */
export function isTotalRow(ids: TextColumn, row: number): boolean {
  const from = ids.offsets[row]!;
  const length = ids.offsets[row + 1]! - from;
  if (length === 0 || length > LONGEST || isDigit(ids.bytes[from]!)) return false;
  return isTotalText(textAt(ids, row));
}

/** The same of the bytes of a cell in a table beside the cases. */
export function mayBeTotal(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start <= LONGEST && !isDigit(bytes[start]!);
}

/** Whether a text is a word for a total, with blanks or brackets in it or not. */
export function isTotalText(value: string): boolean {
  const text = value.toLowerCase();
  return TOTALS.has(text.trim()) || TOTALS.has(text.replace(/[\s:：（）()]/g, ''));
}
