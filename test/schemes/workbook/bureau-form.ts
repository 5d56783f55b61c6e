import ExcelJS from 'exceljs';

type Cell = string | number | null;

/** A sheet of a bureau's workbook: rows as they stand, headings among them, and ranges to merge. */
export interface BureauSheetForm {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly merges?: readonly string[];
  readonly isHidden?: true;
}

export async function writeBureauWorkbook(path: string, sheets: readonly BureauSheetForm[]): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  for (const { name, rows, merges = [], isHidden } of sheets) {
    const sheet = workbook.addWorksheet(name, isHidden ? { state: 'hidden' } : {});
    sheet.addRows(rows.map((row) => [...row]));
    for (const range of merges) sheet.mergeCells(range);
  }
  await workbook.xlsx.writeFile(path);
}

/** Merges runs of equal values down a column, as catalogues are laid out. */
export function mergedRuns(rows: readonly (readonly Cell[])[], column: number, firstRow: number): string[] {
  const letter = String.fromCharCode(65 + column);
  const merges: string[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start;
    while (end + 1 < rows.length && rows[end + 1]![column] === rows[start]![column]) end++;
    if (end > start) merges.push(`${letter}${start + firstRow}:${letter}${end + firstRow}`);
    start = end + 1;
  }
  return merges;
}
