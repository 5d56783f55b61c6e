import type { ResultTable } from '../kernel/result-table.js';
import { suppressSmallCells } from '../report/suppression/suppress-small-cells.js';
import { API_ERRORS } from './api-errors.js';

type Suppressed = ReadonlyMap<string, ResultTable | undefined>;

/** A spreadsheet asks for one cell after the other: what is hidden in a run is worked out once. Kept as long as the run. */
const known = new WeakMap<readonly ResultTable[], { readonly least: number; readonly tables: Suppressed }>();

/** The tables of a run without cells of fewer cases; undefined for those that cannot be judged. */
export function suppressedTables(tables: readonly ResultTable[], least: number): Suppressed {
  const kept = known.get(tables);
  if (kept?.least === least) return kept.tables;
  const suppressed = suppressSmallCells(tables, least);
  known.set(tables, { least, tables: suppressed });
  return suppressed;
}

/** @throws table_not_suppressible */
export function suppressedTable(tables: readonly ResultTable[], name: string, least: number): ResultTable {
  const table = suppressedTables(tables, least).get(name);
  if (table === undefined) throw API_ERRORS.table_not_suppressible({ table: name }, { path: '/query/suppress' });
  return table;
}
