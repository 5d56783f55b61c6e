import { countOf } from '../cases/codes/code-changes.js';
import { columnSchema } from '../cases/columns.js';
import { personalHeading } from '../cases/privacy/personal-data.js';
import { partsFormula } from '../cases/read/derived-notices.js';
import type { MappedHeading } from '../cases/read/map-headings.js';
import type { ReadResult, RejectedRow } from '../cases/read/read-result.js';
import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { Language } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { COLUMN } from '../kernel/table-of-rows.js';

/** Codes are many: so many are listed of each fate. */
const MOST_CODES = 5000;

/** One reason for rejecting, with its rows and the first of them. */
export interface ReasonCount {
  readonly code: string;
  readonly column: string;
  readonly rows: number;
  readonly file: string;
  readonly row: number;
  readonly zh: string;
  readonly en: string;
}

/** Rejected rows by reason and column, the most frequent first. */
export function countReasons(rejected: readonly RejectedRow[]): ReasonCount[] {
  const counts = new Map<string, { -readonly [Key in keyof ReasonCount]: ReasonCount[Key] }>();
  for (const { code, column, file, row, zh, en } of rejected) {
    const key = `${code}\n${column}`;
    const count = counts.get(key);
    if (count === undefined) counts.set(key, { code, column, rows: 1, file, row, zh, en });
    else count.rows++;
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows || compareCodePoints(a.code, b.code));
}

const WORDS = {
  rows_read: { zh: '读入行', en: 'rows read' },
  cases: { zh: '病例', en: 'cases' },
  netted: { zh: '冲抵（退费）', en: 'netted (refunds)' },
  rejected: { zh: '拒收', en: 'rejected' },
  normalised: { zh: '规范写法的编码', en: 'codes normalised' },
  repaired: { zh: '补回零的编码', en: 'codes with zeros put back' },
  converted: { zh: '转换的编码', en: 'codes converted' },
  not_in_crosswalk: { zh: '映射表中没有的编码', en: 'codes not in the crosswalk' },
  suspicious: { zh: '疑似丢零的编码', en: 'codes that may lack zeros' },
  unknown: { zh: '方案中没有的编码', en: 'codes the scheme does not list' },
  unmatched: { zh: '联表中无主的行', en: 'rows of joined tables without a stay' },
} as const;

export type ReadFigure = keyof typeof WORDS;

/** The figures of a reading. Codes are counted at each appearance; undefined where the run had no scheme to tell by. */
export function readFigures(read: ReadResult, hasScheme: boolean): Record<ReadFigure, number | undefined> {
  const { summary } = read;
  const fate = (name: Parameters<typeof countOf>[1]): number => countOf(summary.codeChanges, name);
  return {
    rows_read: summary.rowsRead,
    cases: summary.cases,
    netted: summary.netted,
    rejected: summary.rejected,
    normalised: summary.normalisedCodes,
    repaired: fate('repaired'),
    converted: fate('converted'),
    not_in_crosswalk: fate('not_in_crosswalk'),
    suspicious: fate('suspicious'),
    unknown: hasScheme ? summary.unknownCodes.reduce((sum, { count }) => sum + count, 0) : undefined,
    unmatched: summary.joins.reduce((sum, { unmatched }) => sum + unmatched, 0),
  };
}

const { text, count } = COLUMN;

/** The list of what was read, as tables: figures, columns, reasons, codes. */
export function readTables(read: ReadResult, hasScheme: boolean, language: Language): ResultTable[] {
  return [
    figuresTable(read, hasScheme, language),
    columnsTable(read, language),
    reasonsTable(read, language),
    codesTable(read, language),
  ];
}

function figuresTable(read: ReadResult, hasScheme: boolean, language: Language): ResultTable {
  const figures = Object.entries(readFigures(read, hasScheme)).filter((entry) => entry[1] !== undefined);
  return {
    schema: {
      name: 'read_figures',
      version: 1,
      title: { zh: '读入清单', en: 'What was read' },
      columns: [text('figure', '项目', 'figure'), count('count', '数量', 'count')],
    },
    rowCount: figures.length,
    columns: {
      figure: figures.map(([name]) => WORDS[name as ReadFigure][language]),
      count: Float64Array.from(figures, ([, value]) => value!),
    },
  };
}

function columnsTable(read: ReadResult, language: Language): ResultTable {
  const { summary } = read;
  const from = new Map<string, MappedHeading[]>();
  for (const one of summary.columnsMapped) from.set(one.to, [...(from.get(one.to) ?? []), one]);
  const derived = { zh: '（推算）', en: ' (derived)' }[language];
  const kept = Object.entries(summary.missing).map(([column, missing]) => ({
    heading: shortList(from.get(column) ?? []),
    column,
    use: `${columnSchema(column)?.label[language] ?? column}${from.get(column)?.some(({ part }) => part === 'taken_off') ? derived : ''}`,
    missing,
  }));
  const ignored = summary.columnsIgnored.map((heading) => ({
    heading,
    column: '',
    use:
      personalHeading(heading) === undefined
        ? { zh: '未使用', en: 'not used' }[language]
        : { zh: '个人信息，从不保留', en: 'personal, never kept' }[language],
    missing: Number.NaN,
  }));
  const rows = [...kept, ...ignored];
  return {
    schema: {
      name: 'read_columns',
      version: 1,
      title: { zh: '列', en: 'Columns' },
      columns: [
        text('column', '标准列', 'column'),
        text('heading', '文件中的表头', 'heading of the file'),
        text('use', '用途', 'use'),
        count('missing', '缺失', 'missing'),
        { name: 'missing_share', type: 'ratio', label: { zh: '缺失占比', en: 'share missing' } },
      ],
    },
    rowCount: rows.length,
    columns: {
      column: rows.map((row) => row.column),
      heading: rows.map((row) => row.heading),
      use: rows.map((row) => row.use),
      missing: Float64Array.from(rows, (row) => row.missing),
      missing_share: Float64Array.from(rows, (row) => (summary.cases === 0 ? Number.NaN : row.missing / summary.cases)),
    },
  };
}

function reasonsTable(read: ReadResult, language: Language): ResultTable {
  const reasons = countReasons([...read.rejected, ...read.unmatched]);
  return {
    schema: {
      name: 'read_reasons',
      version: 1,
      title: { zh: '拒收原因', en: 'Reasons for rejecting' },
      columns: [
        text('reason', '原因', 'reason'),
        text('column', '列', 'column'),
        count('rows', '行数', 'rows'),
        text('first', '首例', 'first'),
        text('remedy', '说明与处理', 'what was found and what to do'),
      ],
    },
    rowCount: reasons.length,
    columns: {
      reason: reasons.map((reason) => reason.code),
      column: reasons.map((reason) => reason.column),
      rows: Float64Array.from(reasons, (reason) => reason.rows),
      first: reasons.map((reason) => `${reason.file}:${reason.row}`),
      remedy: reasons.map((reason) => reason[language]),
    },
  };
}

const FATES = {
  repaired: { zh: '补回零', en: 'zeros put back' },
  converted: { zh: '按映射表转换', en: 'converted by the crosswalk' },
  not_in_crosswalk: { zh: '映射表中没有', en: 'not in the crosswalk' },
  suspicious: { zh: '疑似丢零', en: 'may lack zeros' },
  unknown: { zh: '方案中没有', en: 'the scheme does not list it' },
} as const;

function codesTable(read: ReadResult, language: Language): ResultTable {
  const { codeChanges, unknownCodes } = read.summary;
  const rows = [
    ...codeChanges.slice(0, MOST_CODES),
    ...unknownCodes.slice(0, MOST_CODES).map(({ column, code, count: times }) => ({
      column,
      fate: 'unknown' as const,
      from: code,
      to: code,
      count: times,
    })),
  ];
  return {
    schema: {
      name: 'read_codes',
      version: 1,
      title: { zh: '编码', en: 'Codes' },
      columns: [
        text('column', '列', 'column'),
        text('fate', '处理', 'what became of it'),
        text('from', '原编码', 'as in the file'),
        text('to', '采用', 'taken as'),
        count('times', '出现次数', 'times'),
      ],
    },
    rowCount: rows.length,
    columns: {
      column: rows.map((row) => row.column),
      fate: rows.map((row) => FATES[row.fate as keyof typeof FATES]?.[language] ?? row.fate),
      from: rows.map((row) => row.from),
      to: rows.map((row) => row.to),
      times: Float64Array.from(rows, (row) => row.count),
    },
  };
}

/** "C03C, C06x01C … C06x40C (41)": wide lists stay readable. Sums and differences show their signs: "D01 − D09". */
function shortList(mapped: readonly MappedHeading[]): string {
  if (mapped.some(({ part }) => part !== undefined)) return partsFormula(mapped);
  const headings = mapped.map((one) => one.from);
  if (headings.length <= 4) return headings.join(', ');
  return `${headings[0]}, ${headings[1]} … ${headings.at(-1)} (${headings.length})`;
}
