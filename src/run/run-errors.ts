import { defineErrors, InputError, OptionError, PolicyError, PoolError } from '../kernel/errors.js';

export const OPTION_ERRORS = defineErrors(OptionError, {
  option_missing: {
    zh: '缺少必填选项 {option}。用 drgdip {command} --help 查看示例。',
    en: 'option {option} is required. See drgdip {command} --help for an example.',
  },
  option_value: {
    zh: '选项 {option} 的值“{value}”无效，应为 {expected}。',
    en: 'option {option}: "{value}" is not valid, expected {expected}.',
  },
  options_together: {
    zh: '{first} 与 {second} 不能同时使用，请只用其一。',
    en: '{first} and {second} cannot be used together. Use one of them.',
  },
  cache_not_folder: {
    zh: '--cache “{folder}”是一个文件，这里需要文件夹（可以尚不存在）。',
    en: '--cache "{folder}" is a file; name a folder (it need not exist yet).',
  },
  weights_missing: {
    zh: '没有权重：请用 --weights 给出权重表，或用 --history 给出历史病例以测算权重（当年病例不能给自己定权重）。',
    en: 'no weights: give a table with --weights, or past cases with --history to make them (the paid year never weighs itself).',
  },
  workbook_no_cases: {
    zh: '工作簿的可见工作表（{sheets}）中没有病例表：前 20 行里没有一行含有两个以上可识别的表头。请用模板填写，或把表头写成中文标签（病例号、诊断等）。',
    en: 'no visible sheet of the workbook ({sheets}) holds cases: within its first 20 rows none has two known headings. Fill the template, or name the columns as docs/columns.md does.',
    status: 400,
  },
  workbook_too_many_cases: {
    zh: '工作簿中的病例超过 {most} 行。请存为 CSV，用 price 命令或任务计算。',
    en: 'the workbook has more than {most} rows of cases. Save it as CSV and use the command price or a run.',
    status: 413,
  },
  workbook_single: {
    zh: '--out 为工作簿时，--in 只能是一个工作簿（收到 {files}）。请一次处理一个，或把 --out 写成 .csv。',
    en: 'where --out is a workbook, --in is exactly one workbook (found {files}). Take one at a time, or write --out as .csv.',
  },
  workbook_option: {
    zh: '--out 为工作簿时不能用 {option}：医院等级、权重取自工作簿或 --weights。请去掉该选项，或把 --out 写成 .csv。',
    en: '{option} cannot be used where --out is a workbook: levels and weights come from the workbook or --weights. Leave it out, or write --out as .csv.',
  },
  workbook_kind: {
    zh: '只能在 .xlsx 或 .xlsm 工作簿旁加列，收到的是 {kind} 文件。请另存为“Excel 工作簿（.xlsx）”。',
    en: 'columns are added to an .xlsx or .xlsm workbook only; this is a file of the kind {kind}. Save it as "Excel workbook (.xlsx)".',
    status: 400,
  },
  workbook_policy_missing: {
    zh: '不知道按什么政策或方案计算：请求没有给出，工作簿的“说明”页也没有。请给出政策（支付标准与盈亏）或分组方案（只分组）。',
    en: 'it is not said what to compute by: neither the request nor the sheet "About" of the workbook names it. Give a policy (standards and margins) or a scheme (groups alone).',
    status: 400,
  },
  output_not_ours: {
    zh: '输出文件夹“{folder}”已存在，其中的“{found}”不是 drgdip 此类结果的文件，不会覆盖。请换一个名称，或先移走它。',
    en: 'the output folder "{folder}" exists and holds "{found}", which is no file of such a result of drgdip; it is not replaced. Choose another name or move it away.',
  },
  output_is_file: {
    zh: '输出文件夹“{folder}”是一个文件。请换一个名称，或先移走它。',
    en: 'the output folder "{folder}" is a file. Choose another name or move it away.',
  },
  output_is_folder: {
    zh: '输出“{file}”是一个文件夹，这里需要文件名（如 {file}/groups.csv）。',
    en: 'the output "{file}" is a folder; give the name of a file (such as {file}/groups.csv).',
  },
  output_is_device: {
    zh: '输出“{file}”是管道或设备，结果文件会取代它。请给出普通文件的名称。',
    en: 'the output "{file}" is a pipe or a device, and the result would take its place. Name an ordinary file.',
  },
  output_ending: {
    zh: '不能写出 {ending} 文件（--out “{file}”）。可写出的格式：.csv（可用 Excel、WPS 打开）、.parquet。请改用其中一种扩展名。',
    en: 'a file ending in {ending} cannot be written (--out "{file}"). Endings that can be: .csv (opens in Excel and WPS) and .parquet. Use one of them.',
  },
  output_is_input: {
    zh: '输出“{output}”会覆盖输入文件“{input}”。请换一个输出名称。',
    en: 'the output "{output}" would replace the input file "{input}". Choose another output.',
  },
  output_twice: {
    zh: '{first}（“{path}”）与 {second}（“{other}”）会写到同一位置，后者会覆盖前者。请给其中一个换一个名称。',
    en: '{first} ("{path}") and {second} ("{other}") would be written to the same place, one over the other. Give one of them another name.',
  },
  output_not_writable: {
    zh: '无法写入“{path}”（{reason}）。请检查文件夹是否存在、是否只读、名称是否过长、磁盘是否已满。',
    en: '"{path}" cannot be written ({reason}). Check that the folder exists, is not read-only, the name is not too long and the disk is not full.',
  },
  against_with_reform: {
    zh: '--against 与 --reform 不能同时使用。请把改革写进 --against 的政策，或只用其一。',
    en: '--against and --reform cannot be used together. Write the reform into the policy of --against, or use one of them.',
  },
  against_other_year: {
    zh: '两份政策的年度不同（{year} 与 {other}），不能在同一批病例上对比。请用同一年度的政策。',
    en: 'the two policies are of different years ({year} and {other}) and cannot be compared on the same cases. Use policies of one year.',
  },
  case_rejected: {
    zh: '病例“{case}”在文件中，但该行被拒收，没有入组：\n{reasons_zh}\n请改正后重试。',
    en: 'the case "{case}" is in the file, but its row was rejected and has no group:\n{reasons_en}\nCorrect it and try again.',
  },
  case_netted: {
    zh: '病例“{case}”在 {file} 表中，已与退费（冲红）行全额冲抵，不再是病例，没有入组。',
    en: 'the case "{case}" is in {file}, but was taken back whole by a refund row: it is no case and has no group.',
  },
  case_without_scheme: {
    zh: '病例“{case}”没有出院日期，或出院早于第一个方案的起始日期，无法按出院日期选方案（{schemes}）。请补出院日期，或用 --scheme 指定方案。',
    en: 'the case "{case}" has no day of discharge, or one before the first scheme begins, so none is in force by date ({schemes}). Add the day, or name the scheme with --scheme.',
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

/** What a run refuses before it begins, every finding listed: a result under them would be no answer. */
export const REFUSED_POLICY_ERRORS = defineErrors(PolicyError, {
  policy_refused: {
    zh: '政策检查有 {count} 处错误，未开始测算：\n{findings_zh}\n请改正后重试；drgdip policy check 可列出全部检查结果。',
    en: 'the check of the policy finds {count} error(s), nothing was run:\n{findings_en}\nCorrect them and try again; drgdip policy check lists everything it finds.',
  },
  scheme_changes_in_year: {
    zh: '政策的分组方案在年内变化（{before}，自 {day} 起为 {after}）：权重表只属于一个方案。测算权重时请把政策的 scheme 写成一个值，每个方案各做一次；计价、清算和测算会自动按每个方案分别由历史病例测算权重。',
    en: 'the scheme of the policy changes within the year ({before}, from {day} {after}): a weight table is of one scheme. To make weights write one scheme in the policy, and make them once for each; price, settle and simulate make those of each scheme from the history by themselves.',
  },
});

export const RUN_SCHEME_ERRORS = defineErrors(InputError, {
  cases_without_discharge_date: {
    zh: '政策在年内换用分组方案（{schemes}），按出院日期分组，但有 {count} 个病例缺少 discharge_date，第一个为第 {row} 行（不计表头）。请补上出院日期，或全年只用一个方案。',
    en: 'the policy changes its scheme within the year ({schemes}) and groups by day of discharge, but {count} cases have no discharge_date, the first in row {row} (not counting the heading). Supply the dates, or use one scheme for the whole year.',
  },
  too_many_groups: {
    zh: '方案 {schemes} 合计 {count} 个病组，超过一年内可容纳的 {most} 个。请减少目录条目，或全年只用一个方案。',
    en: 'the schemes {schemes} have {count} groups together, more than the {most} that one year can hold. Use smaller catalogues, or one scheme for the whole year.',
  },
});

/** Files that can be read and hold nothing to work with. */
export const RUN_INPUT_ERRORS = defineErrors(InputError, {
  file_of_other_kind: {
    zh: '看起来是{kind_zh}，不是病例文件，也不是登记表、台账等旁表。请用 {command}；若确是病例或旁表，用 --as 指明。',
    en: 'this looks like {kind_en}, not like cases or a table beside them (register, ledger …). Use {command}; if it is cases or such a table all the same, say so with --as.',
  },
  no_case_left: {
    zh: '没有一行成为病例，没有可计算的内容，未写出结果：读入 {rows} 行，拒收 {rejected} 行{why_zh}{netted_zh}。{example_zh}\n请按原因改正后重试；drgdip check --in 文件 --out 文件夹 会写出 rejected.csv，逐行列出原因和改法。',
    en: 'no row became a case, so there is nothing to work with and no result was written: {rows} rows read, {rejected} rejected{why_en}{netted_en}.{example_en}\nCorrect the rows and try again; drgdip check --in FILE --out FOLDER writes rejected.csv, which says of each row what to do.',
  },
});

export const REFUSED_INPUT_ERRORS = defineErrors(InputError, {
  weights_refused: {
    zh: '权重表有 {count} 处错误，未采用：\n{findings_zh}\n请改正后重试；drgdip weights --check --weights 文件 可列出全部检查结果。',
    en: 'the weight table has {count} error(s) and is not used:\n{findings_en}\nCorrect them and try again; drgdip weights --check --weights FILE lists everything it finds.',
  },
});
