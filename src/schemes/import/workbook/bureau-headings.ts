import { cellText } from './code-cell.js';
import type { WorkbookRow, WorkbookSheet } from './read-workbook.js';

/** What the columns of a bureau's workbook can be. */
export type BureauColumn =
  | 'mdc'
  | 'mdcName'
  | 'adrg'
  | 'adrgName'
  | 'drg'
  | 'drgName'
  | 'diagnosis'
  | 'procedure'
  | 'codeName'
  | 'level'
  | 'exclusionList'
  | 'listNumber'
  | 'listName'
  | 'condition'
  | 'sort'
  | 'change'
  | 'kind'
  | 'place'
  | 'valid';

/** Headings as they are compared: see `plainHeading`. */
const HEADINGS: Readonly<Record<BureauColumn, readonly string[]>> = {
  mdc: ['MDC', 'MDC编码', 'MDC代码', '大类编码', '主要诊断大类', '主要诊断大类编码', '主要诊断大类代码'],
  mdcName: ['MDC名称', '大类名称', '主要诊断大类名称'],
  adrg: ['ADRG', 'ADRG编码', 'ADRG代码', 'ADRG组编码', '核心疾病诊断相关组', '核心疾病诊断相关组编码'],
  adrgName: ['ADRG名称', 'ADRG组名称', '核心疾病诊断相关组名称'],
  drg: [
    'DRG',
    'DRGS',
    'DRG编码',
    'DRGS编码',
    'DRG代码',
    'DRG组编码',
    'DRG分组编码',
    '病组编码',
    '病组代码',
    '细分组编码',
  ],
  drgName: ['DRG名称', 'DRGS名称', 'DRG组名称', 'DRG分组名称', '病组名称', '细分组名称'],
  diagnosis: [
    '诊断编码',
    '诊断代码',
    '疾病编码',
    '疾病诊断编码',
    '主要诊断编码',
    'ICD10编码',
    'ICD编码',
    '疾病代码',
    '医保诊断编码',
  ],
  procedure: [
    '手术编码',
    '手术代码',
    '手术操作编码',
    '手术操作代码',
    '手术及操作编码',
    '主要手术编码',
    '操作编码',
    'ICD9编码',
    'ICD9CM3编码',
    '医保手术编码',
  ],
  codeName: [
    '名称',
    '编码名称',
    '诊断名称',
    '疾病名称',
    '疾病诊断名称',
    '主要诊断名称',
    '手术名称',
    '手术操作名称',
    '手术及操作名称',
    '操作名称',
  ],
  level: ['类型', '级别', '程度', '并发症类型', '并发症级别', '合并症类型', 'CCMCC', 'MCCCC', '严重程度'],
  exclusionList: ['排除表', '排除表号', '排除表编号', '排除表名称', '排除列表', 'CC排除表', '排除表编码'],
  listNumber: ['列表', '列表号', '列表编号', '编码列表', '表号', '组内列表'],
  listName: ['列表名称', '共用列表', '共用列表名称'],
  condition: ['条件', '规则', '入组条件', '入组规则', '分组条件', '分组规则', '细分条件'],
  sort: ['排序', '序号', '顺序', '顺序号', '排序号'],
  change: ['变更', '变更类型', '调整', '调整类型'],
  kind: ['ADRG类型', '组类型', '类别', 'ADRG类别'],
  place: ['位置', '入组位置', '入组顺序'],
  valid: ['有效手术', '是否有效手术', '手术室手术', '是否手术室手术'],
};
const BY_HEADING: ReadonlyMap<string, BureauColumn> = new Map(
  Object.entries(HEADINGS).flatMap(([column, texts]) => texts.map((text) => [text, column as BureauColumn])),
);
/** Titles and remarks may stand above the headings. */
const ROWS_SEARCHED = 20;

/** Full width made narrow, letters upper, without spaces, brackets, hyphens and strokes: "ICD - 10 编码" is ICD10编码. */
export function plainHeading(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s()[\]/\\_\-—:：*]+/g, '');
}

export interface BureauSheet {
  readonly sheet: WorkbookSheet;
  readonly headingLine: number;
  readonly headings: ReadonlyMap<number, BureauColumn>;
  /** Headings that no column is known by. */
  readonly unread: readonly string[];
  /** Texts of the heading row, to know it again below. */
  readonly headingText: string;
  readonly has: (...columns: readonly BureauColumn[]) => boolean;
}

/** The row of a sheet with most known headings, two at least; undefined where there is none. */
export function findHeadings(sheet: WorkbookSheet): BureauSheet | undefined {
  let best: WorkbookRow | undefined;
  let most = 1;
  for (const row of sheet.rows) {
    if (row.line > ROWS_SEARCHED) break;
    const known = new Set(row.cells.map((cell) => BY_HEADING.get(plainHeading(cellText(cell))))).size;
    const count = known - (row.cells.some((cell) => !BY_HEADING.has(plainHeading(cellText(cell)))) ? 1 : 0);
    if (count > most) {
      best = row;
      most = count;
    }
  }
  if (best === undefined) return undefined;
  const headings = new Map<number, BureauColumn>();
  const unread: string[] = [];
  for (const [index, cell] of best.cells.entries()) {
    const text = cellText(cell);
    const column = BY_HEADING.get(plainHeading(text));
    if (column !== undefined && ![...headings.values()].includes(column)) headings.set(index, column);
    else if (text !== '') unread.push(text);
  }
  const columns = new Set(headings.values());
  return {
    sheet,
    headingLine: best.line,
    headings,
    unread,
    headingText: best.cells.map((cell) => cellText(cell)).join('\t'),
    has: (...wanted) => wanted.every((column) => columns.has(column)),
  };
}
