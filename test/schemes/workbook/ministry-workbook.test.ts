import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importMinistryWorkbook } from '../../../src/schemes/import/workbook/import-ministry-workbook.js';
import { type MinistrySheets, writeMinistryWorkbook } from './ministry-form.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-ministry-small-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** A small invented scheme of two chapters; codes are real ones. */
const small = (): MinistrySheets => ({
  MDC: [
    ['MDCB', '神经', 'ZYZD in DI_MDCB', 2],
    ['A', '先期', '1', 1],
  ],
  ADRG: [
    ['AA1', '移植', 'ZYSS in OP_AA1', 'A', 1],
    ['B00', '其他', '', 'B', 2],
    ['BB1', '手术', 'ZYSS in OP_BB1_1 and\r\n length(OP_BB1_1 ∩ {ZYSS,QTSS})>=2', 'B', 1],
    ['BQY', '歧义', 'ZYSS in OP_ALL', 'B', 2],
    ['BR1', '内科', 'ZYZD in DI_BR1', 'B', 5],
  ],
  DRG: [
    ['AA19', '移植', '', 'AA1', 'A', 1],
    ['BB19', '手术', '', 'BB1', 'B', 1],
    ['BB10', '机器人', '{ZYSS,QTSS} in OP_ARB', 'BB1', 'B', 1],
    ['BR11', '伴严重', 'QTZD in MCC', 'BR1', 'B', 1],
    ['BR15', '其余', '', 'BR1', 'B', 2],
  ],
  集合: [
    ['OP_ALL', '33.6x00'],
    ['OP_ALL', 3.02],
    ['OP_ALL', '01.2401'],
    ['OP_AA1', '33.6x00'],
    ['OP_BB1_1', '01.2401'],
    ['OP_BB1_1', ' 01.2401 '],
    ['OP_ARB', '17.4100'],
    ['DI_MDCB', 'I60.000'],
    ['DI_MDCB', 'i61.000'],
    ['DI_MDCB', 'I99.999x999'],
    ['DI_BR1', 'I60.000'],
    ['DI_SPARE', 'I60.000'],
  ],
  CC: [
    ['I60.100', '名称', 'EX_1', 'MCC'],
    ['I60.100', '名称', 'EX_1', 'MCC'],
    ['E10.100', '名称', 'EX_9', 'CC'],
    ['E11.100', '名称', '', 'CC'],
  ],
  排除表: [
    ['EX_1', 'I60.000'],
    ['EX_1', 'I60.000'],
  ],
});

async function importing(change: (sheets: MinistrySheets) => void = () => {}) {
  const sheets = small();
  change(sheets);
  count++;
  const file = join(folder, `small-${count}.xlsx`);
  const out = join(folder, `Small ${count}`);
  await writeMinistryWorkbook(file, sheets);
  const { findings, scheme } = await importMinistryWorkbook(file, out);
  const told = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).map(({ code, path }) => `${code} ${path}`);
  return { scheme, out, findings, errors: told('error'), warnings: told('warning'), notes: told('note') };
}

test('a workbook with the traps of the real one is read by the stated rules, each told with sheet and row', async () => {
  const { scheme, out, errors, warnings, notes } = await importing();
  expect(errors).toEqual([]);
  expect(warnings.filter((line) => !line.includes('.yaml'))).toEqual([
    'code_is_number 集合:3',
    'code_repeated 集合:7',
    'code_repeated 排除表:3',
    'workbook_row_repeated CC:3',
    'sort_repeated ADRG:5',
    'rest_not_last ADRG:3',
    'sort_repeated DRG:4',
    'set_unused 集合:13',
    'exclusion_missing CC:4',
    'code_outside_valid codes',
  ]);
  expect(notes).toEqual(expect.arrayContaining(['rule_line_breaks ADRG:4', 'code_rewritten 集合', 'sort_gap ADRG:4']));
  expect(scheme!.id).toBe('small-1');
  expect(readdirSync(out).sort()).toEqual(['codes', 'mdc', 'scheme.yaml', 'severity.yaml']);
  expect(scheme!.chapters.map((chapter) => chapter.mdc)).toEqual(['A', 'B']);
  const rules = scheme!.chapters[1]!.rules;
  expect(rules.map(({ adrg, kind, whenText }) => `${adrg} ${kind} ${whenText}`)).toEqual([
    'BB1 surgical ppx(1) and count(apx(1)) >= 2',
    'QY unrelated ppx(valid)',
    'BR1 medical pdx(1)',
    ' fallback always',
  ]);
  expect(rules[0]!.groups.map(({ code, whenText }) => `${code} ${whenText}`)).toEqual([
    'BB10 apx(op_arb)',
    'BB19 always',
  ]);
  expect([...scheme!.validProcedures].sort()).toEqual(['01.2401', '03.0200', '33.6x00']);
  expect(scheme!.diagnoses).toContain('I99.999x999');
  expect([...scheme!.severity.cc]).toEqual([
    ['E10.100', 0],
    ['E11.100', 0],
  ]);
  expect([...scheme!.severity.mcc]).toEqual([['I60.100', 1]]);
});

test('a set that a rule names and the sheet lacks is empty, so that its rule is never met', async () => {
  const { scheme, warnings } = await importing((sheets) => {
    sheets.ADRG[0]![2] = 'ZYSS in OP_GONE';
  });
  expect(warnings).toEqual(
    expect.arrayContaining(['set_missing ADRG:2', 'set_unused 集合:5', 'rule_unreachable mdc/A.yaml AA1']),
  );
  expect(scheme!.chapters[0]!.rules[0]!.procedureLists.get(1)).toEqual(new Set());
});

test.each([
  [
    'a rule that is not understood',
    (s: MinistrySheets) => (s.ADRG[0]![2] = 'ZYSS in in'),
    'rule_not_understood ADRG:2',
  ],
  [
    'a rule that is an error value, which must not be read as empty',
    (s: MinistrySheets) => (s.ADRG[0]![2] = { error: '#REF!' } as unknown as string),
    'workbook_cell ADRG:2',
  ],
  ['a group without an ADRG', (s: MinistrySheets) => (s.DRG[0]![3] = 'AB9'), 'workbook_parent_missing DRG:2'],
  ['a severity of neither kind', (s: MinistrySheets) => (s.CC[2]![3] = 'DCC'), 'severity_unknown CC:4'],
  ['a number that is no valid code', (s: MinistrySheets) => (s.集合[1]![1] = 99.999), 'code_is_number 集合:3'],
  ['a row with neither code nor heading', (s: MinistrySheets) => (s.DRG[2]![0] = '合计'), 'workbook_row_unknown DRG:4'],
])('%s is an error with its row, and nothing is written', async (_, change, error) => {
  const { scheme, out, errors } = await importing((sheets) => void change(sheets));
  expect(errors).toContain(error);
  expect(scheme).toBeUndefined();
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('what only the check of the finished scheme finds refuses it too', async () => {
  const { scheme, out, errors } = await importing((sheets) => sheets.DRG.splice(4, 1));
  expect(errors).toEqual(['severity_without_fallback mdc/B.yaml BR1']);
  expect([scheme, existsSync(out)]).toEqual([undefined, false]);
});

test('a file that is no workbook, one of another form, and a target in use are refused before anything is read', async () => {
  const file = join(folder, 'text.xlsx');
  writeFileSync(file, 'not a workbook');
  await expect(importMinistryWorkbook(file, join(folder, 'no'))).rejects.toMatchObject({ code: 'workbook_unreadable' });
  await expect(importMinistryWorkbook(file, join(folder, 'Small 1'))).rejects.toMatchObject({
    code: 'scheme_target_exists',
  });
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('MDC').addRow(['A', '先期', '1', 1]);
  await workbook.xlsx.writeFile(join(folder, 'other.xlsx'));
  await expect(importMinistryWorkbook(join(folder, 'other.xlsx'), join(folder, 'no'))).rejects.toMatchObject({
    code: 'workbook_sheet_missing',
    path: join(folder, 'other.xlsx'),
    details: { sheet: 'ADRG', sheets: 'MDC' },
  });
});
