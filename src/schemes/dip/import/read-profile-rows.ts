import { plainHeading } from '../../../cases/plain-heading.js';
import { ENTRY_COLUMNS, type EntryRow } from '../load/entry-row.js';
import type { SourceColumn, TableProfile } from './dip-profile.js';
import { ENTRY_HEADINGS, ENTRY_VALUES } from './entry-headings.js';
import type { SourceRow, SourceTable } from './source-table.js';

export interface PlacedRow {
  readonly row: EntryRow;
  readonly place: string;
}

type Cells = Record<SourceColumn, string>;

/** Headings that name a column: the profile's, else the known ones. */
export function headingsOf(column: SourceColumn, profile: TableProfile): readonly string[] {
  const own = profile.columns?.[column];
  if (own !== undefined) return [own];
  return profile.columns === undefined ? ENTRY_HEADINGS[column] : [];
}

/** Columns of a profile that the table lacks. */
export function missingColumns(table: SourceTable, profile: TableProfile): string[] {
  const plain = new Set(table.headings.map(plainHeading));
  return Object.values(profile.columns ?? {}).filter((heading) => !plain.has(plainHeading(heading)));
}

/**
 * Rows of a table as rows of entries: columns by heading, cells cut out by `split`, texts by their meaning, constants,
 * classes out of px, and main and related procedures joined into one combination.
 * @param earlier  rows of tables before, by code: with `merge` their blank cells are filled in place
 */
export function readProfileRows(
  table: SourceTable,
  profile: TableProfile,
  earlier: Map<string, PlacedRow>,
): PlacedRow[] {
  const places = placesOf(table, profile);
  const rows: PlacedRow[] = [];
  for (const source of table.rows) {
    const cells = cellsOf(source, places);
    const known = profile.merge === 'yes' ? earlier.get(cells.code) : undefined;
    if (known !== undefined) {
      earlier.set(cells.code, { ...known, row: filled(known.row, cells, profile) });
      continue;
    }
    rows.push({ row: rowOf(cells, profile), place: source.place });
  }
  return rows;
}

function placesOf(table: SourceTable, profile: TableProfile): ReadonlyMap<SourceColumn, number> {
  const plain = table.headings.map(plainHeading);
  const places = new Map<SourceColumn, number>();
  for (const column of [...ENTRY_COLUMNS, 'related'] as const) {
    const accepted = headingsOf(column, profile).map(plainHeading);
    const place = accepted.map((heading) => plain.indexOf(heading)).find((found) => found >= 0);
    if (place !== undefined) places.set(column, place);
  }
  return places;
}

function cellsOf(source: SourceRow, places: ReadonlyMap<SourceColumn, number>): Cells {
  const cells = {} as Cells;
  for (const column of [...ENTRY_COLUMNS, 'related'] as const) {
    const place = places.get(column);
    const isProcedure = column === 'px' || column === 'related';
    cells[column] =
      place === undefined ? '' : (isProcedure ? source.procedure(place) : (source.cells[place] ?? '')).trim();
  }
  return cells;
}

/** Figures and names of a second table: only what its columns state, and only where the first left it blank. */
function filled(row: EntryRow, cells: Cells, profile: TableProfile): EntryRow {
  const added = ENTRY_COLUMNS.filter((column) => row[column] === '' && profile.columns?.[column] !== undefined);
  return { ...row, ...Object.fromEntries(added.map((column) => [column, cells[column]])) };
}

function rowOf(read: Cells, profile: TableProfile): EntryRow {
  const cells = { ...read };
  const { split } = profile;
  if (split !== undefined) {
    const groups = new RegExp(split.pattern, 'u').exec(cells[split.column])?.groups ?? {};
    for (const [column, part] of Object.entries(groups) as [SourceColumn, string | undefined][])
      if (cells[column] === '' && part !== undefined) cells[column] = part;
  }
  const kind = profile.px_classes?.[cells.px];
  if (kind !== undefined) Object.assign(cells, { px: '', kind });
  for (const column of Object.keys(cells) as SourceColumn[]) {
    const meaning = profile.values?.[column]?.[cells[column]] ?? ENTRY_VALUES[column]?.[cells[column]];
    if (meaning !== undefined) cells[column] = meaning;
    else if (profile.values?.[column]?.[cells[column]] === null) cells[column] = '';
    if (cells[column] === '') cells[column] = profile.constants?.[column] ?? '';
  }
  if (profile.px_join !== undefined) cells.px = cells.px.replaceAll(profile.px_join, '+');
  const { related, ...row } = cells;
  return { ...row, px: related === '' ? row.px : `${row.px}+${related}` };
}
