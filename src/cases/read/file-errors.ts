import { defineErrors, InputError } from '../../kernel/errors.js';

/** What can be wrong with a whole file: what it is, and what to do. The path is carried beside the sentence. */
export const FILE_ERRORS = defineErrors(InputError, {
  file_not_found: {
    zh: '找不到文件。请核对路径和文件名。',
    en: 'there is no such file. Check the path and the name.',
  },
  file_is_folder: {
    zh: '这是一个文件夹，不是文件。请给出其中的病例文件（CSV、XLSX 或 Parquet）。',
    en: 'this is a folder, not a file. Name the file of cases in it (CSV, XLSX or Parquet).',
  },
  file_not_regular: {
    zh: '这不是普通文件（管道或设备）。请先保存为文件再导入。',
    en: 'this is not an ordinary file (a pipe or device). Save it to a file first.',
  },
  file_unreadable: {
    zh: '文件无法读取（{problem}）。请检查权限，或文件是否被其他程序占用。',
    en: 'the file cannot be read ({problem}). Check its permissions, and that no other program holds it.',
  },
  file_empty: {
    zh: '文件是空的。请重新导出；正确的文件第一行是表头，其后每行一个病例。',
    en: 'the file is empty. Export it again: the first line holds the headings, each further line a case.',
  },
  file_without_rows: {
    zh: '文件只有表头，没有数据行。请重新导出。',
    en: 'the file has headings but no rows. Export it again.',
  },
  stay_table_missing: {
    zh: '给出的文件都是诊断表或手术表，没有主表（每行一个病例，含“{key}”）。请一并给出主表。',
    en: 'the files given are tables of diagnoses or procedures; the table of stays (a case a row, with "{key}") is missing. Name it too.',
  },
  file_changed: {
    zh: '文件在读取过程中被改动。请等其他程序写完后重试。',
    en: 'the file changed while it was read. Try again when no other program is writing it.',
  },
  file_is_html: {
    zh: '文件内容是网页（HTML 表格），不是 {expected}。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”；另存前把诊断、手术编码列设为文本格式。',
    en: 'the content is a web page (an HTML table), not {expected}. Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8", with the code columns formatted as text first.',
  },
  file_is_xml: {
    zh: '文件内容是 XML，不是 {expected}。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'the content is XML, not {expected}. Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8".',
  },
  file_is_xls: {
    zh: '文件是旧版 Excel 97–2003 工作簿（.xls），不能直接读取。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'this is an Excel 97–2003 workbook (.xls), which cannot be read. Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8".',
  },
  file_is_encrypted: {
    zh: '工作簿设有打开密码。请在 Excel 或 WPS 中去掉密码后另存。',
    en: 'the workbook is protected by a password. Remove the password in Excel or WPS and save it again.',
  },
  file_is_other: {
    zh: '文件内容是 {kind}，不是病例表。请给出 CSV、XLSX 或 Parquet 文件。',
    en: 'the content is {kind}, not a table of cases. Give a CSV, XLSX or Parquet file.',
  },
  file_is_archive: {
    zh: '文件是压缩包（{kind}）。请先解压，再导入其中的 CSV、XLSX 或 Parquet 文件。',
    en: 'this is an archive ({kind}). Unpack it first and give the CSV, XLSX or Parquet file inside.',
  },
  file_is_binary: {
    zh: '文件内容不是文本表格（含有二进制数据）。请给出 CSV、XLSX 或 Parquet 文件。',
    en: 'the content is no text table (it holds binary data). Give a CSV, XLSX or Parquet file.',
  },
  xlsx_is_text: {
    zh: '文件名是工作簿（.xlsx/.xls），内容却是纯文本，而且第一行不是病例表的表头。请重新导出为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'the name says workbook (.xlsx/.xls), but the content is plain text, and its first line is no heading of cases. Export it again as "Excel workbook (.xlsx)" or "CSV UTF-8".',
  },
  xlsx_truncated: {
    zh: '工作簿不完整（缺少结尾，可能没有下载或复制完）。请重新获取文件。',
    en: 'the workbook is incomplete (its end is missing; a download or copy may have stopped). Get the file again.',
  },
  xlsx_unreadable: {
    zh: '工作簿无法解析（{problem}）。请用 Excel 或 WPS 打开并另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'the workbook cannot be parsed ({problem}). Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8".',
  },
  xlsx_sheet_missing: {
    zh: '工作簿中没有名为“{sheet}”的工作表。现有：{sheets}。请改正 profile 的 sheet。',
    en: 'the workbook has no sheet named "{sheet}". It has: {sheets}. Correct sheet in the profile.',
  },
  xlsx_dates_1904: {
    zh: '工作簿用 1904 日期系统，且写法（date1904="{written}"）会被多数程序误读，日期可能相差四年。请在 Excel 中关闭“使用 1904 日期系统”后另存，或另存为“CSV UTF-8”。',
    en: 'the workbook uses the 1904 date system in a form (date1904="{written}") that most programs misread by four years. Switch off "Use 1904 date system" in Excel and save, or save as "CSV UTF-8".',
  },
  parquet_truncated: {
    zh: 'Parquet 文件不完整（缺少结尾标记）。文件可能没有写完或没有复制完，请重新获取。',
    en: 'the Parquet file is incomplete (its closing mark is missing). Writing or copying may have stopped; get the file again.',
  },
  parquet_encrypted: {
    zh: 'Parquet 文件已加密。请导出未加密的文件。',
    en: 'the Parquet file is encrypted. Export it without encryption.',
  },
  parquet_unreadable: {
    zh: 'Parquet 文件无法读取（{problem}）。文件可能已损坏，请重新导出。',
    en: 'the Parquet file cannot be read ({problem}). It may be damaged; export it again.',
  },
  encoding_not_as_said: {
    zh: '文件不是 {encoding} 编码（第 {line} 行附近有不合法的字节）。请在 profile 中去掉 encoding 让程序自动识别，或写明正确的编码（如 gb18030）。',
    en: 'the file is not {encoding} (bytes near line {line} are not valid in it). Leave encoding out of the profile to have it found, or name the right one (such as gb18030).',
  },
  encoding_unknown: {
    zh: '文件既不是 UTF-8 也不是 GB18030（GBK）编码，可能混有两种编码或已损坏。请另存为“CSV UTF-8”。',
    en: 'the file is neither UTF-8 nor GB18030 (GBK); it may mix encodings or be damaged. Save it as "CSV UTF-8".',
  },
  quote_not_closed: {
    zh: '第 {row} 行（数据行，不含表头）有引号没有结束，其后内容无法分行。单元格内的引号应写成两个（""）；请改正后重试。',
    en: 'a quote opened in row {row} (not counting the heading) is never closed, so the rest cannot be told into rows. A quote inside a cell is written twice (""); correct it and try again.',
  },
  heading_too_long: {
    zh: '第一行超过 {most} 字节，不像表头。请确认这是每行一个病例的表格文件。',
    en: 'the first line is longer than {most} bytes, which is no heading. Make sure that this is a table with a case a row.',
  },
  heading_twice: {
    zh: '表头“{heading}”出现两次（第 {first} 列和第 {second} 列），无法判断用哪一列。请改名或删去其中一列。',
    en: 'the heading "{heading}" stands twice (columns {first} and {second}), so it is unclear which to use. Rename or remove one.',
  },
  required_column_missing: {
    zh: '缺少必需的列：{missing}。文件的表头是：{headings}。请改表头，或用 --profile 把现有列映射到标准列（drgdip profile --in 文件 可生成）。',
    en: 'required columns are missing: {missing}. The headings are: {headings}. Rename them, or map your columns with --profile (drgdip profile --in FILE writes one).',
  },
  profile_heading_missing: {
    zh: 'profile 把 {column} 映射到“{heading}”，但文件没有这个表头。文件的表头是：{headings}。请改正 profile 或文件。',
    en: 'the profile maps {column} to "{heading}", which is no heading of the file. The headings are: {headings}. Correct the profile or the file.',
  },
});
