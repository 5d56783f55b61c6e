import { type GridValue, WIDEST_SHEET } from '../grid/grid-sheet.js';
import { cellTextOfXml, textOfItem, unescapeXml } from './xml-text.js';

const SHEET_DATA = /<((?:[\w.-]+:)?)sheetData\s*(\/?)>/;
const LONGEST_CELL = 1 << 24;
const LESS = 60;
const SLASH = 47;
const SPACE = 32;
const UPPER_A = 65;
const UPPER_Z = 90;

export interface SheetTexts {
  readonly strings: readonly string[];
  /** Format of each style number. */
  readonly formats: readonly string[];
}

/** Takes a row; its cells are valid during the call only. False stops. */
export type TakeSheetRow = (line: number, cells: readonly (GridValue | undefined)[]) => boolean;

/**
 * Cuts the XML of a worksheet, given in pieces, into rows and cells. Only wanted columns become values; the others cost
 * no more than finding their end. Rows and cells without a place follow the one before.
 * @throws RangeError saying what is wrong with the part
 */
export class SheetScanner {
  isStopped = false;
  /** The closing tag of the rows was seen: the part is whole as far as it matters. */
  isDone = false;
  private text = '';
  private prefix: string | undefined;
  private closingCell = '';
  private line = 0;
  private column = -1;
  private isInRow = false;
  private cells: (GridValue | undefined)[] = [];
  private position = 0;

  constructor(
    private readonly texts: SheetTexts,
    private readonly wanted: ReadonlySet<number> | undefined,
    private readonly take: TakeSheetRow,
  ) {}

  push(piece: string): void {
    if (this.isDone || this.isStopped) return;
    this.text = this.position === 0 ? this.text + piece : this.text.slice(this.position) + piece;
    this.position = 0;
    if (this.prefix === undefined && !this.findStart()) return;
    while (!this.isDone && !this.isStopped && this.step());
    if (this.text.length - this.position > LONGEST_CELL) throw new RangeError('a cell does not end');
  }

  end(): void {
    if (!this.isDone && !this.isStopped) throw new RangeError('the sheet ends in the middle');
  }

  private findStart(): boolean {
    if (this.text.includes('<!DOCTYPE')) throw new RangeError('a document type is not allowed');
    const start = SHEET_DATA.exec(this.text);
    if (start === null) {
      if (this.text.length > LONGEST_CELL) throw new RangeError('no rows');
      return false;
    }
    this.prefix = start[1]!;
    this.closingCell = `</${this.prefix}c>`;
    this.position = start.index + start[0].length;
    this.isDone = start[2] === '/';
    return true;
  }

  /** Takes one tag; false when more text is needed. */
  private step(): boolean {
    const { text } = this;
    const start = text.indexOf('<', this.position);
    if (start < 0) {
      this.position = text.length;
      return false;
    }
    const end = text.indexOf('>', start);
    if (end < 0) {
      this.position = start;
      return false;
    }
    const isClosing = text.charCodeAt(start + 1) === SLASH;
    const name = start + (isClosing ? 2 : 1) + this.prefix!.length;
    const first = text.charCodeAt(name);
    const isCell = first === 99 && !isLetter(text.charCodeAt(name + 1));
    if (isCell && !isClosing) return this.takeCell(start, name + 1, end);
    this.position = end + 1;
    if (text.startsWith('row', name) && !isLetter(text.charCodeAt(name + 3))) {
      if (isClosing) this.endRow();
      else this.beginRow(name + 3, end);
    } else if (isClosing && text.startsWith('sheetData', name)) {
      this.endRow();
      this.isDone = true;
    }
    return true;
  }

  private beginRow(from: number, end: number): void {
    this.endRow();
    const written = attribute(this.text, from, end, 'r');
    const line = written === '' ? this.line + 1 : Number(written);
    if (!Number.isInteger(line) || line < 1 || line > 1 << 20) throw new RangeError(`row "${written}"`);
    this.line = line;
    this.column = -1;
    this.isInRow = true;
    if (this.text.charCodeAt(end - 1) === SLASH) this.endRow();
  }

  private endRow(): void {
    if (!this.isInRow) return;
    this.isInRow = false;
    if (!this.take(this.line, this.cells)) this.isStopped = true;
    this.cells.fill(undefined);
    if (this.wanted === undefined) this.cells.length = 0;
  }

  private takeCell(start: number, from: number, tagEnd: number): boolean {
    const { text } = this;
    const isEmpty = text.charCodeAt(tagEnd - 1) === SLASH;
    const end = isEmpty ? tagEnd : text.indexOf(this.closingCell, tagEnd);
    if (end < 0) {
      this.position = start;
      return false;
    }
    this.position = isEmpty ? tagEnd + 1 : end + this.closingCell.length;
    const column = this.columnOf(from, tagEnd);
    this.column = column;
    if (isEmpty || (this.wanted !== undefined && !this.wanted.has(column))) return true;
    const value = this.valueOf(text.slice(tagEnd + 1, end), from, tagEnd);
    if (value === undefined) return true;
    while (this.cells.length < column) this.cells.push(undefined);
    this.cells[column] = value;
    return true;
  }

  private columnOf(from: number, end: number): number {
    const { text } = this;
    // Nearly always the first attribute: <c r="AB12".
    let at = from;
    if (text.startsWith(' r="', at)) at += 4;
    else {
      const written = attribute(text, from, end, 'r');
      if (written === '') return this.checkColumn(this.column + 1);
      at = text.indexOf(written, from);
    }
    let column = 0;
    for (; at < end; at++) {
      const sign = text.charCodeAt(at) & ~SPACE;
      if (sign < UPPER_A || sign > UPPER_Z) break;
      column = column * 26 + (sign - UPPER_A + 1);
      if (column > WIDEST_SHEET) break;
    }
    return this.checkColumn(column - 1);
  }

  private checkColumn(column: number): number {
    if (column < 0 || column >= WIDEST_SHEET) throw new RangeError(`a cell of row ${this.line} lies outside the sheet`);
    return column;
  }

  private valueOf(inner: string, from: number, end: number): GridValue | undefined {
    const type = attribute(this.text, from, end, 't');
    if (type === 'inlineStr') return textOfItem(inner) || undefined;
    const written = elementText(inner, this.prefix!, 'v');
    if (written === undefined || (written === '' && type !== 'str')) {
      const formula = elementText(inner, this.prefix!, 'f');
      return formula === undefined ? undefined : { kind: 'formula', text: `=${unescapeXml(formula)}` };
    }
    switch (type) {
      case 's': {
        const text = this.texts.strings[Number(written)];
        if (text === undefined) throw new RangeError(`text ${written} of row ${this.line} is missing`);
        return text || undefined;
      }
      case 'str':
        return cellTextOfXml(written) || undefined;
      case 'b':
        return written === '1' || written === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        return { kind: 'error', text: unescapeXml(written) };
      case 'd':
        // A date as ISO 8601 text; midnight says nothing more than the day.
        return written.replace(/T00:00:00(?:\.0+)?Z?$/, '');
      default: {
        const value = Number(written);
        if (Number.isNaN(value)) return cellTextOfXml(written);
        const style = attribute(this.text, from, end, 's');
        return { kind: 'number', value, format: this.texts.formats[style === '' ? 0 : Number(style)] ?? 'General' };
      }
    }
  }
}

function isLetter(sign: number): boolean {
  const upper = sign & ~SPACE;
  return upper >= UPPER_A && upper <= UPPER_Z;
}

/** Value of a one-letter attribute in a tag; "" where it is absent. */
function attribute(text: string, from: number, end: number, name: string): string {
  for (let at = from; at < end; at++) {
    if (text[at] !== name || text[at + 1] !== '=' || text.charCodeAt(at - 1) > SPACE) continue;
    const quote = text[at + 2]!;
    const close = text.indexOf(quote, at + 3);
    return close < 0 || close > end ? '' : text.slice(at + 3, close);
  }
  return '';
}

/** Text of the first <v> or <f> of a cell; "" where it is empty, undefined where it is absent. */
function elementText(inner: string, prefix: string, name: 'v' | 'f'): string | undefined {
  const opening = `<${prefix}${name}`;
  let start = inner.indexOf(opening);
  while (start >= 0 && isLetter(inner.charCodeAt(start + opening.length))) start = inner.indexOf(opening, start + 1);
  if (start < 0) return undefined;
  const from = inner.indexOf('>', start) + 1;
  if (inner.charCodeAt(from - 2) === SLASH) return '';
  let to = from;
  while (to < inner.length && inner.charCodeAt(to) !== LESS) to++;
  return inner.slice(from, to);
}
