import { defineErrors, OptionError } from '../../kernel/errors.js';

/** What one cell of a spreadsheet can ask wrongly. Messages are short: they may stand in the cell. */
export const CELL_ERRORS = defineErrors(OptionError, {
  cell_case_unread: {
    zh: '病例无法读取：{reason_zh}。请改正该列的值。',
    en: 'the case cannot be read: {reason_en}. Correct the value of that column.',
    status: 422,
  },
  cell_columns_missing: {
    zh: '{figure} 还需要 {columns}。请加入网址，如 {example}。',
    en: '{figure} needs {columns} too. Add them to the address, as in {example}.',
    status: 400,
  },
  cell_not_grouped: {
    zh: '病例未入组（{reason_zh}）。请核对诊断、手术和性别年龄。',
    en: 'the case is in no group ({reason_en}). Check its diagnoses, procedures, sex and age.',
    status: 422,
  },
  cell_no_value: {
    zh: '没有 {figure} 的值（{reason_zh}）。请补齐病例的列，或换一个政策。',
    en: 'there is no value of {figure} ({reason_en}). Complete the columns of the case, or take another policy.',
    status: 422,
  },
  cell_policy_missing: {
    zh: '{figure} 需要政策。请在网址中加 policy=名称。',
    en: '{figure} needs a policy. Add policy=NAME to the address.',
    status: 400,
  },
  cell_scheme_missing: {
    zh: '{figure} 需要分组方案。请在网址中加 scheme=名称 或 policy=名称。',
    en: '{figure} needs a scheme. Add scheme=NAME or policy=NAME to the address.',
    status: 400,
  },
  cell_weights_form: {
    zh: 'weights 应写成 病组:权重，多个用 | 连接，如 ES31:0.8123|FT25:0.5。收到“{found}”。请改正。',
    en: 'weights are written GROUP:WEIGHT joined by |, as in ES31:0.8123|FT25:0.5; found "{found}". Correct it.',
    status: 400,
  },
  cell_column_unknown: {
    zh: '表 {table} 没有列“{column}”。请从中选一个：{known}。',
    en: 'the table {table} has no column "{column}". Name one of {known}.',
    status: 404,
  },
  cell_row_unknown: {
    zh: '表 {table} 没有 {keys} 为“{row}”的行。请核对；多个键用 | 连接。',
    en: 'the table {table} has no row whose {keys} is "{row}". Check it; several keys are joined by |.',
    status: 404,
  },
  cell_suppressed: {
    zh: '“{row}”的 {column} 已隐去：病例数过少，或由它可推出这样的数。请改看合计行，或去掉 suppress。',
    en: '{column} of "{row}" is hidden: it counts too few cases, or would let one work such a figure out. Look at a sum of more rows, or leave suppress out.',
    status: 422,
  },
  cell_too_long: {
    zh: '结果有 {found} 个字符，单元格最多 32,767 个。请用 from 和 count 分段取。',
    en: 'the answer has {found} characters, a cell holds 32,767. Take it in parts with from and count.',
    status: 400,
  },
});
