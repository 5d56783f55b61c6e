import { basename } from 'node:path';
import { columnSchema } from '../columns.js';
import { readTextTable, type TextTableFacts } from './csv-reader.js';
import { FILE_ERRORS } from './file-errors.js';
import { hashFile } from './hash-file.js';
import { type HeadingMapping, listed, mapHeadings } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice, ReadFile, ReadOptions } from './read-result.js';
import type { RowTarget } from './row-target.js';
import type { RowSink } from './scan-rows.js';
import type { SniffedFile } from './sniff-file.js';
import { signOf } from './writers/make-writer.js';

/** Reads one file after another into a target, whatever their formats, and gathers what the summary tells. */
export class FileReading {
  readonly files: ReadFile[] = [];
  readonly notices: Notice[] = [];
  readonly mapped: { from: string; to: string }[] = [];
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
    const name = basename(path);
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
      await readParquet(
        path,
        {
          heading: (headings) => {
            mapping = this.map(headings);
            return mapping;
          },
          rows: (cellsRead) => {
            const place = new Map(cellsRead.map((cell, index) => [cell, index]));
            const sources = mapping.sources.map((source) => ({
              ...source,
              cells: source.cells.map((cell) => place.get(cell)!),
            }));
            return this.start(name, { ...mapping, sources, headingCount: cellsRead.length });
          },
        },
        (share) => progress(share * sniffed.bytes),
      );
      return { format: 'parquet', encoding: 'utf-8', sha256: await hashFile(path) };
    }
    if (sniffed.kind === 'xlsx') {
      const { readXlsx } = await import('./xlsx-reader.js');
      const handler = {
        score: (headings: readonly string[]) => this.score(headings),
        heading: (headings: readonly string[]) => {
          const mapping = this.map(headings);
          this.start(name, mapping);
          return mapping;
        },
      };
      const sheet = this.options.profile?.sheet;
      this.notices.push(...(await readXlsx(path, this.builder, handler, { file: name, sheet })));
      if (!['.xlsx', '.xlsm'].includes(sniffed.extension)) this.tellContent(name, sniffed.extension, 'XLSX', 'XLSX');
      return { format: 'xlsx', encoding: 'utf-8', sha256: await hashFile(path) };
    }
    const facts = await this.readText(path, name, sniffed, progress);
    return { format: 'csv', encoding: facts.encoding, sha256: facts.sha256 };
  }

  private async readText(
    path: string,
    name: string,
    sniffed: SniffedFile,
    progress: (bytesDone: number) => void,
  ): Promise<TextTableFacts> {
    const { profile } = this.options;
    const isNamedWorkbook = sniffed.extension === '.xlsx' || sniffed.extension === '.xls';
    const before = this.builder.mark();
    const { rowCount } = this.builder;
    let beginnings = 0;
    const handler = {
      heading: (headings: readonly string[]): RowSink => {
        if (isNamedWorkbook && this.score(headings) === 0) throw FILE_ERRORS.xlsx_is_text();
        if (beginnings++ > 0) {
          this.builder.returnTo(before);
          this.hasStartedAgain = true;
        }
        return this.start(name, this.map(headings));
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
    if (facts.encoding !== 'utf-8') {
      this.notices.push(notice('notice_encoding', { file: name, encoding: facts.encoding.toUpperCase() }));
    }
    if (facts.isAmbiguous) this.notices.push(notice('notice_encoding_ambiguous', { file: name }));
    return facts;
  }

  /** Maps a file's headings; what the file cannot do without must be there. */
  private map(headings: readonly string[]): HeadingMapping {
    const { profile } = this.options;
    const mapping = this.mapWith(headings);
    const has = new Set([...mapping.sources.map((source) => source.column), ...Object.keys(profile?.constants ?? {})]);
    const lacking = this.required.filter((column) => !has.has(column));
    if (lacking.length > 0) {
      const named = lacking.map((column) => `${column}（${columnSchema(column)?.label.zh ?? column}）`);
      throw FILE_ERRORS.required_column_missing({ missing: named.join(', '), headings: listed(headings) });
    }
    for (const one of mapping.mapped) {
      if (!this.mapped.some((other) => other.from === one.from && other.to === one.to)) this.mapped.push(one);
    }
    for (const heading of mapping.ignored) this.ignored.add(heading);
    return mapping;
  }

  private start(name: string, mapping: HeadingMapping): RowSink {
    const { builder } = this;
    builder.startFile(name, mapping);
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
