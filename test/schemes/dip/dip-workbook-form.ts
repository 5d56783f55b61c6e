import ExcelJS from 'exceljs';
import type { DipDocument, DipEntry } from '../../../src/schemes/dip/dip-document.js';
import { patternText } from '../../../src/schemes/dip/load/parse-patterns.js';

const AREAS: Readonly<Record<string, string>> = {
  burn_0: '面积＜10%',
  burn_1_2: '10%≤面积≤29%',
  burn_3_4: '30%≤面积≤49%',
  burn_5_6_7_8_9: '面积≥50%',
};
const WEIGHTS: Readonly<Record<string, string>> = {
  XQ16: '0～999克',
  XQ17: '1000～1499克',
  XQ18: '1500～1999克',
  XQ19: '2000～2499克',
};
const SEVEN_SCOPES = '仅当主要诊断为 A00-A09、C15-C26、D01、D12、D13、D37、I85、K20-K93 时可作为主要手术操作';

/**
 * Writes a catalogue in the form of the official workbook, with its traps: ten sheets, a second heading inside the sheet of
 * pre-groups, a heading with a line break, titles above, numbers as text.
 */
export async function writeDipWorkbook(path: string, document: DipDocument): Promise<void> {
  const book = new ExcelJS.Workbook();
  const sheet = (name: string, headings: readonly string[], rows: readonly (readonly string[])[]) => {
    const made = book.addWorksheet(name);
    made.addRow([name]);
    made.addRow([...headings]);
    made.addRows(rows.map((row) => [...row]));
  };
  const of = (section: string) => document.entries.filter((entry) => entry.section === section);
  const codes = (list: readonly (readonly string[])[]) => list.map((part) => part.join('|')).join('+');
  const dx = (entry: DipEntry) => entry.diagnoses.map(patternText).join('|');
  const cls = (entry: DipEntry) => document.sections.find(({ id }) => id === entry.section)!.mdc;
  const listOf = (entry: DipEntry) => /^sdx\((.*)\)$/.exec(document.conditions[entry.condition!]!.text)![1]!;

  const pre = of('pre');
  sheet(
    '一、先期分组',
    ['序号', '分组名称', '主要手术操作编码', '主要手术操作名称', '相关手术操作编码', '相关手术操作名称', '说明'],
    [
      ...pre
        .filter(({ procedureUse }) => procedureUse !== 'any_case')
        .map((entry) => [String(entry.sequence), entry.name, codes([entry.main]), '', codes(entry.related), '', '']),
      ['', '', '天龄', '', '出生体重', '', ''],
      ...pre
        .filter(({ procedureUse }) => procedureUse === 'any_case')
        .map((entry) => [String(entry.sequence), entry.name, '＜29天', '', WEIGHTS[entry.code]!, '', '']),
    ],
  );
  const plain = [
    '分类',
    '序号',
    '主要诊断编码',
    '主要诊断名称',
    '主要手术操作编码',
    '主要手术操作名称',
    '相关手术操作编码',
    '相关手术操作名称',
  ];
  const row = (entry: DipEntry) => [
    cls(entry),
    String(entry.sequence),
    dx(entry),
    entry.name,
    codes([entry.main]),
    '',
    codes(entry.related),
    '',
  ];
  sheet('二、并项规则下的核心病种', plain, of('merged').map(row));
  sheet(
    '三、诊断辅助细分-烧伤类',
    [...plain, '烧伤腐蚀伤程度', '面积'],
    of('burn').map((entry) => [...row(entry), '', AREAS[listOf(entry)]!]),
  );
  sheet(
    '三、诊断辅助细分-肿瘤类',
    [
      '分类',
      '序号',
      '主要诊断编码',
      '主要诊断名称',
      '其他诊断编码',
      '其他诊断名称',
      '主要手术操作/\n相关手术操作编码',
      '名称',
    ],
    of('tumour').map((entry) => [
      cls(entry),
      String(entry.sequence),
      dx(entry),
      entry.name,
      document.diagnosisLists.get(listOf(entry))!.map(patternText).join('|'),
      '',
      codes([entry.main, ...entry.related]),
      '',
    ]),
  );
  sheet(
    '三、诊断辅助细分-结核类病种',
    [...plain, '是否耐药/说明'],
    of('tuberculosis').map((entry) => [
      ...row(entry),
      document.conditions[entry.condition!]!.text.startsWith('not') ? '否' : '是',
    ]),
  );
  sheet(
    '附表—结核耐药诊断',
    ['编码', '名称'],
    document.diagnosisLists.get('tb_resistant')!.map((pattern) => [patternText(pattern), '']),
  );
  sheet('四、基础规则下的核心病种', plain, of('base').map(row));
  sheet(
    '五、不纳入分组的主要诊断',
    ['编码', '名称'],
    [...document.excludedDiagnoses].map((code) => [code, '']),
  );
  const remarks = { conservative: '', not_main: '不作为主要手术操作', main_only_for_scope: SEVEN_SCOPES };
  sheet(
    '五、不纳入分组的主要手术操作',
    ['编码', '名称', '备注'],
    [...document.excludedProcedures].map(([code, { rule }]) => [code, '', remarks[rule]]),
  );
  sheet(
    '六、基层病种',
    ['分类', '序号', '主要诊断编码', '主要诊断名称', '主要手术操作编码', '主要手术操作名称'],
    document.primaryCare.map(({ sequence, diagnoses, main }) => [
      '基层',
      String(sequence),
      diagnoses.map(patternText).join('|'),
      '',
      main.join('|'),
      '',
    ]),
  );
  await book.xlsx.writeFile(path);
}
