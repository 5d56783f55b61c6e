import { columnSchema } from '../../cases/columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import type { MonitorInput } from './monitor-input.js';

/** What a figure or rule cannot do without: a column of the cases, or something beside them. */
export type MonitorNeed =
  | { readonly column: string }
  | 'prices'
  | 'standard_basis'
  | 'weights'
  | 'links'
  | 'low_risk'
  | 'several_hospitals'
  | 'other_hospitals'
  | 'items'
  | 'item_days'
  | 'evidence'
  | 'visits'
  | 'records'
  | 'examinations'
  | 'drg'
  | 'dip';

type Further = Exclude<MonitorNeed, { readonly column: string }>;

const WORDS: Readonly<Record<Further, Text>> = {
  prices: { zh: '计价结果：请用 --policy 给出政策', en: 'prices: give a policy with --policy' },
  standard_basis: {
    zh: '以支付标准为基准的倍率分段：政策的 outliers.basis 应为 standard 且写有分段',
    en: 'outlier bands on the standard: outliers.basis of the policy must be standard and have bands',
  },
  weights: {
    zh: '以权重计的政策：点数、分值没有 RW',
    en: 'a policy by weights: points and scores have no RW',
  },
  links: {
    zh: '住院关联：病例文件需有 patient_key、admit_date、discharge_date',
    en: 'linked stays: the cases need patient_key, admit_date and discharge_date',
  },
  low_risk: { zh: '低风险组名单：请用 --low-risk 给出', en: 'the list of low-risk groups: give it with --low-risk' },
  several_hospitals: {
    zh: '可比均值：文件中只有一家医院时请用 --group-means 给出区域均值',
    en: 'means to compare with: where the file has one hospital, give those of the region with --group-means',
  },
  other_hospitals: {
    zh: '可比均值：文件中只有一家医院，住院日没有可比的区域均值；请读入全区域病例',
    en: 'means to compare with: the file has one hospital, and nothing says the days of the region; read the cases of the region',
  },
  items: { zh: '费用明细：请用 --items 给出', en: 'charge lines: give them with --items' },
  item_days: {
    zh: '费用明细中的发生日期（charge_date）：请用 --items 给出带日期的明细',
    en: 'days of charges (charge_date): give charge lines that have them with --items',
  },
  evidence: {
    zh: '漏编线索：监测规则的 list_quality.evidence 需写明哪些收费项目对应哪些诊断',
    en: 'evidence: list_quality.evidence of the rules must say which charges show which diagnoses',
  },
  visits: { zh: '门诊结算：请用 --outpatient 给出', en: 'outpatient visits: give them with --outpatient' },
  records: { zh: '病案首页：请用 --records 给出', en: 'medical records: give them with --records' },
  examinations: { zh: '检查结果：请用 --examinations 给出', en: 'examinations: give them with --examinations' },
  drg: { zh: '仅适用于 DRG 方案', en: 'applies to DRG schemes only' },
  dip: { zh: '仅适用于 DIP 方案', en: 'applies to DIP schemes only' },
};

/** Needs that the input does not meet, in the order given. */
export function missingNeeds(input: MonitorInput, needs: readonly MonitorNeed[]): MonitorNeed[] {
  return needs.filter((need) => !isMet(input, need));
}

function isMet(input: MonitorInput, need: MonitorNeed): boolean {
  if (typeof need === 'object') return input.table.columns[need.column] !== undefined;
  switch (need) {
    case 'prices':
      return input.pricing !== undefined;
    case 'standard_basis': {
      if (input.pricing === undefined) return false;
      const { basis, bands } = input.pricing.timeline.segments.at(-1)!.policy.outliers;
      return basis === 'standard' && bands.length > 0;
    }
    case 'weights':
      return input.pricing?.unit === 'weight';
    case 'links':
      return input.links !== undefined;
    case 'low_risk':
      return input.lowRisk !== undefined;
    case 'several_hospitals':
      return input.groupMeans !== undefined || hospitalCount(input) > 1;
    case 'other_hospitals':
      return hospitalCount(input) > 1;
    case 'items':
      return input.items !== undefined;
    case 'item_days':
      return input.items?.day.some((day) => day !== MISSING_DAY) === true;
    case 'evidence':
      return input.rules.list_quality.evidence.length > 0;
    case 'visits':
      return input.visits !== undefined;
    case 'records':
      return input.records !== undefined;
    case 'examinations':
      return input.examinations !== undefined;
    default:
      return input.method === need;
  }
}

function hospitalCount({ table }: MonitorInput): number {
  const column = table.columns.hospital_id;
  return column?.kind === 'dictionary' ? column.values.length - 1 : 0;
}

/** What is missing, in words, with what to do. */
export function needWords(needs: readonly MonitorNeed[]): Text {
  const words = needs.map((need): Text => {
    if (typeof need !== 'object') return WORDS[need];
    const label = columnSchema(need.column)?.label;
    return {
      zh: `病例缺少列 ${need.column}（${label?.zh ?? need.column}）`,
      en: `the cases lack the column ${need.column} (${label?.en ?? need.column})`,
    };
  });
  return { zh: words.map(({ zh }) => zh).join('；'), en: words.map(({ en }) => en).join('; ') };
}
