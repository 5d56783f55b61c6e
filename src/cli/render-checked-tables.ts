import { INPUT_TABLES } from '../cases/tables/input-tables.js';
import type { Language } from '../kernel/errors.js';
import { visibleText } from '../kernel/visible-text.js';
import { formatCount } from '../report/format-number.js';
import type { CheckedTable } from '../run/check-tables-run.js';
import { renderFindings } from './render-findings.js';

/** What `check` prints of tables beside the cases: what each was taken for, its rows, and every problem with its row. */
export function renderCheckedTables(tables: readonly CheckedTable[], language: Language): string {
  return tables
    .map(({ file, kind, rows, rowsTaken, findings }) => {
      const label = INPUT_TABLES[kind].label[language];
      const head =
        language === 'zh'
          ? `${visibleText(file)}：${label}（${kind}），${formatCount(rows)} 行，可用 ${formatCount(rowsTaken)} 行。行号从表头后第一行起为 1；另有所指请用 --as。`
          : `${visibleText(file)}: ${label} (${kind}), ${formatCount(rows)} rows, ${formatCount(rowsTaken)} can be used. Row 1 is the first after the heading; give --as where it is something else.`;
      return `${head}\n${renderFindings(findings, language)}`;
    })
    .join('\n');
}
