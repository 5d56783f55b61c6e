import { z } from 'zod';
import { COLUMN_SCHEMAS, type ColumnSchema } from '../cases/columns.js';
import type { ReadResult } from '../cases/read/read-result.js';
import { plainNumber } from '../report/csv-text.js';
import type { CaseRecords } from '../run/group-records.js';
import { inRequestWords } from './request-words.js';

/** Cases a request; more go into a file. */
export const MOST_CASES = 100_000;

const shape = Object.fromEntries(COLUMN_SCHEMAS.map((schema) => [schema.name, cellSchema(schema).optional()]));

/** One case by canonical column names. Other names are left aside and told, as other headings of a file are. */
const caseSchema = z
  .object(shape)
  .catchall(z.unknown())
  .meta({ id: 'Case', description: 'One case (discharge) by canonical column names; absent or null is missing.' });

export const casesSchema = z.array(caseSchema).min(1).max(MOST_CASES);
export type CaseBody = Readonly<Record<string, unknown>>;

function cellSchema({ kind, label, values, unit }: ColumnSchema): z.ZodType {
  const notes = [label.zh, label.en, ...(values === undefined ? [] : [values.join(' | ')]), ...(unit ? [unit] : [])];
  const description = (more: string): string => [...notes, more].filter(Boolean).join('; ');
  switch (kind) {
    case 'codes':
      return z
        .union([z.array(z.string()), z.string(), z.null()])
        .describe(description('an array of codes, or one text with | between them'));
    case 'money':
      return z.union([z.number(), z.string(), z.null()]).describe(description('yuan'));
    case 'decimal':
    case 'integer':
      return z.union([z.number(), z.string(), z.null()]).describe(description(''));
    case 'day':
      return z.union([z.string(), z.int(), z.null()]).describe(description('2026-03-01'));
    default:
      return z.union([z.string(), z.int(), z.null()]).describe(description(''));
  }
}

/** The cases of a request as the texts that a file would hold. */
export function caseRecordsOf(cases: readonly CaseBody[]): CaseRecords {
  const places = new Map<string, number>([
    ['case_id', 0],
    ['dx', 1],
  ]);
  for (const one of cases) {
    for (const name of Object.keys(one)) if (!places.has(name)) places.set(name, places.size);
  }
  const rows = cases.map((one) => {
    const row: string[] = new Array(places.size).fill('');
    for (const [name, value] of Object.entries(one)) row[places.get(name)!] = cellText(value);
    return row;
  });
  return { headings: [...places.keys()], rows };
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(value);
  return Array.isArray(value) ? value.join('|') : '';
}

const notice = z.object({ code: z.string(), zh: z.string(), en: z.string() });

export const rejectedSchema = z
  .array(
    z.object({
      row: z.int().describe('place in cases, 1 is the first'),
      case_id: z.string(),
      column: z.string(),
      value: z.string(),
      code: z.string(),
      zh: z.string(),
      en: z.string(),
    }),
  )
  .describe('why rows could not be read; a row may have several reasons');

export const readingSchema = z.object({
  rows_read: z.int(),
  cases: z.int(),
  rejected: z.int(),
  normalised_codes: z.int().describe('codes whose spelling was mended'),
  columns_ignored: z.array(z.string()).describe('names that are no canonical columns'),
  notices: z.array(notice),
});

export function rejectedOf({ rejected }: ReadResult): z.infer<typeof rejectedSchema> {
  return rejected.map(({ row, caseId, column, value, code, zh, en }) => ({
    row,
    case_id: caseId,
    column,
    value,
    code,
    zh,
    en,
  }));
}

export function readingOf(
  { summary }: ReadResult,
  more: readonly z.infer<typeof notice>[] = [],
): z.infer<typeof readingSchema> {
  return {
    rows_read: summary.rowsRead,
    cases: summary.cases,
    rejected: summary.rejected,
    normalised_codes: summary.normalisedCodes,
    columns_ignored: [...summary.columnsIgnored],
    notices: [...summary.notices, ...more].map(({ code, zh, en }) => ({ code, ...inRequestWords({ zh, en }) })),
  };
}
