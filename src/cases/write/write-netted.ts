import { formatYuan } from '../../kernel/money.js';
import type { NettedRow } from '../refunds/refund-row.js';
import { csvLine, defusedText } from './csv-line.js';
import { writeAside } from './write-aside.js';

const HEADINGS = [
  'file',
  'row',
  'sheet_row',
  'case_id',
  'settlement_id',
  'role',
  'total_cost',
  'matched_by',
  'other_file',
  'other_row',
  'other_sheet_row',
  'remaining',
];
/** Heading lines by which a netted.csv of ours is known, today's and the earlier one. */
export const NETTED_HEADINGS: readonly string[] = [
  HEADINGS.join(','),
  HEADINGS.filter((heading) => !heading.endsWith('sheet_row')).join(','),
];
/** Spreadsheets take UTF-8 for the local encoding without it; this file is for people. */
const BYTE_ORDER_MARK = '\ufeff';

/** Writes netted.csv: both sides of every refund, amounts in yuan. Written aside and renamed. */
export function writeNetted(path: string, rows: readonly NettedRow[]): void {
  const lines = rows.map((row) =>
    csvLine([
      row.file,
      String(row.row),
      String(row.sheetRow),
      defusedText(row.caseId),
      defusedText(row.settlementId),
      row.role,
      formatYuan(row.totalFen),
      row.matchedBy,
      row.otherFile,
      String(row.otherRow),
      String(row.otherSheetRow),
      formatYuan(row.remainingFen),
    ]),
  );
  const text = BYTE_ORDER_MARK + csvLine(HEADINGS) + lines.join('');
  writeAside(path, (put) => put(new TextEncoder().encode(text)));
}
