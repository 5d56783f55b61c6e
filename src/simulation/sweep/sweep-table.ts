import type { Text } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import { parameterLabel, UNIT_TEXTS } from '../../policy/parameter-labels.js';
import type { Policy } from '../../policy/policy-schema.js';
import { inUnitWords } from '../unit-words.js';
import { balanceOf, hospitalMargins, leastMargin, marginShare, outlierShare, total } from './point-measures.js';
import type { PointSums } from './point-sums.js';

/** One point of a sweep, worked out. */
export interface SweepPoint {
  readonly values: readonly number[];
  readonly sums: PointSums;
  readonly method: 'cells' | 'pass';
  /** How far the fund may be off, fen; 0 is exact. */
  readonly boundFen: number;
}

const column = (
  name: string,
  type: ResultColumnSchema['type'],
  zh: string,
  en: string,
  meaning?: readonly [string, string],
): ResultColumnSchema => ({
  name,
  type,
  label: { zh, en },
  ...(meaning === undefined ? {} : { meaning: { zh: meaning[0], en: meaning[1] } }),
});

const MEASURES: readonly {
  readonly schema: ResultColumnSchema;
  readonly of: (point: PointSums, baseline: PointSums) => number;
}[] = [
  { schema: column('cases', 'count', '病例数', 'cases'), of: (p) => total(p, 'cases') },
  {
    schema: column('high_outlier_cases', 'count', '高倍率病例数', 'high outliers'),
    of: (p) => total(p, 'high_outlier_cases'),
  },
  {
    schema: column('low_outlier_cases', 'count', '低倍率病例数', 'low outliers'),
    of: (p) => total(p, 'low_outlier_cases'),
  },
  {
    schema: column('high_outlier_share', 'ratio', '高倍率占比', 'share of high outliers'),
    of: (p) => outlierShare(p, 'high'),
  },
  {
    schema: column('low_outlier_share', 'ratio', '低倍率占比', 'share of low outliers'),
    of: (p) => outlierShare(p, 'low'),
  },
  {
    schema: column('floored_cases', 'count', '基金部分归零病例数', 'cases with the fund part floored'),
    of: (p) => total(p, 'floored_cases'),
  },
  { schema: column('standard', 'money', '支付标准合计', 'standard payments'), of: (p) => total(p, 'standard') },
  { schema: column('patient', 'money', '患者负担', "patients' part"), of: (p) => total(p, 'patient') },
  {
    schema: column('fund_before_clearing', 'money', '清算前基金支付', 'fund before clearing'),
    of: (p) => total(p, 'fund_before_clearing'),
  },
  {
    schema: column('fund', 'money', '基金支付', 'fund payment', [
      '清算后；仅算到清算前的扫描中等于清算前',
      'after clearing; before it where the sweep stops there',
    ]),
    of: (p) => total(p, 'fund'),
  },
  {
    schema: column('change_fund', 'money', '基金支付变化', 'change of the fund payment', [
      '与基线之差',
      'against the baseline',
    ]),
    of: (p, baseline) => total(p, 'fund') - total(baseline, 'fund'),
  },
  {
    schema: column('balance', 'money', '基金结余（扣除风险金后）', 'balance after reserve', [
      '各统筹池之和；没有清算结果时留空',
      'over all pools; blank where nothing was cleared',
    ]),
    of: (p) => (p.balances.size === 0 ? Number.NaN : balanceOf(p)),
  },
  {
    schema: column('margin_share', 'ratio', '费用结余率', 'margin of charges, share'),
    of: (p) => marginShare(p),
  },
  ...(['3', '2', '1'] as const).map((level) => ({
    schema: column(
      `margin_share_level_${level}`,
      'ratio',
      `费用结余率（${level} 级）`,
      `margin of level ${level}, share`,
    ),
    of: (p: PointSums) => marginShare(p, (account) => p.levels[account] === level),
  })),
  {
    schema: column('least_margin_share', 'ratio', '最低医院费用结余率', 'lowest margin of a hospital, share'),
    of: (p) => leastMargin(p),
  },
  {
    schema: column('hospitals_in_loss', 'count', '亏损医院数', 'hospitals in loss'),
    of: (p) => [...hospitalMargins(p).values()].filter((margin) => margin < 0).length,
  },
];

export const SWEEP_TABLE_VERSION = 1;

/** What is done to a parameter, by the sign behind its path. */
const CHANGES: Readonly<Record<string, Text>> = {
  '*': { zh: '的倍数', en: ', times' },
  '+': { zh: '的增加', en: ', plus' },
};

type RatePolicy = Pick<Policy, 'method' | 'rate'>;

/** A parameter and its unit as this policy counts: a standard is yuan a case, points and scores have values. */
function labelUnder(path: string, { method, rate }: RatePolicy): { label: Text; unit: Text } | undefined {
  const known = parameterLabel(path);
  if (known === undefined) return undefined;
  const unit = known.unit === 'word' ? { zh: '', en: '' } : UNIT_TEXTS[known.unit];
  if (known.unit !== 'yuan_per_weight') return { label: known.label, unit };
  if (rate.kind !== 'standard') return { label: inUnitWords(known.label, method), unit: inUnitWords(unit, method) };
  const { zh, en } = known.label;
  return {
    label: { zh: zh.replace(/^费率/, '支付标准'), en: en.replace(/^rate\b/, 'standard') },
    unit: { zh: '元/例', en: 'yuan a case' },
  };
}

/** A varied parameter as the policy calls it, with its unit; its path is in the meaning. */
function wordsOf(name: string, policy: RatePolicy): Pick<ResultColumnSchema, 'label' | 'meaning'> {
  const change = CHANGES[name.at(-1)!];
  const path = change === undefined ? name : name.slice(0, -1);
  const known = labelUnder(path, policy);
  const meaning = { zh: `参数 ${name}`, en: `parameter ${name}` };
  if (known === undefined) return { label: { zh: `取值 ${name}`, en: `value of ${name}` }, meaning };
  if (change !== undefined) {
    return { label: { zh: known.label.zh + change.zh, en: known.label.en + change.en }, meaning };
  }
  const { unit } = known;
  const inWords = (text: string, of: string, [open, close]: readonly [string, string]) =>
    of === '' ? text : text + open + of + close;
  return {
    label: { zh: inWords(known.label.zh, unit.zh, ['（', '）']), en: inWords(known.label.en, unit.en, [' (', ')']) },
    meaning,
  };
}

/** The table of a sweep: a row a point, in the order of the sweep. */
export function sweepTable(
  paths: readonly { readonly path: string; readonly decimals: number }[],
  points: readonly SweepPoint[],
  baseline: PointSums,
  policy: RatePolicy,
): ResultTable {
  const values = paths.map(
    ({ path, decimals }): ResultColumnSchema => ({ name: path, type: 'number', decimals, ...wordsOf(path, policy) }),
  );
  const schema: ResultTableSchema = {
    name: 'sweep',
    version: SWEEP_TABLE_VERSION,
    title: { zh: '参数扫描', en: 'Sweep' },
    columns: [
      { ...column('point', 'count', '序号', 'point'), isKey: true },
      ...values,
      ...MEASURES.map((measure) => measure.schema),
      column('method', 'text', '算法', 'worked out by', [
        'cells 由病例单元求和；pass 逐例计算',
        'cells: summed from cells; pass: case by case',
      ]),
      column('bound', 'money', '误差上限', 'bound of the difference', [
        '基金支付至多相差',
        'how far the fund may be off',
      ]),
    ],
  };
  const columns: Record<string, Float64Array | string[]> = {
    point: Float64Array.from(points, (_, i) => i + 1),
    method: points.map(({ method }) => method),
    bound: Float64Array.from(points, ({ boundFen }) => Math.ceil(boundFen)),
  };
  paths.forEach(({ path }, p) => {
    columns[path] = Float64Array.from(points, (point) => point.values[p]!);
  });
  for (const { schema: measured, of } of MEASURES) {
    columns[measured.name] = Float64Array.from(points, ({ sums }) => of(sums, baseline));
  }
  return { schema, rowCount: points.length, columns };
}
