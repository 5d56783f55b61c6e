import { type ColumnSchema, columnSchema } from '../columns.js';
import type { RejectedRow } from '../read/read-result.js';
import type { CellWriter } from '../read/writers/cell-writer.js';
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
  columns: Iterable<{ readonly schema: ColumnSchema; readonly writer: CellWriter }>,
  row: number,
): RefundRow | undefined {
  const isAmountBad = ({ column, code }: RejectedRow): boolean =>
    columnSchema(column)?.kind === 'money' && code !== 'cell_negative_amount';
  if (reasons.some(isAmountBad)) return undefined;
  const amounts = new Map<string, number>();
  for (const { schema, writer } of columns) {
    const money = writer instanceof MappedWriter ? writer.inner : writer;
    if (!(money instanceof MoneyWriter)) continue;
    const fen = money.amountAt(row);
    if (!Number.isNaN(fen)) amounts.set(schema.name, fen);
  }
  return { ...place, written: reasons.find(({ column }) => column === 'total_cost')?.value ?? '', amounts };
}
