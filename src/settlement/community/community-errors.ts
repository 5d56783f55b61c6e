import { ClosingError, defineErrors, InputError, PolicyError } from '../../kernel/errors.js';

/** What the settlement of a county community refuses: nothing that is missing is taken as 0. */
export const COMMUNITY_ERRORS = defineErrors(PolicyError, {
  community_heads_missing: {
    zh: '医共体包“{pool}”没有参保人数：政策未写 heads，参保人口表也没有{insurance_zh}、参保地“{county}”、医共体“{community}”在 {day} 有效的行。请用 --population 给出 population.csv，或在政策中写 heads。',
    en: 'community pool "{pool}" has no heads: the policy writes none, and population.csv has no row of {insurance_en}, region "{county}", community "{community}" in force on {day}. Give population.csv with --population, or write heads in the policy.',
  },
  community_pools_overlap: {
    zh: '医共体包“{first}”与“{second}”在同一年、同一险种管同一批人（{people}）：结余会支付两次。每个年度、险种、医共体只能有一个包；请合并或分开。',
    en: 'community pools "{first}" and "{second}" are about the same people of one year and insurance ({people}): a balance would be paid twice. Keep one pool for each year, insurance and community.',
  },
  community_hospital_without_tier: {
    zh: '医共体包“{pool}”的医疗机构 {hospital} 不属于任何层级。请在 tiers 中写上它的代码、类型或等级。',
    en: 'hospital {hospital} of community pool "{pool}" is in no tier. Name it, its kind or its level in tiers.',
  },
  community_weight_missing: {
    zh: '医共体包“{pool}”的医疗机构 {hospital} 算不出权重“{formula}”：缺少 {missing}。请在登记表中补上。',
    en: 'community pool "{pool}": the weight "{formula}" of hospital {hospital} cannot be found, {missing} is missing. Supply it in the register.',
  },
  community_weight_wrong: {
    zh: '医共体包“{pool}”层级“{tier}”要分配 {amount} 元，但权重“{formula}”有负数或合计为 0。请修改权重公式或登记表。',
    en: 'community pool "{pool}" is to share {amount} yuan in tier "{tier}", but the weights by "{formula}" are negative or add up to 0. Change the formula or the register.',
  },
  community_tier_unknown: {
    zh: '医共体包“{pool}”的“{name}”提到层级“{tier}”，但 tiers 中没有。可用：{known}。',
    en: '"{name}" of community pool "{pool}" names the tier "{tier}", which tiers does not have. There are: {known}.',
  },
  community_without_hospitals: {
    zh: '医共体包“{pool}”没有任何医疗机构：登记表的 community_id 与政策的 hospitals 都没有列出。请补上其一。',
    en: 'community pool "{pool}" has no hospital: neither community_id of the register nor hospitals of the policy names one. Supply one of them.',
  },
  community_amount_missing: {
    zh: '医共体包“{pool}”的“{name}”对 {unit} 算不出金额：缺少 {missing}。请补上该数据。',
    en: '"{name}" of community pool "{pool}" gives no amount for {unit}: {missing} is missing. Supply it.',
  },
});

export const COMMUNITY_INPUT_ERRORS = defineErrors(InputError, {
  community_visits_missing: {
    zh: '医共体包“{pool}”包含门诊，但没有提供门诊结算表。请用 --outpatient 给出 outpatient.csv；没有门诊时给出只有表头的文件。',
    en: 'community pool "{pool}" covers visits, and none were given. Give outpatient.csv with --outpatient; where there are no visits, a file with its heading alone.',
  },
  community_visit_amount_missing: {
    zh: '门诊结算 {visit} 没有基金支付金额（fund_paid），医共体包“{pool}”无法计入。请补上；基金未支付的写 0。',
    en: 'visit {visit} has no fund_paid, which community pool "{pool}" counts. Fill it in; write 0 where the fund paid nothing.',
  },
  community_visits_by_county: {
    zh: '医共体包“{pool}”按县（county）且包含门诊，但门诊结算表没有参保地。请改按医共体（community），或去掉 county。',
    en: 'community pool "{pool}" is one of a county and covers visits, but outpatient.csv has no region of insurance. Name the community instead, or leave county out.',
  },
});

export const COMMUNITY_CLOSING_ERRORS = defineErrors(ClosingError, {
  community_not_equal: {
    zh: '医共体结算未生成：{what} 相差 {difference} 元。请报告此问题。',
    en: 'no result was made for communities: {what} differ by {difference} yuan. Please report this.',
    exit: 3,
    status: 500,
  },
});
