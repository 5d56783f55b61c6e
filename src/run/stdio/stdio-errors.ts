import { ClosingError, defineErrors, InputError, OptionError } from '../../kernel/errors.js';

export const STDIO_ERRORS = defineErrors(OptionError, {
  stdio_column_twice: {
    zh: '{option} 中“{name}”出现两次。请去掉一个，或换一个名称（不认识的列只透传）。',
    en: '{option} names "{name}" twice. Take one away, or give it another name (columns that are not known are only passed through).',
  },
  stdio_columns_missing: {
    zh: '--columns 缺少所需的列：{columns}。请把它们加入查询与 --columns，顺序一致。',
    en: '--columns lacks columns that are needed: {columns}. Add them to the query and to --columns, in the same order.',
  },
  stdio_output_unknown: {
    zh: '--output 中的“{name}”既不是结果列，也不在 --columns 中。结果列：{known}。',
    en: '--output: "{name}" is neither a result nor one of --columns. Results: {known}.',
  },
  stdio_output_both: {
    zh: '“{name}”既是结果列，也在 --columns 中，不知该写出哪一个。请在 --columns 中给输入列换一个名称（如 in_{name}）。',
    en: '"{name}" is both a result and one of --columns, so it is not clear which to write. Give the input another name in --columns (such as in_{name}).',
  },
  stdio_policy_needs_all: {
    zh: '政策“{policy}”需要同时看到其他病例（{part}），逐行程序看不到。请用 drgdip settle 或 simulate 在整个统筹区上计算，或使用费率固定的政策。',
    en: 'the policy "{policy}" needs other cases as well ({part}), which a program that gets one row at a time does not see. Use drgdip settle or simulate over the whole region, or a policy with a stated rate.',
  },
});

export const CHUNK_ERRORS = defineErrors(InputError, {
  stdio_chunk_header: {
    zh: '应为行数的一行是“{line}”。使用 --chunk-header 时，每一块之前须有一行只写行数（ClickHouse 的 send_chunk_header=1）。',
    en: 'a line that should hold a number of rows is "{line}". With --chunk-header each chunk begins with a line of its row count alone (send_chunk_header=1 in ClickHouse).',
    exit: 1,
  },
  stdio_chunk_short: {
    zh: '最后一块声明的行数比实际多 {missing} 行：输入被截断。',
    en: 'the last chunk holds {missing} rows fewer than its header says: the input was cut off.',
    exit: 1,
  },
});

export const STDIO_CLOSING = defineErrors(ClosingError, {
  stdio_rows_lost: {
    zh: '读入 {read} 行，写出 {written} 行。这是程序错误，请报告。',
    en: '{read} rows were read and {written} written. This is a fault of the program; please report it.',
    status: 500,
    exit: 3,
  },
});
