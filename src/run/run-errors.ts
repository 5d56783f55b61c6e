import { ClosingError, defineErrors, OptionError, PoolError } from '../kernel/errors.js';

export const OPTION_ERRORS = defineErrors(OptionError, {
  option_missing: {
    zh: '缺少必填选项 {option}。用 drgdip {command} --help 查看示例。',
    en: 'option {option} is required. See drgdip {command} --help for an example.',
  },
  option_value: {
    zh: '选项 {option} 的值“{value}”无效，应为 {expected}。',
    en: 'option {option}: "{value}" is not valid, expected {expected}.',
  },
  weights_missing: {
    zh: '没有权重：请用 --weights 给出权重表，或用 --history 给出历史病例以测算权重（当年病例不能给自己定权重）。',
    en: 'no weights: give a table with --weights, or past cases with --history to make them (the paid year never weighs itself).',
  },
  output_not_ours: {
    zh: '输出文件夹“{folder}”已存在且不是 drgdip 的结果（没有 manifest.json）。请换一个名称，或先移走它。',
    en: 'the output folder "{folder}" exists and is no result of drgdip (it has no manifest.json). Choose another name or move it away.',
  },
  output_not_writable: {
    zh: '无法写入“{path}”（{reason}）。请检查文件夹是否存在、是否只读、磁盘是否已满。',
    en: '"{path}" cannot be written ({reason}). Check that the folder exists, is not read-only and the disk is not full.',
  },
  case_not_found: {
    zh: '文件中没有病例号为“{case}”的病例。请检查 --case。',
    en: 'the file has no case with the id "{case}". Check --case.',
  },
});

export const POOL_ERRORS = defineErrors(PoolError, {
  run_cancelled: {
    zh: '已取消，未留下任何半成品。',
    en: 'cancelled; nothing half-written was left behind.',
    exit: 1,
    status: 409,
  },
  worker_failed: { zh: '工作线程失败：{reason}', en: 'a worker failed: {reason}', exit: 1, status: 500 },
});

export const CLOSING_ERRORS = defineErrors(ClosingError, {
  not_reconciled: {
    zh: '结果未平账，已拒绝输出：{checks}。这是程序错误，请附 manifest 报告。',
    en: 'sums do not agree, the result is refused: {checks}. This is a fault of the program; please report it.',
    exit: 3,
    status: 500,
  },
});
