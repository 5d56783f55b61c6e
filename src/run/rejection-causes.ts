import type { ReadSummary, RejectedRow } from '../cases/read/read-result.js';
import type { RowReason } from '../cases/read/row-reasons.js';
import type { Text } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import { RUN_INPUT_ERRORS } from './run-errors.js';

/** Why no scheme of those by date takes a case. */
type OutsideSchemes = 'missing_discharge_date' | 'no_scheme_in_force';

/** Reasons in a few words, where rows are counted; the sentences of rejected.csv say what to do. */
const NAMES: Readonly<Record<RowReason | OutsideSchemes, Text>> = {
  missing_discharge_date: { zh: '缺少出院日期', en: 'day of discharge missing' },
  no_scheme_in_force: { zh: '出院时没有可用的方案', en: 'no scheme in force' },
  cell_not_a_number: { zh: '不是数字', en: 'not a number' },
  cell_number_has_unit: { zh: '数字带单位', en: 'number with a unit' },
  cell_not_whole: { zh: '不是整数', en: 'not a whole number' },
  cell_out_of_range: { zh: '数值超出范围', en: 'value out of range' },
  cell_negative_amount: { zh: '金额为负', en: 'negative amount' },
  cell_difference_negative: { zh: '两项金额之差为负', en: 'difference of amounts negative' },
  cell_value_not_allowed: { zh: '取值不允许', en: 'value not allowed' },
  cell_not_a_date: { zh: '不是日期', en: 'not a date' },
  cell_date_out_of_range: { zh: '日期超出范围', en: 'date out of range' },
  cell_date_is_serial: { zh: '日期是序列号', en: 'date is a serial number' },
  cell_scientific_notation: { zh: '编号成了科学计数', en: 'id in scientific notation' },
  cell_digits_lost: { zh: '编号末位失真', en: 'digits of an id lost' },
  cell_code_is_number: { zh: '编码存为数字', en: 'code stored as a number' },
  cell_code_zeros_lost: { zh: '编码丢零', en: 'zeros of a code lost' },
  cell_code_ambiguous: { zh: '编码在两版中含义不同', en: 'code means two things' },
  cell_number_is_date: { zh: '数字按日期显示', en: 'number shown as a date' },
  cell_error: { zh: '单元格是错误值', en: 'cell holds an error' },
  cell_formula_without_value: { zh: '公式没有结果', en: 'formula without a result' },
  cell_is_nested: { zh: '嵌套的值', en: 'nested value' },
  row_not_json: { zh: '不是 JSON 对象', en: 'line is no JSON object' },
  row_case_id_missing: { zh: '缺少病例号', en: 'case id missing' },
  row_is_total: { zh: '合计行', en: 'rows of totals' },
  row_case_id_doubled: { zh: '病例号重复', en: 'case id doubled' },
  row_discharge_before_admission: { zh: '出院早于入院', en: 'discharge before admission' },
  row_joined_row_unreadable: { zh: '联表记录无法读取', en: 'joined row unreadable' },
  row_without_stay: { zh: '联表记录无主', en: 'joined row without a stay' },
  row_refund_unmatched: { zh: '退费无原始行', en: 'refund without its original' },
  row_refund_too_large: { zh: '退费大于原金额', en: 'refund too large' },
  row_refund_ambiguous: { zh: '退费对应不明', en: 'refund with several originals' },
  row_too_few_cells: { zh: '单元格过少', en: 'too few cells' },
  row_too_many_cells: { zh: '单元格过多', en: 'too many cells' },
  row_broken_quotes: { zh: '引号不配对', en: 'broken quotes' },
};

const MOST_TOLD = 4;

/** How many rows a reason rejects. */
export interface RejectionCause {
  readonly code: string;
  readonly rows: number;
}

/** Rows by reason, the most frequent first, else in the order met. A row that has a reason twice counts once; one with several counts for each. */
export function rejectionCauses(rejected: readonly RejectedRow[]): RejectionCause[] {
  const counts = new Map<string, { rows: number; last: string }>();
  for (const { code, file, row } of rejected) {
    const place = `${row} ${file}`;
    const count = counts.get(code);
    if (count === undefined) counts.set(code, { rows: 1, last: place });
    else if (count.last !== place) {
      count.rows += 1;
      count.last = place;
    }
  }
  return [...counts].map(([code, { rows }]) => ({ code, rows })).sort((a, b) => b.rows - a.rows);
}

/** A reason in a few words; a code of another room as it is. */
export function causeName(code: string): Text {
  return NAMES[code as keyof typeof NAMES] ?? { zh: code, en: code };
}

/** "病例号重复 3、不是日期 1": the first few causes with their rows; a code of another room as it is. */
export function causesText(causes: readonly RejectionCause[]): Text {
  const told = causes.slice(0, MOST_TOLD);
  const left = causes.length - told.length;
  const list = (language: 'zh' | 'en', sign: string): string =>
    told.map(({ code, rows }) => `${causeName(code)[language]} ${formatCount(rows)}`).join(sign);
  return {
    zh: `${list('zh', '、')}${left === 0 ? '' : `，另有 ${left} 种原因`}`,
    en: `${list('en', ', ')}${left === 0 ? '' : `, and ${left} further ${left === 1 ? 'cause' : 'causes'}`}`,
  };
}

/** What was read, as far as it tells whether any case is left. */
interface Reading {
  readonly summary: Pick<ReadSummary, 'rowsRead' | 'netted'>;
  readonly rejected: readonly RejectedRow[];
  /** Rows that are no cases, where the rows themselves are not at hand. */
  readonly rejectedCount: number;
}

/**
 * Refuses files of which no row became a case: zeros are no result. Told with the commonest reasons, the first row of the
 * commonest, and where every row is listed.
 * @param cases  how many are left
 * @throws no_case_left
 */
export function refuseNoCase(
  cases: number,
  { summary, rejected, rejectedCount }: Reading,
  files: readonly string[],
): void {
  if (cases > 0) return;
  const causes = rejectionCauses(rejected);
  const first = rejected.find(({ code }) => code === causes[0]?.code);
  const why = causesText(causes);
  const { netted } = summary;
  throw RUN_INPUT_ERRORS.no_case_left(
    {
      rows: formatCount(summary.rowsRead),
      rejected: formatCount(rejectedCount),
      why_zh: causes.length === 0 ? '' : `（${why.zh}）`,
      why_en: causes.length === 0 ? '' : ` (${why.en})`,
      netted_zh: netted === 0 ? '' : `，与退费冲抵 ${formatCount(netted)} 行`,
      netted_en: netted === 0 ? '' : `, ${formatCount(netted)} netted with refunds`,
      example_zh:
        first === undefined ? '' : `\n  例：${first.file} 表格第 ${first.sheetRow} 行 ${first.column}：${first.zh}`,
      example_en:
        first === undefined
          ? ''
          : `\n  such as ${first.file}, sheet row ${first.sheetRow}, ${first.column}: ${first.en}`,
    },
    { path: files.join(', ') },
  );
}
