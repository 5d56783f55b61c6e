import { open } from 'node:fs/promises';
import { formatYuan } from '../kernel/money.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { checkTable } from './check-table.js';
import { csvText, plainNumber } from './csv-text.js';

export interface CsvOptions {
  /** UTF-8 byte order mark first, for Excel; default none. */
  readonly byteOrderMark?: 'none' | 'utf8';
}

const ROWS_PER_BLOCK = 4096;
/**
 * A result table as CSV for programs: column names as header, money in yuan with two decimals and a plain minus,
 * shares as numbers 0 to 1, missing blank, LF line ends. Leading = + - @ of text cells get an apostrophe in front.
 * Equal tables give equal bytes.
 * @throws report_column_missing, report_money_not_whole
 */
export async function writeTableCsv(path: string, table: ResultTable, options: CsvOptions = {}): Promise<void> {
  checkTable(table);
  const file = await open(path, 'w');
  try {
    if (options.byteOrderMark === 'utf8') await file.writeFile('\ufeff');
    for (const block of csvBlocks(table)) await file.writeFile(block);
  } finally {
    await file.close();
  }
}

/** The same text in blocks, for streaming to a client. */
export function* csvBlocks(table: ResultTable): Generator<string> {
  const { columns } = table.schema;
  yield `${columns.map((column) => csvText(column.name)).join(',')}\n`;
  for (let start = 0; start < table.rowCount; start += ROWS_PER_BLOCK) {
    const end = Math.min(start + ROWS_PER_BLOCK, table.rowCount);
    let block = '';
    for (let row = start; row < end; row++) {
      for (let c = 0; c < columns.length; c++) {
        if (c > 0) block += ',';
        block += csvCell(table, columns[c]!, row);
      }
      block += '\n';
    }
    yield block;
  }
}

function csvCell(table: ResultTable, column: ResultColumnSchema, row: number): string {
  const value = table.columns[column.name]![row]!;
  if (typeof value === 'string') return csvText(value);
  if (Number.isNaN(value)) return '';
  return column.type === 'money' ? formatYuan(value) : plainNumber(value);
}
