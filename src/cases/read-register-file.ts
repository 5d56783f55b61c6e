import { statSync } from 'node:fs';
import { defineErrors, InputError } from '../kernel/errors.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import type { CellFault } from './read/cell-fault.js';
import { FileReading } from './read/file-reading.js';
import type { HeadingMapping } from './read/map-headings.js';
import type { RowTarget } from './read/row-target.js';
import { shownCell } from './read/row-texts.js';
import type { RowCells } from './read/scan-rows.js';
import { sniffFile } from './read/sniff-file.js';
import {
  filledRegister,
  type HospitalWithoutLevel,
  isRegisterHeading,
  readRegister,
  readRegisterTexts,
  rowsWithoutLevel,
} from './read-register.js';
import type { HospitalRegister } from './register.js';

const ERRORS = defineErrors(InputError, {
  register_cell_unreadable: {
    zh: '第 {row} 行（不计表头）的单元格“{value}”无法读取（错误值、没有结果的公式，或被改成数字的编号）。请改为文本或固定值。',
    en: 'row {row} (not counting the heading): the cell "{value}" cannot be read (an error value, a formula without a result, or an id turned into a number). Make it a text or a plain value.',
  },
});

/**
 * Reads the register of hospitals from a file of any format that cases are read from: a workbook's sheet and line of
 * headings are found as for cases.
 * @throws register_cell_unreadable, the errors of readRegister and of reading files
 */
export async function readRegisterFile(path: string, year: number): Promise<HospitalRegister> {
  const rows = await registerTexts(path);
  return rows === undefined ? readRegister(path, year) : filledRegister(rows, path, year);
}

/**
 * Rows of a register that state no level, or one that nobody knows, in the order of the file; for checks before a run,
 * which readRegisterFile refuses at the first of them.
 * @throws as readRegisterFile of the file as a whole
 */
export async function hospitalsWithoutLevel(path: string): Promise<readonly HospitalWithoutLevel[]> {
  const rows = await registerTexts(path);
  return rowsWithoutLevel(rows ?? readRegisterTexts(path), path);
}

/** The texts of a register that is no plain text; undefined where readRegister reads it, or says why it cannot. */
async function registerTexts(path: string): Promise<TextsOfRows | undefined> {
  refusePipe(path);
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isFile() !== true || facts.size === 0) return undefined;
  const sniffed = await sniffFile(path);
  if (sniffed.kind === 'text') return undefined;
  const target = new TextsOfRows(path);
  await new FileReading(target, {}, [], (headings) => target.mapHeadings(headings)).readFile(path, sniffed, () => {});
  return target;
}

/** Every cell of a table as its text. */
class TextsOfRows implements RowTarget {
  headings: readonly string[] = [];
  readonly rows: string[][] = [];
  readonly blankCount = 0;
  expectedRows = 0;

  constructor(private readonly path: string) {}

  get rowCount(): number {
    return this.rows.length;
  }

  mapHeadings(headings: readonly string[]): HeadingMapping {
    this.headings = headings.map((heading) => heading.trim());
    return {
      headingCount: headings.length,
      sources: headings.map((_, cell) => ({ column: 'hospital_id', cells: [cell] })),
      mapped: this.headings.filter(isRegisterHeading).map((from) => ({ from, to: from })),
      ignored: [],
    };
  }

  startFile(): void {
    this.rows.length = 0;
  }

  addRow(bytes: Uint8Array, cells: RowCells, row: number, faults?: ReadonlyMap<number, CellFault>): void {
    for (const [cell, { value }] of faults ?? []) {
      if (isRegisterHeading(this.headings[cell] ?? '')) {
        throw ERRORS.register_cell_unreadable({ row, value }, { path: this.path });
      }
    }
    const texts = this.headings.map((_, cell) => (cell < cells.count ? shownCell(bytes, cells, cell).trim() : ''));
    // Rows keep their numbers, whether blank rows between them are handed on or not.
    while (this.rows.length < row - 1) this.rows.push(this.headings.map(() => ''));
    this.rows.push(texts);
  }

  mark(): number {
    return this.rows.length;
  }

  returnTo(mark: unknown): void {
    this.rows.length = mark as number;
  }
}
