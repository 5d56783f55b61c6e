import { type Details, defineErrors, fillText, InputError, type Text } from '../../kernel/errors.js';

/**
 * Why a row went to rejected.csv: what was found, what was expected, what to do. File, row and column stand in their
 * own fields, so the sentences do not repeat them.
 */
const REASONS = defineErrors(InputError, {
  cell_not_a_number: {
    zh: '“{value}”不是数字。{label}应为数字，如 1234.56；请改正，或在 profile 的 values 中说明如何转换，缺失请留空。',
    en: '"{value}" is not a number. {label} must be a number such as 1234.56; correct it, map it under values in the profile, or leave it empty when missing.',
  },
  cell_number_has_unit: {
    zh: '“{value}”带有单位字（万、亿），不按数字采用。请去掉单位字；整列以万元为单位时，在 profile 中写 money: wan，否则请换算成元。',
    en: '"{value}" carries a unit (ten thousands or hundred millions) and is not taken for a number. Take the unit out; where all amounts of the file are in ten thousands of yuan, set money: wan in the profile, else write them in yuan.',
  },
  cell_not_whole: {
    zh: '“{value}”不是整数。{label}应为整数；请改正，缺失请留空。',
    en: '"{value}" is not a whole number. {label} must be whole; correct it, or leave it empty when missing.',
  },
  cell_out_of_range: {
    zh: '“{value}”超出范围。{label}应在 {least} 到 {most} 之间（含两端）；请核对数值与单位。',
    en: '"{value}" is out of range. {label} must be from {least} to {most}, both included; check the value and its unit.',
  },
  cell_negative_amount: {
    zh: '金额“{value}”为负。{label}不能为负；退费（冲红）行请在导出前与原行合并后再导入。',
    en: 'the amount "{value}" is negative. {label} cannot be below zero; merge refund rows with their original rows before importing.',
  },
  cell_difference_negative: {
    zh: '{label}由两个金额相减得到，结果“{value}”为负：减去的一项大于被减的一项。请核对两列金额（如自付金额大于总费用）。',
    en: '{label} is one amount less another, and the difference "{value}" is negative: more is taken off than is there. Check both amounts (a self-paid part above the total?).',
  },
  cell_value_not_allowed: {
    zh: '“{value}”不在允许的取值中。{label}只能是 {values}；请改正，或在 profile 的 values.{column} 中写明对应关系。',
    en: '"{value}" is not an allowed value. {label} must be one of {values}; correct it, or map it under values.{column} in the profile.',
  },
  cell_not_a_date: {
    zh: '“{value}”不是日期。{label}应写作 2026-03-01、2026/3/1 或 20260301；其他写法请在 profile 的 dates 中说明。',
    en: '"{value}" is not a date. {label} must look like 2026-03-01, 2026/3/1 or 20260301; name another form under dates in the profile.',
  },
  cell_date_out_of_range: {
    zh: '日期“{value}”超出 1980 至 2099 年。{label}可能被电子表格改写（1904 日期系统、序列号）；请改正，或另存为普通 .xlsx 后重试。',
    en: 'the date "{value}" is outside 1980 to 2099. A spreadsheet may have changed {label} (1904 date system, serial numbers); correct it, or save as an ordinary .xlsx and try again.',
  },
  cell_date_is_serial: {
    zh: '“{value}”像是 Excel 的日期序列号（1900 日期系统即 {day}），不按日期采用。请把{label}一列设为“日期”格式后重新导出；若整列都是序列号，在 profile 中写 dates: excel。',
    en: '"{value}" looks like an Excel date serial number (in the 1900 date system {day}) and is not taken for a date. Format the column of {label} as a date and export again; where the whole column holds such numbers, set dates: excel in the profile.',
  },
  cell_scientific_notation: {
    zh: '“{value}”是被电子表格改写的编号，原有数字已丢失。请从原系统重新导出，并在打开前把{label}一列设为“文本”格式。',
    en: '"{value}" is an identifier that a spreadsheet turned into a number; its digits are lost. Export it again from the source, with the column of {label} formatted as text before opening.',
  },
  cell_digits_lost: {
    zh: '“{value}”超过 15 位，电子表格只保留 15 位有效数字，末位已失真。请从原系统重新导出，并把{label}一列设为“文本”格式。',
    en: '"{value}" has more than 15 digits, of which a spreadsheet keeps 15. Export it again from the source, with the column of {label} formatted as text.',
  },
  cell_code_is_number: {
    zh: '编码“{value}”在表格中是数字，前后的 0 可能已丢失（03.31 → 3.31，47.0 → 47）。请把{label}一列设为“文本”格式后重新填写。',
    en: 'the code "{value}" is a number in the workbook, so zeros may be gone (03.31 → 3.31, 47.0 → 47). Format the column of {label} as text and enter the codes again.',
  },
  cell_code_zeros_lost: {
    zh: '编码“{value}”前后的 0 已被电子表格去掉（03.31 → 3.31，47.0 → 47），方案中没有或不止一个编码与之相符，无法还原。请把{label}一列设为“文本”格式后重新导出。',
    en: 'a spreadsheet took zeros off the code "{value}" (03.31 → 3.31, 47.0 → 47), and none or several codes of the list fit, so it cannot be put back. Format the column of {label} as text and export again.',
  },
  cell_code_ambiguous: {
    zh: '“{value}”中有编码在原版和目标版中都存在而含义不同，不能自行转换。请在 profile 的 crosswalk.ambiguous 写 convert（文件是原版编码）或 keep（文件已是目标版编码）。',
    en: '"{value}" holds a code that stands in both editions with different meanings and is not converted in silence. Set crosswalk.ambiguous in the profile: convert (the file has codes of the first edition) or keep (it has those of the second).',
  },
  cell_number_is_date: {
    zh: '单元格按日期或时间显示，存储值是 {value}（天数）。{label}应为数字；请把该列设为“常规”格式并填写数值（如 96 小时填 96）。',
    en: 'the cell is shown as a date or time; what is stored is {value} (days). {label} must be a number: format the column as General and enter the number itself (96 for 96 hours).',
  },
  cell_error: {
    zh: '单元格是错误值 {value}。请改正{label}的公式，或改为固定值。',
    en: 'the cell holds the error {value}. Correct the formula of {label}, or put a plain value.',
  },
  cell_formula_without_value: {
    zh: '单元格是没有计算结果的公式（{value}）。请用 Excel 或 WPS 打开并保存一次，或把{label}粘贴为数值。',
    en: 'the cell holds a formula without a stored result ({value}). Open and save the file in Excel or WPS, or paste {label} as values.',
  },
  cell_is_nested: {
    zh: '“{value}”是嵌套的对象或列表，不是一个值。{label}应为文本、数字，或由它们组成的一层列表；请在导出时展开。',
    en: '"{value}" is a nested object or list, not a value. {label} must be a text, a number, or one flat list of them; flatten it when exporting.',
  },
  row_not_json: {
    zh: '这一行不是一个完整的 JSON 对象（{value}）。NDJSON 每行应是一个对象，如 {"case_id":"A1","dx":["I10"]}；请改正这一行。',
    en: 'this line is not one whole JSON object ({value}). In NDJSON each line is an object such as {"case_id":"A1","dx":["I10"]}; correct this line.',
  },
  row_case_id_missing: {
    zh: '缺少病例号。每一行都要有唯一的病例号（case_id）；请补上。',
    en: 'the case id is missing. Each row needs a case_id of its own; fill it in.',
  },
  row_case_id_doubled: {
    zh: '病例号“{value}”与 {firstFile} 表格第 {firstRow} 行重复，只保留第一行。请删除重复行，或给出不同的病例号。',
    en: 'the case id "{value}" is already in sheet row {firstRow} of {firstFile}; only the first is kept. Remove the repeated row, or give it a case id of its own.',
  },
  row_discharge_before_admission: {
    zh: '出院日期 {value} 早于入院日期 {admission}。请核对两个日期。',
    en: 'the discharge date {value} is before the admission date {admission}. Check both dates.',
  },
  row_joined_row_unreadable: {
    zh: '该病例在 {childFile} 表格第 {childRow} 行的记录无法读取（“{value}”），不能缺少它而采用。请改正那一行。',
    en: 'sheet row {childRow} of {childFile} belongs to this case and cannot be read ("{value}"); the case must not be taken without it. Correct that row.',
  },
  row_is_total: {
    zh: '病例号是“{value}”：这是合计行，不是病例，计入会使费用重复。导出时请去掉合计行；若确为病例，请改用真实的病例号。',
    en: 'the case id is "{value}": this row adds the others up and is no case; it would count their charges twice. Leave such rows out of the export; if it is a case, give it its real id.',
  },
  row_without_stay: {
    zh: '主表中没有键为“{value}”的病例，该行未使用。请核对键，或补上主表的记录。',
    en: 'no stay has the key "{value}", so this row is not used. Check the key, or add the stay to its table.',
  },
  row_refund_unmatched: {
    zh: '金额“{value}”为负（退费、冲红），但没有结算流水号或病例号相同的原始行可冲抵。请补上原始行，或在导出前合并。',
    en: 'the amount "{value}" is negative (a refund), and no row with the same settlement id or case id is there to net it with. Add the original row, or merge them before importing.',
  },
  row_refund_too_large: {
    zh: '退费“{value}”大于可冲抵的金额 {remaining}。请核对退费行与原始行。',
    en: 'the refund "{value}" is larger than the {remaining} left to net it with. Check the refund and its original row.',
  },
  row_refund_ambiguous: {
    zh: '退费“{value}”可冲抵的原始行不止一条，且没有金额恰好相反的。请写明 settlement_id（结算流水号），或在导出前合并。',
    en: 'several rows could be the original of the refund "{value}", none of exactly the opposite amount. Give its settlement_id, or merge them before importing.',
  },
  row_too_few_cells: {
    zh: '这一行有 {value} 个单元格，表头有 {expected} 个。常见原因是单元格内换行没有加引号；请从原系统重新导出。',
    en: 'this row has {value} cells, the heading has {expected}. A line break inside an unquoted cell is the usual cause; export the file again from the source.',
  },
  row_too_many_cells: {
    zh: '这一行有 {value} 个单元格，表头有 {expected} 个。常见原因是单元格内的分隔符没有加引号；请从原系统重新导出。',
    en: 'this row has {value} cells, the heading has {expected}. A separator inside an unquoted cell is the usual cause; export the file again from the source.',
  },
  row_broken_quotes: {
    zh: '引号不配对：有单元格在右引号之后还有内容。没有结束的引号会把其后的行并入这一行，并入的行不另计。单元格内的引号应写成两个（""）；请改正后核对行数。',
    en: 'the quotes do not pair: a cell goes on after its closing quote. A quote that is not closed takes lines after it into this row, and they are not counted on their own. A quote inside a cell is written twice (""); correct it and compare the number of rows.',
  },
});

export type RowReason = keyof typeof REASONS;

/** The reason of a value that is no number: one that is so for its unit alone has a remedy of its own. */
export function numberReason(reason: RowReason, value: string): RowReason {
  return reason === 'cell_not_a_number' && /^\s*-?[\d.,，]+\s*[万亿]元?\s*$/.test(value)
    ? 'cell_number_has_unit'
    : reason;
}

/** The reason's sentence in both languages. */
export function reasonText(reason: RowReason, details: Details): Text {
  const { entry } = REASONS[reason]();
  return { zh: fillText(entry.zh, details), en: fillText(entry.en, details) };
}

/** What a cell writer answers: 0 for a cell taken, else the index of the reason. Numbers, because cells are many. */
export const CELL_REASONS: readonly RowReason[] = [
  'cell_not_a_number',
  'cell_not_a_number',
  'cell_not_whole',
  'cell_out_of_range',
  'cell_negative_amount',
  'cell_value_not_allowed',
  'cell_not_a_date',
  'cell_date_out_of_range',
  'cell_scientific_notation',
  'cell_code_zeros_lost',
  'cell_code_ambiguous',
  'cell_date_is_serial',
];
export const CELL_TAKEN = 0;
export const NOT_A_NUMBER = 1;
export const NOT_WHOLE = 2;
export const OUT_OF_RANGE = 3;
export const NEGATIVE_AMOUNT = 4;
export const VALUE_NOT_ALLOWED = 5;
export const NOT_A_DATE = 6;
export const DATE_OUT_OF_RANGE = 7;
export const SCIENTIFIC_NOTATION = 8;
export const CODE_ZEROS_LOST = 9;
export const CODE_AMBIGUOUS = 10;
export const DATE_IS_SERIAL = 11;
