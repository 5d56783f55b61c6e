import { COLUMN_SCHEMAS, columnSchema } from '../columns.js';
import type { HeadingSource, ImportProfile } from '../import-profile.js';
import { plainHeading } from '../plain-heading.js';
import { FILE_ERRORS } from './file-errors.js';
import { headingsNear } from './headings-found.js';

/** Where the cells of one canonical column lie in a file's rows. */
export interface ColumnSource {
  readonly column: string;
  /** Cell indices; several without `compose` only for dx and px, principal first. */
  readonly cells: readonly number[];
  /** The column's text is made of these cells. */
  readonly compose?: Composition;
}

/** How the text of a column is made of its cells. */
export type Composition =
  | { readonly kind: 'join'; readonly sign: string }
  /** days/hours/minutes in one cell, or in three, as whole hours. */
  | { readonly kind: 'duration' }
  | { readonly kind: 'sum' }
  /** The first cell less the second. */
  | { readonly kind: 'difference' }
  /** First half of the cells: one piece a diagnosis; second half: the diagnoses. `absent` pieces have no cell. */
  | { readonly kind: 'aligned'; readonly absent: ReadonlySet<number> }
  /** The cell is a key; the text comes from another table's rows. */
  | { readonly kind: 'table'; readonly list: 'dx' | 'px' | 'dx_on_admission' }
  /** The cell is a key; the amount is added up over another table's rows. */
  | { readonly kind: 'amounts'; readonly table: number; readonly column: string };

/** A heading and the column it fills. */
export interface MappedHeading {
  readonly from: string;
  readonly to: string;
  /** The column is worked out of several amounts: this one is added, or taken off. */
  readonly part?: 'added' | 'taken_off';
}

export interface HeadingMapping {
  readonly headingCount: number;
  readonly sources: readonly ColumnSource[];
  readonly mapped: readonly MappedHeading[];
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
 * either case). A profile's heading is found by its exact text, else without regard to case, width and spaces. Other
 * headings are ignored and told.
 * @throws heading_twice, profile_heading_missing
 */
export function mapHeadings(
  headings: readonly string[],
  profile: ImportProfile | undefined,
  /** Columns that tables of amounts can fill, with the number of the table; the file's own come first. */
  amounts: ReadonlyMap<string, number> = new Map(),
): HeadingMapping {
  const places = new HeadingPlaces(headings);
  const sources: ColumnSource[] = [];
  const mapped: MappedHeading[] = [];
  const give = (column: string, cells: readonly number[], compose?: Composition): void => {
    sources.push(compose === undefined ? { column, cells } : { column, cells, compose });
    for (const cell of new Set(cells))
      mapped.push(mappedHeading(places.names[cell]!, column, compose, cell === cells[0]));
  };

  for (const [column, source] of Object.entries(profile?.columns ?? {})) {
    const wanted = headingsOfSource(source);
    if (typeof source === 'object' && 'from' in source) {
      const found = [source.from, source.less].map((names) => names.find((name) => places.has(name)));
      if (found[0] !== undefined && found[1] !== undefined) {
        give(column, [places.take(found[0]), places.take(found[1])], { kind: 'difference' });
      } else if (profile!.absent !== 'skip') {
        const heading = (found[0] === undefined ? source.from : source.less)[0]!;
        throw FILE_ERRORS.profile_heading_missing({ column, heading, headings: headingsNear(heading, places.names) });
      }
      continue;
    }
    const isAny = typeof source === 'object' && 'any' in source;
    const isEnough = isAny || (typeof source === 'object' && 'sum' in source);
    const present = wanted.filter((name) => places.has(name));
    // The first must be there (it is the principal's, or the only one); numbered others may be fewer than the profile allows.
    if (isEnough ? present.length === 0 : !places.has(wanted[0]!)) {
      if (profile!.absent === 'skip') continue;
      throw FILE_ERRORS.profile_heading_missing({
        column,
        heading: wanted[0]!,
        headings: headingsNear(wanted[0]!, places.names),
      });
    }
    if (column === 'dx_on_admission') {
      const { cells, compose } = alignPieces(wanted, profile?.columns.dx, places);
      sources.push({ column, cells, compose });
      for (const name of present) mapped.push({ from: places.names[places.take(name)]!, to: column });
      continue;
    }
    const cells = (isAny ? present.slice(0, 1) : present).map((name) => places.take(name));
    give(column, cells, compositionOf(source));
  }
  if (profile?.tables !== undefined) sources.push(...tableSources(profile.tables, places, mapped));
  const filled = new Set(sources.map((source) => source.column));
  for (const name of places.distinct()) {
    const column = columnSchema(name)?.name ?? columnSchema(name.toLowerCase())?.name;
    if (column === undefined || filled.has(column)) continue;
    filled.add(column);
    give(column, [places.take(name)]);
  }
  for (const [column, table] of amounts) {
    const { key, amounts: tables } = profile!.tables!;
    if (filled.has(column)) continue;
    sources.push({ column, cells: [places.take(key)], compose: { kind: 'amounts', table, column } });
    mapped.push({ from: `${tables[table]!.name} ${tables[table]!.amount}`, to: column });
  }
  const order = new Map(COLUMN_SCHEMAS.map((schema, index) => [schema.name, index]));
  sources.sort((a, b) => order.get(a.column)! - order.get(b.column)!);
  return { headingCount: headings.length, sources, mapped, ignored: places.ignored() };
}

/** All headings that a line of a profile names, in its order. */
export function headingsOfSource(source: HeadingSource): string[] {
  const list =
    typeof source === 'string'
      ? [source]
      : Array.isArray(source)
        ? source
        : 'principal' in source
          ? [source.principal, ...source.others]
          : 'any' in source
            ? source.any
            : 'join' in source
              ? source.join
              : 'duration' in source
                ? [source.duration]
                : 'days' in source
                  ? [source.days, source.hours, ...(source.minutes === undefined ? [] : [source.minutes])]
                  : 'sum' in source
                    ? source.sum
                    : [...source.from, ...source.less];
  return list.flatMap(expandHeading);
}

function compositionOf(source: HeadingSource): Composition | undefined {
  if (typeof source === 'string' || Array.isArray(source)) return undefined;
  if ('join' in source) return { kind: 'join', sign: source.sign };
  if ('duration' in source || 'days' in source) return { kind: 'duration' };
  return 'sum' in source ? { kind: 'sum' } : undefined;
}

function mappedHeading(from: string, to: string, compose: Composition | undefined, isFirst: boolean): MappedHeading {
  if (compose?.kind !== 'sum' && compose?.kind !== 'difference') return { from, to };
  return { from, to, part: compose.kind === 'sum' || isFirst ? 'added' : 'taken_off' };
}

/** A piece a diagnosis: pieces of diagnoses that are blank are left out, so that both lists agree. */
function alignPieces(
  wanted: readonly string[],
  dx: HeadingSource | undefined,
  places: HeadingPlaces,
): { cells: number[]; compose: Composition } {
  const codes = dx === undefined || wanted.length === 1 ? [] : headingsOfSource(dx);
  const pieces: number[] = [];
  const beside: number[] = [];
  const absent = new Set<number>();
  for (const [index, name] of wanted.entries()) {
    const code = codes[index] !== undefined && places.has(codes[index]) ? places.take(codes[index]) : undefined;
    if (!places.has(name)) {
      if (code === undefined) continue;
      absent.add(pieces.length);
      pieces.push(code);
      beside.push(code);
      continue;
    }
    const cell = places.take(name);
    pieces.push(cell);
    beside.push(code ?? cell);
  }
  return { cells: [...pieces, ...beside], compose: { kind: 'aligned', absent } };
}

function tableSources(
  tables: NonNullable<ImportProfile['tables']>,
  places: HeadingPlaces,
  mapped: MappedHeading[],
): ColumnSource[] {
  const sources: ColumnSource[] = [];
  for (const [list, child] of [
    ['dx', tables.diagnoses],
    ['px', tables.procedures],
  ] as const) {
    if (child === undefined) continue;
    if (!places.has(tables.key)) {
      throw FILE_ERRORS.profile_heading_missing({
        column: list,
        heading: tables.key,
        headings: headingsNear(tables.key, places.names),
      });
    }
    const cells = [places.take(tables.key)];
    sources.push({ column: list, cells, compose: { kind: 'table', list } });
    mapped.push({ from: child.code, to: list });
    if (list === 'dx' && child.on_admission !== undefined) {
      sources.push({ column: 'dx_on_admission', cells, compose: { kind: 'table', list: 'dx_on_admission' } });
      mapped.push({ from: child.on_admission, to: 'dx_on_admission' });
    }
  }
  return sources;
}

/** Where each heading of a file stands. */
class HeadingPlaces {
  readonly names: readonly string[];
  private readonly exact = new Map<string, number[]>();
  private readonly plain = new Map<string, number[]>();
  private readonly used = new Set<number>();

  constructor(headings: readonly string[]) {
    this.names = headings.map((heading) => heading.trim());
    this.names.forEach((name, cell) => {
      if (name === '') return;
      for (const [map, key] of [
        [this.exact, name],
        [this.plain, plainHeading(name)],
      ] as const) {
        const places = map.get(key);
        if (places === undefined) map.set(key, [cell]);
        else places.push(cell);
      }
    });
  }

  has(name: string): boolean {
    return this.exact.has(name) || this.plain.has(plainHeading(name));
  }

  /** The place of a heading that is there. @throws heading_twice */
  take(name: string): number {
    const places = this.exact.get(name) ?? this.plain.get(plainHeading(name))!;
    if (places.length > 1) {
      throw FILE_ERRORS.heading_twice({ heading: name, first: places[0]! + 1, second: places[1]! + 1 });
    }
    this.used.add(places[0]!);
    return places[0]!;
  }

  distinct(): Iterable<string> {
    return this.exact.keys();
  }

  ignored(): string[] {
    return this.names.flatMap((name, cell) => (this.used.has(cell) ? [] : [name === '' ? `(${cell + 1})` : name]));
  }
}

/** Names in a notice: all of a few, the first thirty of many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 30).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return names.length > 30 ? `${shown.join(', ')}, … (${names.length})` : shown.join(', ');
}
