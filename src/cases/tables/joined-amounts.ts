import { columnSchema } from '../columns.js';
import type { ByteText } from '../compose/byte-text.js';
import type { PieceMap } from '../compose/piece-map.js';
import type { AmountTableProfile } from '../import-profile.js';
import { plainHeading } from '../plain-heading.js';
import { ByteTable } from '../read/byte-table.js';
import type { CellFault } from '../read/cell-fault.js';
import { FILE_ERRORS } from '../read/file-errors.js';
import { FileStarts } from '../read/file-starts.js';
import { headingsNear } from '../read/headings-found.js';
import type { HeadingMapping } from '../read/map-headings.js';
import { newTally } from '../read/read-tally.js';
import { CELL_TAKEN } from '../read/row-reasons.js';
import type { RowTarget } from '../read/row-target.js';
import type { RowCells } from '../read/scan-rows.js';
import { amountText, type MoneyUnit, MoneyWriter } from '../read/writers/money-writer.js';
import { cellBounds, grown, textOfCell } from './joined-cells.js';
import type { JoinedFault } from './joined-fault.js';

const NO_KEY = -1;
/** Any sign: reversals stand in such tables as negative lines. */
const ANY_SIGN = { ...columnSchema('total_cost')!, least: -1e10 };

interface AmountMark {
  readonly rowCount: number;
  readonly skippedCount: number;
  readonly faultCount: number;
  readonly fileCount: number;
}

/**
 * A table with a row a kind of payment or charge (基金支付、收费项目), kept by the key of its stay: a few numbers a row.
 * What a stay gets is the sum of the kinds that the profile puts into a column.
 */
export class JoinedAmounts implements RowTarget {
  rowCount = 0;
  blankCount = 0;
  expectedRows = 0;
  /** Rows without an amount. */
  skippedCount = 0;
  readonly keys = new ByteTable();
  readonly faults = new Map<number, JoinedFault>();
  readonly tally = newTally();
  /** Canonical columns that this table fills. */
  readonly columns: readonly string[];
  keyOf = new Int32Array(1 << 10);
  sourceRow = new Uint32Array(1 << 10);
  isUsed = new Uint8Array(0);
  /** False where a run keeps none of its columns: then nothing is known of rows without a stay. */
  isAsked = false;
  private readonly kinds = new ByteTable();
  private kindOf = new Int32Array(1 << 10);
  private fenOf = new Float64Array(1 << 10);
  /** Fen by column and key, NaN where the table says nothing; made when the first stay asks. */
  private sums: readonly Float64Array[] | undefined;
  private readonly money: MoneyWriter;
  private cells = { key: -1, kind: -1, amount: -1, width: 0 };
  private file = '';
  private headingRow = 0;
  private readonly fileStarts = new FileStarts();

  constructor(
    readonly profile: AmountTableProfile,
    private readonly unit: MoneyUnit,
    private readonly blanks: PieceMap,
  ) {
    const { into, total } = profile;
    this.columns = [...Object.keys(into), ...(total === undefined ? [] : [total])];
    this.money = new MoneyWriter(ANY_SIGN, unit, this.tally);
    this.money.reserve(1);
  }

  /** True once a file of this table was read. */
  get isThere(): boolean {
    return this.fileStarts.count > 0;
  }

  isTable(plainHeadings: ReadonlySet<string>, key: string): boolean {
    const { profile } = this;
    return [profile.key ?? key, profile.kind, profile.amount].every((name) => plainHeadings.has(plainHeading(name)));
  }

  mapHeadings(headings: readonly string[], key: string): HeadingMapping {
    const { profile } = this;
    const plain = headings.map(plainHeading);
    const find = (heading: string): number => {
      const place = plain.indexOf(plainHeading(heading));
      if (place >= 0) return place;
      throw FILE_ERRORS.profile_heading_missing({
        column: profile.name,
        heading,
        headings: headingsNear(heading, headings),
      });
    };
    const [keyCell, kind, amount] = [find(profile.key ?? key), find(profile.kind), find(profile.amount)];
    return {
      headingCount: headings.length,
      // As columns of a case, so that every reader treats the cells as what they are.
      sources: [
        { column: 'case_id', cells: [keyCell] },
        { column: 'case_id', cells: [kind] },
        { column: 'total_cost', cells: [amount] },
      ],
      mapped: this.columns.map((to) => ({ from: headings[amount]!, to })),
      ignored: headings.filter((_, cell) => ![keyCell, kind, amount].includes(cell)),
    };
  }

  startFile(file: string, mapping: HeadingMapping, headingRow: number): void {
    const [key, kind, amount] = mapping.sources.map((source) => source.cells[0]!);
    this.cells = { key: key!, kind: kind!, amount: amount!, width: mapping.headingCount };
    this.blankCount = 0;
    this.fileStarts.add(this.rowCount, file, headingRow);
    this.file = file;
    this.headingRow = headingRow;
  }

  addRow(bytes: Uint8Array, row: RowCells, sourceRow: number, faults?: ReadonlyMap<number, CellFault>): void {
    const { cells } = this;
    if (row.count === 1 && textOfCell(bytes, row, 0) === '') {
      this.blankCount++;
      return;
    }
    const index = this.rowCount++;
    if (index === this.keyOf.length) this.growRows();
    const [from, to] = cellBounds(bytes, row, cells.key);
    const key = from === to ? NO_KEY : this.keyNumber(bytes, from, to);
    this.keyOf[index] = key;
    this.sourceRow[index] = sourceRow;
    this.fenOf[index] = Number.NaN;
    const [kindFrom, kindTo] = cellBounds(bytes, row, cells.kind);
    const known = this.kinds.find(bytes, kindFrom, kindTo);
    this.kindOf[index] = known < 0 ? this.kinds.add(bytes, kindFrom, kindTo) : known;
    const [amountFrom, amountTo] = cellBounds(bytes, row, cells.amount);
    const fault = faults?.get(cells.amount) ?? faults?.get(cells.kind) ?? faults?.get(cells.key);
    const isBent = row.isBroken || row.count < cells.width;
    const isBlank = this.blanks.isBlank(bytes, amountFrom, amountTo);
    if (fault === undefined && !isBent && isBlank) {
      this.skippedCount++;
      return;
    }
    if (fault === undefined && !isBent && this.money.write(bytes, amountFrom, amountTo, 0) === CELL_TAKEN) {
      this.fenOf[index] = this.money.amountAt(0);
      return;
    }
    if (key === NO_KEY || this.faults.has(key)) return;
    const value = fault?.value ?? textOfCell(bytes, row, isBent ? cells.key : cells.amount);
    this.faults.set(key, { file: this.file, row: sourceRow, sheetRow: sourceRow + this.headingRow, value });
  }

  /** Appends what a stay gets in a column; nothing where the table has nothing of it. */
  putSum(column: string, bytes: Uint8Array, from: number, to: number, target: ByteText): JoinedFault | undefined {
    this.isAsked = true;
    if (from === to) return undefined;
    const key = this.keys.find(bytes, from, to);
    if (key < 0) return undefined;
    this.isUsed[key] = 1;
    const fault = this.faults.get(key);
    if (fault !== undefined) return fault;
    this.sums ??= this.addUp();
    const fen = this.sums[this.columns.indexOf(column)]![key]!;
    if (!Number.isNaN(fen)) target.putText(amountText(fen, this.unit));
    return undefined;
  }

  /** Kinds of rows that the profile puts nowhere, with their rows. */
  kindsElsewhere(): Map<string, number> {
    const elsewhere = new Map<string, number>();
    const known = new Set(Object.values(this.profile.into).flat());
    for (let row = 0; row < this.rowCount; row++) {
      if (Number.isNaN(this.fenOf[row]!)) continue;
      const kind = this.kinds.textOf(this.kindOf[row]!);
      if (!known.has(kind)) elsewhere.set(kind, (elsewhere.get(kind) ?? 0) + 1);
    }
    return elsewhere;
  }

  sheetRowOf(index: number): number {
    return this.sourceRow[index]! + this.fileStarts.headingRowOf(index);
  }

  fileOf(index: number): string {
    return this.fileStarts.fileOf(index);
  }

  mark(): AmountMark {
    const { rowCount, skippedCount } = this;
    return { rowCount, skippedCount, faultCount: this.faults.size, fileCount: this.fileStarts.count };
  }

  returnTo(mark: unknown): void {
    const { rowCount, skippedCount, faultCount, fileCount } = mark as AmountMark;
    this.rowCount = rowCount;
    this.skippedCount = skippedCount;
    this.fileStarts.cutTo(fileCount);
    for (const key of [...this.faults.keys()].slice(faultCount)) this.faults.delete(key);
  }

  private addUp(): Float64Array[] {
    const { into, total, not_listed: notListed } = this.profile;
    const columnsOfKind = Array.from({ length: this.kinds.entryCount }, (_, kind) => {
      const text = this.kinds.textOf(kind);
      return this.columns.flatMap((column, index) => (column === total || into[column]?.includes(text) ? [index] : []));
    });
    const sums = this.columns.map(() => new Float64Array(this.keys.entryCount).fill(Number.NaN));
    for (let row = 0; row < this.rowCount; row++) {
      const [key, fen] = [this.keyOf[row]!, this.fenOf[row]!];
      if (key === NO_KEY || Number.isNaN(fen)) continue;
      if (notListed === 'zero') for (const sum of sums) if (Number.isNaN(sum[key]!)) sum[key] = 0;
      for (const column of columnsOfKind[this.kindOf[row]!]!) {
        const sum = sums[column]!;
        sum[key] = (Number.isNaN(sum[key]!) ? 0 : sum[key]!) + fen;
      }
    }
    return sums;
  }

  private keyNumber(bytes: Uint8Array, from: number, to: number): number {
    const found = this.keys.find(bytes, from, to);
    if (found >= 0) return found;
    const key = this.keys.add(bytes, from, to);
    if (key >= this.isUsed.length) this.isUsed = grown(this.isUsed, Math.max(1 << 10, key * 2));
    return key;
  }

  private growRows(): void {
    const size = this.keyOf.length * 2;
    this.keyOf = grown(this.keyOf, size);
    this.kindOf = grown(this.kindOf, size);
    this.fenOf = grown(this.fenOf, size);
    this.sourceRow = grown(this.sourceRow, size);
  }
}
