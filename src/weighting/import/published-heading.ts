import { plainGrade, type WeightKey } from '../weight-key.js';
import type { WeightUnit } from '../weight-table.js';

/** What a column of a published table holds. */
export type PublishedField =
  | 'group'
  | 'name'
  | 'weight'
  | 'coefficient'
  | 'standard'
  | 'mean_cost'
  | 'control_weight'
  | 'los_days'
  | 'cases'
  | 'cv'
  | 'class'
  | 'basic'
  | 'primary_care'
  | 'note';

export interface PublishedColumn {
  readonly field: PublishedField;
  readonly key: WeightKey;
  /** Of a weight: by the word that heads it. */
  readonly unit?: WeightUnit | undefined;
  /** The key's hospital is the heading's own word, not an id that the profile gives. */
  readonly isHospitalAsWritten?: boolean | undefined;
}

type NamedField = readonly [PublishedField, readonly string[], WeightUnit?];

const FIELDS: readonly NamedField[] = [
  [
    'group',
    [
      'group',
      'code',
      'drg',
      'drgs',
      'drg组',
      'drg编码',
      'drgs编码',
      'drg代码',
      'drg组编码',
      'drg组代码',
      'drg分组编码',
      'drg分组代码',
      'drg病组',
      'drg病组编码',
      'drg病组代码',
      'dip编码',
      'dip代码',
      'dip病种编码',
      '病组',
      '病组编码',
      '病组代码',
      '病组编号',
      '病组码',
      '病种编码',
      '病种代码',
      '分组编码',
      '分组代码',
      '组编码',
      '组代码',
      '组号',
      '编码',
      '代码',
    ],
  ],
  [
    'name',
    [
      'name',
      'drg名称',
      'drgs名称',
      'drg组名称',
      'drg分组名称',
      'drg病组名称',
      'dip名称',
      'dip病种名称',
      '病组名称',
      '病组名',
      '病种名称',
      '分组名称',
      '组名称',
      '组名',
      '名称',
    ],
  ],
  [
    'weight',
    [
      'weight',
      'rw',
      'rw值',
      '权重',
      '权重值',
      '参考权重',
      '基准权重',
      '病组权重',
      '病组基准权重',
      '基础权重',
      '相对权重',
      '支付权重',
      'drg权重',
      'drg组权重',
      'drg病组权重',
      '调整后权重',
      '执行权重',
    ],
    'weight',
  ],
  ['weight', ['score', '分值', '病种分值', '基准分值', '标准分值', '病种标准分值', 'dip分值', '执行分值'], 'score'],
  ['weight', ['points', '点数', '基准点数', '基础点数', '病组点数', '病组基准点数', 'drg基准点数'], 'points'],
  ['control_weight', ['总控权重']],
  [
    'coefficient',
    [
      'coefficient',
      '系数',
      '调整系数',
      '病组系数',
      '机构系数',
      '医院系数',
      '成本系数',
      '级别系数',
      '等级系数',
      '差异系数',
      '病组调整系数',
      '医疗机构系数',
      '支付系数',
    ],
  ],
  ['standard', ['standard', '支付标准', '付费标准', '结算标准', '病组支付标准', 'drg支付标准', '医保支付标准']],
  [
    'mean_cost',
    [
      'mean_cost',
      '均费',
      '次均费用',
      '次均费',
      '例均费用',
      '均次费用',
      '平均费用',
      '平均住院费用',
      '例均住院费用',
      '病组均费',
      '病组均次费用',
      '历史均费',
    ],
  ],
  ['los_days', ['los_days', '平均住院天数', '平均住院日', '次均住院天数', '平均床日']],
  ['cases', ['cases', '病例数', '例数', '人次', '人次数', '历史病例数']],
  ['cv', ['cv', '变异系数', 'cv值', 'cv系数']],
  [
    'class',
    [
      'class',
      '病组标识',
      '病组类型',
      '病组类别',
      '病组分类',
      '病组性质',
      '病组属性',
      '标识',
      '类型',
      '组别类型',
      '稳定性',
      '是否稳定',
      '基础病组/基层病组',
    ],
  ],
  ['basic', ['基础病组', '是否基础病组']],
  ['primary_care', ['基层病组', '是否基层病组']],
  ['note', ['note', 'remark', '备注', '说明', '备注说明', '付费方式', '支付方式', '结算方式']],
];

/** Columns that say nothing about a weight; passed over without a word of doubt. */
const PASSED = new Set([
  '序号',
  'no',
  'no.',
  '年度',
  '年份',
  'year',
  'city',
  '城市',
  '统筹区',
  'mdc',
  'adrg',
  'source',
  '来源',
]);

const BY_NAME = new Map(
  FIELDS.flatMap(([field, names, unit]) => names.map((name) => [name, { field, unit }] as const)),
);
/** Longest first, so that 病组支付标准 is not read as 支付标准 with the prefix 病组. */
const NAMES = [...BY_NAME.keys()].sort((a, b) => b.length - a.length);
/** Fields that cities state by level, grade, insurance or hospital. */
const BY_KEY: ReadonlySet<PublishedField> = new Set([
  'weight',
  'control_weight',
  'coefficient',
  'standard',
  'mean_cost',
]);
/** Of these the tail of a heading may be the name of a hospital. */
const BY_HOSPITAL: ReadonlySet<PublishedField> = new Set(['coefficient', 'mean_cost']);
const HOSPITAL_WORD =
  /(?:医院|院区|总院|分院|卫生院|保健院|服务中心|中心|诊所|疗养院|防治所|防治院)$|^[A-Z]{0,3}\d{1,12}$/i;
const UNITS = /[([](?:单位[::]?)?(?:元|人民币元|元\/例|元\/人次|天|日|%)[)\]]|^20\d\d年?度?|[([]20\d\d年?度?[)\]]/g;

/** `passed` for what has nothing to do with weights, `wan` for amounts in 万元, which are not read; undefined: unknown. */
export function readPublishedHeading(
  heading: string,
  hospitals: ReadonlyMap<string, string>,
): PublishedColumn | 'passed' | 'wan' | undefined {
  const written = heading.normalize('NFKC').replace(/\s/g, '');
  const text = written
    .replace(UNITS, '')
    .replace(/[—–_]+/g, '-')
    .replace(/^-|-$/g, '');
  if (PASSED.has(text.toLowerCase())) return 'passed';
  if (/万元/.test(text)) return 'wan';
  const whole = BY_NAME.get(text.toLowerCase());
  if (whole !== undefined) return { ...whole, key: {} };
  const parted = /^([^-(:]+)[-(:]+(.+?)\)*$/.exec(text);
  if (parted !== null) {
    const [, left = '', right = ''] = parted;
    const before = BY_NAME.get(left.toLowerCase());
    if (before !== undefined) return withTail(before, right, hospitals);
    const after = BY_NAME.get(right.toLowerCase());
    const key = after === undefined ? undefined : keyOfWords(left);
    return after === undefined || key === undefined || !BY_KEY.has(after.field) ? undefined : { ...after, key };
  }
  for (const name of NAMES) {
    const lower = text.toLowerCase();
    const rest = lower.endsWith(name)
      ? text.slice(0, -name.length)
      : lower.startsWith(name)
        ? text.slice(name.length)
        : '';
    const key = rest === '' ? undefined : keyOfWords(rest);
    const found = BY_NAME.get(name)!;
    if (key !== undefined && BY_KEY.has(found.field)) return { ...found, key };
  }
  return undefined;
}

function withTail(
  found: { readonly field: PublishedField; readonly unit: WeightUnit | undefined },
  tail: string,
  hospitals: ReadonlyMap<string, string>,
): PublishedColumn | undefined {
  if (!BY_KEY.has(found.field)) return undefined;
  const named = hospitals.get(tail);
  if (named !== undefined) return { ...found, key: { hospital: named } };
  const key = keyOfWords(tail);
  if (key !== undefined) return { ...found, key };
  if (!BY_HOSPITAL.has(found.field) || !HOSPITAL_WORD.test(tail)) return undefined;
  return { ...found, key: { hospital: tail }, isHospitalAsWritten: true };
}

const WORDS: readonly (readonly [RegExp, (match: RegExpExecArray) => WeightKey])[] = [
  [/^([一二三])级?([甲乙丙特])等?/, (match) => ({ grade: plainGrade(match[0]) })],
  [/^([一二三123])级(?:及以下|以下|及以上)?/, (match) => ({ level: LEVELS[match[1]!]! })],
  [/^(?:城镇)?职工(?:基本)?(?:医保|医疗保险)?/, () => ({ insurance: 'employee' })],
  [/^(?:城乡)?居民(?:基本)?(?:医保|医疗保险)?/, () => ({ insurance: 'resident' })],
  [/^([A-Za-z])类/, (match) => ({ grade: `${match[1]!.toUpperCase()}类` })],
  [/^(?:医院|医疗机构|机构|的|[-·/、,&+()])/, () => ({})],
];
const LEVELS: Readonly<Record<string, '3' | '2' | '1'>> = { 三: '3', 二: '2', 一: '1', 3: '3', 2: '2', 1: '1' };

/** 三级职工 → level and insurance; undefined where a word is unknown, a part is said twice, or nothing is said. */
export function keyOfWords(text: string): WeightKey | undefined {
  let key: WeightKey = {};
  let rest = text;
  while (rest !== '') {
    let isKnown = false;
    for (const [pattern, make] of WORDS) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      const part = make(match);
      if (Object.keys(part).some((name) => name in key)) return undefined;
      key = { ...key, ...part };
      rest = rest.slice(match[0].length);
      isKnown = true;
      break;
    }
    if (!isKnown) return undefined;
  }
  return Object.keys(key).length === 0 ? undefined : key;
}
