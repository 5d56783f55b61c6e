import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { CHANGE_PREFIX } from './report-cell.js';

const MOST_COLUMNS = 10;
const MOST_TEXTS = 4;
const MOST_SINGLE = 2;

/**
 * Columns that a reader sees first. Small tables whole; of a wide comparison the keys, a figure or two that no reform
 * changes, and then each measure's reform value beside its change; of a wide single run the first ones.
 */
export function columnsAtFirst(table: ResultTable, wanted: readonly string[] | undefined): readonly string[] {
  const { columns } = table.schema;
  if (wanted !== undefined) {
    const known = wanted.filter((name) => columns.some((column) => column.name === name));
    if (known.length > 0) return known;
  }
  if (columns.length <= MOST_COLUMNS) return columns.map(({ name }) => name);
  const changes = columns.filter(({ name }) => name.startsWith(CHANGE_PREFIX));
  const chosen = new Set(
    columns
      .filter(({ type }) => type === 'text')
      .slice(0, MOST_TEXTS)
      .map(({ name }) => name),
  );
  if (changes.length > 0) {
    for (const { name } of columns.filter(isOutsideComparison).slice(0, MOST_SINGLE)) chosen.add(name);
    for (const { name } of changes) {
      if (chosen.size + 2 > MOST_COLUMNS) break;
      const reform = `reform_${name.slice(CHANGE_PREFIX.length)}`;
      if (columns.some((column) => column.name === reform)) chosen.add(reform);
      chosen.add(name);
    }
  } else {
    for (const { name } of columns) if (chosen.size < MOST_COLUMNS) chosen.add(name);
  }
  return columns.map(({ name }) => name).filter((name) => chosen.has(name));
}

function isOutsideComparison(column: ResultColumnSchema): boolean {
  return column.type !== 'text' && !/^(baseline|reform|change|relative|low|high)_/.test(column.name);
}
