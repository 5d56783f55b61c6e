import { closeSync, openSync } from 'node:fs';
import { type CaseTable, needColumn, textAt } from '../cases/case-table.js';
import { writeWhole } from '../cases/write/write-whole.js';
import type { GroupedParts } from '../grouping/group-by-date.js';
import { csvText } from './csv-text.js';

/** Headings of the file beside groups by date: the six columns are fixed, and a group never travels without its scheme. */
export const SCHEME_CSV_COLUMNS = ['case_id', 'scheme', 'scheme_hash'] as const;

const ROWS_PER_BLOCK = 4096;

/** Writes the scheme of each grouped case, in input order; cases that no scheme took have no row. */
export function writeSchemeCsv(path: string, table: CaseTable, { parts, partOf }: GroupedParts): void {
  const ids = needColumn(table, 'case_id', 'text', 'group');
  const file = openSync(path, 'w');
  try {
    let block = `${SCHEME_CSV_COLUMNS.join(',')}\n`;
    for (let row = 0; row < table.caseCount; row++) {
      const part = parts[partOf === undefined ? 0 : partOf[row]!];
      if (part !== undefined) block += `${csvText(textAt(ids, row))},${csvText(part.scheme.id)},${part.scheme.hash}\n`;
      if (row % ROWS_PER_BLOCK !== ROWS_PER_BLOCK - 1) continue;
      writeWhole(file, block);
      block = '';
    }
    writeWhole(file, block);
  } finally {
    closeSync(file);
  }
}
