import { type Details, fillText, type Text } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';

/** Something odd in a published table: where it stands, what stands there, what was done, and what to do. */
export interface PublishedOddity extends Finding {
  /** Line of the file or row of the sheet; 0 for the table as a whole. */
  readonly row: number;
  /** The heading as written. */
  readonly column: string;
  readonly value: string;
}

type Entry = Text & { readonly severity: Finding['severity'] };

const PUBLISHED_FINDINGS = {
  import_sheets_other: {
    severity: 'note',
    zh: '还有其他工作表未读取：{value}。如需读取，请在导入配置中写 sheet。',
    en: 'other sheets were not read: {value}. Name one in the profile (sheet) to read it.',
  },
  import_heading_place: {
    severity: 'note',
    zh: '表头取自{sheet}第 {line} 行{pair_zh}。',
    en: 'headings were taken from {sheet}line {line}{pair_en}.',
  },
  import_column_unread: {
    severity: 'warning',
    zh: '不理解的列，未读取。若与付费有关，请在导入配置的 columns 中指明；无关则写入 ignore。',
    en: 'this column is not understood and was not read. Name it in the profile (columns) if it bears on payment, or in ignore.',
  },
  import_column_wan: {
    severity: 'error',
    zh: '该列以万元为单位，未读取。请换算为元后重试。',
    en: 'this column is in units of 10,000 yuan and was not read. Convert it to yuan.',
  },
  import_column_doubled: {
    severity: 'error',
    zh: '两列都理解为 {meaning}（另一列：{other}）。请在导入配置的 columns 中指明用哪一列，另一列写入 ignore。',
    en: 'two columns mean {meaning} (the other is {other}). Name the one to use in the profile (columns), and the other in ignore.',
  },
  import_column_hospital: {
    severity: 'warning',
    zh: '按列名“{value}”识别为某家医院的值，医院编码即用此名。请在导入配置的 hospitals 中写出它的 hospital_id。',
    en: 'taken as values of the hospital "{value}", under this name. Give its hospital_id in the profile (hospitals).',
  },
  import_where_unknown: {
    severity: 'error',
    zh: '筛选条件中的列“{value}”不在表中。',
    en: 'the condition names the column "{value}", which the table lacks.',
  },
  import_rows_filtered: {
    severity: 'note',
    zh: '按筛选条件（{value}）略过 {count} 行。',
    en: '{count} rows were passed over by the condition {value}.',
  },
  import_row_text: { severity: 'note', zh: '不是病组的文字行，已略过。', en: 'a line of text, no group; passed over.' },
  import_row_headings: { severity: 'note', zh: '重复的表头行，已略过。', en: 'the headings again; passed over.' },
  import_group_blank: {
    severity: 'error',
    zh: '该行没有病组编码，未使用。请补上编码或删去该行。',
    en: 'the row has no group code and was not used. Give the code or delete the row.',
  },
  import_group_repeated: {
    severity: 'warning',
    zh: '病组 {group} 重复出现（第 {other} 行），内容相同，只取第一行。',
    en: 'group {group} stands again (first in row {other}) with the same values; the first row is used.',
  },
  import_group_doubled: {
    severity: 'error',
    zh: '病组 {group} 重复出现（第 {other} 行），内容不同。若表中有多个年度或地区，请用 --where 列名=值 选取；否则只保留一行。',
    en: 'group {group} stands again (first in row {other}) with other values. If the table holds several years or regions, choose with --where heading=value; else keep one row.',
  },
  import_code_width: {
    severity: 'note',
    zh: '编码含全角字符或空格，已按 {group} 读取。',
    en: 'the code has full-width signs or spaces; read as {group}.',
  },
  import_code_ungrouped: {
    severity: 'note',
    zh: '编码 {group} 不是病组（未入组等），按原样保留；付费时由政策的 ungrouped 决定。',
    en: '{group} is no group (ungrouped or the like); kept as written, paid by `ungrouped` of the policy.',
  },
  import_code_unrelated: {
    severity: 'note',
    zh: '编码 {group} 是手术与诊断不符的歧义组，按原样保留；付费时由政策的 unrelated_procedure 决定。',
    en: '{group} is a group of unrelated procedures; kept as written, paid by `unrelated_procedure` of the policy.',
  },
  import_code_adrg: {
    severity: 'warning',
    zh: '编码 {group} 像是 ADRG 而不是病组，按原样保留。如其下各组同权重，请逐组列出。',
    en: '{group} looks like an ADRG, not a group; kept as written. If all its groups share the weight, list each.',
  },
  import_code_split: {
    severity: 'note',
    zh: '编码 {group} 是本地细分组，按原样保留；使用的分组方案须含该组。',
    en: '{group} is a local split of a group; kept as written. The scheme must have it.',
  },
  import_code_local_severity: {
    severity: 'note',
    zh: '编码 {group} 的末位是字母（本地细分），按原样保留；使用的分组方案须含该组。',
    en: '{group} ends in a letter (a local split); kept as written. The scheme must have it.',
  },
  import_code_zero_for_letter: {
    severity: 'warning',
    zh: '编码 {group} 以数字 0 开头，可能应为字母 O，按原样保留。请核对并在原表改正。',
    en: '{group} begins with the digit 0, perhaps meant as the letter O; kept as written. Check it and correct the table.',
  },
  import_code_other: {
    severity: 'warning',
    zh: '编码 {group} 的写法少见，按原样保留。请核对。',
    en: '{group} is an unusual code; kept as written. Check it.',
  },
  import_code_not_in_scheme: {
    severity: 'warning',
    zh: '编码 {group} 不在分组方案 {scheme} 中，按原样保留，计价时不会用到。请核对编码或方案。',
    en: '{group} is not in the scheme {scheme}; kept as written, but no case will get it. Check code and scheme.',
  },
  import_cell_fault: {
    severity: 'error',
    zh: '单元格“{value}”没有可读的值（错误值、公式没有结果或位数不全）。请在表中改为数值。',
    en: 'the cell "{value}" holds no value that can be read (an error, a formula without a result, digits lost). Write the number.',
  },
  import_cell_merged: {
    severity: 'error',
    zh: '单元格被合并，下方各组是否同值无从判断，未读取。请取消合并并逐行填写。',
    en: 'the cell lies under a merge, and whether its group shares the value is not said; not read. Split the merge and fill each row.',
  },
  import_number_width: {
    severity: 'note',
    zh: '数字含全角字符，已按 {number} 读取。',
    en: 'the number has full-width signs; read as {number}.',
  },
  import_number_wrong: {
    severity: 'error',
    zh: '“{value}”不是大于 0 的数字，未读取。没有请留空。',
    en: '"{value}" is no number above 0 and was not read. Leave the cell empty where there is none.',
  },
  import_decimals: {
    severity: 'error',
    zh: '“{value}”的小数位超过 8 位，不是公布的数值。请在导入配置中写 decimals（公布的小数位），或在表中改正。',
    en: '"{value}" has more than 8 decimals, so it is not the published number. Give the published decimals in the profile (decimals), or correct the table.',
  },
  import_rounded: {
    severity: 'warning',
    zh: '“{value}”按导入配置保留 {decimals} 位小数，读作 {number}。',
    en: '"{value}" was rounded to the {decimals} decimals of the profile: {number}.',
  },
  import_weight_blank: {
    severity: 'warning',
    zh: '病组 {group} 没有权重（空白）{why_zh}，留空；付费时由政策的 unweighted 决定。',
    en: 'group {group} has no weight (blank){why_en}; left empty, paid by `unweighted` of the policy.',
  },
  import_weight_dash: {
    severity: 'warning',
    zh: '病组 {group} 的权重写作“{value}”{why_zh}，按没有权重留空；付费时由政策的 unweighted 决定。',
    en: 'the weight of group {group} is written "{value}"{why_en}; left empty, paid by `unweighted` of the policy.',
  },
  import_weight_zero: {
    severity: 'warning',
    zh: '病组 {group} 的权重为 0{why_zh}，按没有权重留空；付费时由政策的 unweighted 决定。若另有规定，请写入备注或政策。',
    en: 'group {group} has the weight 0{why_en}; left empty, paid by `unweighted` of the policy. If another rule pays it, write that in the notes or the policy.',
  },
  import_weight_placeholder: {
    severity: 'warning',
    zh: '病组 {group} 的权重“{value}”是导入配置所说的占位值，留空。',
    en: 'the weight "{value}" of group {group} is the placeholder that the profile names; left empty.',
  },
  import_weight_maybe_placeholder: {
    severity: 'warning',
    zh: '病组 {group} 的权重恰为“{value}”{why_zh}，可能是占位值；未作改动。若是占位，请在导入配置中写 placeholder_weight: "{value}"。',
    en: 'group {group} weighs exactly "{value}"{why_en}, which may be a placeholder; nothing was changed. If it is one, write placeholder_weight: "{value}" in the profile.',
  },
  import_value_dash: { severity: 'note', zh: '“{value}”按没有数值留空。', en: '"{value}" was left empty as no value.' },
  import_pay: {
    severity: 'warning',
    zh: '病组 {group} 的“{value}”改变付费方式：{pay}。{beside_zh}如不是这个意思，请在导入配置的 payments 中说明。',
    en: '"{value}" changes how group {group} is paid: {pay}. {beside_en}If it means something else, say so in the profile (payments).',
  },
  import_pay_unsure: {
    severity: 'warning',
    zh: '病组 {group} 的备注“{value}”提到付费方式，但未被理解，只作备注保留。请在导入配置的 payments 中说明（by_item、by_day 或 weight）。',
    en: 'the note "{value}" of group {group} speaks of payment and was not understood; kept as a note only. Say what it means in the profile (payments: by_item, by_day or weight).',
  },
  import_class_unknown: {
    severity: 'warning',
    zh: '病组 {group} 的标识“{value}”不认识，保留在备注中。请在导入配置的 classes 中说明。',
    en: 'the class "{value}" of group {group} is unknown and kept in its note. Say what it means in the profile (classes).',
  },
} as const satisfies Record<string, Entry>;

export type PublishedFindingCode = keyof typeof PUBLISHED_FINDINGS;

/** Where something odd stands. */
export interface CellPlace {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

export function oddity(code: PublishedFindingCode, place: CellPlace, details: Details = {}): PublishedOddity {
  const entry: Entry = PUBLISHED_FINDINGS[code];
  const { file, row, column, value } = place;
  const all = { ...details, value };
  const path = [file, ...(row === 0 ? [] : [String(row)]), ...(column === '' ? [] : [column])].join(':');
  return {
    code,
    severity: entry.severity,
    path,
    row,
    column,
    value,
    zh: fillText(entry.zh, all),
    en: fillText(entry.en, all),
  };
}
