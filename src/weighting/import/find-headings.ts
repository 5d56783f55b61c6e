import type { SheetRow, TableSheet } from '../../cases/read/read-table-sheets.js';
import { type PublishedColumn, readPublishedHeading } from './published-heading.js';

/** Titles and remarks may stand above the headings. */
const LINES_SEARCHED = 20;

export interface FoundHeadings {
  readonly sheet: TableSheet;
  /** As written, top and bottom of two rows joined by a hyphen; '' where nothing stands. */
  readonly headings: readonly string[];
  readonly line: number;
  readonly rowCount: 1 | 2;
  /** Rows of the sheet before the first one of data. */
  readonly rowsBefore: number;
  readonly score: number;
}

/**
 * Where the headings of a published table stand: the line, or two lines under merged headings, of which most are
 * understood, among the first 20 of each visible sheet. A group and something to pay by must be among them, or headings
 * that a profile names.
 */
export function findHeadings(
  sheets: readonly TableSheet[],
  sheetName: string | undefined,
  hospitals: ReadonlyMap<string, string>,
  named: ReadonlySet<string>,
): FoundHeadings | undefined {
  let best: FoundHeadings | undefined;
  for (const sheet of sheets) {
    if (sheetName === undefined ? sheet.isHidden : sheet.name !== sheetName) continue;
    for (let index = 0; index < sheet.rows.length && index < LINES_SEARCHED; index++) {
      const row = sheet.rows[index]!;
      const next = sheet.rows[index + 1];
      const candidates: [readonly string[], 1 | 2][] = [[single(row), 1]];
      const pair = next === undefined || next.line !== row.line + 1 ? undefined : joined(row, next);
      if (pair !== undefined) candidates.push([pair, 2]);
      for (const [headings, rowCount] of candidates) {
        const score = scoreOf(headings, hospitals, named);
        if (score === 0 || score <= (best?.score ?? 0)) continue;
        best = { sheet, headings, line: row.line, rowCount, rowsBefore: index + rowCount, score };
      }
    }
  }
  return best;
}

const textOf = (cell: SheetRow['cells'][number] | undefined): string => (typeof cell === 'string' ? cell : '');

function single(row: SheetRow): string[] {
  // A title merged over the table is one heading, not one for each column.
  return row.cells.map((cell, column) => (row.covered.has(column) ? '' : textOf(cell)));
}

/**
 * Headings of two rows: a heading over several columns goes with each one below it. In a text file, where merges are
 * not told, an empty cell above a filled one belongs to the filled cell on its left.
 */
function joined(top: SheetRow, bottom: SheetRow): string[] | undefined {
  const width = Math.max(top.cells.length, bottom.cells.length);
  const headings: string[] = [];
  let above = '';
  let isDifferent = false;
  for (let column = 0; column < width; column++) {
    const upper = textOf(top.cells[column]);
    const lower = textOf(bottom.cells[column]);
    if (upper !== '') above = upper;
    const isSame = lower === '' || lower === upper;
    if (!isSame) isDifferent = true;
    headings.push(isSame ? upper : upper === '' && above === '' ? lower : `${upper === '' ? above : upper}-${lower}`);
  }
  return isDifferent ? headings : undefined;
}

function scoreOf(
  headings: readonly string[],
  hospitals: ReadonlyMap<string, string>,
  named: ReadonlySet<string>,
): number {
  const found = headings.map((heading) => (heading === '' ? undefined : readPublishedHeading(heading, hospitals)));
  const columns = found.filter((one): one is PublishedColumn => typeof one === 'object');
  const has = (fields: readonly string[]): boolean => columns.some(({ field }) => fields.includes(field));
  const byName = headings.filter((heading) => named.has(heading)).length;
  const isTable = has(['group']) && has(['weight', 'coefficient', 'standard', 'control_weight', 'mean_cost']);
  if (!isTable && byName === 0) return 0;
  // What is understood counts twice; a column passed over once.
  const passed = found.filter((one) => one === 'passed' || one === 'wan').length;
  return 2 * (columns.length + byName) + passed;
}
