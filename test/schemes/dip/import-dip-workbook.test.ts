import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { importDipWorkbook } from '../../../src/schemes/dip/import/import-dip-workbook.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { writeDipWorkbook } from './dip-workbook-form.js';

const folder = temporaryFolder();
const base = loadDip('dip-3.0');

describe('the official workbook of ten sheets', () => {
  const path = join(folder, 'official.xlsx');

  it('gives the same scheme, hash for hash, as the one that is shipped', async () => {
    await writeDipWorkbook(path, base);
    const { scheme, findings } = await importDipWorkbook(path, join(folder, 'dip-3.0'), base);
    expect(findings.filter(({ code }) => /^(workbook|dip)_/.test(code))).toEqual([]);
    // The heading and the title stand above the rows of the sheet.
    expect(findings.filter(({ code }) => code === 'entry_unreachable').map(({ place }) => place)).toEqual(
      ['JC2339', 'JC3992'].map(
        (code) =>
          `四、基础规则下的核心病种:${base.entries.filter(({ section }) => section === 'base').findIndex((entry) => entry.code === code) + 3}`,
      ),
    );
    expect(scheme!.entries).toHaveLength(5125);
    expect(scheme!.hash).toBe(base.hash);
    expect(scheme!.entries.find(({ code }) => code === 'FZ1771')!.related).toEqual([['99.2800x005']]);
  });

  it('tells a row whose area is not understood, and writes nothing', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.getWorksheet('三、诊断辅助细分-烧伤类')!;
    sheet.getCell('J3').value = '大面积';
    await book.xlsx.writeFile(join(folder, 'odd.xlsx'));
    const { scheme, findings } = await importDipWorkbook(join(folder, 'odd.xlsx'), join(folder, 'odd'), base);
    expect(scheme).toBeUndefined();
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'workbook_condition', path: '三、诊断辅助细分-烧伤类:3' },
    ]);
  });

  it('says which sheet is missing', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    book.removeWorksheet(book.getWorksheet('六、基层病种')!.id);
    await book.xlsx.writeFile(join(folder, 'nine.xlsx'));
    await expect(importDipWorkbook(join(folder, 'nine.xlsx'), join(folder, 'nine'), base)).rejects.toMatchObject({
      code: 'workbook_sheet_missing',
    });
  });
});
