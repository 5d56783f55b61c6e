import { COLUMN_SCHEMAS, columnSchema } from '../columns.js';
import { guessProfile } from '../guess-profile.js';
import { HOSPITAL_NAME_HEADINGS } from '../heading-synonyms.js';
import { type HeadingSource, type ImportProfile, loadProfile } from '../import-profile.js';
import { plainHeading } from '../plain-heading.js';
import { type PersonalKind, personalHeading, personalText } from '../privacy/personal-data.js';
import { headingsOfSource } from '../read/map-headings.js';
import type { PeekedTable } from '../read/peek-table.js';
import { LATER_COLUMNS, type LaterColumn } from './later-columns.js';
import { shippedProfileNames } from './shipped-profiles.js';

/** One canonical column of a proposal. */
export interface ProposedColumn {
  readonly column: string;
  /** Missing where the file has the canonical heading itself, or a joined table fills the column. */
  readonly source: HeadingSource | undefined;
  /** Headings of the file. */
  readonly headings: readonly string[];
  /** First values that differ; none of personal data or patient keys. */
  readonly samples: readonly string[];
}

export interface ProfileProposal {
  /** The shipped profile it starts from. */
  readonly base: string | undefined;
  readonly profile: Partial<ImportProfile>;
  readonly columns: readonly ProposedColumn[];
  readonly unmapped: readonly { readonly heading: string; readonly personal: PersonalKind | undefined }[];
  /** Columns without which nothing can be grouped and that were not found. */
  readonly lacking: readonly string[];
  /** Columns that later steps need and that were not found, with what is lost. */
  readonly lackingLater: readonly LaterColumn[];
  /** The heading of hospitals' names that stands for their ids, because the file has no ids. */
  readonly namesAsIds: string | undefined;
}

const COLUMN_NAMES = COLUMN_SCHEMAS.map(({ name }) => name);
const LEAST_COLUMNS = 4;
const FOR_TABLES = 10;
const SAMPLES = 3;
const LONGEST_SAMPLE = 24;

/**
 * Proposes an import profile from the first rows of one or several files: the shipped profile whose headings fit best,
 * less what the files lack, then headings known otherwise for what is left.
 */
export function proposeProfile(tables: readonly PeekedTable[]): ProfileProposal {
  const headings = [...new Set(tables.flatMap((table) => table.headings).filter((heading) => heading !== ''))];
  const byPlain = new Map(headings.map((heading) => [plainHeading(heading), heading]));
  const find = (heading: string): string | undefined =>
    headings.includes(heading) ? heading : byPlain.get(plainHeading(heading));
  const base = bestBase(find, tables.length);
  const columns: Record<string, HeadingSource> = {};
  const used = new Set<string>();
  for (const [column, source] of Object.entries(base?.profile.columns ?? {})) {
    const present = presentSource(source, find);
    if (present === undefined) continue;
    columns[column] = present;
    // Numbered headings may be fewer than the profile allows.
    for (const heading of headingsOfSource(present)) if (find(heading) !== undefined) used.add(find(heading)!);
  }
  const { tables: joined } = base?.profile ?? {};
  for (const child of [joined?.diagnoses, joined?.procedures]) {
    if (child === undefined) continue;
    const named = [joined!.key, child.code, child.principal?.heading, child.on_admission, ...Object.keys(child.only)];
    for (const heading of named) if (heading !== undefined && find(heading) !== undefined) used.add(find(heading)!);
  }
  for (const { kind, amount } of joined?.amounts ?? []) {
    for (const heading of [kind, amount]) if (find(heading) !== undefined) used.add(find(heading)!);
  }
  const rest = guessProfile(headings.filter((heading) => !used.has(heading)));
  for (const [column, source] of Object.entries(rest.profile.columns)) {
    const isTaken = column in columns || (joined !== undefined && (column === 'dx' || column === 'px'));
    // A heading that only speaks of persons never fills a column by a guess.
    if (isTaken || headingsOfSource(source).some((heading) => personalHeading(heading) !== undefined)) continue;
    columns[column] = source;
    for (const heading of headingsOfSource(source)) used.add(heading);
  }
  const isCoded = 'hospital_id' in columns || headings.some((heading) => heading.toLowerCase() === 'hospital_id');
  const namesAsIds = isCoded
    ? undefined
    : HOSPITAL_NAME_HEADINGS.map(find).find((heading) => heading !== undefined && !used.has(heading));
  if (namesAsIds !== undefined) {
    columns.hospital_id = namesAsIds;
    used.add(namesAsIds);
  }
  const values: ImportProfile['values'] = {};
  for (const column of Object.keys(columns)) {
    const own = base?.profile.values[column] ?? rest.profile.values[column];
    if (own !== undefined) values[column] = own;
  }
  const canonical = headings.filter(
    (heading) => columnSchema(heading.toLowerCase()) !== undefined && !used.has(heading),
  );
  const proposed = COLUMN_SCHEMAS.flatMap(({ name }): ProposedColumn[] => {
    const source = columns[name];
    const same = source === undefined ? canonical.filter((heading) => heading.toLowerCase() === name) : [];
    const named = source === undefined ? same : headingsOfSource(source).flatMap((heading) => find(heading) ?? []);
    if (named.length === 0) return [];
    return [
      { column: name, source, headings: named, samples: isOneCell(name, source) ? samplesOf(named, tables) : [] },
    ];
  });
  const own = new Set(proposed.map(({ column }) => column));
  for (const [column, heading] of joinedColumns(joined)) {
    const found = find(heading);
    if (own.has(column) || found === undefined) continue;
    own.add(column);
    proposed.push({ column, source: undefined, headings: [found], samples: samplesOf([found], tables) });
  }
  proposed.sort((a, b) => COLUMN_NAMES.indexOf(a.column) - COLUMN_NAMES.indexOf(b.column));
  const has = new Set(proposed.map(({ column }) => column));
  return {
    base: base?.name,
    profile: { ...keptKeys(base?.profile), columns, values },
    columns: proposed,
    unmapped: headings
      .filter((heading) => !used.has(heading) && !canonical.includes(heading))
      .map((heading) => ({ heading, personal: personalHeading(heading) })),
    lacking: ['case_id', 'dx'].filter((column) => !has.has(column)),
    lackingLater: LATER_COLUMNS.filter(({ column }) => !has.has(column)),
    namesAsIds,
  };
}

/** Are values of the first heading what the column will hold? A patient key is shown to nobody. */
function isOneCell(column: string, source: HeadingSource | undefined): boolean {
  if (column === 'patient_key') return false;
  return typeof source !== 'object' || !('from' in source || 'sum' in source);
}

/** Columns that joined tables fill, with the heading that their values stand under. */
function joinedColumns(joined: ImportProfile['tables']): [string, string][] {
  if (joined === undefined) return [];
  const columns: [string, string][] = [];
  const { diagnoses } = joined;
  if (diagnoses !== undefined) columns.push(['dx', diagnoses.code]);
  if (diagnoses?.on_admission !== undefined) columns.push(['dx_on_admission', diagnoses.on_admission]);
  if (joined.procedures !== undefined) columns.push(['px', joined.procedures.code]);
  for (const { into, total, amount } of joined.amounts) {
    for (const column of Object.keys(into)) columns.push([column, amount]);
    if (total !== undefined) columns.push([total, amount]);
  }
  return columns;
}

type Find = (heading: string) => string | undefined;

function bestBase(find: Find, fileCount: number): { name: string; profile: ImportProfile } | undefined {
  let best: { name: string; profile: ImportProfile; score: number } | undefined;
  for (const name of shippedProfileNames()) {
    const profile = loadProfile(name);
    const sources = Object.entries(profile.columns);
    const fits = sources.filter(([, source]) => presentSource(source, find) !== undefined).map(([column]) => column);
    const { tables } = profile;
    const isJoined = tables?.diagnoses !== undefined;
    if (isJoined && (fileCount < 2 || find(tables.key) === undefined || find(tables.diagnoses!.code) === undefined))
      continue;
    if (!fits.includes('case_id') || (!isJoined && !fits.includes('dx'))) continue;
    // Several tables whose keys agree are what they look like.
    const score = fits.length + (isJoined ? FOR_TABLES : 0);
    if (fits.length >= LEAST_COLUMNS && score > (best?.score ?? 0)) best = { name, profile, score };
  }
  return best;
}

/** The source with the headings that the file has; undefined where it cannot be filled. */
function presentSource(source: HeadingSource, find: Find): HeadingSource | undefined {
  const has = (heading: string): boolean => find(heading) !== undefined;
  if (typeof source === 'string') return find(source);
  if (Array.isArray(source)) {
    const found = headingsOfSource(source).filter(has);
    return found.length === 0 ? undefined : source;
  }
  if ('any' in source) {
    const found = source.any.find(has);
    return found === undefined ? undefined : find(found);
  }
  if ('sum' in source) {
    const sum = source.sum.filter(has);
    return sum.length === 0 ? undefined : { sum };
  }
  if ('from' in source) {
    const [from, less] = [source.from.find(has), source.less.find(has)];
    return from === undefined || less === undefined ? undefined : { from: [find(from)!], less: [find(less)!] };
  }
  if ('principal' in source) {
    if (!has(source.principal)) return undefined;
    const isAnyOther = headingsOfSource(source).slice(1).some(has);
    return isAnyOther ? source : source.principal;
  }
  return headingsOfSource(source).every(has) ? source : undefined;
}

/** What a proposal keeps of the shipped profile besides columns and values. */
function keptKeys(profile: ImportProfile | undefined): Partial<ImportProfile> {
  if (profile === undefined) return {};
  const { missing, absent, names_beside_codes, tables, list_separator, money, dates } = profile;
  return {
    ...(missing.length > 0 ? { missing } : {}),
    ...(absent === undefined ? {} : { absent }),
    ...(names_beside_codes === undefined ? {} : { names_beside_codes }),
    ...(tables === undefined ? {} : { tables }),
    ...(list_separator === undefined ? {} : { list_separator }),
    ...(money === 'yuan' ? {} : { money }),
    ...(dates === 'ymd' ? {} : { dates }),
  };
}

function samplesOf(headings: readonly string[], tables: readonly PeekedTable[]): string[] {
  // Of several cells the first shows what they are like.
  if (headings.some((heading) => personalHeading(heading) !== undefined)) return [];
  const samples = new Set<string>();
  for (const table of tables) {
    const cell = table.headings.indexOf(headings[0]!);
    if (cell < 0) continue;
    for (const row of table.rows) {
      const value = row[cell] ?? '';
      if (value === '' || personalText(value) !== undefined) continue;
      samples.add(value.length > LONGEST_SAMPLE ? `${value.slice(0, LONGEST_SAMPLE)}…` : value);
      if (samples.size === SAMPLES) return [...samples];
    }
  }
  return [...samples];
}
