import { type Details, fillText, type Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';

type FindingEntry = Text & { readonly severity: Finding['severity'] };

/** Everything that may be odd about a weight table, said for the people who negotiate weights. */
export const WEIGHT_FINDINGS = {
  weight_scheme_unstated: {
    severity: 'warning',
    zh: '权重文件没有写明分组方案（# scheme: …）。请确认它属于 {scheme}，并补上这一行。',
    en: 'the weight file does not say its scheme (# scheme: …). Make sure that it belongs to {scheme}, and add the line.',
  },
  weight_scheme_other: {
    severity: 'error',
    zh: '权重文件属于分组方案 {found}，本次使用的是 {scheme}；同一编码在不同方案中可能是不同病组。请换用对应方案的权重。',
    en: 'the weight file belongs to the scheme {found}, this run uses {scheme}; one code may be another disease there. Use the weights of this scheme.',
  },
  weight_scheme_changed: {
    severity: 'error',
    zh: '权重文件按 {scheme} 的另一版内容（{found}）编制，现内容为 {expected}。请重新测算权重；若已核对编码含义未变，可删去 # scheme_hash 行。',
    en: 'the weight file was made with another content of {scheme} ({found}; now {expected}). Calibrate again, or delete the line # scheme_hash once you have checked that its codes still mean the same.',
  },
  weight_group_unknown: {
    severity: 'warning',
    zh: '病组 {group} 不在分组方案 {scheme} 中，该行未使用。请核对编码。',
    en: 'group {group} is not in the scheme {scheme}; the row is left aside. Check the code.',
  },
  weight_group_outside: {
    severity: 'note',
    zh: '{group} 是未入组或 QY，按政策的 ungrouped、unrelated_procedure 支付，其权重未使用。',
    en: '{group} is an ungrouped or QY code, paid by `ungrouped` and `unrelated_procedure` of the policy; its weight is not used.',
  },
  weight_group_repeated: {
    severity: 'warning',
    zh: '病组 {group} 重复出现，权重相同，只取第一行。',
    en: 'group {group} stands twice with the same weight; the first row is used.',
  },
  weight_group_doubled: {
    severity: 'error',
    zh: '病组 {group} 重复出现且权重不同。请只保留一行。',
    en: 'group {group} stands twice with different weights. Keep one row.',
  },
  weight_groups_absent: {
    severity: 'warning',
    zh: '有 {count} 个病组没有出现在权重文件中，其病例按政策对无权重病组的规定（unweighted）支付：{groups}',
    en: '{count} groups of the scheme are not in the weight file; their cases are paid as the policy says of groups without a weight (`unweighted`): {groups}',
  },
  weight_blank: {
    severity: 'warning',
    zh: '病组 {group} 的权重为空，按政策对无权重病组的规定（unweighted）支付。',
    en: 'group {group} has a blank weight; it is paid as the policy says of groups without a weight (`unweighted`).',
  },
  weight_not_number: {
    severity: 'error',
    zh: '病组 {group} 的权重“{found}”不是数字。没有权重请留空。',
    en: 'the weight "{found}" of group {group} is no number. Leave the cell empty where there is none.',
  },
  weight_zero: {
    severity: 'warning',
    zh: '病组 {group} 的权重为 0，按政策对无权重病组的规定（unweighted）支付；若另有支付规定，请写入政策。',
    en: 'group {group} has the weight 0; it is paid as the policy says of groups without a weight (`unweighted`). If another rule pays it, write that in the policy.',
  },
  weight_negative: {
    severity: 'error',
    zh: '病组 {group} 的权重“{found}”为负数。权重必须大于 0。',
    en: 'the weight "{found}" of group {group} is negative. A weight is above 0.',
  },
  weight_decimals: {
    severity: 'error',
    zh: '病组 {group} 的权重“{found}”多于政策的 {decimals} 位小数。请调整 rounding.weight，或使用公布的权重。',
    en: 'the weight "{found}" of group {group} has more than the {decimals} decimals of the policy. Set rounding.weight, or give the published weight.',
  },
  weight_key_unreadable: {
    severity: 'error',
    zh: '列名“{heading}”无法识别。按等级、类别、险种或医院区分的列写作 weight:level=3、coefficient:grade=三甲、standard:insurance=resident、coefficient:hospital=H001，多个条件用 & 连接。',
    en: 'the heading "{heading}" cannot be read. Columns by level, grade, insurance or hospital are written weight:level=3, coefficient:grade=A, standard:insurance=resident, coefficient:hospital=H001, several parts joined by &.',
  },
  weight_key_doubled: {
    severity: 'error',
    zh: '列“{heading}”重复出现。请只保留一列。',
    en: 'the column "{heading}" stands twice. Keep one.',
  },
  weight_keys_ambiguous: {
    severity: 'error',
    zh: '同时适用 {first} 与 {second} 的病例无法确定用哪一个值（{kind}，{count} 个病组：{groups}）：一个机构更具体，另一个指明了险种。请增加一列 {kind}:{both}，或去掉其中一列。',
    en: 'cases that fit both {first} and {second} have no one value ({kind}, {count} groups: {groups}): one names the place more exactly, the other the insurance. Add a column {kind}:{both}, or take one of the two away.',
  },
  weight_value_wrong: {
    severity: 'error',
    zh: '病组 {group} 的“{column}”值“{found}”不是大于 0 的数字。没有请留空。',
    en: 'the value "{found}" in {column} of group {group} is no number above 0. Leave the cell empty where there is none.',
  },
  weight_unit_unknown: {
    severity: 'error',
    zh: '权重文件的单位（# unit）“{found}”无法识别，可写：{known}。',
    en: 'the unit (# unit) "{found}" of the weight file is unknown; known ones are {known}.',
  },
  weight_unit_other: {
    severity: 'error',
    zh: '权重文件的单位是 {found}，政策按 {expected} 计算（weight 权重、points 点数、score 分值）。请换用对应的表；若单位写漏，请补上 # unit: {expected}。',
    en: 'the weight file counts in {found}, the policy in {expected}. Use the table that goes with the policy, or add the line # unit: {expected} if it was left out.',
  },
  weight_class_unknown: {
    severity: 'warning',
    zh: '病组 {group} 的标识“{found}”无法识别，未使用。可写：{known}，多个用 | 连接。',
    en: 'the class "{found}" of group {group} is unknown and not used. Known ones are {known}, several joined by |.',
  },
  weight_pay_unknown: {
    severity: 'error',
    zh: '病组 {group} 的付费方式“{found}”无法识别，可写：{known}。',
    en: 'the payment "{found}" of group {group} is unknown; known ones are {known}.',
  },
  weight_beside_pay: {
    severity: 'warning',
    zh: '病组 {group} 规定另行付费（{pay}），其权重“{found}”未使用。若应按权重付费，请清空 pay 列。',
    en: 'group {group} is paid otherwise ({pay}), so its weight "{found}" is not used. Empty the cell of pay if the weight is meant to count.',
  },
  weight_group_paid_otherwise: {
    severity: 'note',
    zh: '病组 {group} 不按权重付费（{pay}）{note}。',
    en: 'group {group} is not paid by weight ({pay}){note}.',
  },
  weight_structure_gaps: {
    severity: 'warning',
    zh: '{cases} 个病例缺少费用构成，未参与结构调整；完全缺少的病组按 1 处理：{groups}',
    en: '{cases} cases lack a part of their cost and do not enter the structure; groups without any such case are taken as 1: {groups}',
  },
  weight_inversion: {
    severity: 'warning',
    zh: 'ADRG {adrg} 权重倒挂：{heavier}（{heavierText}）权重 {heavierWeight} 低于 {lighter}（{lighterText}）权重 {lighterWeight}。',
    en: 'inversion in ADRG {adrg}: {heavier} ({heavierText}) weighs {heavierWeight}, less than {lighter} ({lighterText}) with {lighterWeight}.',
  },
  weight_group_empty: {
    severity: 'warning',
    zh: '病组 {group} 历史上没有病例，也没有权重；其病例按政策对无权重病组的规定（unweighted）支付。',
    en: 'group {group} has no case in the history and no weight; its cases are paid as the policy says of groups without a weight (`unweighted`).',
  },
  weight_rounds_to_zero: {
    severity: 'warning',
    zh: '病组 {group} 的平均费用 {mean} 元相对地区均值过小，权重舍入后为 {weight}，计价时视为没有权重，其病例按政策对无权重病组的规定（unweighted）支付。请增加 rounding.weight 的小数位，或另定其支付方式。',
    en: 'the mean cost {mean} of group {group} is so small beside the region’s that its weight is rounded to {weight}; it is paid as the policy says of groups without a weight (`unweighted`). Give rounding.weight more decimals, or settle how the group is paid.',
  },
  weight_group_fallback: {
    severity: 'warning',
    zh: '病组 {group} 裁剪后只有 {kept} 例，例数不足，取 ADRG {adrg} 均值，权重 {weight}。',
    en: 'group {group} has only {kept} kept cases; it takes the mean of ADRG {adrg}: weight {weight}.',
  },
  weight_group_unstable: {
    severity: 'warning',
    zh: '病组 {group} 为非稳定组：裁剪后 {kept} 例，CV {cv}，仍按本组费用，权重 {weight}。',
    en: 'group {group} is unstable: {kept} kept cases, CV {cv}; its own cost is used: weight {weight}.',
  },
  fund_share_in_list: {
    severity: 'warning',
    zh: '{insurance} 的 fund_share {share} 接近目录内报销比例 {inList}，而基金实际支付占总费用的 {actual}。请改用实际支付比例，否则费率会偏离约 {error}%。',
    en: 'fund_share {share} of {insurance} is near the in-list share {inList}, while the fund bore {actual} of total charges. Use the actual share; the rate is off by about {error} % otherwise.',
  },
  fund_share_off: {
    severity: 'warning',
    zh: '{insurance} 的 fund_share {share} 与病例中基金实际支付占总费用的 {actual} 相差较大，费率会偏离约 {error}%。请核对。',
    en: 'fund_share {share} of {insurance} is far from the {actual} of total charges that the fund bore in the cases; the rate is off by about {error} %. Check it.',
  },
  fund_share_high: {
    severity: 'warning',
    zh: '{insurance} 的 fund_share {share} 高于通常的实际支付比例，可能是目录内报销比例。请填写基金支出占住院总费用的比例。',
    en: 'fund_share {share} of {insurance} is above usual actual shares and may be the in-list share. Write the share of total charges that the fund bears.',
  },
} as const satisfies Record<string, FindingEntry>;

export type WeightFindingCode = keyof typeof WEIGHT_FINDINGS;

export function weightFinding(code: WeightFindingCode, path: string, details: Details): Finding {
  const entry: FindingEntry = WEIGHT_FINDINGS[code];
  return { code, severity: entry.severity, path, zh: fillText(entry.zh, details), en: fillText(entry.en, details) };
}
