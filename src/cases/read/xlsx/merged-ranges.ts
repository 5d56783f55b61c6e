import type { GridCell, GridValue, TakeGridRow } from '../grid/grid-sheet.js';

/** Cells that a sheet shows as one; lines from 1, columns from 0, ends included. */
export interface MergedRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** "C2:C4" → the range; undefined for what is no range. */
export function parseRange(text: string): MergedRange | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(text);
  if (!match) return undefined;
  const [a, b] = [columnNumber(match[1]!), columnNumber(match[3]!)];
  const [c, d] = [Number(match[2]), Number(match[4])];
  return { top: Math.min(c, d), bottom: Math.max(c, d), left: Math.min(a, b), right: Math.max(a, b) };
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}

/**
 * Puts covered cells in the place of those under a merge, row by row: the merge's value goes down its first column;
 * in its other columns nothing is shown. Ranges are only looked at, never spread out, so one over a whole sheet is cheap.
 */
export function coverMerges(ranges: readonly MergedRange[], take: TakeGridRow): TakeGridRow {
  const merges = ranges.filter((range) => range.bottom > range.top || range.right > range.left);
  if (merges.length === 0) return take;
  merges.sort((a, b) => a.top - b.top);
  let next = 0;
  let open: { range: MergedRange; value: GridValue | undefined }[] = [];
  return (line, cells) => {
    open = open.filter(({ range }) => range.bottom >= line);
    for (; next < merges.length && merges[next]!.top <= line; next++) {
      const range = merges[next]!;
      if (range.bottom < line) continue;
      // Where the first line of a merge has no row, nothing is shown in it.
      const value = range.top === line ? (cells[range.left] as GridValue | undefined) : undefined;
      open.push({ range, value });
    }
    if (open.length === 0) return take(line, cells);
    const covered: GridCell[] = [...cells];
    for (const { range, value } of open) {
      // A row that ends before the merge still shows its value in the first column.
      const last = Math.min(range.right, Math.max(cells.length - 1, range.left));
      for (let column = range.left; column <= last; column++) {
        if (line === range.top && column === range.left) continue;
        const shown = column === range.left ? value : undefined;
        covered[column] = { kind: 'covered', shown, beneath: cells[column] as GridValue | undefined };
      }
    }
    return take(line, covered);
  };
}
