import { closeSync, openSync } from 'node:fs';
import { type CaseTable, needColumn } from '../cases/case-table.js';
import { writeWhole } from '../cases/write/write-whole.js';
import type { GroupedParts } from '../grouping/group-by-date.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupCatalogue } from '../grouping/group-columns.js';
import { type CsvTexts, startsFormula, textWriter } from './csv-text.js';

/** A row that could not be read: it has its output row all the same. */
export interface UnreadRow {
  /** Place among all input rows: the row number, or across files a number that orders them. */
  readonly position: number;
  readonly caseId: string;
  /** First reason code of its rejection; empty for one that was netted with its refund. */
  readonly code: string;
  readonly status?: 'rejected' | 'netted';
}

/** Rows that are no cases, in order, and where the cases stand among them. */
export interface UnreadRows {
  readonly unread: readonly UnreadRow[];
  /** Position of each case; undefined where it is the row number. */
  readonly ofCases: Float64Array | undefined;
}

const HEADING = 'case_id,mdc,adrg,group,status,reason\n';
const BLOCK = 1 << 20;
const COMMA = 0x2c;
const QUOTE = 0x22;
/** Before an id that a spreadsheet would run as a formula. */
const APOSTROPHE = 0x27;
const NO_PREFIX = 0;
/** Quotes and prefix of an id. */
const AROUND_ID = 4;

/**
 * Writes one row per input row, in input order: `case_id,mdc,adrg,group,status,reason`. Unreadable rows are
 * interleaved with status `rejected`, refunds and what they take back with `netted`; so are those that no scheme takes, which `unread` names as well. Ids are copied as
 * bytes, with an apostrophe before one that a spreadsheet would run as a formula; what follows them is one of a few hundred texts.
 */
export function writeGroupCsv(path: string, table: CaseTable, grouped: GroupedParts, rows: UnreadRows): void {
  const textOf = textWriter('defused');
  writeGroupLines(path, HEADING, table, grouped, rows, 'defused', (fields) => fields.map(textOf).join(','));
}

/** Chapter, ADRG, group, status and reason of a line. */
export type LineFields = readonly [mdc: string, adrg: string, group: string, status: string, reason: string];

/** What stands behind an id: the fields as cells (a city's codes may hold a comma), or what is written for them. */
export type LineTail = (fields: LineFields) => string;

/** The rows of `writeGroupCsv`, where what stands behind the id may be written as something shorter. */
export function writeGroupLines(
  path: string,
  heading: string,
  table: CaseTable,
  { parts, partOf }: GroupedParts,
  { unread, ofCases }: UnreadRows,
  texts: CsvTexts,
  tailOf: LineTail,
): void {
  const isDefused = texts === 'defused';
  const textOf = textWriter(texts);
  const ids = needColumn(table, 'case_id', 'text', 'group');
  const sources = parts.map(({ scheme, columns }) => ({ columns, tails: createTails(scheme.catalogue, tailOf) }));
  const encoder = new TextEncoder();
  const file = openSync(path, 'w');
  try {
    let block = Buffer.allocUnsafe(BLOCK);
    let used = block.write(heading, 0);
    let nextUnread = 0;
    const room = (bytes: number): void => {
      if (used + bytes <= block.length) return;
      writeWhole(file, block, used);
      used = 0;
      if (bytes > block.length) block = Buffer.allocUnsafe(bytes);
    };
    const writeUnreadBefore = (position: number): void => {
      while (nextUnread < unread.length && unread[nextUnread]!.position < position) {
        const { caseId, code, status = 'rejected' } = unread[nextUnread]!;
        const line = encoder.encode(`${textOf(caseId)},${tailOf(['', '', '', status, code])}\n`);
        room(line.length);
        block.set(line, used);
        used += line.length;
        nextUnread += 1;
      }
    };
    const positions = ofCases ?? table.sourceRow;
    for (let row = 0; row < table.caseCount; row++) {
      if (nextUnread < unread.length) writeUnreadBefore(positions[row]!);
      const source = sources[partOf === undefined ? 0 : partOf[row]!];
      if (source === undefined) continue;
      const { columns, tails } = source;
      const from = ids.offsets[row]!;
      const to = ids.offsets[row + 1]!;
      const tail = tails(columns.group[row]!, columns.status[row]!, columns.reason[row]!);
      room((to - from) * 2 + AROUND_ID + tail.length);
      const isFormula = isDefused && from < to && startsFormula(ids.bytes[from]!);
      used = writeField(block, used, ids.bytes, from, to, isFormula ? APOSTROPHE : NO_PREFIX);
      block.set(tail, used);
      used += tail.length;
    }
    writeUnreadBefore(Number.POSITIVE_INFINITY);
    writeWhole(file, block, used);
  } finally {
    closeSync(file);
  }
}

/** Copies a field, in quotes only where it needs them, behind a byte where it has a prefix. */
function writeField(block: Buffer, start: number, bytes: Uint8Array, from: number, to: number, prefix: number): number {
  let needsQuotes = false;
  let used = start;
  if (prefix !== NO_PREFIX) block[used++] = prefix;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === COMMA || byte === QUOTE || byte === 0x0a || byte === 0x0d) needsQuotes = true;
    block[used++] = byte;
  }
  if (!needsQuotes) return used;
  used = start;
  block[used++] = QUOTE;
  if (prefix !== NO_PREFIX) block[used++] = prefix;
  for (let i = from; i < to; i++) {
    if (bytes[i] === QUOTE) block[used++] = QUOTE;
    block[used++] = bytes[i]!;
  }
  block[used++] = QUOTE;
  return used;
}

/** The bytes after the id, made once for each (group, status, reason) that occurs. */
function createTails(
  catalogue: GroupCatalogue,
  tailOf: LineTail,
): (group: number, status: number, reason: number) => Uint8Array {
  const statuses = GROUP_STATUSES.length;
  const reasons = GROUP_REASONS.length;
  const made = new Array<Uint8Array | undefined>(catalogue.codes.length * statuses * reasons);
  const encoder = new TextEncoder();
  return (group, status, reason) => {
    const index = (group * statuses + status) * reasons + reason;
    const known = made[index];
    if (known !== undefined) return known;
    const fields: LineFields = [
      catalogue.mdcs[group]!,
      catalogue.adrgs[group]!,
      catalogue.codes[group]!,
      GROUP_STATUSES[status]!,
      GROUP_REASONS[reason]!,
    ];
    const tail = encoder.encode(`,${tailOf(fields)}\n`);
    made[index] = tail;
    return tail;
  };
}
