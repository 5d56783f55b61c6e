import type { InputColumn, InputForm } from './input-table.js';
import { INPUT_TABLES } from './input-tables.js';

const FORM_TEXT: Readonly<Record<InputForm, string>> = {
  text: '文本 text',
  amount: '金额（元，最多两位小数） yuan, at most two decimals',
  decimal: '数字 number',
  whole: '整数 whole number',
  day: '日期 date, `2026-03-01`',
  month: '月份 month, `2026-03`',
  level: '等级 level, `三甲`, `三级`, `3` …',
};

/** docs/input-tables.md, made from the tables' own schemas so that it cannot disagree with the code; a test compares. */
export function inputTablesDocument(): string {
  const lines = [
    '# Tables beside the cases 病例以外的输入表',
    '',
    'Made from `src/cases/tables/`; a test holds the two equal. Each table is a file of any format that cases are read',
    'from (CSV, XLSX, XLS, HTML table, NDJSON, Parquet), with these headings, their Chinese labels or the other headings',
    'named. Examples lie in `examples/input-tables/`. Empty means missing, never 0. Columns in **bold** are needed in every',
    'row. All problems of all rows are listed together, each with its row (1 is the first after the heading) and remedy.',
    '',
    '`drgdip check --in FILE` tells such a table by its headings and lists its problems (also `--json`, and as',
    '`problems.csv` under `--out`); `--as ledger` names it where the headings do not. It ends with 2 where there are errors.',
    '',
    'Dated tables: `from` and `until` are both included and open where empty; rows of one key must not overlap.',
    '',
  ];
  for (const table of Object.values(INPUT_TABLES)) {
    lines.push(
      `## \`${table.kind}.csv\` ${table.label.zh}`,
      '',
      `${table.purpose.zh}`,
      '',
      `${table.label.en}: ${table.purpose.en}`,
      '',
    );
    lines.push('| column | 中文 | meaning | form | allowed | other headings |', '|---|---|---|---|---|---|');
    for (const column of table.columns) lines.push(lineOf(column));
    lines.push('');
    if (table.anyOf !== undefined) lines.push(`At least one of ${names(table.anyOf)} is needed.`, '');
    if (table.key.length > 0) {
      const parted =
        table.spans.length === 0 ? '' : `, parted by ${table.spans.map((span) => names(span, '–')).join(' and ')}`;
      lines.push(`One row for each ${names(table.key)}${parted}.`, '');
    }
    for (const column of table.columns) {
      if (column.values === undefined) continue;
      lines.push(`\`${column.name}\`:`, '');
      for (const [value, meaning] of Object.entries(column.values))
        lines.push(`- \`${value}\` ${meaning.zh} ${meaning.en}`);
      lines.push('');
    }
  }
  return lines.join('\n');
}

function lineOf(column: InputColumn): string {
  const name = column.isNeeded === undefined ? `\`${column.name}\`` : `**\`${column.name}\`**`;
  const allowed =
    column.values !== undefined
      ? Object.keys(column.values)
          .map((value) => `\`${value}\``)
          .join(' ')
      : column.least === undefined || column.most === undefined
        ? ''
        : `${column.least} to ${column.most}`;
  const synonyms = (column.synonyms ?? []).join(', ');
  return `| ${name} | ${column.label.zh} | ${column.label.en.replaceAll('|', '\\|')} | ${FORM_TEXT[column.form]} | ${allowed} | ${synonyms} |`;
}

function names(list: readonly string[], sign = ', '): string {
  return list.map((name) => `\`${name}\``).join(sign);
}
