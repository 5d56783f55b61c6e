import { defineErrors, SchemeError } from '../kernel/errors.js';

/** Every way a scheme folder can be wrong. `path` is "<folder>/<file>:<line>"; the sentence ends in the remedy. */
export const SCHEME_ERRORS = defineErrors(SchemeError, {
  scheme_not_found: {
    zh: '找不到分组方案“{id}”。请给出方案名（可用：{known}）或含 scheme.yaml 的文件夹。',
    en: 'scheme "{id}" is not found. Give a name (known: {known}) or a folder that holds scheme.yaml.',
    status: 404,
  },
  scheme_file_missing: {
    zh: '方案文件夹缺少文件“{file}”。请补上该文件，或从 scheme.yaml 中删去对它的引用。',
    en: 'the scheme folder lacks the file "{file}". Add it, or remove what names it from scheme.yaml.',
  },
  scheme_yaml_syntax: {
    zh: 'YAML 语法错误：{reason}。以 ! 或 @ 开头的文本请加引号，缩进只用空格。',
    en: 'YAML syntax: {reason}. Quote texts that begin with ! or @, and indent with spaces only.',
  },
  scheme_shape: {
    zh: '“{key}”不符合格式：{problem}。请按 src/schemes/README.md 的格式说明改正。',
    en: '"{key}" does not fit the format: {problem}. Correct it; src/schemes/README.md describes the format.',
  },
  scheme_pattern_syntax: {
    zh: '编码式“{token}”无法识别。可用写法：K35、=K35.900、!K35.9、K35.0-K35.3、$列表名。',
    en: 'code pattern "{token}" is not understood. Write K35, =K35.900, !K35.9, K35.0-K35.3 or $list.',
  },
  scheme_unknown_list: {
    zh: '列表“{list}”不存在（现有：{known}）。请改正编号或名称，或补上该列表。',
    en: 'list "{list}" does not exist (there are: {known}). Correct its number or name, or add the list.',
  },
  scheme_shared_folder: {
    zh: '找不到共用列表文件夹“{folder}”（shared_lists）。请补上该文件夹，或把它引用的列表写在本方案内并删去 shared_lists。',
    en: 'the folder of shared lists "{folder}" (shared_lists) is not there. Add it, or write the lists it held in this scheme and remove shared_lists.',
  },
  scheme_shared_list: {
    zh: '共用列表“{list}”不存在（相近：{known}）。请改正名称，或在 shared_lists 所指文件夹中补上该列表。',
    en: 'the shared list "{list}" does not exist (names like it: {known}). Correct the name, or add the list to the folder that shared_lists names.',
  },
  scheme_list_cycle: {
    zh: '列表互相引用成环：{cycle}。请把其中一个写成编码式。',
    en: 'lists refer to each other in a circle: {cycle}. Write one of them out as code patterns.',
  },
  scheme_unknown_name: {
    zh: '条件“{condition}”中的名称“{name}”未知。可用名称：{known}。',
    en: 'condition "{condition}" uses the unknown name "{name}". Known: {known}.',
  },
  scheme_condition: {
    zh: '条件“{condition}”有误：{reason_zh}请改正条件。',
    en: 'condition "{condition}" is wrong: {reason_en} Correct the condition.',
  },
  scheme_doubled_code: {
    zh: '编码“{code}”出现了两次（另一处：{other}）。请删去或改名其中一个。',
    en: 'code "{code}" stands twice (the other: {other}). Remove or rename one of them.',
  },
  scheme_doubled_order: {
    zh: '“{first}”与“{second}”的顺序号同为 {order}。请给每行一个不同的 order。',
    en: '"{first}" and "{second}" both have order {order}. Give each row its own order.',
  },
  scheme_code_outside_parent: {
    zh: '编码“{code}”应以上一级编码“{parent}”开头。请改正编码，或移到它所属的文件。',
    en: 'code "{code}" must begin with the code above it, "{parent}". Correct it, or move it to the file it belongs to.',
  },
  scheme_group_count: {
    zh: '“{code}”有 {found} 个组，应为 {expected} 个。请补上或删去。',
    en: '"{code}" has {found} groups, expected {expected}. Add or remove groups.',
  },
  scheme_doubled_severity: {
    zh: '诊断“{code}”在 MCC/CC 表中出现两次。一个编码只能有一个程度和一个排除表，请删去一处。',
    en: 'diagnosis "{code}" stands twice in the MCC and CC tables. A code has one level and one exclusion list: remove one.',
  },
  scheme_import_meta: {
    zh: '导入说明的“{key}”有误：{problem}。请改正说明文件；各项见 src/schemes/import/tables-meta.ts。',
    en: 'the import description has a wrong "{key}": {problem}. Correct the file; src/schemes/import/tables-meta.ts lists its keys.',
  },
  scheme_table_unknown: {
    zh: '表 {file} 中的“{id}”在表 {other} 中不存在。请补上该行，或改正编码。',
    en: 'table {file} names "{id}", which table {other} lacks. Add the row there, or correct the code.',
  },
  scheme_table_missing: {
    zh: '导入的文件夹缺少表“{file}”或列“{column}”。请补上后再导入。',
    en: 'the folder to import lacks the table "{file}" or its column "{column}". Add it and import again.',
  },
  scheme_table_condition: {
    zh: '条件“{expression}”无法翻译（位置 {position}）。请按 src/schemes/README.md 的条件语言改写。',
    en: 'condition "{expression}" cannot be translated (position {position}). Rewrite it in the condition language of src/schemes/README.md.',
  },
  scheme_base_changed: {
    zh: '基础方案 {base} 与本方案写成时不同（写明的哈希以 {pinned} 开头，现为 {found}）。请核对差异后把 base_hash 改为现值。',
    en: 'the base {base} is not the one this scheme was written for (stated hash begins {pinned}, found {found}). Compare the two, then state the hash found as base_hash.',
  },
  scheme_base_circle: {
    zh: '基础方案“{base}”互相引用成环或层数过多。请让 base 指向一个写全的方案。',
    en: 'the base "{base}" leads in a circle, or through too many overlays. Let base name a scheme that is stated whole.',
  },
  scheme_overlay_unknown: {
    zh: '基础方案 {base} 中没有“{code}”（现有：{known}）。请改正编码。',
    en: 'the base {base} has no "{code}" (there are: {known}). Correct the code.',
  },
  scheme_overlay_incomplete: {
    zh: '“{code}”是基础方案没有的新行，还缺：{missing}。请补上。',
    en: '"{code}" is new to the base and lacks: {missing}. Add them.',
  },
  workbook_unreadable: {
    zh: '文件内容是 {problem}，不是工作簿。请给出 .xlsx 文件（可用 Excel 或 WPS 另存）。',
    en: 'the content is {problem}, not a workbook. Give an .xlsx file (Excel and WPS save one).',
  },
  workbook_sheet_missing: {
    zh: '工作簿缺少工作表“{sheet}”（现有：{sheets}）。请核对文件是否为该种工作簿，或补上该表。',
    en: 'the workbook lacks the sheet "{sheet}" (there are: {sheets}). Check that the file is of this kind, or add the sheet.',
  },
  scheme_target_exists: {
    zh: '目标文件夹“{folder}”已存在且不为空。请删除它或换一个名称。',
    en: 'the target folder "{folder}" exists and is not empty. Remove it or choose another name.',
  },
});
