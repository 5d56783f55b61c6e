import { InputError } from '../../kernel/errors.js';
import { guessProfile } from '../guess-profile.js';
import { FileReading } from './file-reading.js';
import type { HeadingMapping } from './map-headings.js';
import type { ReadOptions } from './read-result.js';
import type { RowTarget } from './row-target.js';
import { shownCell } from './row-texts.js';
import type { RowCells } from './scan-rows.js';
import type { SniffedFile } from './sniff-file.js';

export interface PeekedTable {
  readonly headings: readonly string[];
  /** Cells as texts, trimmed. */
  readonly rows: readonly (readonly string[])[];
}

/** Ends the reading of a file whose first rows are enough. Internal; an EngineError so that readers let it through. */
class EnoughRows extends InputError {
  constructor() {
    super('enough_rows', { zh: '', en: 'enough rows' }, {});
  }
}

class FirstRows implements RowTarget {
  readonly rows: string[][] = [];
  rowCount = 0;
  blankCount = 0;
  expectedRows = 0;
  headings: readonly string[] = [];

  constructor(private readonly most: number) {}

  startFile(): void {
    if (this.most === 0) throw new EnoughRows();
  }

  addRow(bytes: Uint8Array, cells: RowCells): void {
    const row: string[] = [];
    for (let cell = 0; cell < cells.count; cell++) row.push(shownCell(bytes, cells, cell).trim());
    this.rows.push(row);
    if (this.rows.length >= this.most) throw new EnoughRows();
  }

  mark(): unknown {
    return undefined;
  }

  returnTo(): void {
    this.rows.length = 0;
  }
}

/**
 * Headings and first rows of a file of any format that cases are read from. A workbook's sheet and line of headings are
 * found as for cases.
 * @param most  rows to read; 0 for the headings alone
 */
export async function peekTable(
  path: string,
  sniffed: SniffedFile,
  most: number,
  options: ReadOptions = {},
): Promise<PeekedTable> {
  const target = new FirstRows(most);
  const mapWith = (headings: readonly string[]): HeadingMapping => {
    target.headings = headings;
    const { unknown } = guessProfile(headings);
    return {
      headingCount: headings.length,
      sources: headings.map((_, cell) => ({ column: 'case_id', cells: [cell] })),
      mapped: headings.filter((heading) => !unknown.includes(heading)).map((from) => ({ from, to: '' })),
      ignored: [],
    };
  };
  try {
    await new FileReading(target, options, [], mapWith).readFile(path, sniffed, () => {});
  } catch (error) {
    if (!(error instanceof EnoughRows)) throw error;
  }
  return { headings: target.headings.map((heading) => heading.trim()), rows: target.rows };
}
