import type { Text } from '../kernel/errors.js';
import type { ParameterUnit } from './parameter-unit.js';

/** What the values of county communities are called and counted in. */

interface CommunityLabel {
  readonly path: string;
  readonly label: Text;
  readonly unit: ParameterUnit;
}

const entry = (path: string, zh: string, en: string, unit: ParameterUnit = 'word'): CommunityLabel => ({
  path: `communities.${path}`,
  label: { zh, en },
  unit,
});

/** Of a pool; `{0}` is its name. */
const pool = (path: string, zh: string, en: string, unit: ParameterUnit = 'word'): CommunityLabel =>
  entry(`pools.*.${path}`, `医共体包“{0}”${zh}`, `community pool {0}, ${en}`, unit);

/** Of an element of a list of a pool; `{1}` is its name. */
const part = (list: string, word: Text, rows: readonly (readonly [string, string, string, ParameterUnit?])[]) => [
  pool(`${list}.*.name`, `${word.zh}名称`, `name of a ${word.en}`),
  pool(`${list}.*.title.zh`, `${word.zh}“{1}”标题（中文）`, `${word.en} {1}, title in Chinese`),
  pool(`${list}.*.title.en`, `${word.zh}“{1}”标题（英文）`, `${word.en} {1}, title in English`),
  ...rows.map(([path, zh, en, unit]) =>
    pool(`${list}.*.${path}`, `${word.zh}“{1}”${zh}`, `${word.en} {1}, ${en}`, unit ?? 'word'),
  ),
];

export const COMMUNITY_LABELS: readonly CommunityLabel[] = [
  entry('spending', '医共体包的住院支出口径', 'what a stay costs a community pool'),
  entry('pools.*.name', '医共体包名称', 'name of a community pool'),
  pool('title.zh', '标题（中文）', 'title in Chinese'),
  pool('title.en', '标题（英文）', 'title in English'),
  pool('insurance', '险种', 'insurance'),
  pool('county', '县（参保地）', 'county'),
  pool('community', '医共体', 'community'),
  pool('per_head', '人均额度', 'amount per head', 'yuan'),
  pool('heads', '参保人数', 'insured people', 'count'),
  pool('heads_on', '参保人数时点', 'day of the insured people'),
  pool('reserve', '预留比例', 'reserve', 'share'),
  pool('covers', '包内服务', 'what it covers'),
  pool('carried_in', '上年结转', 'brought over', 'yuan'),
  pool('values.*', '指标 {1}', 'value {1}', 'coefficient'),
  ...part('performance', { zh: '绩效项', en: 'performance term' }, [
    ['add', '调整', 'change', 'formula'],
    ['floor', '下限', 'floor', 'share'],
    ['cap', '上限', 'cap', 'share'],
    ['applies_to', '适用年度', 'which year'],
  ]),
  ...part('referrals', { zh: '转诊支付', en: 'referral payment' }, [
    ['referrals', '转诊类型', 'referrals'],
    ['amount', '每例金额', 'amount a case', 'formula'],
    ['paid_by', '出资方', 'paid by'],
    ['paid_by.tier', '出资层级', 'tier that pays'],
    ['to', '收款方', 'goes to'],
    ['to.tier', '收款层级', 'tier that it goes to'],
  ]),
  ...part('subsidies', { zh: '补助', en: 'subsidy' }, [
    ['amount', '金额', 'amount', 'formula'],
    ['paid_by', '资金来源', 'paid by'],
  ]),
  pool('hospitals', '另列成员机构', 'further hospitals'),
  ...part('tiers', { zh: '层级', en: 'tier' }, [
    ['ratio', '分配比例', 'ratio', 'coefficient'],
    ['hospitals', '机构', 'hospitals'],
    ['kinds', '机构类型', 'kinds'],
    ['levels', '机构等级', 'levels'],
  ]),
  pool('weight', '层级内权重', 'weight within a tier', 'formula'),
  pool('surplus.action', '结余处理', 'what becomes of a surplus'),
  pool('surplus.kept', '结余留用比例', 'share of a surplus kept', 'share'),
  pool('overrun.action', '超支处理', 'what becomes of an overrun'),
  pool('overrun.borne', '超支承担比例', 'share of an overrun borne', 'share'),
  entry('global_budgets.*.name', '总额名称', 'name of a global budget'),
  entry('global_budgets.*.title.zh', '总额“{0}”标题（中文）', 'global budget {0}, title in Chinese'),
  entry('global_budgets.*.title.en', '总额“{0}”标题（英文）', 'global budget {0}, title in English'),
  entry('global_budgets.*.insurances', '总额“{0}”险种', 'global budget {0}, insurances'),
  entry('global_budgets.*.amount', '总额“{0}”金额', 'global budget {0}, amount', 'yuan'),
  entry('global_budgets.*.overrun', '总额“{0}”超支处理', 'global budget {0}, what becomes of an overrun'),
  entry('global_budgets.*.borne', '总额“{0}”机构承担比例', 'global budget {0}, share borne', 'share'),
];
