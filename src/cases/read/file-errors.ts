import { defineErrors, InputError } from '../../kernel/errors.js';

/** What can be wrong with a whole file: what it is, and what to do. The path is carried beside the sentence. */
export const FILE_ERRORS = defineErrors(InputError, {
  file_not_found: {
    zh: '找不到文件。请核对路径和文件名。',
    en: 'there is no such file. Check the path and the name.',
  },
  file_is_folder: {
    zh: '这是一个文件夹，不是文件。请给出其中的病例文件（CSV、XLSX、XLS、NDJSON 或 Parquet）。',
    en: 'this is a folder, not a file. Name the file of cases in it (CSV, XLSX, XLS, NDJSON or Parquet).',
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
    zh: '文件是空的。请重新导出；正确的文件第一行是表头，其后每行一条记录（病例文件每行一个病例）。',
    en: 'the file is empty. Export it again: the first line holds the headings, each further line a record (a case, in a file of cases).',
  },
  file_without_rows: {
    zh: '文件只有表头，没有数据行。请重新导出。',
    en: 'the file has headings but no rows. Export it again.',
  },
  stay_table_missing: {
    zh: '给出的文件都是诊断、手术或费用表，没有主表（每行一个病例，含“{key}”）。请一并给出主表。',
    en: 'the files given are tables of diagnoses, procedures or amounts; the table of stays (a case a row, with "{key}") is missing. Name it too.',
  },
  diagnosis_table_missing: {
    zh: 'profile 要求另给诊断表（含“{key}”和“{code}”），给出的文件中没有，病例将全无诊断。请一并给出诊断表，或从 profile 的 tables 中去掉 diagnoses。',
    en: 'the profile joins a table of diagnoses (with "{key}" and "{code}"), and none of the files is it, so that no case would have a diagnosis. Name it too, or take diagnoses out of tables in the profile.',
  },
  file_changed: {
    zh: '文件在读取过程中被改动。请等其他程序写完后重试。',
    en: 'the file changed while it was read. Try again when no other program is writing it.',
  },
  html_without_table: {
    zh: '文件内容是网页（HTML），其中没有表格。可能是系统的登录页或出错页；请重新登录后导出，并用浏览器打开核对。',
    en: 'the content is a web page (HTML) without a table. It may be a login or error page of the system; sign in, export again, and look at it in a browser.',
  },
  html_is_frames: {
    zh: '文件是网页框架，表格存在旁边的“文件名.files”文件夹里。请给出其中的 sheet001.htm，或用 Excel、WPS 打开后另存为“Excel 工作簿（.xlsx）”。',
    en: 'the file is a page of frames; the tables lie in the folder "NAME.files" beside it. Give the sheet001.htm in there, or open it in Excel or WPS and save as "Excel workbook (.xlsx)".',
  },
  html_cell_too_long: {
    zh: '网页表格中有一格超过 {most} 个字符，标签可能没有闭合。请重新导出，或用 Excel、WPS 打开后另存为“Excel 工作簿（.xlsx）”。',
    en: 'a cell of the HTML table is longer than {most} characters; a tag may never be closed. Export it again, or open it in Excel or WPS and save as "Excel workbook (.xlsx)".',
  },
  sheet_too_wide: {
    zh: '表格超过 {most} 列，电子表格也放不下。请删去空列或多余的列后重新导出。',
    en: 'the table has more than {most} columns, more than a spreadsheet holds. Remove empty or needless columns and export again.',
  },
  file_is_mhtml: {
    zh: '文件是“单个文件网页”（MHTML）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'this is a "single file web page" (MHTML). Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8".',
  },
  file_is_json_array: {
    zh: '文件是一整个 JSON 数组。请改为 NDJSON：每行一个对象（如 jq -c ".[]" 文件 > 新文件）。',
    en: 'the file is one JSON array. Make it NDJSON, one object a line (jq -c ".[]" FILE > NEW does it).',
  },
  ndjson_without_records: {
    zh: '文件开头像 JSON，但没有一行是完整的对象。NDJSON 每行应是一个对象；跨多行的 JSON 请先转换（如 jq -c . 文件 > 新文件）。',
    en: 'the file begins like JSON, but no line is a whole object. NDJSON has one object a line; convert JSON spread over lines first (jq -c . FILE > NEW does it).',
  },
  ndjson_too_many_keys: {
    zh: '各行的键合计超过 {most} 个，键里可能混入了编号。请让每行使用相同的键（列名）。',
    en: 'the lines have more than {most} different keys; ids may stand among them. Let every line use the same keys (column names).',
  },
  ndjson_line_too_long: {
    zh: '第 {line} 行超过 {most} 字节，不像一个病例。请确认每行一个对象。',
    en: 'line {line} is longer than {most} bytes, which is no case. Make sure that each line holds one object.',
  },
  xlsx_too_large: {
    zh: '工作簿的部件 {part} 解压后超过 {most} 字节，超出允许的大小或压缩比例（可能是压缩炸弹，或格式铺满了空白区域）。请删去空白行列后另存，或另存为“CSV UTF-8”。',
    en: 'part {part} of the workbook unpacks to more than {most} bytes, beyond the size or ratio allowed (a zip bomb, or formats spread over empty cells). Delete the empty rows and columns and save again, or save as "CSV UTF-8".',
  },
  file_is_xml: {
    zh: '文件内容是 XML，不是 {expected}。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'the content is XML, not {expected}. Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8".',
  },
  file_is_xls: {
    zh: '文件是比 Excel 97 更早的工作簿（.xls），不能可靠读取。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。',
    en: 'this is a workbook older than Excel 97 (.xls), which cannot be read reliably. Open it in Excel or WPS and save as "Excel workbook (.xlsx)" or "CSV UTF-8".',
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
  parquet_truncated: {
    zh: 'Parquet 文件不完整（缺少结尾标记）。文件可能没有写完或没有复制完，请重新获取。',
    en: 'the Parquet file is incomplete (its closing mark is missing). Writing or copying may have stopped; get the file again.',
  },
  parquet_encrypted: {
    zh: 'Parquet 文件已加密。请导出未加密的文件。',
    en: 'the Parquet file is encrypted. Export it without encryption.',
  },
  parquet_moments_not_days: {
    zh: '“{column}”列是带时区的时间（TIMESTAMP WITH TIME ZONE），其中 {count} 个不是 UTC 零点（如 {example}），换算成日期取决于时区。请在导出时转为日期，如 CAST({column} AS DATE)，或转为不带时区的时间。',
    en: 'the column "{column}" holds moments with a time zone, and {count} of them are not midnight UTC (such as {example}), so their day depends on the zone. Make it a date where it is exported, CAST({column} AS DATE), or a timestamp without a zone.',
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
    zh: '表格第 {row} 行（表头也计入）有引号没有结束，其后内容无法分行。单元格内的引号应写成两个（""）；请改正后重试。',
    en: 'a quote opened in row {row} of the sheet (the heading counts) is never closed, so the rest cannot be told into rows. A quote inside a cell is written twice (""); correct it and try again.',
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
    zh: '缺少必需的列：{missing_zh}。文件的表头是：{headings}。请改表头，或用 --profile 把现有列映射到标准列（drgdip profile --in 文件 可生成）。',
    en: 'required columns are missing: {missing_en}. The headings are: {headings}. Rename them, or map your columns with --profile (drgdip profile --in FILE writes one).',
  },
  profile_heading_missing: {
    zh: 'profile 把 {column} 映射到“{heading}”，但文件没有这个表头。文件的表头是：{headings}。请改正 profile 或文件。一次运行的病例文件共用一个 profile：表头不同的历史病例请先用 drgdip weights 生成权重表，再以 --weights 给出。',
    en: 'the profile maps {column} to "{heading}", which is no heading of the file. The headings are: {headings}. Correct the profile or the file. The files of cases of a run share one profile: make a weight table of past cases with other headings first (drgdip weights), and give it with --weights.',
  },
});
