import { defineErrors, InputError, OptionError } from '../../kernel/errors.js';

export const MONITOR_ERRORS = defineErrors(OptionError, {
  monitor_rules_not_found: {
    zh: '找不到监测规则“{name}”。请给出 YAML 文件的路径，或 monitoring/ 下的名称（可用：{known}）。',
    en: 'there are no rules of monitoring "{name}". Give the path of a YAML file, or a name under monitoring/ (known: {known}).',
  },
  monitor_rules_invalid: {
    zh: '监测规则有 {count} 处错误：\n{problems_zh}',
    en: 'the rules of monitoring have {count} faults:\n{problems_en}',
  },
  monitor_check_unknown: {
    zh: '监测规则的 list_quality.checks 写有未知检查项 {check}。可用：{known}。请改正或删去。',
    en: 'list_quality.checks of the rules names the unknown check {check}. Known: {known}. Correct or remove it.',
  },
  monitor_conduct_unknown: {
    zh: '监测规则的 supervision.{rule}.conduct 写有未知行为类别 {conduct}，conduct 中没有。可用：{known}。请改正、删去，或在 conduct 中补上。',
    en: 'supervision.{rule}.conduct of the rules names the conduct {conduct}, which is not under conduct. Known: {known}. Correct or remove it, or add it there.',
  },
  monitor_indicator_unknown: {
    zh: '没有名为“{indicator}”的指标。可用：{known}。',
    en: 'there is no indicator "{indicator}". Known: {known}.',
  },
  monitor_scheme_differs: {
    zh: '--scheme {scheme} 与政策的分组方案 {policy} 不同。请去掉 --scheme，或换一份政策。',
    en: '--scheme {scheme} is not the scheme of the policy, {policy}. Leave --scheme out, or take another policy.',
  },
});

export const MONITOR_INPUT_ERRORS = defineErrors(InputError, {
  low_risk_group_unknown: {
    zh: '低风险组名单中的 {groups} 在分组方案 {scheme} 中没有（共 {count} 个）。请核对编码与方案。',
    en: 'the list of low-risk groups names {groups}, which the scheme {scheme} does not have ({count} in all). Check the codes and the scheme.',
  },
  low_risk_scheme_absent: {
    zh: '低风险组名单没有分组方案 {scheme} 的行。请补上，或去掉 --low-risk。',
    en: 'the list of low-risk groups has no row of the scheme {scheme}. Add some, or leave --low-risk out.',
  },
  group_means_scheme_absent: {
    zh: '次均费用表没有分组方案 {scheme} 的行，无从比较。请补上，或去掉 --group-means。',
    en: 'the table of mean costs has no row of the scheme {scheme}: nothing to compare with. Add some, or leave --group-means out.',
  },
});
