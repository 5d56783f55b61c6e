import { columnLetters } from '../column-letters.js';

/** One sheet as it is seen: texts, and numbers as plain decimals ('' is empty). */
export interface Sheet {
  readonly title: string;
  readonly headers: readonly string[];
  readonly isNumber: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const LONGEST_NAME = 31;
const LONGEST_TEXT = 32_767;

/**
 * An XLSX workbook of one sheet, made without a server and without a library: header in bold that stays in sight, numbers
 * as numbers (their decimals as written), texts as inline strings, so that a code such as 0012 stays one.
 */
export function sheetFile(sheet: Sheet): Blob {
  const part = (type: string, id: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const override = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const name = sheet.title.replace(/[[\]:*?/\\]/g, ' ').slice(0, LONGEST_NAME);
  const files: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('styles', 'styles')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${part('officeDocument', 'r1', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${xml(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${part('worksheet', 'r1', 'worksheets/sheet1.xml')}${part('styles', 'r2', 'styles.xml')}</Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
    ['xl/worksheets/sheet1.xml', sheetXml(sheet)],
  ];
  return new Blob([zip(files.map(([path, text]) => [path, new TextEncoder().encode(HEAD + text)]))], { type: TYPE });
}

/** 0: as it is; 1: header; 2: whole numbers; 3: two decimals. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function sheetXml({ headers, isNumber, rows }: Sheet): string {
  const cell = (text: string, column: number, row: number): string => {
    if (text === '') return '';
    if (!isNumber[column] || !Number.isFinite(Number(text))) return textCell(text, 0, column, row);
    const decimals = text.split('.')[1]?.length ?? 0;
    return `<c r="${columnLetters(column)}${row}" s="${decimals === 0 ? 2 : decimals === 2 ? 3 : 0}"><v>${text}</v></c>`;
  };
  // Places may be left out by the standard, but some readers refuse rows without theirs.
  const line = (cells: string, row: number): string => `<row r="${row}">${cells}</row>`;
  const lines = rows.map((cells, k) => line(cells.map((text, column) => cell(text, column, k + 2)).join(''), k + 2));
  const head = line(headers.map((header, column) => textCell(header, 1, column, 1)).join(''), 1);
  return (
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>` +
    `<cols><col min="1" max="${Math.max(1, headers.length)}" width="18" customWidth="1"/></cols>` +
    `<sheetData>${head}${lines.join('')}</sheetData></worksheet>`
  );
}

const textCell = (text: string, style: number, column: number, row: number): string =>
  `<c r="${columnLetters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(text.slice(0, LONGEST_TEXT))}</t></is></c>`;

const xml = (text: string): string =>
  text
    // XML has no place for most control characters.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A zip archive of stored files; equal files give equal bytes. */
function zip(files: readonly (readonly [string, Uint8Array])[]): ArrayBuffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let place = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const facts = [crc32(bytes), bytes.length, bytes.length];
    // Names in UTF-8, stored, 1 January 1980.
    const common = numbers([20, 2], [0x0800, 2], [0, 2], [0, 2], [0x21, 2], ...facts.map((fact) => [fact, 4] as const));
    const local = [numbers([0x04034b50, 4]), common, numbers([name.length, 2], [0, 2]), name, bytes];
    directory.push(
      numbers([0x02014b50, 4], [20, 2]),
      common,
      numbers([name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [place, 4]),
      name,
    );
    parts.push(...local);
    place += lengthOf(local);
  }
  const count = files.length;
  const end = numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [lengthOf(directory), 4], [place, 4], [0, 2]);
  const all = [...parts, ...directory, end];
  const whole = new Uint8Array(lengthOf(all));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

/** Numbers, each in so many bytes, the lowest first. */
function numbers(...values: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, k) => (value >>> (8 * k)) & 0xff)),
  );
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
