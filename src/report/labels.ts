import { MOVE_KINDS, MOVE_REASON_WORDS, MOVE_SIDES } from '../grouping/compare/move-reasons.js';
import { KIND_WORDS, TIER_WORDS } from '../grouping/dip/explain/dip-words.js';
import { REASON_SHORT_WORDS, STATUS_WORDS } from '../grouping/explain/answer-words.js';
import { MONITOR_WORDS } from '../indicators/monitor/monitor-words.js';
import { QUADRANTS } from '../indicators/quadrant.js';
import type { Language, Text } from '../kernel/errors.js';
import type { PolicySource } from '../policy/policy-schema.js';
import { behaviourWord } from '../simulation/behaviour/behaviour-words.js';
import { DIFFERENCE_REASONS, FEEDBACK_SIDES, UNMATCHED_WHY } from '../simulation/feedback/difference-reasons.js';
import { HOSPITAL_CLASSES } from '../simulation/hospital-classes.js';
import type { MoneyUnit } from './format-number.js';

/** Words of the reports themselves; words of columns, parameters and notices come with the data. */
export const LABELS = {
  product: { zh: 'drgdip 测算报告', en: 'drgdip report' },
  comparison: { zh: '改革测算', en: 'Reform simulation' },
  single: { zh: '年度清算测算', en: 'Clearing of the year' },
  monitoring: { zh: '监测', en: 'Monitoring' },
  hospital_side: { zh: '医院侧分析', en: 'The hospital’s side' },
  summary: { zh: '解读', en: 'Summary' },
  answer: { zh: '主要结果', en: 'Main figures' },
  charts: { zh: '图表', en: 'Charts' },
  tables: { zh: '数据表', en: 'Tables' },
  table: { zh: '表', en: 'Table' },
  parameters: { zh: '参数与来源', en: 'Parameters and sources' },
  statements: { zh: '清算单', en: 'Statements' },
  columns: { zh: '列说明', en: 'Columns' },
  notices: { zh: '提示', en: 'Notices' },
  identity: { zh: '版本与校验', en: 'Identity' },
  contents: { zh: '目录', en: 'Contents' },
  baseline: { zh: '基线', en: 'Baseline' },
  reform: { zh: '改革', en: 'Reform' },
  change: { zh: '变化', en: 'Change' },
  relative: { zh: '变化率', en: 'Relative change' },
  figure: { zh: '指标', en: 'Figure' },
  value: { zh: '数值', en: 'Value' },
  unit: { zh: '单位', en: 'Unit' },
  path: { zh: '路径', en: 'Path' },
  name: { zh: '名称', en: 'Name' },
  label: { zh: '含义', en: 'Label' },
  meaning: { zh: '口径', en: 'Meaning' },
  source: { zh: '来源', en: 'Source' },
  article: { zh: '条款', en: 'Article' },
  trust: { zh: '可信标记', en: 'Trust' },
  note: { zh: '备注', en: 'Note' },
  hospital: { zh: '医院', en: 'Hospital' },
  insurance: { zh: '险种', en: 'Insurance' },
  scenario: { zh: '方案', en: 'Scenario' },
  order: { zh: '序号', en: 'No.' },
  line: { zh: '项目', en: 'Line' },
  band: { zh: '适用分段', en: 'Band' },
  amount: { zh: '金额', en: 'Amount' },
  formula: { zh: '算式', en: 'Formula' },
  policyPath: { zh: '政策路径', en: 'Policy path' },
  scheme: { zh: '分组方案', en: 'Scheme' },
  schemeHash: { zh: '分组方案校验', en: 'Scheme hash' },
  reformScheme: { zh: '改革分组方案', en: 'Scheme of the reform' },
  reformSchemeHash: { zh: '改革分组方案校验', en: 'Hash of the reform’s scheme' },
  policyHash: { zh: '政策校验', en: 'Policy hash' },
  reformHash: { zh: '改革校验', en: 'Reform hash' },
  inputHash: { zh: '数据校验', en: 'Input hash' },
  seed: { zh: '随机种子', en: 'Seed' },
  date: { zh: '数据截至（最后出院日）', en: 'Data up to (last discharge)' },
  version: { zh: '程序版本', en: 'Version' },
  region: { zh: '统筹地区', en: 'Region' },
  year: { zh: '年度', en: 'Year' },
  language: { zh: '语言', en: 'Language' },
  theme: { zh: '外观', en: 'Theme' },
  themeAuto: { zh: '跟随系统', en: 'System' },
  themeLight: { zh: '浅色', en: 'Light' },
  themeDark: { zh: '深色', en: 'Dark' },
  moneyUnit: { zh: '金额单位', en: 'Money in' },
  showTable: { zh: '看数据', en: 'Show data' },
  showChart: { zh: '看图', en: 'Show chart' },
  showAll: { zh: '显示全部', en: 'Show all' },
  showFewer: { zh: '只看变化最大的', en: 'Show the largest' },
  saveSvg: { zh: '存为 SVG', en: 'Save SVG' },
  savePng: { zh: '存为 PNG', en: 'Save PNG' },
  downloadCsv: { zh: '下载 CSV（所见）', en: 'CSV of what is seen' },
  filter: { zh: '筛选', en: 'Filter' },
  filterHint: { zh: '输入名称或编码', en: 'Name or code' },
  chooseColumns: { zh: '选择列', en: 'Columns' },
  rows: { zh: '行', en: 'rows' },
  sortAscending: { zh: '升序', en: 'ascending' },
  sortDescending: { zh: '降序', en: 'descending' },
  noRows: { zh: '没有符合筛选的行', en: 'No row matches the filter' },
  printedRows: {
    zh: '打印前 {shown} 行，共 {all} 行；全表见 report.xlsx',
    en: 'First {shown} of {all} rows; the whole table is in report.xlsx',
  },
  needsScript: {
    zh: '图表与数据表需要启用脚本；全部数据也在 report.xlsx 中。',
    en: 'Charts and tables need scripts enabled; all data are in report.xlsx too.',
  },
  yearsBand: {
    zh: '实线为预测，色带与虚线为其区间；低于 0 即累计结余用尽。',
    en: 'The line is the projection, band and dashes its interval; below 0 the balance is spent.',
  },
  unchanged: { zh: '其余参数（未改动）', en: 'Other parameters (unchanged)' },
  changed: { zh: '改动的参数', en: 'Changed parameters' },
  unitCases: { zh: '例', en: 'cases' },
  unitNone: { zh: '', en: '' },
  skipToContent: { zh: '跳到正文', en: 'Skip to content' },
  notGiven: { zh: '未注明', en: 'not given' },
  zeroLines: { zh: '含零行', en: 'Include zero lines' },
  sourcePolicy: { zh: '依据', en: 'Basis' },
} as const satisfies Record<string, Text>;

export type LabelKey = keyof typeof LABELS;

export function label(key: LabelKey, language: Language): string {
  return LABELS[key][language];
}

export const MONEY_UNIT_LABELS: Readonly<Record<MoneyUnit, Text>> = {
  yuan: { zh: '元', en: 'yuan' },
  wan: { zh: '万元', en: '10k yuan' },
};

/** Trust marks (可信标记): 文件 a cited document, 预设 an unverified preset, 自定 set by the user. */
export type TrustMark = 'document' | 'preset' | 'custom';

export const TRUST_LABELS: Readonly<Record<TrustMark, Text>> = {
  document: { zh: '文件', en: 'Document' },
  preset: { zh: '预设', en: 'Preset' },
  custom: { zh: '自定', en: 'Custom' },
};

/** What no document is cited for is a preset, also where nothing is said; the press is no document. */
export function trustMark(source: PolicySource | undefined): TrustMark {
  if (source?.trust === 'cited') return 'document';
  if (source?.trust === 'chosen') return 'custom';
  return 'preset';
}

const LEVELS: Readonly<Record<string, Text>> = {
  '3': { zh: '三级', en: 'Level 3' },
  '2': { zh: '二级', en: 'Level 2' },
  '1': { zh: '一级', en: 'Level 1' },
  // As registers write them.
  三级: { zh: '三级', en: 'Level 3' },
  二级: { zh: '二级', en: 'Level 2' },
  一级: { zh: '一级', en: 'Level 1' },
  unknown: { zh: '未登记', en: 'Not in the register' },
};
const INSURANCES: Readonly<Record<string, Text>> = {
  employee: { zh: '职工', en: 'Employee' },
  resident: { zh: '居民', en: 'Resident' },
  other: { zh: '其他', en: 'Other' },
  total: { zh: '合计', en: 'Total' },
};
const WEIGHT_STATUSES: Readonly<Record<string, Text>> = {
  stable: { zh: '稳定', en: 'Stable' },
  unstable: { zh: '非稳定', en: 'Unstable' },
  fallback: { zh: '取 ADRG 均值', en: 'Mean of the ADRG' },
  empty: { zh: '无病例', en: 'No cases' },
  imported: { zh: '导入', en: 'Imported' },
};
/** How a point of a sweep was worked out. */
const WORKED_BY: Readonly<Record<string, Text>> = {
  cells: { zh: '单元求和', en: 'cells' },
  pass: { zh: '逐例计算', en: 'case by case' },
};
/** How an attribution goes through the changes. */
const ATTRIBUTION_RULES: Readonly<Record<string, Text>> = {
  shapley: { zh: '各种次序的平均', en: 'mean over all orders' },
  ordered: { zh: '按所列次序', en: 'in the order listed' },
};
/** Sides of an outlook over years. */
const YEAR_SIDES = {
  baseline: LABELS.baseline,
  reform: LABELS.reform,
  with_behaviour: { zh: '改革（含行为）', en: 'Reform with behaviour' },
} as const;
/** A year in which a balance crosses zero, or none. */
const CROSSING_YEARS = { never: { zh: '期内不转负', en: 'not below zero' } } as const;
/** Canonical columns whose values are short codes with a word for people. */
const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  ...MONITOR_WORDS,
  insurance: INSURANCES,
  pool: INSURANCES,
  level: LEVELS,
  level_class: LEVELS,
  hospital_level: LEVELS,
  quadrant: QUADRANTS,
  class: HOSPITAL_CLASSES,
  weight_status: WEIGHT_STATUSES,
  grouping_status: STATUS_WORDS,
  grouping_reason: REASON_SHORT_WORDS,
  method: WORKED_BY,
  rule: { ...MONITOR_WORDS.rule, ...ATTRIBUTION_RULES },
  tier: TIER_WORDS,
  kind: { ...MONITOR_WORDS.kind, ...KIND_WORDS },
  move_reason: MOVE_REASON_WORDS,
  move_kind: MOVE_KINDS,
  side: { ...MOVE_SIDES, ...YEAR_SIDES, ...FEEDBACK_SIDES },
  reason: DIFFERENCE_REASONS,
  why: UNMATCHED_WHY,
  crossing_year: CROSSING_YEARS,
  low_crossing_year: CROSSING_YEARS,
  high_crossing_year: CROSSING_YEARS,
};

/** A text cell for people: 3 → 三级, employee → 职工; anything else as it is. */
export function cellWord(column: string, value: string, language: Language): string {
  if (column === 'behaviour' || column === 'step') return behaviourWord(value, language);
  const words = VALUE_WORDS[column.replace(/^(baseline|reform)_/, '')];
  return words !== undefined && Object.hasOwn(words, value) ? words[value]![language] : value;
}
