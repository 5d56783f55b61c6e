import { ClosingError, defineErrors, PolicyError } from '../../kernel/errors.js';

/** What clearing refuses: a step that cannot be worked out is named with what it lacks, never taken as 0. */
export const CLEARING_ERRORS = defineErrors(PolicyError, {
  clearing_name_taken: {
    zh: '清算步骤的名称“{name}”已被占用（内置名称、报表行或前面的步骤）。请改名。',
    en: 'the name "{name}" of a clearing step is taken, by a built-in name, a line of the statement or an earlier step. Rename the step.',
  },
  clearing_base_unknown: {
    zh: '清算步骤“{name}”的基数“{base}”不存在。可用：{known}。',
    en: 'clearing step "{name}" rests on "{base}", which there is not. There are: {known}.',
  },
  clearing_amount_missing: {
    zh: '清算步骤“{name}”对医疗机构 {hospital}（{insurance_zh}）算不出金额：{reason_zh}',
    en: 'clearing step "{name}" gives no amount for hospital {hospital} ({insurance_en}): {reason_en}',
  },
  clearing_column_missing: {
    zh: '清算步骤“{name}”用到“{column}”，清算中没有这一名称，登记表也没有这一数字列。请在登记表（register.csv，--register）中加入数字列 {column}，或改正名称。最接近的名称：{nearest}。',
    en: 'clearing step "{name}" names "{column}", which clearing does not have and the register does not either. Add the number column {column} to the register (register.csv, --register), or correct the name. Nearest names: {nearest}.',
  },
  clearing_ledger_missing: {
    zh: '清算步骤“{name}”用到台账（{kind}），但没有提供台账。请用 --ledger 给出 ledger.csv；没有发生额时给出只有表头的文件。',
    en: 'clearing step "{name}" reads the ledger ({kind}), and none was given. Give ledger.csv with --ledger; where nothing happened, a file with its heading alone.',
  },
  clearing_nothing_to_share_by: {
    zh: '清算步骤“{name}”要把 {amount} 元按 {by} 分给{insurance_zh}资金池的医疗机构，但各机构的 {by} 都是 0。请换一个分配依据，或让金额为 0。',
    en: 'clearing step "{name}" is to share {amount} yuan of the {insurance_en} pool by {by}, which is 0 for every hospital. Share by something else, or let the amount be 0.',
  },
  point_value_without_units: {
    zh: '{insurance_zh}资金池{period}有 {cases} 个病例，但按病组支付的权重、点数或分值合计为 0，无法计算浮动点值。请核对权重表与分组结果，或从清算步骤中去掉 point_value。',
    en: 'the {insurance_en} pool has {cases} cases in {period}, and their weights, points or scores add up to 0: no value can be found. Check the weight table and the groups, or take point_value out of the clearing steps.',
  },
  point_value_negative: {
    zh: '{insurance_zh}资金池{period}的组外支付 {carve_outs} 元超过可分配金额 {budget} 元，浮动点值为负。请核对资金池预算与组外病例。',
    en: 'in {period} what the {insurance_en} pool pays outside the groups, {carve_outs} yuan, is more than there is to share, {budget} yuan: the value would be negative. Check the budget and the cases outside the groups.',
  },
  period_shares_wrong: {
    zh: 'rate.period_shares 应有 {expected} 项且合计为 1，实际 {found} 项、合计 {sum}。',
    en: 'rate.period_shares must have {expected} entries that add up to 1; there are {found}, adding up to {sum}.',
  },
  retention_by_case_after_point_value: {
    zh: '结余留用按单个病例（retention.level: case）时，不能排在 point_value 之后：浮动点值按账户清算，没有逐例金额。请改为 hospital，或把 retention 放在前面。',
    en: 'retention by case cannot follow point_value: a floating value is cleared by account and leaves no amount for each case. Use the level hospital, or put retention first.',
  },
  quota_amount_by_pool: {
    zh: '定额（quota_amount）按医疗机构登记，不分险种或病例，retention.level 只能是 hospital 或 region（只有一个资金池时也可为 pool）。',
    en: 'quota_amount is stated for each hospital, not by insurance or case: retention.level must be hospital or region (or pool where there is only one).',
  },
  quota_amount_missing: {
    zh: '结余留用按定额（retention.against: quota_amount），但登记表中这些医疗机构没有大于 0 的 quota_amount（空白、0 或负数）：{hospitals}。请补上。',
    en: 'retention is against the quota_amount of the register, which for these hospitals is blank, 0 or less: {hospitals}. Give an amount above 0.',
  },
});

export const CLEARING_CLOSING_ERRORS = defineErrors(ClosingError, {
  clearing_not_equal: {
    zh: '清算结果未生成：各医疗机构合计与资金池不相等（{insurance}：机构 {hospitals} 元，资金池 {pool} 元）。请报告此问题。',
    en: 'no result was made: the hospitals do not add up to the pool ({insurance}: hospitals {hospitals} yuan, pool {pool} yuan). Please report this.',
    exit: 3,
    status: 500,
  },
});
