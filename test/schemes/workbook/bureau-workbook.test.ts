import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { importBureauWorkbook } from '../../../src/schemes/import/workbook/import-bureau-workbook.js';
import { caseOf } from '../../grouping/case-of.js';
import { tinyFolder } from '../tiny-folder.js';
import { type BureauSheetForm, writeBureauWorkbook } from './bureau-form.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-bureau-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

async function importing(sheets: readonly BureauSheetForm[], base?: string) {
  count++;
  const file = join(folder, `bureau-${count}.xlsx`);
  const out = join(folder, `local-${count}`);
  await writeBureauWorkbook(file, sheets);
  const { findings, scheme } = await importBureauWorkbook(file, out, base);
  const told = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).map(({ code, path }) => `${code} ${path}`);
  return { scheme, out, findings, errors: told('error'), warnings: told('warning'), notes: told('note') };
}

/** A whole small scheme as bureaus lay it out: titles, merged cells, stray spaces, other names for columns. */
const whole = (): BureauSheetForm[] => [
  {
    name: '分组目录',
    rows: [
      ['某市按病组付费分组目录', null, null, null, null, null, null],
      ['MDC 编码', 'MDC名称', 'ADRG编码', 'ADRG 名称', 'DRG编码', 'DRG名称', '分组条件'],
      ['MDCB', ' 神经系统 ', 'BB1', '手术', 'BB11', '手术，伴严重', ''],
      [null, null, null, null, ' BB19a ', '手术，儿童', '年龄≤17岁'],
      [null, null, null, null, 'BB19b', '手术，其他', '其余'],
      ['MDC 编码', 'MDC名称', 'ADRG编码', 'ADRG 名称', 'DRG编码', 'DRG名称', '分组条件'],
      ['B', '神经系统', 'BR1', '内科', 'BR13', '内科，伴', ''],
      ['B', '神经系统', 'BR1', '内科', 'BR15', '内科', ''],
    ],
    merges: ['A3:A5', 'B3:B5', 'C3:C5', 'D3:D5'],
  },
  {
    name: 'ADRG',
    rows: [
      ['排序', 'ADRG代码', 'ADRG名称', '入组条件'],
      [3, 'BR1', '内科组', ''],
      [1, 'BB1', '手术组', '主要诊断(1) 且 手术数(1) >= 2'],
      [2, 'BQY', '歧义', ''],
    ],
  },
  {
    name: '诊断表',
    rows: [
      ['ADRG', '主要诊断编码', '主要诊断名称'],
      ['BB1', 'I60.000', ''],
      ['BB1', ' i60.100 ', ''],
      ['BR1', 'I60.000', ''],
      ['BR1', 'I60.100', ''],
      ['BR1', 'I61.000', ''],
      ['BR1', 'I61.000', ''],
    ],
    merges: ['A2:A3'],
  },
  {
    name: '手术表',
    rows: [
      ['ADRG', '手术操作编码'],
      ['BB1', '01.2401'],
      ['BB1', 3.02],
    ],
  },
  {
    name: '并发症',
    rows: [
      ['疾病编码', '疾病名称', 'CC/MCC', '排除表号'],
      ['E10.100', '', 'CC', 1],
      ['J96.000', '', 'MCC', '无'],
    ],
  },
  {
    name: '排除',
    rows: [
      ['排除表编号', '诊断编码'],
      [1, 'I60.000'],
    ],
  },
  { name: '说明', rows: [['本表仅供参考']] },
  {
    name: '草稿',
    rows: [
      ['DRG编码', 'DRG名称'],
      ['ZZ19', '旧'],
    ],
    isHidden: true,
  },
];

describe('a whole scheme', () => {
  test('is read through merged cells, titles, spaces and other headings; every reading that was chosen is told', async () => {
    const { scheme, errors, warnings, notes } = await importing(whole());
    expect(errors).toEqual([]);
    expect(warnings.filter((line) => !line.includes('.yaml'))).toEqual([
      'heading_repeated 分组目录:6',
      'code_repeated 诊断表:7',
      'code_is_number 手术表:3',
      'sheet_not_read 说明',
      'sheet_not_read 草稿',
      'valid_procedures_assumed 有效手术',
    ]);
    expect(notes).toEqual(
      expect.arrayContaining([
        'merged_cells 分组目录',
        'merged_cells 诊断表',
        'code_rewritten 诊断表',
        'chapter_list_derived 分组目录:3',
        'exclusion_none CC',
      ]),
    );
    const [chapter] = scheme!.chapters;
    expect(scheme!.chapters).toHaveLength(1);
    expect([chapter!.name, chapter!.whenText, chapter!.diagnoses.size]).toEqual(['神经系统', 'pdx(mdc)', 3]);
    expect(chapter!.rules.map(({ adrg, name, whenText }) => `${adrg} ${name} ${whenText}`)).toEqual([
      'BB1 手术组 pdx(1) and count(apx(1)) >= 2',
      'QY 歧义 ppx(valid)',
      'BR1 内科组 pdx(1)',
    ]);
    expect(chapter!.rules[0]!.groups.map(({ code, whenText }) => `${code} ${whenText}`)).toEqual([
      'BB11 mcc',
      'BB19a age_years <= 17',
      'BB19b always',
    ]);
    const group = (dx: string, px: string, age_years: number) =>
      interpretCase(scheme!, caseOf(dx, px, { age_years })).group;
    expect([
      group('I60.000', '01.2401|03.0200', 17),
      group('I60.000', '01.2401|03.0200', 18),
      group('I60.000|J96.000', '01.2401|03.0200', 17),
      group('I60.000', '01.2401', 17),
      group('I60.000|E10.100', '', 40),
      group('I61.000|E10.100', '', 40),
    ]).toEqual(['BB19a', 'BB19b', 'BB11', 'BQY', 'BR15', 'BR13']);
  });

  const change = (sheet: number, row: number, cell: number, value: string | number | null) => {
    const sheets = whole();
    (sheets[sheet]!.rows[row] as (string | number | null)[])[cell] = value;
    return sheets;
  };

  test.each([
    ['a blank code that no merge fills', change(0, 7, 2, null), 'workbook_row_unknown 分组目录:8'],
    ['a suffix letter without a condition', change(0, 3, 6, ''), 'condition_missing 分组目录:4'],
    ['a condition that is no language', change(0, 3, 6, '年龄较小'), 'condition_not_understood 分组目录:4'],
    ['a condition on a list that is not there', change(1, 2, 3, '主要诊断(2)'), 'condition_not_understood ADRG:3'],
    [
      'a condition whose formula has no result, which must not be read as blank',
      change(0, 6, 6, { formula: 'A1' } as unknown as string),
      'workbook_cell 分组目录:7',
    ],
    ['a group of another ADRG', change(0, 6, 4, 'BB13'), 'workbook_parent_missing 分组目录:7'],
    ['a group twice', change(0, 7, 4, 'BR13'), 'workbook_row_repeated 分组目录:8'],
    ['a diagnosis among the procedures', change(3, 1, 1, 'I60.000'), 'workbook_code 手术表:2'],
    ['a severity of neither kind', change(4, 1, 2, '一般'), 'severity_unknown 并发症:2'],
    ['an exclusion list that is not there', change(4, 1, 3, 7), 'exclusion_missing 并发症:2'],
    ['a number that is no code', change(3, 2, 1, 3.021), 'code_is_number 手术表:3'],
  ])('%s is refused with sheet and row, and nothing is written', async (_, sheets, error) => {
    const { scheme, out, errors } = await importing(sheets);
    expect(errors).toContain(error);
    expect([scheme, existsSync(out)]).toEqual([undefined, false]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('over a base', () => {
  const catalogue = (...rows: (string | null)[][]): BureauSheetForm => ({
    name: 'DRG',
    rows: [['ADRG编码', 'DRG编码', 'DRG名称', '条件'], ...rows],
  });

  test('only what differs is written: groups, lists, severity, a new ADRG before the national path', async () => {
    const { scheme, out, errors, notes } = await importing(
      [
        catalogue(
          ['BR1', 'BR13', '内科伴', null],
          ['BR1', 'BR15a', '儿童', '年龄<18'],
          ['BR1', 'BR15b', '其余', '其余'],
          ['BX1', 'BX19', '本地', null],
          ['BB1', 'BB10', '手术机器人', null],
          ['BB1', 'BB11', '手术伴严重', null],
          ['BB1', 'BB19', '手术', null],
        ),
        {
          name: 'ADRG',
          rows: [
            ['ADRG编码', 'ADRG名称', '位置'],
            ['BX1', '本地', '优先'],
            ['BB1', '手术', null],
          ],
        },
        {
          name: '手术',
          rows: [
            ['ADRG编码', '列表', '手术编码', '变更'],
            ['BB1', '2', '01.20', '新增'],
            ['BB1', '2', '01.30', '删除'],
            ['BX1', '1', '99.10', '新增'],
          ],
        },
        {
          name: 'CC',
          rows: [
            ['诊断编码', '类型'],
            ['E11.9', 'MCC'],
            ['I61.0', '无'],
            ['I60.0', 'MCC'],
          ],
        },
      ],
      tinyFolder(),
    );
    expect(errors).toEqual([]);
    expect(notes).not.toContain('place_assumed ADRG:2');
    expect(readdirSync(out).sort()).toEqual(['mdc', 'scheme.yaml', 'severity.yaml']);
    expect(readdirSync(join(out, 'mdc'))).toEqual(['B.yaml']);
    const text = readFileSync(join(out, 'mdc', 'B.yaml'), 'utf8');
    expect(text).toContain('BR15a');
    expect(text).not.toContain('BB19');
    expect(scheme!.chapters.map((chapter) => chapter.mdc).join('')).toBe('BAB');
    expect([...scheme!.chapters[2]!.rules[0]!.procedureLists.get(2)!]).toEqual(['01.20']);
    expect([
      scheme!.severity.mcc.get('E11.9'),
      scheme!.severity.cc.has('E11.9'),
      scheme!.severity.cc.has('I61.0'),
    ]).toEqual([0, false, false]);
    const group = (dx: string, px: string, age_years: number) =>
      interpretCase(scheme!, caseOf(dx, px, { age_years })).group;
    expect([group('I60.0', '99.10', 40), group('I62.0', '', 17), group('I62.0', '', 18)]).toEqual([
      'BX19',
      'BR15a',
      'BR15b',
    ]);
  });

  test('a workbook that says what the base says gives an overlay that changes nothing', async () => {
    const { scheme, out, findings } = await importing(
      [catalogue(['BR1', 'BR15', '内科', null], ['BR1', 'BR13', '内科伴', null])],
      tinyFolder(),
    );
    expect(readdirSync(out)).toEqual(['scheme.yaml']);
    expect(scheme!.chapters[1]!.rules[2]!.groups.map((group) => group.code)).toEqual(['BR13', 'BR15']);
    expect(findings.find((finding) => finding.code === 'kept_as_base')?.zh).toContain('2 个 ADRG');
  });

  test('an ADRG goes by the word 删除 alone, and a chapter the base lacks is refused', async () => {
    const removal = await importing(
      [
        {
          name: 'ADRG',
          rows: [
            ['ADRG编码', 'ADRG名称', '变更'],
            ['BB1', '手术', '删除'],
          ],
        },
      ],
      tinyFolder(),
    );
    expect(removal.scheme!.chapters[1]!.rules.map((rule) => rule.adrg)).toEqual(['QY', 'BR1']);
    const unknown = await importing([catalogue(['CR1', 'CR19', '眼科', null])], tinyFolder());
    expect(unknown.errors).toEqual(['mdc_unknown DRG:2']);
  });
});

describe('a workbook in which nothing can be read is an error, and nothing is written', () => {
  const unknown: BureauSheetForm = {
    name: '通讯录',
    rows: [
      ['姓名', '电话'],
      ['张', '1'],
    ],
  };
  const empty: BureauSheetForm = { name: '诊断表', rows: [['ADRG', '主要诊断编码']] };

  test.each([
    ['no sheet has known headings', [unknown]],
    ['known headings have no row beneath', [unknown, empty]],
  ] as const)('%s', async (_, sheets) => {
    const { scheme, out, errors } = await importing(sheets, tinyFolder());
    expect(errors).toEqual(['workbook_nothing_read ']);
    expect([scheme, existsSync(out)]).toEqual([undefined, false]);
  });

  test('one row is enough', async () => {
    const row: BureauSheetForm = {
      name: '诊断表',
      rows: [
        ['ADRG', '主要诊断编码'],
        ['BR1', 'I60.000'],
      ],
    };
    expect((await importing([unknown, row], tinyFolder())).errors).toEqual([]);
  });
});
