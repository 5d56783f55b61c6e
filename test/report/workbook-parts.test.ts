import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeWorkbook } from '../../src/report/workbook/write-workbook.js';
import { comparisonModel } from './model-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-workbook-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Name → text of every part, by the central directory. */
function partsOf(path: string): Map<string, string> {
  const bytes = readFileSync(path);
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(from, from + size);
    parts.set(name, (bytes.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content)).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

describe('what LibreOffice reads otherwise is not in a workbook of ours', () => {
  let sheets: [string, string][];
  let parts: Map<string, string>;
  beforeAll(async () => {
    const path = join(folder, 'report.xlsx');
    await writeWorkbook(path, comparisonModel(), 'zh');
    parts = partsOf(path);
    sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  });

  test('every formula has a stored result, since LibreOffice shows what is stored', () => {
    const formulas = sheets.flatMap(([, xml]) =>
      [...xml.matchAll(/<c [^>]*>(?:(?!<\/c>).)*<f>.*?<\/c>/g)].map(([cell]) => cell),
    );
    expect(formulas.length).toBeGreaterThan(5);
    expect(formulas.filter((cell) => !/<v>[^<]+<\/v>/.test(cell))).toEqual([]);
  });

  test('links within the workbook are formulas: hyperlinks arrive twice', () => {
    for (const [name, xml] of sheets) expect(xml, name).not.toContain('<hyperlink');
    for (const [name, xml] of parts) if (name.endsWith('.rels')) expect(xml, name).not.toContain('/hyperlink');
  });

  test('filters stand in tables only, and print areas where set are absolute', () => {
    for (const [name, xml] of sheets) expect(xml, name).not.toContain('<autoFilter');
    const tables = [...parts].filter(([name]) => name.startsWith('xl/tables/table'));
    expect(tables.length).toBeGreaterThanOrEqual(6);
    for (const [name, xml] of tables) expect(xml, name).toContain('<autoFilter ref=');
    for (const [, area] of parts.get('xl/workbook.xml')!.matchAll(/Print_Area"[^>]*>([^<]*)</g)) {
      expect(area).toMatch(/\$[A-Z]+\$\d+:\$[A-Z]+\$\d+$/);
    }
  });

  test('there is no picture, whose form and letters would be lost, no date, which would move by a day, and nothing left to calculate', () => {
    expect([...parts.keys()].filter((name) => /media|drawing|\.(?:svg|png)$/.test(name))).toEqual([]);
    const styles = parts.get('xl/styles.xml')!;
    expect([...styles.matchAll(/formatCode="([^"]*[ymdh][^"]*)"/gi)].map(([, code]) => code)).toEqual([]);
    expect(styles).not.toMatch(/numFmtId="(?:1[4-9]|2[0-2])"/);
    for (const [name, xml] of sheets) expect(xml, name).not.toMatch(/<c [^>]*t="d"/);
    expect(parts.get('xl/workbook.xml')).not.toContain('fullCalcOnLoad');
  });

  test('no number format has a ! or divides by commas: amounts in 万元 would be ten times off there', () => {
    const formats = [...parts.get('xl/styles.xml')!.matchAll(/formatCode="([^"]*)"/g)].map(([, code]) => code!);
    expect(formats.length).toBeGreaterThan(0);
    expect(formats.filter((code) => /!|0,+(?:[^0#]|$)/.test(code))).toEqual([]);
  });
});
