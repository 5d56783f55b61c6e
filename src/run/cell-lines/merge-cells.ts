import type { CaseCell, CellsIdentity } from './cell-line.js';
import { OpenCells } from './open-cells.js';

/**
 * One cell a key, in order of the keys: cells of parts of the cases, made on one machine or many, merged in any order,
 * are the cells of all.
 */
export function mergeCells(identity: CellsIdentity, cells: Iterable<CaseCell>): CaseCell[] {
  const open = new OpenCells(identity);
  for (const { key, count, values } of cells) {
    const cell = open.at(key);
    cell.count += count;
    values.forEach((column, c) => {
      for (const value of column) cell.values[c]!.push(value);
    });
  }
  return open.finish();
}
