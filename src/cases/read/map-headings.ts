import { COLUMN_SCHEMAS, columnSchema } from '../columns.js';
import type { ImportProfile } from '../import-profile.js';
import { FILE_ERRORS } from './file-errors.js';

/** Where the cells of one canonical column lie in a file's rows. */
export interface ColumnSource {
  readonly column: string;
  /** Cell indices; several only for dx and px, principal first. */
  readonly cells: readonly number[];
}

export interface HeadingMapping {
  readonly headingCount: number;
  readonly sources: readonly ColumnSource[];
  readonly mapped: readonly { readonly from: string; readonly to: string }[];
  readonly ignored: readonly string[];
}

const RANGE = /\{(\d+)-(\d+)\}/;

/** "C06X{01-40}C" → C06X01C … C06X40C; any other text is itself. */
export function expandHeading(heading: string): string[] {
  const range = RANGE.exec(heading);
  if (!range) return [heading];
  const [first, last] = [Number(range[1]), Number(range[2])];
  const width = range[1]!.length;
  const list: string[] = [];
  for (let i = first; i <= last && list.length < 1000; i++) {
    list.push(heading.replace(RANGE, String(i).padStart(width, '0')));
  }
  return list;
}

/**
 * Which heading fills which canonical column. A profile's lines come first; a canonical name needs none (letters in
 * either case). Other headings are ignored and told.
 * @throws heading_twice, profile_heading_missing
 */
export function mapHeadings(headings: readonly string[], profile: ImportProfile | undefined): HeadingMapping {
  const names = headings.map((heading) => heading.trim());
  const placesOf = new Map<string, number[]>();
  names.forEach((name, cell) => {
    if (name === '') return;
    const places = placesOf.get(name);
    if (places === undefined) placesOf.set(name, [cell]);
    else places.push(cell);
  });
  const sources: ColumnSource[] = [];
  const mapped: { from: string; to: string }[] = [];
  const used = new Set<number>();

  const take = (name: string): number => {
    const places = placesOf.get(name)!;
    if (places.length > 1) {
      throw FILE_ERRORS.heading_twice({ heading: name, first: places[0]! + 1, second: places[1]! + 1 });
    }
    used.add(places[0]!);
    return places[0]!;
  };

  for (const [column, source] of Object.entries(profile?.columns ?? {})) {
    const isList = typeof source !== 'string';
    const wanted = (
      isList ? (Array.isArray(source) ? source : [source.principal, ...source.others]) : [source]
    ).flatMap(expandHeading);
    const present = wanted.filter((name) => placesOf.has(name));
    // The first must be there (it is the principal's, or the only one); numbered others may be fewer than the profile allows.
    if (present[0] !== wanted[0]) {
      throw FILE_ERRORS.profile_heading_missing({ column, heading: wanted[0]!, headings: listed(names) });
    }
    sources.push({ column, cells: present.map(take) });
    for (const name of present) mapped.push({ from: name, to: column });
  }
  const filled = new Set(sources.map((source) => source.column));
  for (const name of placesOf.keys()) {
    const column = columnSchema(name)?.name ?? columnSchema(name.toLowerCase())?.name;
    if (column === undefined || filled.has(column)) continue;
    filled.add(column);
    sources.push({ column, cells: [take(name)] });
    mapped.push({ from: name, to: column });
  }
  const order = new Map(COLUMN_SCHEMAS.map((schema, index) => [schema.name, index]));
  sources.sort((a, b) => order.get(a.column)! - order.get(b.column)!);
  return {
    headingCount: headings.length,
    sources,
    mapped,
    ignored: names.flatMap((name, cell) => (used.has(cell) ? [] : [name === '' ? `(${cell + 1})` : name])),
  };
}

/** Headings in a message: all of a narrow file, the first thirty of a wide one. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 30).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return names.length > 30 ? `${shown.join(', ')}, … (${names.length})` : shown.join(', ');
}
