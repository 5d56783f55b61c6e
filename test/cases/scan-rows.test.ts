import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTextTable } from '../../src/cases/read/csv-reader.js';
import { RowCells, scanRows, sniffSeparator } from '../../src/cases/read/scan-rows.js';
import { cellText } from '../../src/cases/read/writers/cell-writer.js';
import { encodeGb18030 } from './gb18030.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const encoder = new TextEncoder();
let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
});
afterAll(() => instance.closeSync());

function scan(text: string, separator = ','): { rows: string[][]; used: number; broken: number } {
  const bytes = encoder.encode(text);
  const rows: string[][] = [];
  let broken = 0;
  const cells = new RowCells();
  const used = scanRows(bytes, 0, bytes.length, true, separator.charCodeAt(0), cells, {
    row: (buffer, found) => {
      if (found.isBroken) broken++;
      rows.push(Array.from({ length: found.count }, (_, c) => cellText(buffer, found.starts[c]!, found.ends[c]!)));
    },
  });
  return { rows, used, broken };
}

async function readWhole(path: string): Promise<string[][]> {
  let rows: string[][] = [];
  await readTextTable(
    path,
    {
      heading: (headings) => {
        rows = [[...headings]];
        return {
          row: (bytes, cells) => {
            rows.push(Array.from({ length: cells.count }, (_, c) => cellText(bytes, cells.starts[c]!, cells.ends[c]!)));
          },
        };
      },
    },
    {},
  );
  return rows;
}

async function duckRows(path: string, separator: string): Promise<string[][]> {
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(
      `SELECT * FROM read_csv('${path}', all_varchar = true, header = false, delim = '${separator}', quote = '"', escape = '"', auto_detect = true)`,
    );
    return result.getRows().map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  } finally {
    connection.closeSync();
  }
}

describe('rows and cells of RFC 4180', () => {
  test('quotes hide separators and newlines, and two quotes are one', () => {
    expect(scan('a,b\n"1,5","x\ny"\n"say ""hi""",\n').rows).toEqual([
      ['a', 'b'],
      ['1,5', 'x\ny'],
      ['say "hi"', ''],
    ]);
  });

  test('LF, CRLF and CR end rows, the last row needs none, a trailing separator is an empty cell', () => {
    expect(scan('a,b\r\n1,2\r3,4\n5,').rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', ''],
    ]);
  });

  test('a quote inside an unquoted cell is a plain character', () => {
    expect(scan('a,5" tube ""x\n').rows).toEqual([['a', '5" tube ""x']]);
  });

  test('content after a closing quote marks the row broken; the next row is whole again', () => {
    const { rows, broken } = scan('"a"b,c\nd,e\n');
    expect(broken).toBe(1);
    expect(rows[1]).toEqual(['d', 'e']);
  });

  test('a quote that never closes leaves its row unread', () => {
    expect(scan('a,b\n1,2\n"3,4\n5,6\n')).toMatchObject({
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
      used: 8,
    });
  });

  test('the separator is the most frequent of comma, TAB and semicolon outside quotes', () => {
    const sniff = (text: string) => String.fromCharCode(sniffSeparator(encoder.encode(text), 0, text.length));
    expect([sniff('a,b'), sniff('a\tb\tc'), sniff('"a,b,c";d;e'), sniff('a')]).toEqual([',', '\t', ';', ',']);
  });

  test('any cut into two parts gives the same rows as the whole', () => {
    const cell = fc.array(fc.constantFrom('a', '"', '""', ',', '\n', '\r', '\r\n', '中'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), fc.nat(200), (parts, cut) => {
        const text = parts.map((part) => part.join('')).join('');
        const whole = scan(text);
        const bytes = encoder.encode(text);
        const rows: string[][] = [];
        const cells = new RowCells();
        const sink = {
          row: (buffer: Uint8Array, found: RowCells) => {
            rows.push(
              Array.from({ length: found.count }, (_, c) => cellText(buffer, found.starts[c]!, found.ends[c]!)),
            );
          },
        };
        const middle = Math.min(cut, bytes.length);
        const used = scanRows(bytes, 0, middle, false, 44, cells, sink);
        scanRows(bytes, used, bytes.length, true, 44, cells, sink);
        expect(rows).toEqual(whole.rows);
      }),
      { numRuns: 500 },
    );
  });
});

describe('our scanner equals DuckDB read_csv(all_varchar)', () => {
  const plainCell = fc
    .array(fc.constantFrom('a', '1', '.', ' ', 'é', '男', '脑梗死', '"', '""', ',', ';', '\n', '𠮷'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  const shape = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      rows: fc.array(fc.array(plainCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      newline: fc.constantFrom('\n', '\r\n'),
      mark: fc.boolean(),
      isQuotedAlways: fc.boolean(),
      isEndingWithNewline: fc.boolean(),
      encoding: fc.constantFrom('utf-8', 'gb18030'),
    }),
  );

  test('on generated files with quotes, newlines in cells, CRLF, byte order mark, UTF-8 and GB18030', async () => {
    let foreign = 0;
    await fc.assert(
      fc.asyncProperty(shape, async ({ rows, newline, mark, isQuotedAlways, isEndingWithNewline, encoding }) => {
        const width = rows[0]!.length;
        const heading = Array.from({ length: width }, (_, c) => `列${c}`);
        const quoted = (cell: string) =>
          isQuotedAlways || /[",\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
        // A row that is nothing at all is a blank line to both readers: not what this test is about.
        const lines = rows.map((row) => (row.every((cell) => cell === '') ? ['x', ...row.slice(1)] : row));
        const text =
          [heading, ...lines].map((row) => row.map(quoted).join(',')).join(newline) +
          (isEndingWithNewline ? newline : '');
        const isForeign = encoding === 'gb18030';
        if (isForeign) foreign++;
        const utf8 = writeSample(folder, text);
        const own = writeSample(folder, isForeign ? encodeGb18030(text) : mark ? `\ufeff${text}` : text);
        expect(await readWhole(own)).toEqual(await duckRows(utf8, ','));
      }),
      { numRuns: 150 },
    );
    expect(foreign).toBeGreaterThan(10);
  });
});
