import { closeSync, openSync, writeSync } from 'node:fs';
import type { CaseTable } from '../cases/case-table.js';
import { GROUP_DETAIL_COLUMNS, groupDetail } from '../grouping/explain/group-detail.js';
import type { CompiledScheme } from '../schemes/compiled-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { csvText } from './csv-text.js';

/** The file of `--detail`: codes that grouping did not find in the scheme, a row each, in input order. */
export function writeGroupDetailCsv(
  path: string,
  scheme: CompiledScheme,
  table: CaseTable,
  options: Partial<SchemeOptions>,
): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, `${GROUP_DETAIL_COLUMNS.join(',')}\n`);
    for (let row = 0; row < table.caseCount; row++) {
      for (const entry of groupDetail(scheme, table, row, options)) {
        writeSync(file, `${GROUP_DETAIL_COLUMNS.map((column) => csvText(String(entry[column]))).join(',')}\n`);
      }
    }
  } finally {
    closeSync(file);
  }
}
