import type { Details } from '../../kernel/errors.js';
import { sharedUint32 } from '../../kernel/shared-arrays.js';
import type { Column } from '../case-table.js';
import type { CodeChange } from '../codes/code-change.js';
import { COLUMN_SCHEMAS, type ColumnSchema, columnSchema } from '../columns.js';
import { ByteText } from '../compose/byte-text.js';
import { composerOf } from '../compose/cell-composer.js';
import { PieceMap } from '../compose/piece-map.js';
import { refundOf } from '../refunds/refund-of.js';
import type { RefundRow } from '../refunds/refund-row.js';
import { RefundsSeen } from '../refunds/refunds-seen.js';
import type { JoinedTables } from '../tables/joined-tables.js';
import type { CellFault } from './cell-fault.js';
import type { ColumnSlot as Slot } from './column-slot.js';
import { removeRows } from './compact-columns.js';
import { FileStarts } from './file-starts.js';
import type { HeadingMapping } from './map-headings.js';
import type { ReadOptions, RejectedRow } from './read-result.js';
import { newTally, type ReadTally } from './read-tally.js';
import { RejectionLog } from './rejection-log.js';
import { CELL_REASONS, CELL_TAKEN, NEGATIVE_AMOUNT, type RowReason } from './row-reasons.js';
import type { RowTarget } from './row-target.js';
import { isCellBlank, isNegative, isRowBlank, shownCell } from './row-texts.js';
import type { RowCells } from './scan-rows.js';
import { slotFaults } from './slot-faults.js';
import { cellText, cutShared, resizeShared } from './writers/cell-writer.js';
import { CodesWriter } from './writers/codes-writer.js';
import { listSigns, makeWriter, replacementsOf } from './writers/make-writer.js';

export interface BuilderMark {
  readonly rowCount: number;
  readonly rowsRead: number;
  readonly rejectedRowCount: number;
  readonly reasonCount: number;
  readonly fileCount: number;
  readonly tally: ReadTally;
  readonly refundCount: number;
  readonly codeChanges: ReadonlyMap<string, Uint32Array>;
}

const SPACE = 32;
const NO_CELL = -1;
const NOTHING = new Uint8Array(0);
const FIRST_CAPACITY = 1 << 12;
const encoder = new TextEncoder();

/** Gathers rows of one or more files into columns; bad rows are written over and noted. */
export class CaseBuilder implements RowTarget {
  rowCount = 0;
  rowsRead = 0;
  rejectedRowCount = 0;
  blankCount = 0;
  /** First case of each file, so that a case can be told its file. */
  readonly fileStarts = new FileStarts();
  sourceRow = sharedUint32(0);
  readonly tally: ReadTally = newTally();
  /** Rows of a negative total: no cases, to be netted with their originals. */
  readonly refunds: RefundRow[] = [];
  /** Rows that are likely in the end, so that columns grow once. */
  expectedRows = 0;
  private capacity = 0;
  private file = '';
  private headingCount = 0;
  private headingRow = 0;
  private readonly slots = new Map<string, Slot>();
  private hotSlots: Slot[] = [];
  private partSlots: Slot[] = [];
  private composedSlots: Slot[] = [];
  private caseIdCell = 0;
  private caseIdSlot: Slot | undefined;
  /** The total's cell where the run does not read it: a minus there is a refund that needs reading once more. */
  private watchedCell = NO_CELL;
  private readonly composed = new ByteText();
  private readonly constants = new Map<string, Uint8Array>();
  private readonly log = new RejectionLog();

  constructor(
    private readonly options: ReadOptions,
    /** Columns that are read; undefined: whatever the files have. */
    private readonly wanted: ReadonlySet<string> | undefined,
    /** Tables that the profile joins to the stays. */
    private readonly tables?: JoinedTables,
  ) {
    for (const [column, value] of Object.entries(options.profile?.constants ?? {})) {
      this.constants.set(column, encoder.encode(value));
    }
  }

  /** Begins a file: which cells fill which columns from now on. */
  startFile(file: string, mapping: HeadingMapping, headingRow: number): void {
    this.file = file;
    this.headingRow = headingRow;
    this.headingCount = mapping.headingCount;
    this.blankCount = 0;
    this.fileStarts.add(this.rowCount, file, headingRow);
    for (const slot of this.slots.values()) {
      slot.cell = NO_CELL;
      slot.cells = [];
      slot.composer = undefined;
      slot.compose = undefined;
    }
    this.watchedCell = NO_CELL;
    this.caseIdSlot = undefined;
    for (const { column, cells, compose } of mapping.sources) {
      const slot = this.slotOf(column);
      if (slot === undefined) {
        const isWatched = column === 'total_cost' && compose === undefined && this.options.refunds !== 'reject';
        if (isWatched) this.watchedCell = cells[0]!;
        continue;
      }
      if (compose !== undefined) {
        slot.cells = cells;
        slot.compose = compose;
        slot.composer = composerOf(compose, {
          tables: this.tables,
          pieces: new PieceMap(replacementsOf(this.options.profile, column)),
          codes: new PieceMap(replacementsOf(this.options.profile, 'dx')),
          listSign: listSigns(this.options.profile)[0]!,
        });
      } else if (cells.length === 1) slot.cell = cells[0]!;
      else slot.cells = cells;
      if (column === 'case_id') {
        this.caseIdCell = cells[0]!;
        this.caseIdSlot = slot;
      }
    }
    for (const column of this.constants.keys()) this.slotOf(column);
    if (this.slots.has('admit_date') && this.slots.has('discharge_date')) this.slotOf('los_days');
    const all = COLUMN_SCHEMAS.flatMap((schema) => this.slots.get(schema.name) ?? []);
    this.hotSlots = all.filter((slot) => slot.cells.length === 0);
    this.composedSlots = all.filter((slot) => slot.composer !== undefined);
    this.partSlots = all.filter((slot) => slot.cells.length > 0 && slot.composer === undefined);
  }

  get rejected(): RejectedRow[] {
    return this.log.rows;
  }

  /** Takes one row. `sourceRow` counts from 1, blank lines included, so that it agrees with what a spreadsheet shows. */
  addRow(bytes: Uint8Array, cells: RowCells, sourceRow: number, faults?: ReadonlyMap<number, CellFault>): void {
    const { starts, ends } = cells;
    const isBent = cells.isBroken || cells.count !== this.headingCount;
    if (isBent && !this.isRowStraight(bytes, cells, sourceRow)) return;
    const row = this.rowCount;
    if (row === this.capacity) this.grow();
    const { hotSlots, watchedCell } = this;
    if (watchedCell >= 0 && isNegative(bytes, starts[watchedCell]!, ends[watchedCell]!)) throw new RefundsSeen();
    const reasonCount = this.rejected.length;
    let isTaken = true;
    let isRefund = false;
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
        if (problem === NEGATIVE_AMOUNT && slot.schema.name === 'total_cost') isRefund = true;
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
    for (const slot of this.composedSlots) {
      const { composed } = this;
      composed.clear();
      const fault = slot.composer!(bytes, starts, ends, slot.cells, composed);
      if (fault !== undefined) {
        isTaken = false;
        this.reject(sourceRow, 'row_joined_row_unreadable', slot.schema, fault.value, this.idOf(bytes, cells), {
          childFile: fault.file,
          childRow: fault.sheetRow,
        });
        continue;
      }
      const problem = slot.writer.write(composed.bytes, 0, composed.length, row);
      if (problem === CELL_TAKEN) continue;
      isTaken = false;
      if (problem === NEGATIVE_AMOUNT && slot.schema.name === 'total_cost') isRefund = true;
      const value = cellText(composed.bytes, 0, composed.length);
      const isLess = problem === NEGATIVE_AMOUNT && slot.compose!.kind === 'difference';
      const reason = isLess ? 'cell_difference_negative' : CELL_REASONS[problem]!;
      this.reject(sourceRow, reason, slot.schema, value, this.idOf(bytes, cells));
    }
    if (isRefund && this.takeRefund(bytes, cells, sourceRow, reasonCount)) {
      this.rowsRead++;
      return;
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
    const sheetRow = row + Number(more.headingRow ?? this.headingRow);
    const place = { file: this.file, row, sheetRow, caseId, value };
    this.log.note(place, reason, schema, { expected: this.headingCount, ...more });
  }

  /** The state before a file, to return to when the file must be begun again in another encoding. */
  mark(): BuilderMark {
    return {
      rowCount: this.rowCount,
      rowsRead: this.rowsRead,
      rejectedRowCount: this.rejectedRowCount,
      reasonCount: this.rejected.length,
      fileCount: this.fileStarts.count,
      tally: { ...this.tally, roundedAmounts: new Map(this.tally.roundedAmounts) },
      refundCount: this.refunds.length,
      codeChanges: new Map(this.codesWriters().map(([column, writer]) => [column, writer.markChanges()])),
    };
  }

  /** Forgets the rows taken since the mark. Dictionaries may keep texts of no row: renumber them at the end. */
  returnTo(state: unknown): void {
    const mark = state as BuilderMark;
    this.refunds.length = mark.refundCount;
    for (const [column, writer] of this.codesWriters()) writer.returnToChanges(mark.codeChanges.get(column));
    this.rowCount = mark.rowCount;
    this.rowsRead = mark.rowsRead;
    this.rejectedRowCount = mark.rejectedRowCount;
    this.rejected.length = mark.reasonCount;
    this.fileStarts.cutTo(mark.fileCount);
    Object.assign(this.tally, mark.tally);
  }

  /** Codes that did not go in as they came. Asked before `finish`. */
  codeChanges(): CodeChange[] {
    return this.codesWriters().flatMap(([, writer]) => writer.changes());
  }

  /** Name of the file that a case came from. */
  fileOf(row: number): string {
    return this.fileStarts.fileOf(row);
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
    this.composedSlots = [];
    return columns;
  }

  /** Takes rows out of finished columns, before further checks; row numbers of files go with them. */
  removeRows(columns: Readonly<Record<string, Column>>, isRemoved: Uint8Array): Record<string, Column> {
    this.fileStarts.removeRows(isRemoved);
    const kept = removeRows(columns, this.sourceRow, isRemoved);
    this.sourceRow = kept.sourceRow;
    this.rowCount = kept.sourceRow.length;
    return kept.columns;
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
    // The first cell may be a name: the id is what finds the row.
    const value = cells.isBroken ? this.idOf(bytes, cells) : String(cells.count);
    this.rowsRead++;
    this.rejectedRowCount++;
    this.reject(sourceRow, reason, undefined, value, this.idOf(bytes, cells));
    return false;
  }

  private idOf(bytes: Uint8Array, cells: RowCells): string {
    return this.caseIdSlot === undefined ? '' : this.textOfSlot(this.caseIdSlot, bytes, cells);
  }

  /** A row of a negative total is kept as a refund where all its amounts can be read; what else is wrong does not matter. */
  private takeRefund(bytes: Uint8Array, cells: RowCells, sourceRow: number, reasonCount: number): boolean {
    if (this.options.refunds === 'reject') return false;
    const { wanted, slots } = this;
    if (wanted !== undefined && !wanted.has('settlement_id')) throw new RefundsSeen();
    const settlement = slots.get('settlement_id');
    const refund = refundOf(
      {
        file: this.file,
        row: sourceRow,
        headingRow: this.headingRow,
        caseId: this.idOf(bytes, cells),
        settlementId: settlement === undefined ? '' : this.textOfSlot(settlement, bytes, cells),
      },
      this.rejected.slice(reasonCount),
      slots.values(),
      this.rowCount,
    );
    if (refund === undefined) return false;
    this.rejected.length = reasonCount;
    this.refunds.push(refund);
    return true;
  }

  private textOfSlot(slot: Slot, bytes: Uint8Array, cells: RowCells): string {
    if (slot.composer === undefined) return slot.cell < cells.count ? shownCell(bytes, cells, slot.cell).trim() : '';
    if (slot.cells.some((cell) => cell >= cells.count)) return '';
    this.composed.clear();
    slot.composer(bytes, cells.starts, cells.ends, slot.cells, this.composed);
    return cellText(this.composed.bytes, 0, this.composed.length);
  }

  private codesWriters(): [string, CodesWriter][] {
    return [...this.slots].flatMap(([column, { writer }]) =>
      writer instanceof CodesWriter ? [[column, writer] as [string, CodesWriter]] : [],
    );
  }

  private rejectFaults(faults: ReadonlyMap<number, CellFault>, sourceRow: number, caseId: string): boolean {
    const found = slotFaults([...this.hotSlots, ...this.partSlots, ...this.composedSlots], faults);
    for (const { slot, fault } of found) this.reject(sourceRow, fault.reason, slot.schema, fault.value, caseId);
    return found.length > 0;
  }

  private slotOf(column: string): Slot | undefined {
    if (this.wanted !== undefined && !this.wanted.has(column)) return undefined;
    const known = this.slots.get(column);
    if (known !== undefined) return known;
    const schema = columnSchema(column)!;
    const slot: Slot = {
      schema,
      writer: makeWriter(schema, this.options, this.tally),
      cell: NO_CELL,
      cells: [],
      compose: undefined,
      composer: undefined,
      constant: this.constants.get(column) ?? NOTHING,
    };
    if (this.capacity > 0) slot.writer.reserve(this.capacity);
    for (let row = 0; row < this.rowCount; row++) slot.writer.write(NOTHING, 0, 0, row);
    this.slots.set(column, slot);
    return slot;
  }

  private grow(): void {
    const expected = Math.ceil(this.expectedRows * 1.02) + FIRST_CAPACITY;
    this.capacity = this.capacity === 0 ? FIRST_CAPACITY : Math.max(expected, Math.ceil(this.capacity * 1.5));
    this.sourceRow = resizeShared(this.sourceRow, this.capacity);
    for (const slot of this.slots.values()) slot.writer.reserve(this.capacity);
  }
}
