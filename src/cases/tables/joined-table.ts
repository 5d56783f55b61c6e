import type { ChildTableProfile } from '../import-profile.js';
import { plainHeading } from '../plain-heading.js';
import { ByteTable } from '../read/byte-table.js';
import type { CellFault } from '../read/cell-fault.js';
import { FILE_ERRORS } from '../read/file-errors.js';
import { FileStarts } from '../read/file-starts.js';
import { headingsNear } from '../read/headings-found.js';
import type { HeadingMapping } from '../read/map-headings.js';
import type { RowTarget } from '../read/row-target.js';
import type { RowCells } from '../read/scan-rows.js';
import { cellBounds, grown, textOfCell } from './joined-cells.js';
import type { JoinedFault } from './joined-fault.js';

const NO_ROW = -1;

interface TableCells {
  readonly key: number;
  readonly code: number;
  readonly principal: number;
  readonly onAdmission: number;
  /** Cells with the texts that let a row count. */
  readonly only: readonly { readonly cell: number; readonly texts: ReadonlySet<string> }[];
  readonly headingCount: number;
}

interface TableMark {
  readonly rowCount: number;
  readonly skippedCount: number;
  readonly keylessCount: number;
  readonly faultCount: number;
  readonly fileCount: number;
}

/**
 * The rows of a table of diagnoses or procedures, kept by the key of their stay: distinct keys and codes once, a few
 * numbers a row. Memory goes with rows of codes, not with the width of the file.
 */
export class JoinedTable implements RowTarget {
  rowCount = 0;
  blankCount = 0;
  expectedRows = 0;
  /** Rows that `only` leaves out, or without a code. */
  skippedCount = 0;
  readonly keys = new ByteTable();
  readonly codes = new ByteTable();
  readonly conditions = new ByteTable();
  readonly faults = new Map<number, JoinedFault>();
  /** Rows without a key. */
  readonly keyless: JoinedFault[] = [];
  first = new Int32Array(1 << 10).fill(NO_ROW);
  private last = new Int32Array(1 << 10).fill(NO_ROW);
  next = new Int32Array(1 << 10);
  private keyOf = new Int32Array(1 << 10);
  codeOf = new Uint32Array(1 << 10);
  conditionOf = new Uint32Array(1 << 10);
  isPrincipal = new Uint8Array(1 << 10);
  sourceRow = new Uint32Array(1 << 10);
  isUsed = new Uint8Array(1 << 10);
  readonly hasPrincipal: boolean;
  private readonly principalTexts: ReadonlySet<string>;
  private cells: TableCells | undefined;
  private file = '';
  private headingRow = 0;
  private readonly fileStarts = new FileStarts();

  constructor(readonly profile: ChildTableProfile) {
    this.hasPrincipal = profile.principal !== undefined;
    this.principalTexts = new Set(profile.principal?.values);
    this.conditions.addText('');
  }

  /** Which cells of a file with these headings the table needs; as a mapping, so that every reader keeps codes whole. */
  mapHeadings(headings: readonly string[], key: string): HeadingMapping {
    const { profile } = this;
    const plain = headings.map(plainHeading);
    const find = (heading: string | undefined, isNeeded: boolean): number => {
      if (heading === undefined) return -1;
      const place = plain.indexOf(plainHeading(heading));
      if (place < 0 && isNeeded) {
        throw FILE_ERRORS.profile_heading_missing({
          column: 'tables',
          heading,
          headings: headingsNear(heading, headings),
        });
      }
      return place;
    };
    this.cells = {
      key: find(key, true),
      code: find(profile.code, true),
      principal: find(profile.principal?.heading, true),
      onAdmission: find(profile.on_admission, false),
      only: Object.entries(profile.only).map(([heading, texts]) => ({
        cell: find(heading, true),
        texts: new Set(texts),
      })),
      headingCount: headings.length,
    };
    const { cells } = this;
    const used = [cells.principal, cells.onAdmission, ...cells.only.map((one) => one.cell)].filter((cell) => cell >= 0);
    const taken = new Set([cells.key, cells.code, ...used]);
    return {
      headingCount: headings.length,
      sources: [
        { column: 'case_id', cells: [cells.key] },
        { column: 'dx', cells: [cells.code] },
        ...used.map((cell) => ({ column: 'case_id', cells: [cell] })),
      ],
      mapped: [
        { from: key, to: 'case_id' },
        { from: profile.code, to: 'dx' },
      ],
      ignored: headings.filter((_, cell) => !taken.has(cell)),
    };
  }

  /** The mapping may have been narrowed to the cells that were read: they come in the order of `mapHeadings`. */
  startFile(file: string, mapping: HeadingMapping, headingRow: number): void {
    const [key, code, ...used] = mapping.sources.map((source) => source.cells[0]!);
    const { cells } = this;
    if (cells === undefined || key === undefined || code === undefined) throw new TypeError('headings come first');
    const places = [cells.principal, cells.onAdmission, ...cells.only.map((one) => one.cell)];
    let next = 0;
    const moved = places.map((cell) => (cell < 0 ? -1 : used[next++]!));
    this.cells = {
      key,
      code,
      principal: moved[0]!,
      onAdmission: moved[1]!,
      only: cells.only.map((one, index) => ({ ...one, cell: moved[index + 2]! })),
      headingCount: mapping.headingCount,
    };
    this.blankCount = 0;
    this.fileStarts.add(this.rowCount, file, headingRow);
    this.headingRow = headingRow;
    this.file = file;
  }

  addRow(bytes: Uint8Array, row: RowCells, sourceRow: number, faults?: ReadonlyMap<number, CellFault>): void {
    const cells = this.cells!;
    const isBent = row.isBroken || row.count < cells.headingCount;
    if (row.count === 1 && textOfCell(bytes, row, 0) === '') {
      this.blankCount++;
      return;
    }
    const [from, to] = cellBounds(bytes, row, cells.key);
    const { file } = this;
    if (from === to) {
      this.keyless.push({ file, row: sourceRow, sheetRow: sourceRow + this.headingRow, value: '' });
      this.rowCount++;
      this.reserveRows();
      this.sourceRow[this.rowCount - 1] = sourceRow;
      this.keyOf[this.rowCount - 1] = NO_ROW;
      return;
    }
    let key = this.keys.find(bytes, from, to);
    if (key < 0) {
      key = this.keys.add(bytes, from, to);
      this.reserveKeys(key);
    }
    this.rowCount++;
    this.reserveRows();
    const index = this.rowCount - 1;
    this.sourceRow[index] = sourceRow;
    this.keyOf[index] = NO_ROW;
    const fault = faults?.get(cells.code) ?? faults?.get(cells.key);
    if (isBent || fault !== undefined) {
      if (!this.faults.has(key)) {
        const value = fault?.value ?? textOfCell(bytes, row, cells.key);
        this.faults.set(key, { file, row: sourceRow, sheetRow: sourceRow + this.headingRow, value });
      }
      return;
    }
    const [codeFrom, codeTo] = cellBounds(bytes, row, cells.code);
    if (codeFrom === codeTo || !cells.only.every(({ cell, texts }) => texts.has(textOfCell(bytes, row, cell)))) {
      this.skippedCount++;
      return;
    }
    let code = this.codes.find(bytes, codeFrom, codeTo);
    if (code < 0) code = this.codes.add(bytes, codeFrom, codeTo);
    this.codeOf[index] = code;
    this.isPrincipal[index] = this.principalTexts.has(textOfCell(bytes, row, cells.principal)) ? 1 : 0;
    this.conditionOf[index] =
      cells.onAdmission < 0 ? 0 : this.conditions.addText(textOfCell(bytes, row, cells.onAdmission));
    this.link(key, index);
  }

  /** The number of a key, −1 where no row has it; it then counts as used. */
  use(bytes: Uint8Array, from: number, to: number): number {
    const key = this.keys.find(bytes, from, to);
    if (key >= 0) this.isUsed[key] = 1;
    return key;
  }

  sheetRowOf(index: number): number {
    return this.sourceRow[index]! + this.fileStarts.headingRowOf(index);
  }

  fileOf(index: number): string {
    return this.fileStarts.fileOf(index);
  }

  mark(): TableMark {
    return {
      rowCount: this.rowCount,
      skippedCount: this.skippedCount,
      keylessCount: this.keyless.length,
      faultCount: this.faults.size,
      fileCount: this.fileStarts.count,
    };
  }

  returnTo(mark: unknown): void {
    const { rowCount, skippedCount, keylessCount, faultCount, fileCount } = mark as TableMark;
    this.rowCount = rowCount;
    this.skippedCount = skippedCount;
    this.keyless.length = keylessCount;
    this.fileStarts.cutTo(fileCount);
    for (const key of [...this.faults.keys()].slice(faultCount)) this.faults.delete(key);
    this.first.fill(NO_ROW);
    for (let row = 0; row < rowCount; row++) if (this.keyOf[row] !== NO_ROW) this.link(this.keyOf[row]!, row);
  }

  private link(key: number, row: number): void {
    this.keyOf[row] = key;
    this.next[row] = NO_ROW;
    if (this.first[key] === NO_ROW) this.first[key] = row;
    else this.next[this.last[key]!] = row;
    this.last[key] = row;
  }

  private reserveKeys(key: number): void {
    if (key < this.first.length) return;
    const size = this.first.length * 2;
    const from = this.first.length;
    this.first = grown(this.first, size).fill(NO_ROW, from);
    this.last = grown(this.last, size).fill(NO_ROW, from);
    this.isUsed = grown(this.isUsed, size);
  }

  private reserveRows(): void {
    if (this.rowCount <= this.next.length) return;
    const size = this.next.length * 2;
    this.next = grown(this.next, size);
    this.keyOf = grown(this.keyOf, size);
    this.codeOf = grown(this.codeOf, size);
    this.conditionOf = grown(this.conditionOf, size);
    this.isPrincipal = grown(this.isPrincipal, size);
    this.sourceRow = grown(this.sourceRow, size);
  }
}
