import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readInputTable } from '../../cases/tables/read-input-table.js';
import type { Text } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import { writeTableCsv } from '../../report/write-table-csv.js';
import { bureauCaseOf } from '../../simulation/feedback/bureau-case.js';
import type { RoundingEdge } from '../../simulation/feedback/difference-parts.js';
import { type FeedbackReconciliation, reconcileFeedback } from '../../simulation/feedback/reconcile-feedback.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { stage } from '../progress.js';
import { inputPaths, type UnwrittenOptions } from '../region-data.js';
import { firstRows } from '../report-folder/shorten-tables.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { loadHeadingMap } from './load-heading-map.js';
import { ourSide } from './our-side.js';
import { RECONCILE_ERRORS } from './reconcile-errors.js';

export interface ReconcileRunOptions extends UnwrittenOptions {
  /** The bureau's own result by case. */
  readonly bureau: string;
  /** YAML: which column each of its headings stands for, beside those that are known. */
  readonly bureauColumns?: string | undefined;
  /** Remainders of a case up to here are rounding; half a yuan, itself counted in, where absent. */
  readonly rounding?: RoundingEdge | undefined;
}

export interface ReconcileRunResult extends FeedbackReconciliation {
  readonly folder: string | undefined;
  readonly rejected: number;
}

export const HALF_A_YUAN: RoundingEdge = { atFen: 50, included: true };
/** The list for an appeal in a workbook; appeal.csv has all. */
const MOST_IN_WORKBOOK = 50_000;

/**
 * Prices the cases and holds the bureau's result against ours (为什么与医保反馈不一致). Writes each table as CSV and
 * Parquet, and appeal.csv and appeal.xlsx with blank columns to fill in.
 * @throws feedback_empty, feedback_without_match, feedback_without_amount, input_table_wrong, and what pricing throws
 */
export async function runReconcile(options: ReconcileRunOptions, context: RunContext): Promise<ReconcileRunResult> {
  const { bureau: path, bureauColumns, out } = options;
  if (out !== undefined) {
    refuseFolder(out, 'reconciliation');
    refuseInputAsOutput(out, [...inputPaths(options), path, bureauColumns]);
  }
  const headings = bureauColumns === undefined ? {} : loadHeadingMap(bureauColumns);
  // The small file first: nobody waits for a year of cases to hear of a wrong heading.
  const rows = await readInputTable(path, 'bureau-feedback', headings);
  const file = basename(path);
  if (rows.length === 0) throw RECONCILE_ERRORS.feedback_empty({ file });
  const bureau = rows.map(bureauCaseOf);
  if (bureau.every(({ fundFen, payFen }) => Number.isNaN(fundFen) && Number.isNaN(payFen))) {
    throw RECONCILE_ERRORS.feedback_without_amount({ file });
  }
  const priced = await pricedRegion(options, ['settlement_id'], context);
  const text = { zh: '与医保反馈对账', en: 'reconciling with the feedback' };
  const found = await stage(context, 'reconcile', text, rows.length, () => {
    const ours = ourSide(priced, context.language);
    const made = reconcileFeedback(ours, bureau, options.rounding ?? HALF_A_YUAN, context.language);
    const isMatched = numbersOf(made.tables, 'reconcile_total', 'matched')[0]! > 0;
    const hasPair = isMatched || unmatchedWhy(made.tables).includes('no_amount');
    if (!hasPair) {
      const theirs = bureau[0]!.caseId || bureau[0]!.settlementId;
      const own = ours.caseCount === 0 ? '' : ours.caseIdAt(0);
      throw RECONCILE_ERRORS.feedback_without_match({ file, rows: rows.length, theirs, ours: own });
    }
    return made;
  });
  const { region, timeline, result } = priced;
  const { tables, appeal } = found;
  if (out === undefined) return { ...found, folder: out, rejected: region.rejected.length };
  const inputs = [...region.inputs, { role: 'bureau', name: file, sha256: sha256(readFileSync(path)) }];
  const report = {
    title: { zh: '为什么与医保反馈不一致', en: "Why the bureau's result differs" },
    tables: [...tables, appeal],
    columnsShown: RECONCILE_COLUMNS,
    figures: reconcileFigures(tables),
    notices: reconcileNotices(found.basis, tableNamed(tables, 'reconcile_unmatched').rowCount),
  };
  const source = { table: region.year, timeline, scheme: result.scheme, inputs };
  const beside = {
    'appeal.csv': (to: string) => writeTableCsv(to, appeal, { byteOrderMark: 'utf8' }),
    'appeal.xlsx': (to: string) =>
      writeTablesWorkbook(to, appeal.schema.title, [firstRows(appeal, MOST_IN_WORKBOOK)], context.language),
  };
  const { rejected } = region;
  const folder = { tables, report, source, further: { basis: found.basis }, rejected, beside };
  await writeReportFolder(out, 'reconciliation', folder, context.language);
  return { ...found, folder: out, rejected: region.rejected.length };
}

const tableNamed = (tables: readonly ResultTable[], name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const numbersOf = (tables: readonly ResultTable[], name: string, column: string): Float64Array =>
  tableNamed(tables, name).columns[column] as Float64Array;
const unmatchedWhy = (tables: readonly ResultTable[]): readonly string[] =>
  tableNamed(tables, 'reconcile_unmatched').columns.why as readonly string[];

/** What a reader sees first of each table. */
const RECONCILE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  reconcile_total: [
    ...['basis', 'our_cases', 'bureau_cases', 'matched', 'different', 'group_differs', 'our_amount', 'bureau_amount'],
    'difference',
  ],
  reconcile_reasons: ['reason', 'name_zh', 'name_en', 'cases', 'amount', 'above', 'below'],
  reconcile_departments: [
    ...['hospital_id', 'department', 'matched', 'different', 'our_amount', 'bureau_amount', 'difference'],
  ],
  reconcile_cases: [
    ...['case_id', 'department', 'reason', 'our_group', 'bureau_group', 'our_standard', 'bureau_standard'],
    ...['our_amount', 'bureau_amount', 'difference'],
  ],
  appeal: ['case_id', 'department', 'reason', 'our_group', 'bureau_group', 'difference', 'parts', 'path'],
};

function reconcileFigures(tables: readonly ResultTable[]): HeadlineFigure[] {
  const of = (column: string): number => numbersOf(tables, 'reconcile_total', column)[0]!;
  return [
    { label: { zh: '本方金额', en: 'Our amount' }, kind: 'money', value: of('our_amount') },
    { label: { zh: '医保反馈金额', en: "The bureau's amount" }, kind: 'money', value: of('bureau_amount') },
    {
      label: { zh: '差额（反馈 − 本方）', en: "Difference (bureau's less ours)" },
      kind: 'money',
      value: of('difference'),
    },
    {
      label: { zh: '有差额的病例', en: 'Cases that differ' },
      kind: 'count',
      value: of('different'),
      unit: { zh: '例', en: 'cases' },
    },
  ];
}

function reconcileNotices(basis: FeedbackReconciliation['basis'], unmatched: number): Text[] {
  const compared =
    basis === 'fund'
      ? { zh: '比较的是基金应支付。', en: "What is compared is the fund's part." }
      : {
          zh: '反馈没有基金部分，比较的是应付总额。',
          en: "The feedback has no fund's part: the pay in all is compared.",
        };
  const lost = {
    zh: `未匹配 ${unmatched} 行，两边都列在“未匹配病例”表中。`,
    en: `${unmatched} rows have no match; those of both sides stand in the table of cases without a match.`,
  };
  return [compared, ...(unmatched > 0 ? [lost] : [])];
}
