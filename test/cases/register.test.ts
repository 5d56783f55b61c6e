import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { levelClassOfText } from '../../src/cases/level-class.js';
import { readRegister } from '../../src/cases/read-register.js';
import { readRegisterFile } from '../../src/cases/read-register-file.js';
import { writeRegister } from '../../src/cases/write/write-register.js';
import type { EngineError } from '../../src/kernel/errors.js';
import { encodeGb18030 } from './gb18030.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();

function failure(text: string): EngineError {
  try {
    readRegister(writeSample(folder, text), 2026);
  } catch (cause) {
    return cause as EngineError;
  }
  throw new Error('the register was accepted');
}

describe('the register of hospitals', () => {
  test.each([
    ['三甲', 3],
    ['三级甲等', 3],
    ['三级', 3],
    ['3', 3],
    ['二乙', 2],
    ['2级', 2],
    ['一级', 1],
    ['1', 1],
    ['未定级', 1],
    ['乡镇卫生院', 1],
    ['社区卫生服务中心', 1],
    ['', undefined],
    ['四级', undefined],
    ['不详', undefined],
  ])('the level %j is of class %j', (text, levelClass) => {
    expect(levelClassOfText(text)).toBe(levelClass);
  });

  test('is read with its levels; level_class wins over the text', () => {
    const path = writeSample(
      folder,
      'hospital_id,name,level,level_class,kind\nH1,一院,三甲,,综合\nH2,"县医院, 总院",二级,3,综合\n\nH3,镇卫生院,未定级,,基层\n',
    );
    const register = readRegister(path, 2026);
    expect([...register.values()]).toEqual([
      { hospitalId: 'H1', name: '一院', level: '三甲', levelClass: 3, kind: '综合' },
      { hospitalId: 'H2', name: '县医院, 总院', level: '二级', levelClass: 3, kind: '综合' },
      { hospitalId: 'H3', name: '镇卫生院', level: '未定级', levelClass: 1, kind: '基层' },
    ]);
  });

  test('dated rows: of the rows in force in the year the last counts; both ends are included', () => {
    const text =
      'hospital_id,level,from,until\nH1,二级,,2026-06-30\nH1,三级,2026-07-01,\nH2,二级,2027-01-01,\nH3,一级,,2026-01-01\nH4,一级,2026-12-31,\nH5,一级,,2025-12-31\n';
    const register = readRegister(writeSample(folder, text), 2026);
    expect([...register].map(([id, one]) => [id, one.levelClass])).toEqual([
      ['H1', 3],
      ['H3', 1],
      ['H4', 1],
    ]);
    expect(readRegister(writeSample(folder, text), 2025).get('H1')!.levelClass).toBe(2);
  });

  test('Chinese headings and GB18030', () => {
    const path = writeSample(folder, encodeGb18030('医疗机构代码,医疗机构名称,医院等级\nH1,人民医院,三级甲等\n'));
    expect(readRegister(path, 2026).get('H1')).toMatchObject({ name: '人民医院', level: '三级甲等', levelClass: 3 });
  });

  test.each([
    [
      'hospital_id,level\nH1,三级\nH2,四级\n',
      'register_level_unknown',
      /第 2 行（不计表头；H2）的等级“四级”/,
      /row 2 \(not counting the heading; H2\)/,
    ],
    [
      'hospital_id,level\n,三级\n',
      'register_id_missing',
      /第 1 行（不计表头）缺少/,
      /row 1 \(not counting the heading\) has no hospital_id/,
    ],
    [
      'hospital_id,name\nH1,x\n',
      'register_column_missing',
      /缺少列 level（等级）。.*请补上/,
      /lacks level \(or.*Add what/,
    ],
    ['id,level\nH1,3\n', 'register_column_missing', /缺少列 hospital_id（/, /Headings found: id, level\. Add/],
    [
      'id,grade\nH1,3\n',
      'register_column_missing',
      /缺少列 hospital_id（医疗机构代码）、level（等级）。.*示例见/,
      /lacks hospital_id \(its id\) and level \(or level_class\)\..*drgdip check --as register/,
    ],
    ['hospital_id,level\nH1,3\nH1,2\n', 'register_hospital_twice', /第 1 行和第 2 行/, /rows 1 and 2/],
    ['hospital_id,level,from\nH1,3,明年\n', 'register_date_wrong', /from“明年”不是日期/, /from "明年" is not a date/],
    ['', 'register_empty', /登记表是空的.*每行一家医疗机构/, /register of hospitals is empty.*a hospital/],
    [' \n\r\n', 'register_empty', /登记表是空的/, /is empty/],
    ['hospital_id,level\n', 'register_without_rows', /只有表头.*请补上/, /no hospital.*Add a row for each/],
    ['hospital_id,level\n,\n , \n', 'register_without_rows', /未登记/, /none would be registered/],
  ])('%j is refused as %s with row and remedy', (text, code, zh, en) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.text('zh')).toMatch(zh);
    expect(error.text('en')).toMatch(en);
  });

  test('a workbook, .xls, HTML table, NDJSON and Parquet of it and GBK text of it are the same register, under a title and with blank rows', async () => {
    const rows = [
      ['hospital_id', 'name', '医院等级', '床位', 'from'],
      ['007', '人民医院', '三级甲等', '1200', '2026-03-01'],
      ['H2', '县医院', '二级', '', ''],
    ];
    const text = rows.map((cells) => cells.join(',')).join('\n');
    const expected = readRegister(writeSample(folder, text), 2026);
    expect(expected.get('007')!.numbers!.get('床位')).toBeDefined();
    const book = utils.book_new();
    const sheet = utils.aoa_to_sheet([['登记表 2026'], rows[0]!, [], rows[1]!, rows[2]!]);
    utils.book_append_sheet(book, utils.aoa_to_sheet([['说明']]), '说明');
    utils.book_append_sheet(book, sheet, '登记');
    const made = (bookType: 'xlsx' | 'biff8'): Uint8Array =>
      new Uint8Array(write(book, { bookType, type: 'buffer' }) as Buffer);
    const html = `<table>${rows.map((cells) => `<tr><td>${cells.join('<td>')}</tr>`).join('')}</table>`;
    const json = rows
      .slice(1)
      .map((cells) => JSON.stringify(Object.fromEntries(rows[0]!.map((name, c) => [name, cells[c]]))));
    for (const [content, ending] of [
      [made('xlsx'), '.xlsx'],
      [made('biff8'), '.xls'],
      [html, '.xls'],
      [json.join('\n'), '.ndjson'],
      [text, '.csv'],
      [encodeGb18030(text.replaceAll(',', '\t')), '.xls'],
    ] as const) {
      expect(await readRegisterFile(writeSample(folder, content, ending), 2026), ending).toEqual(expected);
    }
    const odd = utils.aoa_to_sheet([rows[0]!, [], ['H2', '县医院', '四级', '', '']]);
    const wrong = { SheetNames: ['a'], Sheets: { a: odd } };
    const path = writeSample(
      folder,
      new Uint8Array(write(wrong, { bookType: 'xlsx', type: 'buffer' }) as Buffer),
      '.xlsx',
    );
    const error = (await readRegisterFile(path, 2026).catch((cause: unknown) => cause)) as EngineError;
    expect(error.code).toBe('register_level_unknown');
    expect(error.text('zh')).toMatch(/第 2 行（不计表头；H2）/);
    odd.A3 = { t: 'n', v: 123456789012345680 };
    const lost = writeSample(
      folder,
      new Uint8Array(write(wrong, { bookType: 'xlsx', type: 'buffer' }) as Buffer),
      '.xlsx',
    );
    const digits = (await readRegisterFile(lost, 2026).catch((cause: unknown) => cause)) as EngineError;
    expect(digits.code).toBe('register_cell_unreadable');
    expect(digits.text('zh')).toMatch(/第 2 行.*123456789012345680/);
    const empty = utils.aoa_to_sheet([rows[0]!]);
    const bare = write({ SheetNames: ['a'], Sheets: { a: empty } }, { bookType: 'xlsx', type: 'buffer' }) as Buffer;
    const none = (await readRegisterFile(writeSample(folder, new Uint8Array(bare), '.xlsx'), 2026).catch(
      (cause: unknown) => cause,
    )) as EngineError;
    expect(['register_without_rows', 'file_without_rows']).toContain(none.code);
    expect(
      ((await readRegisterFile(join(folder, 'none.csv'), 2026).catch((cause: unknown) => cause)) as EngineError).code,
    ).toBe('register_not_found');
  });

  test('written and read back it is the same', () => {
    const path = writeSample(folder, 'hospital_id,name,level,kind\nH1,"a ""b"", c",三甲,综合\nH2,,2,\n');
    const register = readRegister(path, 2026);
    const target = join(folder, 'register.csv');
    writeRegister(target, register);
    expect(readRegister(target, 2026)).toEqual(register);
    expect(readFileSync(target, 'utf8').split('\n')[1]).toBe('H1,"a ""b"", c",三甲,3,综合');
  });
});
