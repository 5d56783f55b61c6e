import { type Details, defineErrors, fillText, InputError, type Text } from '../../kernel/errors.js';

/** What can be wrong with a table beside the cases, with the remedy. */
export const INPUT_TABLE_ERRORS = defineErrors(InputError, {
  input_table_wrong: {
    zh: '{table}有 {count} 处问题：\n{list}',
    en: 'problems in the table of {table}: {count}\n{list}',
  },
  input_column_missing: {
    zh: '缺少列 {column}（{label}）。现有表头：{headings}。请补上该列，或改表头。',
    en: 'the column {column} ({label}) is missing. Headings found: {headings}. Add it, or rename a heading.',
  },
  input_any_column_missing: {
    zh: '{columns} 至少要有一列。现有表头：{headings}。请补上其中一列，或改表头。',
    en: 'at least one of the columns {columns} is needed. Headings found: {headings}. Add one, or rename a heading.',
  },
  input_table_without_rows: {
    zh: '{label}只有表头，没有数据行。如本应有内容，请重新导出或补上各行。',
    en: 'the {label} has headings but no rows. If it should have some, export it again or add them.',
  },
  input_heading_twice: {
    zh: '有两列都可作 {column}：“{first}”和“{second}”。请删去或改名其中一列。',
    en: 'two headings stand for {column}: "{first}" and "{second}". Remove or rename one.',
  },
  input_heading_unknown: {
    zh: '列“{heading}”不认识，未使用。{near}',
    en: 'the column "{heading}" is not known and not used. {near}',
  },
  input_total_row: {
    zh: '“{value}”是合计行，不是{label}的一行，计入会重复。请删去该行，或在导出时不带合计。',
    en: '"{value}" says that this is a row of totals, no row of the {label}; it would count twice. Remove it, or export without totals.',
  },
  input_cell_empty: {
    zh: '{label}为空。这一列每行都要填写；请补上，或删去该行。',
    en: '{label} is empty. Each row needs it; fill it in, or remove the row.',
  },
  input_cell_not_allowed: {
    zh: '“{value}”不在允许的取值中。{label}只能是：{values}。',
    en: '"{value}" is not allowed. {label} must be one of: {values}.',
  },
  input_cell_not_amount: {
    zh: '“{value}”不是金额。{label}以元为单位，最多两位小数，如 1234.56；请改正。',
    en: '"{value}" is no amount. {label} is in yuan with at most two decimals, such as 1234.56; correct it.',
  },
  input_cell_not_number: {
    zh: '“{value}”不是数字。{label}应为数字，如 0.85；请改正。',
    en: '"{value}" is no number. {label} must be a number such as 0.85; correct it.',
  },
  input_cell_not_whole: {
    zh: '“{value}”不是整数。{label}应为整数；请改正。',
    en: '"{value}" is no whole number. {label} must be whole; correct it.',
  },
  input_cell_out_of_range: {
    zh: '“{value}”超出范围。{label}应在 {least} 到 {most} 之间（含两端）；请核对数值与单位。',
    en: '"{value}" is out of range. {label} must be from {least} to {most}, both included; check value and unit.',
  },
  input_cell_not_day: {
    zh: '“{value}”不是日期。请写成 2026-01-01。',
    en: '"{value}" is no date. Write it as 2026-01-01.',
  },
  input_cell_not_month: {
    zh: '“{value}”不是月份。请写成 2026-03。',
    en: '"{value}" is no month. Write it as 2026-03.',
  },
  input_cell_not_level: {
    zh: '等级“{value}”无法识别。请写 三甲、三级、二级、一级、未定级 等，或 3、2、1。',
    en: 'the level "{value}" is not known. Write 三甲, 三级, 二级, 一级, 未定级 or the like, or 3, 2 or 1.',
  },
  input_cell_unreadable: {
    zh: '单元格“{value}”无法读取（错误值、没有结果的公式，或被改成数字的编号）。请改为文本或固定值。',
    en: 'the cell "{value}" cannot be read (an error value, a formula without a result, or an id turned into a number). Make it a text or a plain value.',
  },
  input_row_uneven: {
    zh: '这一行有 {value} 个单元格，表头有 {expected} 个。常见原因是单元格内的逗号没有加引号；请改正。',
    en: 'this row has {value} cells, the heading has {expected}. A comma inside an unquoted cell is the usual cause; correct it.',
  },
  input_any_needed: {
    zh: '{columns} 至少要填一项。请补上。',
    en: 'at least one of {columns} is needed. Fill one in.',
  },
  input_span_backwards: {
    zh: '{from} 大于 {until}。请核对两列。',
    en: '{from} is after {until}. Check both.',
  },
  input_row_twice: {
    zh: '与第 {first} 行（不计表头）重复（{key}）。请删去一行。',
    en: 'repeats row {first} (not counting the heading; {key}). Remove one.',
  },
  input_row_overlaps: {
    zh: '与第 {first} 行（不计表头）重叠（{key}；{spans}）。请改正起止，使两行不相交。',
    en: 'overlaps row {first} (not counting the heading; {key}; {spans}). Correct the bounds so that the two part.',
  },
  input_problems_more: {
    zh: '另有 {count} 处问题未列出。',
    en: '{count} further problems are not listed.',
  },
});

/** The sentence of a problem in both languages; labels may differ by language. */
export function problemText(code: keyof typeof INPUT_TABLE_ERRORS, zh: Details, en: Details = zh): Text {
  const { entry } = INPUT_TABLE_ERRORS[code]();
  return { zh: fillText(entry.zh, zh), en: fillText(entry.en, en) };
}
