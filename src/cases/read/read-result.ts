import type { Text } from '../../kernel/errors.js';
import type { CaseTable } from '../case-table.js';
import type { CodeChange } from '../codes/code-change.js';
import type { UnknownCode } from '../codes/unknown-codes.js';
import type { ImportProfile } from '../import-profile.js';
import type { NettedRow } from '../refunds/refund-row.js';
import type { JoinSummary } from '../tables/join-summary.js';
import type { MappedHeading } from './map-headings.js';

export interface ReadOptions {
  readonly profile?: ImportProfile;
  /** Canonical columns to keep; others are not held in memory and not checked. Default: all that the files have. */
  readonly columns?: readonly string[] | 'all';
  /** Columns without which the file is refused. Default: what grouping needs (case_id, dx). */
  readonly required?: readonly string[];
  /** Columns that later steps need: where a required one is missing, those of them that are missing too are named with it. */
  readonly neededLater?: readonly string[];
  /** Codes of a scheme: they come first in the code dictionaries, index i as code i + 1. */
  readonly knownCodes?: { readonly diagnoses: readonly string[]; readonly procedures: readonly string[] };
  /** Rows of a negative total are netted with their originals; `reject` where each row must have an outcome of its own. */
  readonly refunds?: 'net' | 'reject';
  readonly progress?: (bytesDone: number, bytesTotal: number) => void;
}

/** One reason why a row is not a case; a row may have several. */
export interface RejectedRow extends Text {
  /** Name of the file, without its folder. */
  readonly file: string;
  /** 1 is the first row after the heading. */
  readonly row: number;
  /** The row as a spreadsheet shows it: what stands above the heading, and the heading, are counted. */
  readonly sheetRow: number;
  /** The row's case id, "" where it has none. */
  readonly caseId: string;
  readonly column: string;
  readonly value: string;
  readonly code: string;
}

export interface ReadFile {
  /** Without its folder: paths may hold what does not belong in a manifest. */
  readonly name: string;
  readonly format: 'csv' | 'xlsx' | 'parquet' | 'ndjson' | 'html' | 'xls';
  readonly encoding: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Something the reader should know that rejects nothing. */
export interface Notice extends Text {
  readonly code: string;
}

/** What was read. rowsRead = cases + netted + rejected, always. */
export interface ReadSummary {
  readonly files: readonly ReadFile[];
  readonly rowsRead: number;
  readonly cases: number;
  readonly netted: number;
  /** Rows, not reasons. */
  readonly rejected: number;
  readonly columnsMapped: readonly MappedHeading[];
  readonly columnsIgnored: readonly string[];
  /** Cases without a value, by kept column. */
  readonly missing: Readonly<Record<string, number>>;
  /** Codes whose spelling was mended (width, spaces, case), counted at each appearance. */
  readonly normalisedCodes: number;
  /** Codes repaired, converted or told for another reason, the most frequent first. */
  readonly codeChanges: readonly CodeChange[];
  /** Codes that the scheme does not list, the most frequent first; empty where the run has no scheme. */
  readonly unknownCodes: readonly UnknownCode[];
  /** Headings of names, ID numbers, telephones and addresses: never kept. */
  readonly personalColumns: readonly string[];
  /** What became of the rows of joined tables. */
  readonly joins: readonly JoinSummary[];
  /** Cases whose los_days was derived from the two dates. */
  readonly losDaysDerived: number;
  readonly notices: readonly Notice[];
}

export interface CasePlace {
  readonly file: string;
  readonly sheetRow: number;
}

export interface ReadResult {
  readonly table: CaseTable;
  readonly rejected: readonly RejectedRow[];
  /** Both sides of every refund that was netted. */
  readonly netted: readonly NettedRow[];
  /** Rows of joined tables that no stay has a key for; they are no rows of cases. */
  readonly unmatched: readonly RejectedRow[];
  readonly summary: ReadSummary;
  /** Where a case of the table came from: the file's name and the row as a spreadsheet shows it. */
  readonly placeOf: (caseRow: number) => CasePlace;
}
