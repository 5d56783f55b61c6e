/** Which rows came from which file: files follow each other. */
export class FileStarts {
  private readonly starts: { firstRow: number; readonly file: string; readonly headingRow: number }[] = [];

  add(firstRow: number, file: string, headingRow: number): void {
    this.starts.push({ firstRow, file, headingRow });
  }

  get count(): number {
    return this.starts.length;
  }

  /** Forgets all but the first files. */
  cutTo(count: number): void {
    this.starts.length = count;
  }

  /** Name of the file that a row came from. */
  fileOf(row: number): string {
    let name = '';
    for (const { firstRow, file } of this.starts) if (firstRow <= row) name = file;
    return name;
  }

  /** Row of the headings of the file that a row came from, as a spreadsheet counts it. */
  headingRowOf(row: number): number {
    let found = 0;
    for (const { firstRow, headingRow } of this.starts) if (firstRow <= row) found = headingRow;
    return found;
  }

  /** The place of each file among the files. */
  order(): Map<string, number> {
    return new Map(this.starts.map(({ file }, index) => [file, index]));
  }

  /** Rows marked with 1 go away: those after them move up. */
  removeRows(isRemoved: Uint8Array): void {
    for (const start of this.starts) {
      let removed = 0;
      for (let row = 0; row < start.firstRow; row++) removed += isRemoved[row]!;
      start.firstRow -= removed;
    }
  }
}
