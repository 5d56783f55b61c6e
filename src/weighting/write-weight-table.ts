import { writeFileSync } from 'node:fs';
import { weightFileText } from './weight-file.js';
import type { WeightTable } from './weight-table.js';

/** Writes a weight table as CSV with its scheme and rule in comment lines; the file ends in a newline, no BOM. */
export function writeWeightTable(path: string, table: WeightTable): void {
  writeFileSync(path, weightFileText(table));
}
