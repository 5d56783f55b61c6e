import { columnLetters } from '../column-letters.js';
import { ZipParts } from './zip-parts.js';

/** A column to be written beside those of a sheet. */
export interface AddedColumn {
  readonly heading: string;
  readonly format: 'text' | 'amount' | 'number';
  /** By row of the sheet, 1 first; a number is a number cell, a text always stays one. */
  readonly values: ReadonlyMap<number, string | number>;
  /** In characters. */
  readonly width: number;
}

export interface AppendOptions {
  /** Part of the sheet in the file, xl/worksheets/sheet1.xml. */
  readonly part: string;
  /** Row of the headings, 1 first. */
  readonly headingLine: number;
  /** Places (0 first) of columns of ours from an earlier time: they give way. */
  readonly replaced: ReadonlySet<number>;
}

/** Numbers of formats that every spreadsheet has built in. */
const FORMATS = { text: 49, amount: 4, number: 0 } as const;
const STYLES = /(^|\/)styles\.xml$/i;

/**
 * Writes columns to the right of everything a sheet holds, straight into the file: every other part stays byte for byte,
 * and of the sheet itself every cell, style, formula, validation, note, picture and merge. (Reading a workbook into
 * objects and writing it again loses what the objects do not know.)
 * @throws workbook_parts_unreadable
 */
export function appendColumns(file: Buffer, columns: readonly AddedColumn[], options: AppendOptions): Buffer {
  const parts = new ZipParts(file);
  const texts = new Map<string, string>();
  const stylesPart = parts.names.find((name) => STYLES.test(name));
  const styles = new Map<AddedColumn['format'], number>();
  if (stylesPart !== undefined) texts.set(stylesPart, withFormats(parts.text(stylesPart), styles));
  texts.set(options.part, withColumns(parts.text(options.part), columns, options, styles));
  return parts.withTexts(texts);
}

/** Adds a cell format for each kind of column and tells its number. */
function withFormats(xml: string, numbers: Map<AddedColumn['format'], number>): string {
  const list = /<((?:[\w.-]+:)?)cellXfs\b([^>]*)>([\s\S]*?)<\/\1cellXfs>/.exec(xml);
  if (list === null) return xml;
  const [whole, prefix = '', attributes = '', inner = ''] = list;
  let count = [...inner.matchAll(new RegExp(`<${prefix}xf\\b`, 'g'))].length;
  let added = '';
  for (const [format, id] of Object.entries(FORMATS)) {
    added += `<${prefix}xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
    numbers.set(format as AddedColumn['format'], count);
    count += 1;
  }
  const counted = attributes.replace(/\bcount="\d*"/, `count="${count}"`);
  const written = `<${prefix}cellXfs${counted}>${inner}${added}</${prefix}cellXfs>`;
  return xml.replace(whole, () => written);
}

function withColumns(
  xml: string,
  columns: readonly AddedColumn[],
  { headingLine, replaced }: AppendOptions,
  styles: ReadonlyMap<AddedColumn['format'], number>,
): string {
  const prefix = /<((?:[\w.-]+:)?)sheetData\b/.exec(xml)?.[1] ?? '';
  const sheet = dropColumns(xml, prefix, replaced);
  const first = lastColumn(sheet, prefix) + 1;
  const letters = columns.map((_, k) => columnLetters(first + k));
  const headingStyle = styleOfLastHeading(sheet, prefix, headingLine);
  const cellsOf = (line: number): string =>
    columns
      .map((column, k) => {
        if (line === headingLine) return textCell(prefix, `${letters[k]}${line}`, headingStyle, column.heading);
        const value = column.values.get(line);
        if (value === undefined || value === '') return '';
        const style = styles.get(column.format);
        const place = `${letters[k]}${line}`;
        if (typeof value === 'string') return textCell(prefix, place, style, value);
        return `<${prefix}c r="${place}"${styleOf(style)}><${prefix}v>${value}</${prefix}v></${prefix}c>`;
      })
      .join('');
  const filled = mapRows(sheet, prefix, (line, inner) => {
    const cells = cellsOf(line);
    return cells === '' ? undefined : `${inner}${cells}`;
  });
  return withWidths(withDimension(filled, prefix, letters.at(-1)!), prefix, first, columns);
}

/** Changes the inside of rows; undefined leaves a row as it is. A row without a number follows the one before. */
function mapRows(xml: string, prefix: string, change: (line: number, inner: string) => string | undefined): string {
  const opening = new RegExp(`<${prefix}row\\b([^>]*?)(/?)>`, 'g');
  const closing = `</${prefix}row>`;
  let out = '';
  let done = 0;
  let line = 0;
  for (let tag = opening.exec(xml); tag !== null; tag = opening.exec(xml)) {
    const [whole, attributes = '', slash] = tag;
    line = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? line + 1);
    const start = tag.index + whole.length;
    const end = slash === '/' ? start : xml.indexOf(closing, start);
    if (end < 0) break;
    const after = slash === '/' ? start : end + closing.length;
    opening.lastIndex = after;
    const inner = change(line, xml.slice(start, end));
    if (inner === undefined) continue;
    // How far a row spans is a hint that no longer holds.
    const kept = attributes.replace(/\s+spans="[^"]*"/, '');
    out += `${xml.slice(done, tag.index)}<${prefix}row${kept}>${inner}${closing}`;
    done = after;
  }
  return out + xml.slice(done);
}

function cellPattern(prefix: string): RegExp {
  return new RegExp(`<${prefix}c\\b[^>]*?\\br="([A-Z]+)\\d+"[^>]*?(?:/>|>[\\s\\S]*?</${prefix}c>)`, 'g');
}

function dropColumns(xml: string, prefix: string, dropped: ReadonlySet<number>): string {
  if (dropped.size === 0) return xml;
  return mapRows(xml, prefix, (_, inner) =>
    inner.replace(cellPattern(prefix), (cell, letters: string) => (dropped.has(columnPlace(letters)) ? '' : cell)),
  );
}

/** Place (0 first) of the last column that a cell or a merge reaches. */
function lastColumn(xml: string, prefix: string): number {
  let last = -1;
  for (const [, letters] of xml.matchAll(new RegExp(`<${prefix}c\\b[^>]*?\\br="([A-Z]+)\\d+"`, 'g')))
    last = Math.max(last, columnPlace(letters!));
  for (const [, letters] of xml.matchAll(/mergeCell\s[^>]*?ref="[A-Z]+\d+:([A-Z]+)\d+"/g))
    last = Math.max(last, columnPlace(letters!));
  return last;
}

function styleOfLastHeading(xml: string, prefix: string, line: number): number | undefined {
  let style: number | undefined;
  for (const [cell, , row] of xml.matchAll(new RegExp(`<${prefix}c\\b[^>]*?\\br="([A-Z]+)(\\d+)"[^>]*>`, 'g'))) {
    if (Number(row) !== line || cell.endsWith('/>')) continue;
    const written = /\bs="(\d+)"/.exec(cell)?.[1];
    style = written === undefined ? undefined : Number(written);
  }
  return style;
}

/** Widths where the sheet says none of these columns' own. */
function withWidths(xml: string, prefix: string, first: number, columns: readonly AddedColumn[]): string {
  const added = columns
    .map(
      ({ width }, k) =>
        `<${prefix}col min="${first + k + 1}" max="${first + k + 1}" width="${width}" customWidth="1"/>`,
    )
    .join('');
  const list = new RegExp(`<${prefix}cols\\b[^>]*>([\\s\\S]*?)</${prefix}cols>`).exec(xml);
  if (list === null)
    return xml.replace(`<${prefix}sheetData`, `<${prefix}cols>${added}</${prefix}cols><${prefix}sheetData`);
  const last = Math.max(...[...list[1]!.matchAll(/\bmax="(\d+)"/g)].map(([, max]) => Number(max)));
  if (last > first) return xml;
  const end = list.index + list[0].length - `</${prefix}cols>`.length;
  return `${xml.slice(0, end)}${added}${xml.slice(end)}`;
}

function withDimension(xml: string, prefix: string, last: string): string {
  return xml.replace(
    new RegExp(`(<${prefix}dimension\\b[^>]*?\\bref=")([A-Z]+\\d+)(?::[A-Z]+(\\d+))?"`),
    (_, start: string, from: string, bottom: string | undefined) =>
      `${start}${from}:${last}${bottom ?? from.replace(/\D/g, '')}"`,
  );
}

function textCell(prefix: string, place: string, style: number | undefined, text: string): string {
  const p = prefix;
  return `<${p}c r="${place}"${styleOf(style)} t="inlineStr"><${p}is><${p}t xml:space="preserve">${escapeXml(text)}</${p}t></${p}is></${p}c>`;
}

const styleOf = (style: number | undefined): string => (style === undefined ? '' : ` s="${style}"`);

/** Signs that XML cannot hold are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function columnPlace(letters: string): number {
  let place = 0;
  for (const letter of letters) place = place * 26 + (letter.charCodeAt(0) - 64);
  return place - 1;
}
