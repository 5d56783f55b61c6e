import { closeSync, openSync } from 'node:fs';
import type { CaseTable } from '../cases/case-table.js';
import { writeWhole } from '../cases/write/write-whole.js';
import { GROUP_DETAIL_COLUMNS, groupDetail } from '../grouping/explain/group-detail.js';
import type { GroupedParts } from '../grouping/group-by-date.js';
import type { AnySwitches } from '../schemes/any-scheme.js';
import { csvText } from './csv-text.js';

/** The file of `--detail`: codes that grouping did not find in the case's scheme, a row each, in input order. */
export function writeGroupDetailCsv(
  path: string,
  { parts, partOf }: GroupedParts,
  table: CaseTable,
  options: AnySwitches,
): void {
  const file = openSync(path, 'w');
  try {
    writeWhole(file, `${GROUP_DETAIL_COLUMNS.join(',')}\n`);
    for (let row = 0; row < table.caseCount; row++) {
      const part = parts[partOf === undefined ? 0 : partOf[row]!];
      if (part === undefined) continue;
      for (const entry of groupDetail(part.scheme, table, row, options)) {
        writeWhole(file, `${GROUP_DETAIL_COLUMNS.map((column) => csvText(String(entry[column]))).join(',')}\n`);
      }
    }
  } finally {
    closeSync(file);
  }
}
