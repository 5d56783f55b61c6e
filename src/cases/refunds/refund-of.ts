import { columnSchema } from '../columns.js';
import type { ColumnSlot } from '../read/column-slot.js';
import type { RejectedRow } from '../read/read-result.js';
import { MappedWriter } from '../read/writers/mapped-writer.js';
import { MoneyWriter } from '../read/writers/money-writer.js';
import type { RefundRow } from './refund-row.js';

/**
 * A row of a negative total as a refund, where all its amounts could be read; what else is wrong with it does not
 * matter.
 * @param reasons  what the writers said against the row
 * @param row  where they wrote its amounts
 */
export function refundOf(
  place: Pick<RefundRow, 'file' | 'row' | 'headingRow' | 'caseId' | 'settlementId'>,
  reasons: readonly RejectedRow[],
  columns: Iterable<Pick<ColumnSlot, 'schema' | 'writer' | 'compose'>>,
  row: number,
): RefundRow | undefined {
  const isAmountBad = ({ column, code }: RejectedRow): boolean =>
    columnSchema(column)?.kind === 'money' && code !== 'cell_negative_amount' && code !== 'cell_difference_negative';
  if (reasons.some(isAmountBad)) return undefined;
  const amounts = new Map<string, number>();
  const joined = new Set<string>();
  for (const { schema, writer, compose } of columns) {
    if (compose?.kind === 'amounts') joined.add(schema.name);
    const money = writer instanceof MappedWriter ? writer.inner : writer;
    if (!(money instanceof MoneyWriter)) continue;
    const fen = money.amountAt(row);
    if (!Number.isNaN(fen)) amounts.set(schema.name, fen);
  }
  return { ...place, written: reasons.find(({ column }) => column === 'total_cost')?.value ?? '', amounts, joined };
}
