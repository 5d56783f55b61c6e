import type { Details, Text } from '../../kernel/errors.js';
import { sharedUint32 } from '../../kernel/shared-arrays.js';
import type { Column } from '../case-table.js';
import { COLUMN_SCHEMAS, type ColumnSchema, columnSchema } from '../columns.js';
import type { ImportProfile } from '../import-profile.js';
import type { HeadingMapping } from './map-headings.js';
import type { ReadOptions, RejectedRow } from './read-result.js';
import { newTally, type ReadTally } from './read-tally.js';
import { CELL_REASONS, CELL_TAKEN, type RowReason, reasonText } from './row-reasons.js';
import type { RowCells } from './scan-rows.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './writers/cell-writer.js';
import { CodesWriter } from './writers/codes-writer.js';
import { DayWriter } from './writers/day-writer.js';
import { DictionaryWriter } from './writers/dictionary-writer.js';
import { IntegerWriter } from './writers/integer-writer.js';
import { MappedWriter } from './writers/mapped-writer.js';
import { MoneyWriter } from './writers/money-writer.js';
import { TextWriter } from './writers/text-writer.js';

/** A cell that its reader already knows to be bad (an error value of a workbook). */
export interface CellFault {
  readonly reason: RowReason;
  readonly value: string;
}

export interface BuilderMark {
  readonly rowCount: number;
  readonly rowsRead: number;
  readonly rejectedRowCount: number;
  readonly reasonCount: number;
  readonly fileCount: number;
  readonly tally: ReadTally;
}

interface Slot {
  readonly schema: ColumnSchema;
  readonly writer: CellWriter;
  /** Cell of the current file; −1 when the file has none. */
  cell: number;
  /** Several cells, for code lists only. */
  cells: readonly number[];
  /** What stands in for the cell that a file lacks. */
  constant: Uint8Array;
}

const SPACE = 32;
const NOTHING = new Uint8Array(0);
const LONGEST_SHOWN = 200;
const FIRST_CAPACITY = 1 << 12;
const DEFAULT_LIST_SEPARATORS = '|,;';
const encoder = new TextEncoder();

/** Gathers rows of one or more files into columns; bad rows are written over and noted. */
export class CaseBuilder {
  rowCount = 0;
  rowsRead = 0;
  rejectedRowCount = 0;
  blankCount = 0;
  readonly rejected: RejectedRow[] = [];
  /** First case of each file, so that a case can be told its file. */
  readonly fileStarts: { firstRow: number; file: string }[] = [];
  sourceRow = sharedUint32(0);
  readonly tally: ReadTally = newTally();
  /** Rows that are likely in the end, so that columns grow once. */
  expectedRows = 0;
  private capacity = 0;
  private file = '';
  private headingCount = 0;
  private readonly slots = new Map<string, Slot>();
  private hotSlots: Slot[] = [];
  private partSlots: Slot[] = [];
  private caseIdCell = 0;
  private readonly constants = new Map<string, Uint8Array>();
  private readonly texts = new Map<string, Text>();

  constructor(
    private readonly options: ReadOptions,
    /** Columns that are read; undefined: whatever the files have. */
    private readonly wanted: ReadonlySet<string> | undefined,
  ) {
    for (const [column, value] of Object.entries(options.profile?.constants ?? {})) {
      this.constants.set(column, encoder.encode(value));
    }
  }

  /** Begins a file: which cells fill which columns from now on. */
  startFile(file: string, mapping: HeadingMapping): void {
    this.file = file;
    this.headingCount = mapping.headingCount;
    this.blankCount = 0;
    this.fileStarts.push({ firstRow: this.rowCount, file });
    for (const slot of this.slots.values()) {
      slot.cell = -1;
      slot.cells = [];
    }
    for (const { column, cells } of mapping.sources) {
      const slot = this.slotOf(column);
      if (slot === undefined) continue;
      if (cells.length === 1) slot.cell = cells[0]!;
      else slot.cells = cells;
      if (column === 'case_id') this.caseIdCell = cells[0]!;
    }
    for (const column of this.constants.keys()) this.slotOf(column);
    if (this.slots.has('admit_date') && this.slots.has('discharge_date')) this.slotOf('los_days');
    const all = COLUMN_SCHEMAS.flatMap((schema) => this.slots.get(schema.name) ?? []);
    this.hotSlots = all.filter((slot) => slot.cells.length === 0);
    this.partSlots = all.filter((slot) => slot.cells.length > 0);
  }

  /** Takes one row. `sourceRow` counts from 1, blank lines included, so that it agrees with what a spreadsheet shows. */
  addRow(bytes: Uint8Array, cells: RowCells, sourceRow: number, faults?: ReadonlyMap<number, CellFault>): void {
    const { starts, ends } = cells;
    const isBent = cells.isBroken || cells.count !== this.headingCount;
    if (isBent && !this.isRowStraight(bytes, cells, sourceRow)) return;
    const row = this.rowCount;
    if (row === this.capacity) this.grow();
    const { hotSlots } = this;
    let isTaken = true;
    for (let s = 0; s < hotSlots.length; s++) {
      const slot = hotSlots[s]!;
      const { cell } = slot;
      let problem = CELL_TAKEN;
      if (cell >= 0) {
        let from = starts[cell]!;
        let to = ends[cell]!;
        while (from < to && bytes[from]! <= SPACE) from++;
        while (to > from && bytes[to - 1]! <= SPACE) to--;
        problem = slot.writer.write(bytes, from, to, row);
      } else {
        problem = slot.writer.write(slot.constant, 0, slot.constant.length, row);
      }
      if (problem !== CELL_TAKEN) {
        isTaken = false;
        this.reject(
          sourceRow,
          CELL_REASONS[problem]!,
          slot.schema,
          shownCell(bytes, cells, cell),
          this.idOf(bytes, cells),
        );
      }
    }
    for (const slot of this.partSlots) {
      const problem = (slot.writer as CodesWriter).writeParts(bytes, starts, ends, slot.cells, row);
      if (problem === CELL_TAKEN) continue;
      isTaken = false;
      const value = slot.cells.map((cell) => shownCell(bytes, cells, cell)).join('|');
      this.reject(sourceRow, CELL_REASONS[problem]!, slot.schema, value, this.idOf(bytes, cells));
    }
    if (faults !== undefined && this.rejectFaults(faults, sourceRow, this.idOf(bytes, cells))) isTaken = false;
    const idCell = this.caseIdCell;
    if (isTaken && isCellBlank(bytes, starts[idCell]!, ends[idCell]!)) {
      if (isRowBlank(bytes, cells)) {
        this.blankCount++;
        return;
      }
      isTaken = false;
      this.reject(sourceRow, 'row_case_id_missing', columnSchema('case_id')!, '', '');
    }
    this.rowsRead++;
    if (isTaken) {
      this.sourceRow[row] = sourceRow;
      this.rowCount = row + 1;
    } else {
      this.rejectedRowCount++;
    }
  }

  /** Notes why a row is not a case. The caller counts the row. */
  reject(
    row: number,
    reason: RowReason,
    schema: ColumnSchema | undefined,
    value: string,
    caseId: string,
    more: Details = {},
  ): void {
    const file = String(more.file ?? this.file);
    const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    const column = schema?.name ?? '';
    const key = `${reason}\n${column}\n${shown}`;
    // Rows that fail alike share their sentences: a million rows with one mistake stay small.
    let text = more.firstRow === undefined ? this.texts.get(key) : undefined;
    if (text === undefined) {
      const details = {
        value: shown,
        column,
        least: schema?.least,
        most: schema?.most,
        values: schema?.values?.join(', '),
        expected: this.headingCount,
        ...more,
      };
      text = {
        zh: reasonText(reason, { ...details, label: schema?.label.zh }).zh,
        en: reasonText(reason, { ...details, label: schema?.label.en }).en,
      };
      if (this.texts.size < 10_000) this.texts.set(key, text);
    }
    this.rejected.push({ file, row, caseId, column, value: shown, code: reason, zh: text.zh, en: text.en });
  }

  /** The state before a file, to return to when the file must be begun again in another encoding. */
  mark(): BuilderMark {
    return {
      rowCount: this.rowCount,
      rowsRead: this.rowsRead,
      rejectedRowCount: this.rejectedRowCount,
      reasonCount: this.rejected.length,
      fileCount: this.fileStarts.length,
      tally: { ...this.tally, roundedAmounts: new Map(this.tally.roundedAmounts) },
    };
  }

  /** Forgets the rows taken since the mark. Dictionaries may keep texts of no row: renumber them at the end. */
  returnTo(mark: BuilderMark): void {
    this.rowCount = mark.rowCount;
    this.rowsRead = mark.rowsRead;
    this.rejectedRowCount = mark.rejectedRowCount;
    this.rejected.length = mark.reasonCount;
    this.fileStarts.length = mark.fileCount;
    Object.assign(this.tally, mark.tally);
  }

  /** Name of the file that a case came from. */
  fileOf(row: number): string {
    let name = '';
    for (const { firstRow, file } of this.fileStarts) if (firstRow <= row) name = file;
    return name;
  }

  /** The columns of the rows taken. The builder is done after this. */
  finish(): Record<string, Column> {
    const columns: Record<string, Column> = {};
    for (const schema of COLUMN_SCHEMAS) {
      const slot = this.slots.get(schema.name);
      if (slot !== undefined) columns[schema.name] = slot.writer.finish(this.rowCount);
    }
    this.sourceRow = cutShared(this.sourceRow, this.rowCount);
    this.slots.clear();
    this.hotSlots = [];
    this.partSlots = [];
    return columns;
  }

  /** True for a row that can be read cell by cell; else it is blank (counted) or rejected whole. */
  private isRowStraight(bytes: Uint8Array, cells: RowCells, sourceRow: number): boolean {
    if (!cells.isBroken) {
      if (isRowBlank(bytes, cells)) {
        this.blankCount++;
        return false;
      }
      // Empty cells past the heading are what spreadsheets leave behind; anything in them is a shifted row.
      let last = cells.count;
      while (last > this.headingCount && isCellBlank(bytes, cells.starts[last - 1]!, cells.ends[last - 1]!)) last--;
      if (last === this.headingCount) return true;
    }
    const isFew = cells.count < this.headingCount;
    const reason = cells.isBroken ? 'row_broken_quotes' : isFew ? 'row_too_few_cells' : 'row_too_many_cells';
    const value = cells.isBroken ? shownCell(bytes, cells, 0) : String(cells.count);
    this.rowsRead++;
    this.rejectedRowCount++;
    this.reject(sourceRow, reason, undefined, value, this.idOf(bytes, cells));
    return false;
  }

  private idOf(bytes: Uint8Array, cells: RowCells): string {
    return this.caseIdCell < cells.count ? shownCell(bytes, cells, this.caseIdCell).trim() : '';
  }

  private rejectFaults(faults: ReadonlyMap<number, CellFault>, sourceRow: number, caseId: string): boolean {
    let isAny = false;
    for (const slot of [...this.hotSlots, ...this.partSlots]) {
      for (const cell of slot.cells.length > 0 ? slot.cells : [slot.cell]) {
        const fault = faults.get(cell);
        if (fault === undefined) continue;
        isAny = true;
        this.reject(sourceRow, fault.reason, slot.schema, fault.value, caseId);
      }
    }
    return isAny;
  }

  private slotOf(column: string): Slot | undefined {
    if (this.wanted !== undefined && !this.wanted.has(column)) return undefined;
    const known = this.slots.get(column);
    if (known !== undefined) return known;
    const schema = columnSchema(column)!;
    const slot: Slot = {
      schema,
      writer: this.makeWriter(schema),
      cell: -1,
      cells: [],
      constant: this.constants.get(column) ?? NOTHING,
    };
    if (this.capacity > 0) slot.writer.reserve(this.capacity);
    for (let row = 0; row < this.rowCount; row++) slot.writer.write(NOTHING, 0, 0, row);
    this.slots.set(column, slot);
    return slot;
  }

  private makeWriter(schema: ColumnSchema): CellWriter {
    const { profile, knownCodes } = this.options;
    const replacements = replacementsOf(profile, schema.name);
    if (schema.kind === 'codes') {
      const isDiagnoses = schema.name === 'dx';
      const writer = new CodesWriter({
        separators: [...encoder.encode(signOf(profile?.list_separator ?? DEFAULT_LIST_SEPARATORS))],
        knownCodes: (isDiagnoses ? knownCodes?.diagnoses : knownCodes?.procedures) ?? [],
        replacements,
        hasPrincipal: isDiagnoses,
        tally: this.tally,
      });
      return writer;
    }
    const writer = this.makePlainWriter(schema);
    return replacements.size === 0 ? writer : new MappedWriter(writer, replacements);
  }

  private makePlainWriter(schema: ColumnSchema): CellWriter {
    switch (schema.kind) {
      case 'money':
        return new MoneyWriter(schema, this.options.profile?.money ?? 'yuan', this.tally);
      case 'integer':
        return new IntegerWriter(schema);
      case 'day':
        return new DayWriter(this.options.profile?.dates ?? 'ymd');
      case 'dictionary':
        return new DictionaryWriter(schema);
      default:
        return new TextWriter();
    }
  }

  private grow(): void {
    const expected = Math.ceil(this.expectedRows * 1.02) + FIRST_CAPACITY;
    this.capacity = this.capacity === 0 ? FIRST_CAPACITY : Math.max(expected, Math.ceil(this.capacity * 1.5));
    this.sourceRow = resizeShared(this.sourceRow, this.capacity);
    for (const slot of this.slots.values()) slot.writer.reserve(this.capacity);
  }
}

/** A sign as profiles write it: "tab" for the one that YAML shows badly. */
export function signOf(written: string): string {
  return written === 'tab' ? '\t' : written;
}

function replacementsOf(profile: ImportProfile | undefined, column: string): Map<string, string> {
  const replacements = new Map<string, string>();
  for (const text of profile?.missing ?? []) replacements.set(text.trim(), '');
  for (const [text, value] of Object.entries(profile?.values[column] ?? {})) replacements.set(text.trim(), value);
  replacements.delete('');
  return replacements;
}

function isCellBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > SPACE) return false;
  return true;
}

function isRowBlank(bytes: Uint8Array, cells: RowCells): boolean {
  for (let c = 0; c < cells.count; c++) if (!isCellBlank(bytes, cells.starts[c]!, cells.ends[c]!)) return false;
  return true;
}

function shownCell(bytes: Uint8Array, cells: RowCells, cell: number): string {
  return cell < 0 ? '' : cellText(bytes, cells.starts[cell]!, cells.ends[cell]!);
}
