import { type Details, defineErrors, fillText, InputError } from '../../kernel/errors.js';
import type { Notice } from './read-result.js';

/** What is told about a file that is read all the same. */
const NOTICES = defineErrors(InputError, {
  notice_columns_ignored: {
    zh: '未使用的列：{columns}。',
    en: 'columns not used: {columns}.',
  },
  notice_blank_lines: {
    zh: '{file}：跳过 {count} 个空行。',
    en: '{file}: {count} blank lines skipped.',
  },
  notice_encoding: {
    zh: '{file}：按 {encoding} 编码读取。',
    en: '{file}: read as {encoding}.',
  },
  notice_encoding_ambiguous: {
    zh: '{file}：内容既可能是 UTF-8，也可能是 GBK，已按 UTF-8 读取；若出现乱码，请在 profile 中写明 encoding: gb18030。',
    en: '{file}: the bytes fit both UTF-8 and GBK and were read as UTF-8; if texts look wrong, set encoding: gb18030 in the profile.',
  },
  notice_name_and_content: {
    zh: '{file}：扩展名是 {extension}，内容是{content}，已按内容读取。',
    en: '{file}: named {extension}, but the content is {content}; read by its content.',
  },
  notice_sheet_chosen: {
    zh: '{file}：读取工作表“{sheet}”，表头在第 {line} 行。',
    en: '{file}: sheet "{sheet}" was read, headings in line {line}.',
  },
  notice_sheets_hidden: {
    zh: '{file}：跳过隐藏的工作表：{sheets}。',
    en: '{file}: hidden sheets skipped: {sheets}.',
  },
  notice_sheets_other: {
    zh: '{file}：未读取的工作表：{sheets}。',
    en: '{file}: sheets not read: {sheets}.',
  },
  notice_merged_amounts: {
    zh: '{file}：合并单元格中的金额只计一次，另外 {count} 格按缺失处理。',
    en: '{file}: amounts in merged cells are counted once; {count} further cells are taken as missing.',
  },
  notice_merged_labels: {
    zh: '{file}：{count} 个合并单元格按上方的值填充。',
    en: '{file}: {count} merged cells were filled from the cell above.',
  },
  notice_merged_beneath: {
    zh: '{file}：有 {count} 个合并单元格的下面还存有被遮住的值，表格中看不到，未采用；如需要，请取消合并后重新保存。',
    en: '{file}: {count} merged cells hide values of their own beneath; they are not shown in the sheet and were not used. Unmerge and save again if they matter.',
  },
  notice_float_amounts: {
    zh: '{file}：金额列 {columns} 以 FLOAT（32 位）存储，131,072 元以上已不能精确到分。请改用 DECIMAL(18,2) 或以分为单位的整数重新导出。',
    en: '{file}: the amounts {columns} are stored as FLOAT (32 bits), which cannot tell fen from 131,072 yuan on. Export them as DECIMAL(18,2) or as whole fen.',
  },
  notice_html_open: {
    zh: '{file}：网页表格没有结束标记，文件可能没有下载完，末尾的行可能缺失；请与原系统核对行数。',
    en: '{file}: the HTML table has no closing tag; the download may have stopped and rows at the end be missing. Compare the number of rows with the source.',
  },
  notice_amounts_rounded: {
    zh: '{column}：{count} 个金额精度超过分，已四舍五入到分。',
    en: '{column}: {count} amounts were finer than a fen and were rounded, half away from zero.',
  },
  notice_principal_missing: {
    zh: '{count} 行有其他诊断而没有主要诊断，其诊断均未采用（不能以其他诊断充当主要诊断）。',
    en: '{count} rows have other diagnoses but no principal one; none of theirs is used, since another diagnosis must not stand in for it.',
  },
  notice_codes_normalised: {
    zh: '{count} 个编码经规范化（大小写、全角、空格）。',
    en: 'codes normalised (case, width, spaces): {count}.',
  },
  notice_forced_texts: {
    zh: '{file}：{count} 格写作 ="…"（为防止电子表格改写编码），已规范化为其中的文本。',
    en: '{file}: {count} cells are written ="…" (to keep a spreadsheet from changing them) and were normalised to the text inside.',
  },
  notice_wide_separators: {
    zh: '{count} 格用全角符号（，、；｜）分隔编码，已按分隔符读取。',
    en: 'cells with full-width signs (，、；｜) between codes, read as separators: {count}.',
  },
  notice_wide_numbers: {
    zh: '{count} 个数字或日期含全角字符（如 ６８），已规范化为半角读取。',
    en: 'numbers or dates in full-width signs (６８), normalised to their half-width form: {count}.',
  },
  notice_no_procedures: {
    zh: '未读到手术操作列（px）：外科组不会出现。若文件中有手术编码，请在 profile 中写明是哪几列。',
    en: 'no column of procedures (px) was read: surgical groups will not occur. If the file has procedure codes, name their columns in a profile.',
  },
  notice_codes_repaired: {
    zh: '{count} 个手术编码被电子表格去掉了前后的 0，已按唯一相符的编码还原（{examples}）。',
    en: '{count} procedure codes had lost zeros to a spreadsheet and were put back by the only code that fits ({examples}).',
  },
  notice_codes_converted: {
    zh: '{count} 个编码按映射表转换（{examples}）。',
    en: 'codes converted by the crosswalk: {count} ({examples}).',
  },
  notice_codes_not_in_crosswalk: {
    zh: '{count} 个编码不在映射表中，按原样使用（{examples}）。',
    en: '{count} codes are not in the crosswalk and were taken as they are ({examples}).',
  },
  notice_codes_suspicious: {
    zh: '{count} 个手术编码像是被电子表格去掉了 0（{examples}）；没有方案的编码表，未改动。请加 --scheme 以还原，或重新导出。',
    en: '{count} procedure codes look as if a spreadsheet took their zeros ({examples}); left as they are, for want of a list. Give --scheme to have them put back, or export again.',
  },
  notice_refunds: {
    zh: '退费：{refunds} 行已冲抵，其中整例退回 {withdrawn} 例，部分退费 {reduced} 例（仍为病例，金额已减）；{rejected} 行无法冲抵。',
    en: 'refunds: {refunds} rows netted, taking back {withdrawn} stays whole and part of {reduced} (still cases, with less); {rejected} could not be netted.',
  },
  notice_refund_leftover: {
    zh: '{stays} 例整例退费，但退费行的“{label}”（{column}）与原始行不能相抵，合计相差 {amount} 元；整例已不计。请核对退费行。',
    en: '{stays} stays were refunded whole, but "{label}" ({column}) of the refunds does not cancel the stay\'s: {amount} yuan in all are left and counted nowhere. Check the refund rows.',
  },
  notice_joined: {
    zh: '联表 {table}：{rows} 行，{unmatched} 行没有对应病例，{skipped} 行不计（类别不符，或无编码、金额）。',
    en: 'joined table {table}: {rows} rows, {unmatched} without a stay, {skipped} not counted (other class, or no code or amount).',
  },
  notice_kind_elsewhere: {
    zh: '联表 {table}：{heading}“{kind}”有 {count} 行，profile 没有把它归入任何金额列。如需计入，请写在 tables.amounts 的 into 中。',
    en: 'joined table {table}: {count} rows of {heading} "{kind}", which the profile puts into no column. Name it under into of tables.amounts where it should count.',
  },
  notice_personal_columns: {
    zh: '含个人信息的列从不保留：{columns}。',
    en: 'columns of personal data are never kept: {columns}.',
  },
  notice_personal_content: {
    zh: '{column} 列的内容像是{kind_zh}，已清除。需要按患者关联时请用 --hash-patients SALT。',
    en: 'the column {column} looks like {kind_en} and was dropped. Use --hash-patients SALT where stays of a patient must be told.',
  },
  notice_patients_hashed: {
    zh: '患者标识已加盐散列（SHA-256，截取 80 位）：{count} 例。',
    en: 'patient keys were salted and hashed (SHA-256, 80 bits kept): {count} cases.',
  },
  notice_los_derived: {
    zh: '{count} 个病例的住院天数由出入院日期推算（出院日期减入院日期，至少 1 天）。',
    en: 'the length of stay of {count} cases was derived from the dates (discharge minus admission, at least 1 day).',
  },
  notice_amount_derived: {
    zh: '{column} 是推算值：{formula}。若它代表基金支付，则包含患者以外各方支付的全部金额（大病、救助、商业保险等），不只是统筹基金。',
    en: '{column} is derived: {formula}. Where it stands for the fund, it holds whatever others than the patient paid (major illness, assistance, commercial insurance), not the pooled fund alone.',
  },
  notice_no_case_left: {
    zh: '没有一行成为病例：{count} 行全部被拒收，没有可用的结果。原因见 rejected.csv；drgdip check 也会列出。',
    en: 'no row became a case: all {count} rows were rejected, and there is no result to use. rejected.csv has the reasons; drgdip check lists them too.',
  },
});

/** A notice in both languages. */
export function notice(code: keyof typeof NOTICES, details: Details): Notice {
  const { entry } = NOTICES[code]();
  return { code, zh: fillText(entry.zh, details), en: fillText(entry.en, details) };
}
