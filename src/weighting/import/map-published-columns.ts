import { formatVariantColumn, parseVariantColumn, type VariantKind } from '../weight-columns.js';
import type { WeightUnit } from '../weight-table.js';
import type { FoundHeadings } from './find-headings.js';
import { oddity, type PublishedOddity } from './published-findings.js';
import { type PublishedColumn, type PublishedField, readPublishedHeading } from './published-heading.js';
import type { WeightImportProfile } from './weight-import-profile.js';

export interface MappedColumn extends PublishedColumn {
  readonly place: number;
  readonly heading: string;
  /** The column of a weight file that it fills. */
  readonly meaning: string;
}

export interface MappedColumns {
  readonly columns: readonly MappedColumn[];
  readonly unit: WeightUnit | undefined;
  readonly findings: readonly PublishedOddity[];
}

/** What each heading of a published table means: by the profile first, then by its words. Doubled meanings are errors. */
export function mapPublishedColumns(found: FoundHeadings, profile: WeightImportProfile, file: string): MappedColumns {
  const hospitals = new Map(Object.entries(profile.hospitals));
  const named = new Map(Object.entries(profile.columns).map(([column, heading]) => [heading, column]));
  const ignored = new Set([...profile.ignore, ...Object.keys(profile.where)]);
  const columns: MappedColumn[] = [];
  const findings: PublishedOddity[] = [];
  const taken = new Map<string, string>();
  let unit = profile.unit;
  found.headings.forEach((heading, place) => {
    if (heading === '') return;
    const own = named.get(heading);
    if (own === undefined && ignored.has(heading)) return;
    const at = { file, row: found.line, column: heading, value: heading };
    const read = own === undefined ? readPublishedHeading(heading, hospitals) : columnOfName(own);
    if (read === 'passed') return;
    if (read === undefined || read === 'wan') {
      findings.push(oddity(read === 'wan' ? 'import_column_wan' : 'import_column_unread', at));
      return;
    }
    const meaning = meaningOf(read);
    const other = taken.get(meaning);
    if (other !== undefined) {
      findings.push(oddity('import_column_doubled', at, { meaning, other }));
      return;
    }
    taken.set(meaning, heading);
    if (read.isHospitalAsWritten === true) {
      findings.push(oddity('import_column_hospital', { ...at, value: read.key.hospital! }));
    }
    if (read.field === 'weight') unit ??= read.unit;
    columns.push({ ...read, place, heading, meaning });
  });
  return { columns, unit, findings };
}

function columnOfName(name: string): PublishedColumn {
  const variant = parseVariantColumn(name);
  if (variant !== undefined && variant !== 'invalid') return { field: variant.kind, key: variant.key };
  return { field: name as PublishedField, key: {} };
}

function meaningOf({ field, key }: PublishedColumn): string {
  return Object.keys(key).length === 0 ? field : formatVariantColumn({ kind: field as VariantKind, key });
}
