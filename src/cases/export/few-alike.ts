import { type CaseTable, type Column, textAt } from '../case-table.js';

/** Characters of a principal diagnosis that count: its category. */
const CATEGORY = 3;

/**
 * Marks cases that fewer than so many of the table are alike to, themselves counted (k 匿名): a combination of values that
 * few share may point to a person. Of lists of codes the first one's category counts; missing is a value like another.
 * @param names  columns by which cases are alike; ones that the table lacks tell nobody anything
 * @returns 1 where a case has fewer than `least` alike, by row; exactly `least` are enough
 */
export function fewAlike(table: CaseTable, names: readonly string[], least: number): Uint8Array {
  const columns = names.flatMap((name) => table.columns[name] ?? []);
  const keys = Array.from({ length: table.caseCount }, (_, row) =>
    JSON.stringify(columns.map((column) => valueAt(column, row))),
  );
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Uint8Array.from(keys, (key) => (counts.get(key)! < least ? 1 : 0));
}

function valueAt(column: Column, row: number): string | number {
  if (column.kind === 'text') return textAt(column, row);
  if (column.kind === 'dictionary') return column.codes[row]!;
  if (column.kind !== 'codes') return column.values[row]!;
  const from = column.offsets[row]!;
  return from === column.offsets[row + 1]! ? '' : column.values[column.codes[from]!]!.slice(0, CATEGORY);
}
