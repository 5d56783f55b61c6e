import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readInputTable } from '../../cases/tables/read-input-table.js';
import { writeRejected } from '../../cases/write/write-rejected.js';
import { sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { CAVEAT } from '../../report/report-model.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import { writeTableCsv } from '../../report/write-table-csv.js';
import { writeTableParquet } from '../../report/write-table-parquet.js';
import { bureauCaseOf } from '../../simulation/feedback/bureau-case.js';
import type { RoundingEdge } from '../../simulation/feedback/difference-parts.js';
import { type FeedbackReconciliation, reconcileFeedback } from '../../simulation/feedback/reconcile-feedback.js';
import { engineVersion } from '../engine-version.js';
import { refuseFolder, refuseInputAsOutput, writeFolderAside } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { stage } from '../progress.js';
import { inputPaths, type RegionRunOptions } from '../region-data.js';
import type { RunContext } from '../run-context.js';
import { loadHeadingMap } from './load-heading-map.js';
import { ourSide } from './our-side.js';
import { RECONCILE_ERRORS } from './reconcile-errors.js';

export interface ReconcileRunOptions extends RegionRunOptions {
  /** The bureau's own result by case. */
  readonly bureau: string;
  /** YAML: which column each of its headings stands for, beside those that are known. */
  readonly bureauColumns?: string | undefined;
  /** Remainders of a case up to here are rounding; half a yuan, itself counted in, where absent. */
  readonly rounding?: RoundingEdge | undefined;
}

export interface ReconcileRunResult extends FeedbackReconciliation {
  readonly folder: string;
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
  refuseFolder(out, 'reconciliation');
  refuseInputAsOutput(out, [...inputPaths(options), path, bureauColumns]);
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
  await writeFolderAside(out, 'reconciliation', async (aside) => {
    const written: string[] = [];
    const write = async (name: string, make: (file: string) => Promise<void> | void): Promise<void> => {
      await make(join(aside, name));
      written.push(name);
    };
    for (const table of tables) {
      await write(`${table.schema.name}.csv`, (to) => writeTableCsv(to, table));
      await write(`${table.schema.name}.parquet`, (to) => writeTableParquet(to, table));
    }
    await write('appeal.csv', (to) => writeTableCsv(to, appeal, { byteOrderMark: 'utf8' }));
    await write('appeal.xlsx', (to) =>
      writeTablesWorkbook(to, appeal.schema.title, [firstRows(appeal)], context.language),
    );
    if (region.rejected.length > 0) await write('rejected.csv', (to) => writeRejected(to, region.rejected));
    const manifest = {
      tool: 'drgdip',
      version: engineVersion(),
      kind: 'reconciliation',
      caveat: `${CAVEAT.zh} / ${CAVEAT.en}`,
      inputs: [...region.inputs, { role: 'bureau', name: file, sha256: sha256(readFileSync(path)) }],
      scheme: { id: result.scheme.id, hash: result.scheme.hash },
      policy: { id: timeline.id, hash: timeline.hash },
      basis: found.basis,
      files: Object.fromEntries(written.sort().map((name) => [name, sha256(readFileSync(join(aside, name)))])),
    };
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  });
  return { ...found, folder: out, rejected: region.rejected.length };
}

const tableNamed = (tables: readonly ResultTable[], name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const numbersOf = (tables: readonly ResultTable[], name: string, column: string): Float64Array =>
  tableNamed(tables, name).columns[column] as Float64Array;
const unmatchedWhy = (tables: readonly ResultTable[]): readonly string[] =>
  tableNamed(tables, 'reconcile_unmatched').columns.why as readonly string[];

function firstRows(table: ResultTable): ResultTable {
  if (table.rowCount <= MOST_IN_WORKBOOK) return table;
  const columns = Object.entries(table.columns).map(([name, values]) => [name, values.slice(0, MOST_IN_WORKBOOK)]);
  return { ...table, rowCount: MOST_IN_WORKBOOK, columns: Object.fromEntries(columns) };
}
