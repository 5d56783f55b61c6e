import ExcelJS from 'exceljs';
import { readTable, type TableRow } from '../../../src/schemes/import/read-tables.js';

/** Rows of the six sheets below their headings. */
export interface MinistrySheets {
  readonly MDC: (string | number)[][];
  readonly ADRG: (string | number)[][];
  readonly DRG: (string | number)[][];
  readonly 集合: (string | number)[][];
  readonly CC: (string | number)[][];
  readonly 排除表: (string | number)[][];
}

const HEADINGS: Readonly<Record<keyof MinistrySheets, readonly string[]>> = {
  MDC: ['MDC编码', 'MDC名称', '入组规则', '排序'],
  ADRG: ['ADRG编码', 'ADRG名称', '入组规则', 'MDC编码', '排序'],
  DRG: ['DRG编码', 'DRG名称', '入组规则', 'ADRG编码', 'MDC编码', '排序'],
  集合: ['集合名称', '编码'],
  CC: ['编码', '名称', '排除表', '类型'],
  排除表: ['排除表', '编码'],
};

/** Writes sheets in the ministry's form: headings in row 1, in the sheet MDC a title above them. */
export async function writeMinistryWorkbook(path: string, sheets: MinistrySheets): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, heading] of Object.entries(HEADINGS)) {
    const sheet = workbook.addWorksheet(name);
    if (name === 'MDC') sheet.addRow(['按病组付费分组方案配置信息']);
    sheet.addRow([...heading]);
    sheet.addRows(sheets[name as keyof MinistrySheets]);
  }
  await workbook.xlsx.writeFile(path);
}

/** Row of the sheet for an index into its rows. */
export const sheetRow = (sheet: keyof MinistrySheets, index: number) => index + (sheet === 'MDC' ? 3 : 2);

/** Codes that the workbook's set of high-risk pregnancies lacks. */
const NOT_IN_DI_OBD = new Set(
  [
    '508',
    '509',
    '510',
    '605',
    '606',
    '607',
    '608',
    '609',
    '610',
    '611',
    '704',
    '705',
    '706',
    '707',
    '708',
    '709',
    '710',
    '711',
  ].map((sign) => `O26.900x${sign}`),
);

/** The reference tables of 3.0 in the ministry's form and rule language, without a trap. */
export function ministrySheets(folder: string): MinistrySheets {
  const table = (file: string) => readTable(folder, file, []);
  const conditions = table('conditions.tsv');
  const mdcRows = table('mdc.tsv');
  const adrgRows = new Map(table('adrg.tsv').map((row) => [row.adrg!, row]));
  const chapterDiagnoses = table('mdc_dx.tsv');
  const regions = [...new Set(chapterDiagnoses.map((row) => row.region ?? '').filter(Boolean))];
  const pairs = regions.flatMap((_, a) =>
    regions.slice(a + 1).map((_, b) => `({ZYZD,QTZD} in DI_Z_${a + 1} and {ZYZD,QTZD} in DI_Z_${a + b + 2})`),
  );
  const rule = (row: TableRow) => ministryRule(row.expression!, row.id!, pairs.join(' or '));
  const sets: (string | number)[][] = [];
  for (const row of table('icd9cm3.tsv')) if (row.or_valid === '1') sets.push(['OP_ALL', row.code!]);
  for (const row of chapterDiagnoses) sets.push([`DI_MDC${row.mdc}`, row.code!]);
  for (const row of chapterDiagnoses) {
    if (row.region) sets.push([`DI_Z_${regions.indexOf(row.region) + 1}`, row.code!]);
  }
  for (const row of table('adrg_dx.tsv')) sets.push([`DI_${row.adrg}_${row.list_id}`, row.code!]);
  for (const row of table('adrg_px.tsv')) sets.push([`OP_${row.adrg}_${row.list_id}`, row.code!]);
  for (const row of table('high_risk_pregnancy.tsv')) {
    if (!NOT_IN_DI_OBD.has(row.code!)) sets.push(['DI_OBD', row.code!]);
  }
  for (const sign of ['1', '2', '3', '4', '5']) sets.push(['OP_ARB', `17.4${sign}00`]);
  return {
    MDC: mdcRows.map((row) => [
      row.mdc!,
      row.name!,
      rule(conditions.find((condition) => condition.scope === 'MDC' && condition.id === row.mdc)!),
      Number(row.eval_order),
    ]),
    ADRG: conditions
      .filter((row) => row.scope !== 'MDC')
      .map((row) => [
        row.id!,
        adrgRows.get(row.id!)?.name ?? '其他',
        row.scope === 'FALLBACK' ? '' : rule(row),
        row.id![0]!,
        Number(row.order),
      ]),
    DRG: table('drg.tsv').map((row) => [
      row.drg!,
      row.name!,
      row.condition === 'always' ? '' : groupRule(row.condition!),
      row.adrg!,
      row.adrg![0]!,
      Number(row.order_in_adrg),
    ]),
    集合: sets,
    CC: table('cc.tsv').map((row) => [
      row.code!,
      '名称',
      row.exclusion_list === '0' ? '' : `EX_${row.exclusion_list}`,
      row.level!,
    ]),
    排除表: table('exclusion.tsv').map((row) => [`EX_${row.list}`, row.code!]),
  };
}

const VARIABLES: Readonly<Record<string, string>> = {
  pdx: 'ZYZD',
  adx: '{ZYZD,QTZD}',
  sdx: 'QTZD',
  ppx: 'ZYSS',
  apx: '{ZYSS,QTSS}',
};

function ministryRule(expression: string, id: string, regionPairs: string): string {
  if (expression === 'true') return '1';
  const setOf = (test: string, list: string) => {
    if (list === 'OR') return 'OP_ALL';
    if (list === 'MDC') return `DI_MDC${id[0]}`;
    return `${test.endsWith('px') ? 'OP' : 'DI'}_${id}_${list}`;
  };
  return expression
    .replace(/count\((\w+):(\w+)\)/g, (_, test, list) => `length(${setOf(test, list)} ∩ ${VARIABLES[test]})`)
    .replace(
      /(!?)\b([a-z]+[dp]x):(\w+)/g,
      (_, not, test, list) => `${VARIABLES[test]} ${not ? 'not ' : ''}in ${setOf(test, list)}`,
    )
    .replace('regions>=2', `(${regionPairs})`)
    .replace(/age_years/g, 'NL')
    .replace(/age_days/g, 'XSRTL')
    .replace(/weight/g, 'XSRTZ')
    .replace(/\bsex\b/g, 'XB')
    .replace(/ & /g, ' and ')
    .replace(/ \| /g, ' OR ');
}

function groupRule(condition: string): string {
  return condition
    .split(/\s*&\s*/)
    .map((term) =>
      term
        .replace('mcc|pdx:OBD', '(QTZD in MCC or ZYZD in DI_OBD)')
        .replace('mcc|cc', 'QTZD in {MCC,CC}')
        .replace(/^mcc$/, 'QTZD in MCC')
        .replace(/^anypx:.*$/, '{ZYSS,QTSS} in OP_ARB')
        .replace(/age_years/, 'NL'),
    )
    .join(' And ');
}
