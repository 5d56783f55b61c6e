import { defineErrors, OptionError } from '../../kernel/errors.js';

export const RECONCILE_ERRORS = defineErrors(OptionError, {
  feedback_empty: {
    zh: '--bureau “{file}”中没有一行病例。请给出医保结算反馈文件（表头至少含病例号或结算流水号，以及病组、金额）。',
    en: '--bureau "{file}" has no row. Give the file that the bureau returned (a case or settlement id, group and amounts at least).',
  },
  feedback_without_match: {
    zh: '--bureau “{file}”的 {rows} 行与病例文件没有一例相同（反馈如 {theirs}；病例如 {ours}）。请核对两边用的是同一种编号；反馈用结算流水号时，病例文件需有 settlement_id 列。',
    en: 'none of the {rows} rows of --bureau "{file}" is one of the cases (it has {theirs}; the cases have {ours}). Check that both use one kind of id; where the feedback goes by settlement ids, the cases need the column settlement_id.',
  },
  feedback_without_amount: {
    zh: '--bureau “{file}”中没有可比较的金额：需要基金应支付、病例应付总额，或最终分值与结算点值。可用 --bureau-columns 把现有表头对应过来。',
    en: '--bureau "{file}" has no amount to compare: the fund\'s part, the pay of the case, or final score and value. Map your headings with --bureau-columns.',
  },
  heading_map_invalid: {
    zh: '表头对应文件有 {count} 处错误：\n{problems_zh}',
    en: 'the map of headings has {count} faults:\n{problems_en}',
  },
  heading_map_missing: {
    zh: '找不到表头对应文件“{file}”。应为 YAML：columns: {反馈表头: 列名}。',
    en: 'there is no map of headings "{file}". It is YAML: columns: {heading of the feedback: column}.',
  },
});
