import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { nameOfLine } from './line-labels.js';
import { lineSource, type StatementBook, type StatementPart } from './statement-book.js';

/** `csv` has fen in a column of their own; the writer of Parquet adds them itself. */
export type StatementTableForm = 'csv' | 'parquet';

interface Row {
  readonly part: StatementPart;
  readonly line: StatementLine;
}

type Column = Omit<ResultColumnSchema, 'label'> & {
  readonly zh: string;
  readonly en: string;
  readonly pick: (row: Row, book: StatementBook) => string | number;
};

const text = (name: string, zh: string, en: string, pick: Column['pick']): Column => ({
  name,
  type: 'text',
  zh,
  en,
  pick,
});

const COLUMNS: readonly Column[] = [
  text('scenario', '方案', 'scenario', ({ part }) => part.scenario),
  text('hospital_id', '医院编码', 'hospital id', ({ line }) => line.hospitalId),
  text('hospital_name', '医院', 'hospital', ({ line }, { hospitalNames }) =>
    Object.hasOwn(hospitalNames, line.hospitalId) ? hospitalNames[line.hospitalId]! : '',
  ),
  text('insurance', '险种', 'insurance', ({ line }) => line.insurance),
  { name: 'order', type: 'count', zh: '序号', en: 'number of the line', pick: ({ line }) => line.order },
  text('line', '项目', 'line', ({ line }) => line.line),
  text('label_zh', '项目名称（中文）', 'name in Chinese', ({ line }) => nameOfLine(line, 'zh')),
  text('label_en', '项目名称（英文）', 'name in English', ({ line }) => nameOfLine(line, 'en')),
  text('role', '性质', 'term, total or note', ({ line }) => line.role),
  text('band', '适用分段', 'band', ({ line }) => line.band),
  { name: 'amount', type: 'money', zh: '金额', en: 'amount', pick: ({ line }) => line.amountFen },
  { name: 'amount_fen', type: 'count', zh: '金额（分）', en: 'amount in fen', pick: ({ line }) => line.amountFen },
  text('formula_zh', '算式（中文）', 'formula in Chinese', ({ line }) => line.formula.zh),
  text('formula_en', '算式（英文）', 'formula in English', ({ line }) => line.formula.en),
  text('policy_path', '政策路径', 'path in the policy', ({ line }) => line.policyPath),
  text('source_document', '来源文件', 'source: document', ({ part, line }) => sourceOf(part, line)?.document ?? ''),
  text('source_article', '来源条款', 'source: article', ({ part, line }) => sourceOf(part, line)?.article ?? ''),
  text('source_trust', '可信标记', 'source: trust', ({ part, line }) => sourceOf(part, line)?.trust ?? 'none'),
];

const sourceOf = (part: StatementPart, line: StatementLine) => lineSource(part.sources, line);

/** Every line of every statement as one table, `statements`, in the order of the statements. */
export function statementTable(book: StatementBook, form: StatementTableForm): ResultTable {
  const rows = book.parts.flatMap((part) => part.lines.map((line): Row => ({ part, line })));
  const columns = form === 'csv' ? COLUMNS : COLUMNS.filter(({ name }) => name !== 'amount_fen');
  return {
    schema: {
      name: 'statements',
      version: 1,
      title: { zh: '清算单', en: 'Statements' },
      columns: columns.map(({ zh, en, pick: _, ...column }) => ({ ...column, label: { zh, en } })),
    },
    rowCount: rows.length,
    columns: Object.fromEntries(columns.map((column) => [column.name, valuesOf(column, rows, book)])),
  };
}

function valuesOf({ type, pick }: Column, rows: readonly Row[], book: StatementBook): string[] | Float64Array {
  if (type === 'text') return rows.map((row) => String(pick(row, book)));
  return Float64Array.from(rows, (row) => Number(pick(row, book)));
}
