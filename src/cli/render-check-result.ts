import { columnSchema } from '../cases/columns.js';
import type { Language } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { visibleLines, visibleText } from '../kernel/visible-text.js';
import { formatCount } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { CheckRunResult } from '../run/check-run.js';
import { causeName } from '../run/rejection-causes.js';
import { renderLackingColumns } from './render-lacking-columns.js';

const MOST_ROWS = 20;

/** What `check` prints: figures, columns with their missing values, reasons, codes, notices, where the files are. */
export function renderCheckResult(result: CheckRunResult, language: Language): string {
  const parts: string[] = [];
  for (const { name, encoding, format, bytes } of result.summary.files) {
    parts.push(`${name}  ${format.toUpperCase()}  ${encoding.toUpperCase()}  ${formatCount(bytes)} B\n`);
  }
  for (const given of result.tables) {
    if (given.rowCount === 0) continue;
    const table = given.schema.name === 'read_reasons' ? inWords(given, language) : given;
    const limit = table.schema.name === 'read_figures' ? table.rowCount : MOST_ROWS;
    // Ignored columns stand in a notice: the table shows those in use.
    const rows =
      table.schema.name === 'read_columns'
        ? (table.columns.column as readonly string[]).flatMap((column, row) => (column === '' ? [] : [row]))
        : Array.from({ length: table.rowCount }, (_, row) => row);
    const isColumns = table.schema.name === 'read_columns';
    parts.push(
      `\n${table.schema.title[language]}\n`,
      renderTextTable(table, { language, unit: 'yuan', rows, ...(isColumns ? {} : { limit }) }),
    );
  }
  const heading = {
    zh: '⚠ 文件中没有、而后续步骤要用的列（请改表头，或用 --profile 映射；drgdip profile --in 文件 可生成）：',
    en: '⚠ not in the files, and needed by later steps (rename the headings, or map yours with --profile; drgdip profile --in FILE writes one):',
  }[language];
  const lacking = renderLackingColumns(result.lackingLater, heading, language);
  if (lacking.length > 0) parts.push(`\n${lacking.join('\n')}\n`);
  if (result.summary.notices.length > 0) parts.push('\n');
  for (const notice of result.summary.notices) parts.push(`· ${visibleText(notice[language])}\n`);
  for (const path of result.files) parts.push(`→ ${path}\n`);
  return visibleLines(parts.join(''));
}

/** Reasons and columns by their names; the files of `--out` keep the codes. */
function inWords(table: ResultTable, language: Language): ResultTable {
  const { reason, column } = table.columns as Readonly<Record<string, readonly string[]>>;
  return {
    ...table,
    columns: {
      ...table.columns,
      reason: reason!.map((code) => causeName(code)[language]),
      column: column!.map((name) => columnSchema(name)?.label[language] ?? name),
    },
  };
}
