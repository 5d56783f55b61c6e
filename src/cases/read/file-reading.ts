import { basename } from 'node:path';
import { columnSchema } from '../columns.js';
import { guessProfile } from '../guess-profile.js';
import { readTextTable } from './csv-reader.js';
import { FILE_ERRORS } from './file-errors.js';
import { hashFile } from './hash-file.js';
import { headingsFound } from './headings-found.js';
import { type HeadingMapping, headingsOfSource, type MappedHeading, mapHeadings } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice, ReadFile, ReadOptions } from './read-result.js';
import type { TextTableFacts } from './read-with-encoding.js';
import type { RowTarget } from './row-target.js';
import type { RowSink } from './scan-rows.js';
import type { SniffedFile } from './sniff-file.js';
import { signOf } from './writers/make-writer.js';

const EXTENSIONS = {
  xlsx: ['.xlsx', '.xlsm'],
  xls: ['.xls'],
  html: ['.html', '.htm'],
};
const CONTENTS = {
  xlsx: { zh: 'XLSX', en: 'XLSX' },
  xls: { zh: '旧版 Excel 工作簿（.xls）', en: 'an Excel 97–2003 workbook (.xls)' },
  html: { zh: '网页（HTML 表格）', en: 'a web page (an HTML table)' },
} as const;

/** Reads one file after another into a target, whatever their formats, and gathers what the summary tells. */
export class FileReading {
  readonly files: ReadFile[] = [];
  readonly notices: Notice[] = [];
  readonly mapped: MappedHeading[] = [];
  readonly ignored = new Set<string>();
  /** A file was begun in the wrong encoding: dictionaries may hold texts of no row. */
  hasStartedAgain = false;

  constructor(
    private readonly builder: RowTarget,
    private readonly options: ReadOptions,
    private readonly required: readonly string[],
    /** Who says which cells are used; by default the profile. */
    private readonly mapWith: (headings: readonly string[]) => HeadingMapping = (headings) =>
      mapHeadings(headings, options.profile),
  ) {}

  async readFile(path: string, sniffed: SniffedFile, progress: (bytesDone: number) => void): Promise<void> {
    const name = this.nameOf(path);
    const facts = await this.readContent(path, name, sniffed, progress);
    this.files.push({ name, bytes: sniffed.bytes, ...facts });
    const { blankCount } = this.builder;
    if (blankCount > 0) this.notices.push(notice('notice_blank_lines', { file: name, count: blankCount }));
  }

  private async readContent(
    path: string,
    name: string,
    sniffed: SniffedFile,
    progress: (bytesDone: number) => void,
  ): Promise<Pick<ReadFile, 'format' | 'encoding' | 'sha256'>> {
    if (sniffed.kind === 'parquet') {
      const { readParquet } = await import('./parquet-reader.js');
      let mapping: HeadingMapping;
      const notices = await readParquet(
        path,
        {
          heading: (headings) => {
            mapping = this.map(headings);
            return mapping;
          },
          rows: (cellsRead, rowsTotal) => {
            this.builder.expectedRows = this.builder.rowCount + rowsTotal;
            const place = new Map(cellsRead.map((cell, index) => [cell, index]));
            const sources = mapping.sources.map((source) => ({
              ...source,
              cells: source.cells.map((cell) => place.get(cell)!),
            }));
            return this.start(name, { ...mapping, sources, headingCount: cellsRead.length }, 1);
          },
        },
        (share) => progress(share * sniffed.bytes),
      );
      this.notices.push(...notices);
      return { format: 'parquet', encoding: 'utf-8', sha256: await hashFile(path) };
    }
    const { kind } = sniffed;
    if (kind === 'xlsx' || kind === 'xls' || kind === 'html') {
      const encoding = await this.readGrid(path, name, kind);
      if (!EXTENSIONS[kind].includes(sniffed.extension)) {
        const { zh, en } = CONTENTS[kind];
        this.tellContent(name, sniffed.extension, zh, en);
      }
      progress(sniffed.bytes);
      return { format: kind, encoding, sha256: await hashFile(path) };
    }
    if (kind === 'ndjson') {
      const facts = await this.readNdjson(path, name, progress);
      return { format: 'ndjson', encoding: facts.encoding, sha256: facts.sha256 };
    }
    const facts = await this.readText(path, name, sniffed, progress);
    return { format: 'csv', encoding: facts.encoding, sha256: facts.sha256 };
  }

  /** Workbooks and web pages: the sheet or table that fits best. */
  /** The file's own name; a second file of that name is told apart, because rows are named by their file. */
  private nameOf(path: string): string {
    const name = basename(path);
    const sameName = this.files.filter((file) => file.name === name || file.name.startsWith(`${name} (`)).length;
    return sameName === 0 ? name : `${name} (${sameName + 1})`;
  }

  private async readGrid(path: string, name: string, kind: 'xlsx' | 'xls' | 'html'): Promise<string> {
    const { profile } = this.options;
    const { readGrid } = await import('./grid/read-grid.js');
    const handler = {
      // Of lines that fit alike, the one whose headings are known by other names: a title is no heading.
      score: (headings: readonly string[]) => this.score(headings) + Math.min(0.999, knownHeadings(headings) / 1000),
      heading: (headings: readonly string[], line: number) => {
        const mapping = this.map(headings);
        this.start(name, mapping, line);
        return mapping;
      },
    };
    const hasList =
      (this.options.knownCodes?.procedures.length ?? 0) > 0 || profile?.crosswalk?.procedures !== undefined;
    const options = {
      file: name,
      path,
      sheet: profile?.sheet,
      listSign: this.listSign(),
      numbersInProcedures: hasList ? ('repair' as const) : ('refuse' as const),
    };
    if (kind === 'html') {
      const { openHtml } = await import('./html/html-book.js');
      const { sheets, facts, isCut } = await openHtml(path, profile?.encoding);
      this.notices.push(...(await readGrid(sheets, this.builder, handler, options)));
      if (isCut) this.notices.push(notice('notice_html_open', { file: name }));
      this.tellEncoding(name, facts);
      return facts.encoding;
    }
    if (kind === 'xls') {
      const { openXls } = await import('./xls-book.js');
      this.notices.push(...(await readGrid(await openXls(path), this.builder, handler, options)));
      return 'utf-8';
    }
    const { openXlsx } = await import('./xlsx/xlsx-book.js');
    const book = await openXlsx(path);
    try {
      this.notices.push(...(await readGrid(book.sheets, this.builder, handler, options)));
    } finally {
      await book.close();
    }
    return 'utf-8';
  }

  private async readNdjson(path: string, name: string, progress: (bytesDone: number) => void): Promise<TextTableFacts> {
    const { readNdjson } = await import('./ndjson/ndjson-reader.js');
    const begin = this.beginner();
    const heading = (keys: readonly string[]): HeadingMapping => {
      begin();
      const mapping = this.map(keys);
      this.start(name, mapping, 0);
      return mapping;
    };
    const { profile } = this.options;
    const facts = await readNdjson(
      path,
      { heading, target: this.builder },
      { encoding: profile?.encoding, listSign: this.listSign(), progress },
    );
    this.tellEncoding(name, facts);
    if (facts.blankLines > 0) {
      this.notices.push(notice('notice_blank_lines', { file: name, count: facts.blankLines }));
    }
    return facts;
  }

  /** What joins several codes of one cell or list; a profile's sign, or the first of the usual ones. */
  private listSign(): string {
    const written = this.options.profile?.list_separator;
    return written === undefined ? '|' : signOf(written).slice(0, 1);
  }

  /** To be called at each beginning of one file: from the second on, what was taken of it is forgotten. */
  private beginner(): () => void {
    const before = this.builder.mark();
    let beginnings = 0;
    return () => {
      if (beginnings++ === 0) return;
      this.builder.returnTo(before);
      this.hasStartedAgain = true;
    };
  }

  private async readText(
    path: string,
    name: string,
    sniffed: SniffedFile,
    progress: (bytesDone: number) => void,
  ): Promise<TextTableFacts> {
    const { profile } = this.options;
    const isNamedWorkbook = sniffed.extension === '.xlsx' || sniffed.extension === '.xls';
    const { rowCount } = this.builder;
    const begin = this.beginner();
    const handler = {
      heading: (headings: readonly string[], line: number): RowSink => {
        if (isNamedWorkbook && this.score(headings) === 0) throw FILE_ERRORS.xlsx_is_text();
        begin();
        return this.start(name, this.map(headings), line);
      },
    };
    const facts = await readTextTable(path, handler, {
      encoding: profile?.encoding,
      separator: profile?.separator === undefined ? undefined : signOf(profile.separator),
      progress: (done) => {
        this.builder.expectedRows = rowCount + ((this.builder.rowCount - rowCount) * sniffed.bytes) / Math.max(done, 1);
        progress(done);
      },
    });
    if (isNamedWorkbook) this.tellContent(name, sniffed.extension, '文本表格', 'a text table');
    this.tellEncoding(name, facts);
    const count = facts.forcedTexts ?? 0;
    if (count > 0) this.notices.push(notice('notice_forced_texts', { file: name, count }));
    return facts;
  }

  private tellEncoding(file: string, facts: TextTableFacts): void {
    if (facts.encoding !== 'utf-8') {
      this.notices.push(notice('notice_encoding', { file, encoding: facts.encoding.toUpperCase() }));
    }
    if (facts.isAmbiguous) this.notices.push(notice('notice_encoding_ambiguous', { file }));
  }

  /** Maps a file's headings; what the file cannot do without must be there. */
  private map(headings: readonly string[]): HeadingMapping {
    const { profile } = this.options;
    const mapping = this.mapWith(headings);
    const has = new Set([...mapping.sources.map((source) => source.column), ...Object.keys(profile?.constants ?? {})]);
    const lacking = this.required.filter((column) => !has.has(column));
    if (lacking.length > 0) {
      const later = (this.options.neededLater ?? []).filter((column) => !has.has(column) && !lacking.includes(column));
      const [zh, en] = [columnList(lacking, 'zh'), columnList(lacking, 'en')];
      const guess = guessProfile(headings).profile.columns;
      const likely = [...lacking, ...later].flatMap((column) => {
        const source = guess[column];
        return source === undefined ? [] : headingsOfSource(source).slice(0, 1);
      });
      throw FILE_ERRORS.required_column_missing({
        missing_zh: later.length === 0 ? zh : `${zh}；后续步骤还缺：${columnList(later, 'zh')}`,
        missing_en: later.length === 0 ? en : `${en}; and for later steps ${columnList(later, 'en')}`,
        headings: headingsFound(headings, likely),
      });
    }
    for (const one of mapping.mapped) {
      if (!this.mapped.some((other) => other.from === one.from && other.to === one.to)) this.mapped.push(one);
    }
    for (const heading of mapping.ignored) this.ignored.add(heading);
    return mapping;
  }

  private start(name: string, mapping: HeadingMapping, headingRow: number): RowSink {
    const { builder } = this;
    builder.startFile(name, mapping, headingRow);
    let rowNumber = 0;
    return { row: (bytes, cells) => builder.addRow(bytes, cells, ++rowNumber) };
  }

  private score(headings: readonly string[]): number {
    try {
      return this.mapWith(headings).mapped.length;
    } catch {
      // Headings that lack what the profile names: only canonical ones count.
      return headings.filter((heading) => columnSchema(heading.trim()) !== undefined).length;
    }
  }

  private tellContent(file: string, extension: string, zh: string, en: string): void {
    const told = notice('notice_name_and_content', { file, extension });
    this.notices.push({ ...told, zh: told.zh.replace('{content}', zh), en: told.en.replace('{content}', en) });
  }
}

/** How many headings are known from other exports, though the profile at hand does not map them. */
function knownHeadings(headings: readonly string[]): number {
  const { unknown } = guessProfile(headings);
  return headings.filter((heading) => heading.trim() !== '').length - unknown.length;
}

/** "dx（诊断）、px（手术）", or with the signs of English. */
function columnList(columns: readonly string[], language: 'zh' | 'en'): string {
  const names = columns.map((column) => [column, columnSchema(column)?.label[language] ?? column]);
  return language === 'zh'
    ? names.map(([column, label]) => `${column}（${label}）`).join('、')
    : names.map(([column, label]) => `${column} (${label})`).join(', ');
}
