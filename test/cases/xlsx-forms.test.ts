import { readFileSync as readFile, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { isDateFormat, renderFixed } from '../../src/cases/read/grid/number-format.js';
import { serialDayText } from '../../src/cases/read/grid/serial-day.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { openXlsx } from '../../src/cases/read/xlsx/xlsx-book.js';
import { ZIP_LIMITS } from '../../src/cases/read/zip/zip-archive.js';
import type { EngineError } from '../../src/kernel/errors.js';
import { alterPart, zip } from './alter-part.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
let count = 0;

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook from bare parts, for forms that no library writes. */
function bare(
  sheets: readonly { name: string; xml: string; kind?: string; state?: string }[],
  more: Record<string, string> = {},
  statedSize?: number,
): string {
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="${TYPES}"><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        ({ kind }, i) =>
          `<Relationship Id="rId${i + 1}" Type="${TYPES}/${kind ?? 'worksheet'}" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    ...more,
  };
  sheets.forEach(({ xml }, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = xml;
  });
  const path = join(folder, `bare-${++count}.xlsx`);
  const records = Object.entries(parts).map(([name, text]) => ({
    name,
    data: Buffer.from(text),
    ...(statedSize !== undefined && name === 'xl/worksheets/sheet1.xml' ? { statedSize } : {}),
  }));
  writeFileSync(path, zip(records));
  return path;
}

const text = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const sheet = (rows: string, after = ''): string => `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`;
const HEADING = `<row r="1">${text('A1', 'case_id')}${text('B1', 'dx')}${text('C1', 'department')}${text('D1', 'total_cost')}</row>`;

async function failure(path: string): Promise<EngineError> {
  return (await readCases([path]).catch((cause: unknown) => cause)) as EngineError;
}

describe('forms of a workbook', () => {
  test('values stored beneath a merge (totals of 3000, 1230 or 1000 from one file elsewhere): 1000 once, the others told', async () => {
    const rows = [2, 3, 4].map(
      (r, i) =>
        `<row r="${r}">${text(`A${r}`, `ID${r}`)}${text(`B${r}`, 'I10')}${i === 0 ? text('C2', '外科') : ''}<c r="D${r}"><v>${[1000, 115, 115][i]}</v></c></row>`,
    );
    const path = bare([
      {
        name: 'a',
        xml: sheet(
          HEADING + rows.join(''),
          '<mergeCells count="2"><mergeCell ref="C2:C4"/><mergeCell ref="D2:D4"/></mergeCells>',
        ),
      },
    ]);
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table)).toMatchObject({ department: ['外科', '外科', '外科'], total_cost: ['1000.00', '', ''] });
    const told = Object.fromEntries(summary.notices.map((one) => [one.code, one.zh]));
    expect(told.notice_merged_beneath).toContain('有 2 个合并单元格');
  });

  test('a sheet of a chart alone is left out, a very hidden one is skipped and told', async () => {
    const path = bare([
      { name: '图', kind: 'chartsheet', xml: '<chartsheet><sheetViews/></chartsheet>' },
      { name: '藏', state: 'veryHidden', xml: sheet(HEADING) },
      { name: '数', xml: sheet(`${HEADING}<row r="2">${text('A2', 'A')}${text('B2', 'I10')}</row>`) },
    ]);
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table).case_id).toEqual(['A']);
    expect(summary.notices.find((one) => one.code === 'notice_sheets_hidden')!.en).toContain('藏');
  });

  test('prefixes on every tag, CRs written as _x000D_, and numbered signs are read', async () => {
    const xml = sheet(
      `${HEADING}<row r="2">${text('A2', 'A')}${text('B2', 'I10_x000D_\nE11')}${text('C2', '心&#20869;&amp;科')}</row>`,
    ).replace(/<(\/?)(\w)/g, '<$1x:$2');
    const { table } = await readCases([bare([{ name: 'a', xml }])]);
    expect(tableTexts(table)).toMatchObject({ dx: ['I10|E11'], department: ['心内&科'] });
  });

  test('a merge over the whole sheet and 10,000 rows without cells cost nothing', async () => {
    const empty = Array.from({ length: 10_000 }, (_, i) => `<row r="${i + 3}" ht="5"/>`).join('');
    const xml = sheet(
      `${HEADING}<row r="2">${text('A2', 'A')}${text('B2', 'I10')}</row>${empty}`,
      '<mergeCells><mergeCell ref="E1:XFD1048576"/></mergeCells>',
    );
    const { summary } = await readCases([bare([{ name: 'a', xml }])]);
    expect(summary).toMatchObject({ rowsRead: 1, cases: 1 });
  });

  test('a cell outside the sheet, a row outside, a missing text and a document type are one clear error each', async () => {
    const broken = [
      sheet(`<row r="1">${text('ZZZZ1', 'x')}</row>`),
      sheet(`<row r="1048577">${text('A1', 'x')}</row>`),
      sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
      `<!DOCTYPE x [<!ENTITY a "b">]>${sheet(HEADING)}`,
      '<worksheet></worksheet>',
    ];
    for (const xml of broken) expect((await failure(bare([{ name: 'a', xml }]))).code).toBe('xlsx_unreadable');
  });

  test('a changed byte inside a part is found by its checksum, not read as an amount', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRows([
      ['case_id', 'dx', 'total_cost'],
      ['A', 'I10', 1234],
    ]);
    const path = writeSample(folder, new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
    const stated = alterPart(path, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('1234', '9234'));
    const bytes = Buffer.from(zipWithWrongChecksum(stated));
    const error = await failure(writeSample(folder, bytes, '.xlsx'));
    expect(error.code).toBe('xlsx_unreadable');
    expect(error.text('en')).toMatch(/wrong checksum/);
  });

  test('3.31 for 03.31 is refused without a list and repaired by one that only one code fits', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRows([
      ['case_id', 'dx', 'px'],
      ['A', 'I10', 3.31],
      ['B', 'I10', 47],
      ['C', 'I10', 99.9],
    ]);
    const path = writeSample(folder, new Uint8Array(await book.xlsx.writeBuffer()), '.xlsx');
    const without = await readCases([path]);
    expect(without.rejected.map((row) => row.code)).toEqual(new Array(3).fill('cell_code_is_number'));
    const knownCodes = { diagnoses: ['I10'], procedures: ['03.31', '47.0', '47.1'] };
    const { table } = await readCases([path], { knownCodes });
    expect(tableTexts(table).px!.slice(0, 2)).toEqual(['03.31', '47.0']);
  });
});

/** Turns one bit of the checksum that the directory states for the first sheet. */
function zipWithWrongChecksum(path: string): Buffer {
  const bytes = readFile(path);
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (;;) {
    const length = bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, at + 46 + length) === 'xl/worksheets/sheet1.xml') break;
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  bytes[at + 16] = bytes[at + 16]! ^ 1;
  return bytes;
}

describe('zip bombs, with harmless input', () => {
  const xml = sheet(`${HEADING}${' '.repeat(3_000_000)}`);

  test('a part beyond the size or the ratio allowed is refused before it is unpacked', async () => {
    const path = bare([{ name: 'a', xml }]);
    for (const limits of [
      { ...ZIP_LIMITS, largestPart: 2_000_000 },
      { ...ZIP_LIMITS, smallPart: 1_000_000 },
    ]) {
      const book = await openXlsx(path, limits);
      const error = (await book.sheets[0]!.readRows(undefined, () => true).catch(
        (cause: unknown) => cause,
      )) as EngineError;
      await book.close();
      expect(error.code).toBe('xlsx_too_large');
      expect(error.text('zh')).toMatch(/压缩炸弹/);
      expect(error.text('en')).toMatch(/zip bomb/);
    }
    expect((await failure(path)).code).toBe('file_without_rows');
  });

  test('a part that unpacks to more than its directory says ends at that size', async () => {
    const bytes = readFile(bare([{ name: 'a', xml }]));
    const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bytes.writeUInt32LE(1000, at + 24);
    const error = await failure(writeSample(folder, bytes, '.xlsx'));
    expect(error.code).toBe('xlsx_unreadable');
    expect(error.text('en')).toMatch(/larger than its stated 1000 bytes/);
  });
});

describe('zip bombs at the limits that are shipped, with harmless input', () => {
  test('70 KB that unpack to 64 MiB at 1,000 : 1 are refused, in sheet and workbook', async () => {
    for (const part of ['xl/worksheets/sheet1.xml', 'xl/workbook.xml']) {
      const path = alterPart(
        bare([{ name: 'a', xml: sheet(HEADING) }]),
        part,
        (xml) => `${xml}${' '.repeat(ZIP_LIMITS.smallPart + 1)}`,
      );
      expect(statSync(path).size).toBeLessThan(80_000);
      const error = await failure(path);
      expect(error.code, part).toBe('xlsx_too_large');
      expect(error.text('zh')).toMatch(/压缩炸弹.*请/);
      expect(error.text('en')).toContain(part);
    }
  });

  test('a part of 16 GiB and a byte by its directory is refused, whatever it holds; 2 bytes more than it holds is damaged', async () => {
    const most = ZIP_LIMITS.largestPart;
    expect(most).toBe(2 ** 34);
    const stating = (size: number): Promise<EngineError> =>
      failure(bare([{ name: 'a', xml: sheet(HEADING) }], {}, size));
    const large = await stating(most + 1);
    expect(large.code).toBe('xlsx_too_large');
    expect(large.text('en')).toContain(String(most));
    // Its size alone refused the other.
    const length = Buffer.byteLength(sheet(HEADING));
    expect((await stating(length + 2)).text('en')).toContain(`${length} of ${length + 2} bytes`);
    expect((await stating(length)).code).toBe('file_without_rows');
  });
});

describe('number formats', () => {
  test('literals around zeros and optional digits are shown as a sheet shows them', () => {
    expect(
      [
        [3.31, '00.00##'],
        [3.3134, '00.00##'],
        [31, '"K"00'],
        [7, '\\A000'],
        [47, '00.0'],
      ].map(([value, format]) => renderFixed(value as number, format as string)),
    ).toEqual(['03.31', '03.3134', 'K31', 'A007', '47.0']);
    expect(
      [
        [3.31, '#,##0.00'],
        [3.31, '0.0'],
        [47, '0.##'],
        [47, '00;[Red]00'],
        [47, '@'],
      ].map(([value, format]) => renderFixed(value as number, format as string)),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  test('dates are told by letters outside quotes, brackets and escapes', () => {
    expect(['yyyy-mm-dd', '[$-804]yyyy"年"m"月"', 'h:mm', '[h]:mm'].map(isDateFormat)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(
      ['General', '0.00', '"day"0', '[Red]0', '\\d0', '#,##0_);[Red]\\(#,##0\\)', '0!.0,"万"', '@'].map(isDateFormat),
    ).toEqual(new Array(8).fill(false));
  });

  test('serial 59 is 1900-02-28, 61 is 1900-03-01, 46082 is 2026-03-01, half a second before midnight is the next day', () => {
    expect([59, 61, 46082, 46082.75, 46081.999999].map((serial) => serialDayText(serial, false))).toEqual([
      '1900-02-28',
      '1900-03-01',
      '2026-03-01',
      '2026-03-01T18:00:00',
      '2026-03-01',
    ]);
    expect(serialDayText(44620, true)).toBe('2026-03-01');
    expect([serialDayText(-1, false), serialDayText(2_958_466, false), serialDayText(Number.NaN, false)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
