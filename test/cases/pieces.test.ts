import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridCell } from '../../src/cases/read/grid/grid-sheet.js';
import { HtmlTableScanner } from '../../src/cases/read/html/scan-html-tables.js';
import { parseJsonLine } from '../../src/cases/read/ndjson/parse-json-line.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { readSharedStrings } from '../../src/cases/read/xlsx/shared-strings.js';
import { SheetScanner } from '../../src/cases/read/xlsx/sheet-scanner.js';
import { csvLine } from './damage/write-form.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();

/** A text cut at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...at, text.length].map((end, i) => text.slice(i === 0 ? 0 : at[i - 1], end));
}

const places = fc.array(fc.nat(), { maxLength: 12 });
const words = fc.string({ unit: fc.constantFrom('a', '病', '&', '<', '"', ' ', '>', '😀', "'"), maxLength: 8 });
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

test('a sheet cut anywhere into pieces gives the same rows, and unwanted columns leave no trace', () => {
  const sheets = fc.array(fc.array(words, { maxLength: 5 }), { maxLength: 6 });
  fc.assert(
    fc.property(sheets, places, fc.boolean(), (rows, ends, isPrefixed) => {
      const p = isPrefixed ? 'x:' : '';
      const cells = (row: readonly string[], r: number): string =>
        row
          .map(
            (text, c) =>
              `<${p}c r="${String.fromCharCode(65 + c)}${r}" t="inlineStr"><${p}is><${p}t>${escapeXml(text)}</${p}t></${p}is></${p}c>`,
          )
          .join('');
      const xml = `<${p}worksheet><${p}cols><${p}col min="1"/></${p}cols><${p}sheetData>${rows
        .map((row, i) => `<${p}row r="${i + 1}" spans="1:5">${cells(row, i + 1)}</${p}row>`)
        .join('')}</${p}sheetData></${p}worksheet>`;
      const read = (wanted: ReadonlySet<number> | undefined): GridCell[][] => {
        const taken: GridCell[][] = [];
        const scanner = new SheetScanner({ strings: [], formats: [] }, wanted, (line, found) => {
          taken[line - 1] = [...found];
          return true;
        });
        for (const piece of cut(xml, ends)) scanner.push(piece);
        scanner.end();
        return taken;
      };
      const trimmed = (list: readonly GridCell[]): GridCell[] => {
        const copy = [...list];
        while (copy.length > 0 && copy.at(-1) === undefined) copy.pop();
        return copy;
      };
      const expected = rows.map((row) => trimmed(row.map((text) => (text === '' ? undefined : text))));
      expect(read(undefined).map(trimmed)).toEqual(expected);
      const only = rows.map((row) => trimmed([undefined, row[1] === '' ? undefined : row[1]]));
      expect(read(new Set([1])).map(trimmed)).toEqual(only);
    }),
    { numRuns: 200 },
  );
});

test('shared strings cut anywhere are the same list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 8 }), places, async (texts, ends) => {
      const xml = `<sst count="9">${texts.map((text) => (text === '' ? '<si/>' : `<si><r><t xml:space="preserve">${escapeXml(text)}</t></r><rPh><t>x</t></rPh></si>`)).join('')}</sst>`;
      const pieces = async function* (): AsyncGenerator<string> {
        yield* cut(xml, ends);
      };
      expect(await readSharedStrings(pieces())).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

test('an HTML table cut anywhere into pieces gives the same cells', () => {
  fc.assert(
    fc.property(fc.array(fc.array(words, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), places, (rows, ends) => {
      const html = `<table>${rows.map((row) => `<tr>${row.map((text) => `<td>${escapeXml(text)}</td>`).join('')}</tr>`).join('')}</table>`;
      const read = (pieces: readonly string[]): GridCell[][] => {
        const taken: GridCell[][] = [];
        const scanner = new HtmlTableScanner((_table, _line, cells) => taken.push([...cells]));
        for (const piece of pieces) scanner.push(piece);
        scanner.end();
        return taken;
      };
      expect(read(cut(html, ends))).toEqual(read([html]));
      expect(read([html])).toEqual(rows.map((row) => row.map((text) => text.replace(/ +/g, ' ').trim())));
    }),
    { numRuns: 200 },
  );
});

test('a line of JSON gives what JSON.parse gives, and refuses what it refuses', () => {
  const plain = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const records = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(plain, fc.array(plain, { maxLength: 3 })));
  const shown = (value: unknown): string =>
    value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  fc.assert(
    fc.property(records, fc.nat(), (record, at) => {
      const line = JSON.stringify(record);
      const expected = Object.entries(record).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.map(shown).join('|') : shown(value),
      ]);
      expect([...parseJsonLine(line, '|')]).toEqual(expected);
      const harmed = line.slice(0, at % line.length) + line.slice((at % line.length) + 1);
      let isJson = true;
      try {
        const value: unknown = JSON.parse(harmed);
        isJson = typeof value === 'object' && value !== null && !Array.isArray(value);
      } catch {
        isJson = false;
      }
      // A key named twice is JSON, and no record.
      if (!isJson) expect(() => parseJsonLine(harmed, '|')).toThrow(SyntaxError);
    }),
    { numRuns: 300 },
  );
});

test('a workbook of any texts and amounts reads as the CSV of the same', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '科', '&', '<', '"', ',', '0', '_x0041_', '😀'),
    minLength: 1,
    maxLength: 6,
  });
  const row = fc.record({
    department: text,
    fen: fc.integer({ min: 0, max: 99_999_999 }),
    format: fc.constantFrom('General', '0.00', '#,##0.00', '0!.0,"万"'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const book = new ExcelJS.Workbook();
      const sheet = book.addWorksheet('a');
      sheet.addRow(['case_id', 'dx', 'department', 'total_cost']);
      const lines = ['case_id,dx,department,total_cost'];
      rows.forEach(({ department, fen, format }, i) => {
        sheet.addRow([`C${i}`, 'I10', department, fen / 100]).getCell(4).numFmt = format;
        lines.push(csvLine([`C${i}`, 'I10', department, (fen / 100).toString()]));
      });
      const xlsx = writeSample(folder, new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
      const csv = await readCases([writeSample(folder, lines.join('\n'))]);
      const other = await readCases([xlsx]);
      // _x0041_ is how a workbook writes "A"; ExcelJS does not escape it, so it cannot mean itself there.
      const expected = tableTexts(csv.table);
      expected.department = expected.department!.map((one) => one.replaceAll('_x0041_', 'A'));
      expect(tableTexts(other.table)).toEqual(expected);
      expect(other.rejected).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
