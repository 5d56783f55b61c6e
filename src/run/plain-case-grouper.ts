import type { CaseTable, Column } from '../cases/case-table.js';
import { CONDITION_NUMBERS, columnSchema } from '../cases/columns.js';
import { type CaseWalker, createCaseWalker } from '../grouping/compiled/case-walker.js';
import { GROUP_REASONS, GROUP_STATUSES } from '../grouping/group-columns.js';
import { groupRowsBy } from '../grouping/group-pass.js';
import { prepareGrouping } from '../grouping/prepare-grouping.js';
import { sharedInt32, sharedUint16, sharedUint32 } from '../kernel/shared-arrays.js';
import type { AnySwitches } from '../schemes/any-scheme.js';
import type { CompiledScheme } from '../schemes/compiled-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import type { GroupedRecord } from './group-records.js';

/**
 * Ids that every reader takes as they are: with a digit somewhere, since `total` is no case, and not begun as 1.2E17 is,
 * which was a longer id once.
 */
const PLAIN_ID = /^(?!\d\.)(?=\D*\d)[\w.-]{1,64}$/;
/** Where the value of a column goes: a number's place in CONDITION_NUMBERS, or one of these. */
const ID = -1;
const DIAGNOSES = -2;
const PROCEDURES = -3;
const PLACES: ReadonlyMap<string, number> = new Map<string, number>([
  ['case_id', ID],
  ['dx', DIAGNOSES],
  ['px', PROCEDURES],
  ...CONDITION_NUMBERS.map((name, index) => [name, index] as const),
]);
const MOST_CODES = 64;
/** Switches by which the table is prepared anew for every case. */
const PER_CASE = 'first_procedure';

interface CodeList {
  readonly places: ReadonlyMap<string, number>;
  readonly offsets: Uint32Array;
  readonly codes: Uint16Array;
}

interface NumberColumn {
  readonly name: string;
  readonly values: Int32Array;
  readonly least: number;
  readonly most: number;
  readonly allowed: ReadonlySet<number> | undefined;
}

/**
 * Groups one case after another without any work but the grouping itself, for servers: what a request sets up for
 * thousands of cases (dictionaries, columns, checks) is set up once a scheme and its switches. Only plain cases are
 * taken: known columns, whole numbers in their ranges, lists of codes exactly as the scheme writes them. Every other
 * case is left to groupRecords, and the outcome of those taken is the same.
 */
export class PlainCaseGrouper {
  private readonly lists: { readonly dx: CodeList; readonly px: CodeList };
  private readonly numbers: readonly NumberColumn[];
  private readonly payload: ReturnType<typeof prepareGrouping>['payload'];
  private readonly walker: CaseWalker;
  private readonly outcomes = new Map<number, string>();

  private constructor(
    private readonly scheme: CompiledScheme,
    switches: Partial<SchemeOptions>,
  ) {
    const lists = { dx: codeList(scheme.diagnoses), px: codeList(scheme.procedures) };
    this.lists = lists;
    this.numbers = CONDITION_NUMBERS.map((name) => {
      const { least = 0, most = 0, values } = columnSchema(name)!;
      const allowed = values === undefined ? undefined : new Set(values.map(Number));
      return { name, values: sharedInt32(1), least, most, allowed };
    });
    const columns: Record<string, Column> = {
      dx: { kind: 'codes', ...lists.dx, values: ['', ...scheme.diagnoses] },
      px: { kind: 'codes', ...lists.px, values: ['', ...scheme.procedures] },
    };
    for (const { name, values } of this.numbers) columns[name] = { kind: 'integer', values };
    const table: CaseTable = { caseCount: 1, columns, sourceRow: sharedUint32(1) };
    this.payload = prepareGrouping(scheme, table, switches).payload;
    this.walker = createCaseWalker(this.payload);
  }

  /** Undefined where the scheme or a switch needs more than one prepared row, or groups are named beyond ASCII. */
  static of(scheme: CompiledScheme, switches: AnySwitches): PlainCaseGrouper | undefined {
    const options = { ...scheme.options, ...switches } as SchemeOptions;
    if ((options[PER_CASE] ?? 'recorded') !== 'recorded') return undefined;
    if (Math.max(scheme.diagnoses.length, scheme.procedures.length) >= 2 ** 16) return undefined;
    const { mdcs, adrgs, codes } = scheme.catalogue;
    const named = JSON.stringify([mdcs, adrgs, codes]);
    if (Buffer.byteLength(named) > named.length) return undefined;
    return new PlainCaseGrouper(scheme, switches as Partial<SchemeOptions>);
  }

  /** The outcome of a plain case as JSON, a GroupedRecord in ASCII; undefined for every other. */
  group(given: Readonly<Record<string, unknown>>): string | undefined {
    const { dx, px } = this.lists;
    for (let index = 0; index < this.numbers.length; index++) this.numbers[index]!.values[0] = -1;
    dx.offsets[1] = 0;
    px.offsets[1] = 0;
    let id = '';
    for (const name in given) {
      const place = PLACES.get(name);
      if (place === undefined) return undefined;
      const value = given[name];
      if (place >= 0) {
        if (!isTaken(this.numbers[place]!, value)) return undefined;
      } else if (place !== ID) {
        const isNone = place === PROCEDURES && (value === undefined || value === null);
        if (!isNone && !fill(place === DIAGNOSES ? dx : px, value)) return undefined;
      } else {
        if (typeof value !== 'string' || !PLAIN_ID.test(value)) return undefined;
        id = value;
      }
    }
    // Without a principal diagnosis the reader has a notice to give.
    if (id === '' || dx.offsets[1] === 0) return undefined;
    groupRowsBy(this.walker, this.payload, 0, 1);
    const { group, status, reason } = this.payload.columns;
    // A plain id has no character that JSON escapes.
    return `{"case_id":"${id}",${this.written(group[0]!, status[0]!, reason[0]!)}`;
  }

  /** What stands beside the id; outcomes are few, and each is written out once. */
  private written(group: number, status: number, reason: number): string {
    const key = (group * GROUP_STATUSES.length + status) * GROUP_REASONS.length + reason;
    const known = this.outcomes.get(key);
    if (known !== undefined) return known;
    const { mdcs, adrgs, codes } = this.scheme.catalogue;
    const outcome: Omit<GroupedRecord, 'case_id'> = {
      mdc: mdcs[group]!,
      adrg: adrgs[group]!,
      group: codes[group]!,
      status: GROUP_STATUSES[status]!,
      reason: GROUP_REASONS[reason]!,
    };
    const text = JSON.stringify(outcome).slice(1);
    this.outcomes.set(key, text);
    return text;
  }
}

/** Takes a whole number in its range; absent, it stays missing. False for every other value. */
function isTaken({ values, least, most, allowed }: NumberColumn, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) return false;
  if (allowed !== undefined && !allowed.has(value)) return false;
  values[0] = value;
  return true;
}

function codeList(known: readonly string[]): CodeList {
  return {
    places: new Map(known.map((code, index) => [code, index + 1])),
    offsets: sharedUint32(2),
    codes: sharedUint16(MOST_CODES),
  };
}

/** False where a code is not exactly one of the scheme's, or stands twice. */
function fill({ places, offsets, codes }: CodeList, given: unknown): boolean {
  if (!Array.isArray(given) || given.length > MOST_CODES) return false;
  for (let index = 0; index < given.length; index++) {
    const place = places.get(given[index]);
    if (place === undefined) return false;
    for (let before = 0; before < index; before++) if (codes[before] === place) return false;
    codes[index] = place;
  }
  offsets[1] = given.length;
  return true;
}
