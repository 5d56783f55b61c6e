import { ClosingError, defineErrors, InputError } from '../kernel/errors.js';

export const REPORT_ERRORS = defineErrors(InputError, {
  workbook_too_long: {
    zh: '表“{table}”有 {rows} 行，超过 Excel 单张工作表的上限 1,048,576 行（含表头）。请改用 CSV 或 Parquet，或先汇总。',
    en: 'Table "{table}" has {rows} rows, above the limit of 1,048,576 rows (header included) of a worksheet. Use CSV or Parquet, or aggregate first.',
    exit: 1,
  },
  workbook_parts_unreadable: {
    zh: '工作簿的内部结构无法改写（{problem}）。请用 Excel、WPS 或 LibreOffice 打开，另存为“Excel 工作簿（.xlsx）”后重试。',
    en: 'the inside of the workbook cannot be written to ({problem}). Open it in Excel, WPS or LibreOffice, save it as "Excel workbook (.xlsx)" and try again.',
  },
  report_column_missing: {
    zh: '表“{table}”缺少列“{column}”，或行数不符（应有 {expected} 行，实有 {found} 行）。请检查生成该表的程序。',
    en: 'Table "{table}" lacks column "{column}", or its length differs (expected {expected} rows, found {found}). Check the program that made the table.',
    exit: 1,
  },
  report_money_not_whole: {
    zh: '表“{table}”列“{column}”第 {row} 行不是整数分：{value}。金额须先取整到分。',
    en: 'Table "{table}", column "{column}", row {row} is no whole number of fen: {value}. Round amounts to fen before reporting.',
    exit: 1,
  },
});

export const REPORT_CLOSING_ERRORS = defineErrors(ClosingError, {
  parquet_not_equal: {
    zh: '写入的 Parquet 与表“{table}”不符：{what} 应为 {expected}，读回 {found}。结果已放弃，请重试并检查磁盘空间。',
    en: 'The Parquet file written differs from table "{table}": {what} should be {expected}, read back {found}. The file was given up; try again and check disk space.',
    exit: 3,
  },
  statement_not_equal: {
    zh: '医院“{hospital}”（{insurance}）的清算单不闭合：“{line}”为 {expected} 元，其上各计入项之和为 {found} 元。结果已放弃；这是程序的错误，请报告。',
    en: 'The statement of hospital "{hospital}" ({insurance}) does not add up: "{line}" is {expected} yuan, the terms above it add up to {found} yuan. The result was given up; this is an error of the program, please report it.',
    exit: 3,
  },
  waterfall_not_equal: {
    zh: '基金瀑布图不闭合：“{line}”应为 {expected} 分，累计为 {found} 分。',
    en: 'The waterfall of the fund does not add up: "{line}" should be {expected} fen, the sum so far is {found} fen.',
    exit: 3,
  },
});
