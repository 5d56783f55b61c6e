import { LEDGER_TABLE } from '../../cases/tables/ledger-table.js';
import type { Text } from '../../kernel/errors.js';
import { type Rational, roundRational } from '../../kernel/formula/rational.js';
import { formatFen } from '../../policy/format-value.js';
import type { LedgerKind } from '../ledger-entry.js';
import type { ClearingName } from './clearing-name.js';
import { formatRational } from './point-value-words.js';

/** Lines that a step may rest on. */
export const BASE_TITLES = {
  fund_before_clearing: { zh: '清算前基金支付', en: 'fund before clearing' },
  recorded_fund: { zh: '按项目记账统筹基金', en: 'fund as recorded by item' },
  standard_fund: { zh: '病组内支付的基金部分', en: "fund's part of cases paid through the groups" },
  standard: { zh: '支付标准合计', en: 'standard payments' },
  total_cost: { zh: '总费用', en: 'total charges' },
  patient: { zh: '个人负担', en: "patients' part" },
  carved_out_fund: { zh: '组外病例的基金支付', en: 'fund for cases outside the groups' },
  running_total: { zh: '至此累计支付', en: 'running total' },
} as const satisfies Record<string, Text>;

export const RESERVED_TITLES = {
  cmi: { zh: '本机构 CMI', en: 'CMI of the hospital' },
  level_cmi: { zh: '同级 CMI', en: 'CMI of its level' },
  region_cmi: { zh: '全地区 CMI', en: 'CMI of the region' },
  cases: { zh: '病例数', en: 'cases' },
  units: { zh: '支付单位数（权重、点数或分值）', en: 'units (weight, points or score)' },
  point_value: { zh: '点值', en: 'value of a unit' },
  monthly_paid: { zh: '各月已拨', en: 'paid by the months' },
  monthly_held: { zh: '各月暂扣', en: 'held back by the months' },
} as const satisfies Record<string, Text>;

const kinds = LEDGER_TABLE.columns.find(({ name }) => name === 'kind')!.values!;

/** Σ of each kind of the ledger. */
export const LEDGER_TITLES = Object.fromEntries(
  Object.entries(kinds).map(([kind, { zh, en }]) => [kind, { zh: `台账：${zh}`, en: `ledger: ${en}` }]),
) as Readonly<Record<LedgerKind, Text>>;

export const POOL_TITLES = {
  reserve: { zh: '风险金余额', en: 'risk reserve left' },
  adjustment_fund: { zh: '调剂金余额', en: 'adjustment fund left' },
  budget: { zh: '可用预算', en: 'budget after what is set aside' },
  paid: { zh: '已付', en: 'paid out of it' },
  balance: { zh: '预算结余', en: 'balance' },
  overrun: { zh: '预算超支', en: 'overrun' },
} as const satisfies Record<string, Text>;

/** A formula as a reader finds it: names as words, then each name with its value, in the order of `used`. */
export function formulaWords(
  formula: string,
  used: readonly string[],
  names: ReadonlyMap<string, ClearingName>,
): (values: readonly (Rational | undefined)[]) => Text {
  const zh = formula
    .replace(/[A-Za-z_][A-Za-z0-9_]*/g, (name) => names.get(name)?.title.zh ?? FUNCTIONS[name] ?? name)
    .replaceAll('*', '×')
    .replaceAll('/', '÷')
    .replaceAll('-', '−');
  if (used.length === 0) return () => ({ zh, en: formula });
  const parts = used.map((name) => {
    const { title, unit } = names.get(name)!;
    const isMoney = unit === 'money' && name !== 'point_value';
    return { zh: `${title.zh} = `, en: `${name} (${title.en}) = `, isMoney };
  });
  return (values) => {
    let [inZh, inEn] = [`${zh}，其中 `, `${formula}, with `];
    for (let place = 0; place < parts.length; place++) {
      const part = parts[place]!;
      const value = values[place];
      const shown =
        value === undefined ? '—' : part.isMoney ? formatFen(Number(roundRational(value, 2))) : formatRational(value);
      inZh += `${place === 0 ? '' : '，'}${part.zh}${shown}`;
      inEn += `${place === 0 ? '' : ', '}${part.en}${shown}`;
    }
    return { zh: inZh, en: inEn };
  };
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  min: '较小值',
  max: '较大值',
  clamp: '限定',
  abs: '绝对值',
  floor: '向下取整',
  ceil: '向上取整',
  round: '四舍五入',
  yuan: '元',
  number: '数值',
  and: '且',
  or: '或',
  not: '非',
};
