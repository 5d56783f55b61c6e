import type { CaseTable } from '../../cases/case-table.js';
import { levelClassOfText } from '../../cases/level-class.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import { readInputTable, streamInputTable } from '../../cases/tables/read-input-table.js';
import type { GroupCatalogue } from '../../grouping/group-columns.js';
import {
  type ExaminationColumns,
  examinationColumns,
  ItemCollector,
  type ItemColumns,
  type RecordColumns,
  recordColumns,
  rowsOfCases,
  type VisitColumns,
  visitColumns,
} from '../../indicators/monitor/further-tables.js';
import type { Finding } from '../../kernel/finding.js';
import { MONITOR_INPUT_ERRORS } from './monitor-errors.js';

/** Files beside the cases that monitoring reads, as paths. */
export interface MonitorFileOptions {
  readonly items?: string | undefined;
  readonly outpatient?: string | undefined;
  readonly records?: string | undefined;
  readonly examinations?: string | undefined;
  readonly lowRisk?: string | undefined;
  readonly groupMeans?: string | undefined;
  readonly review?: string | undefined;
}

export interface MonitorFiles {
  readonly items?: ItemColumns;
  readonly visits?: VisitColumns;
  readonly records?: RecordColumns;
  readonly examinations?: ExaminationColumns;
  readonly lowRisk?: ReadonlySet<string>;
  readonly groupMeans?: Float64Array;
  readonly review: readonly InputRow[];
  /** Warnings of reading charge lines. */
  readonly findings: readonly Finding[];
}

const MOST_NAMED = 5;

/**
 * Reads the files beside the cases. Charge lines are streamed.
 * @throws input_table_wrong and errors of files; low_risk_group_unknown, low_risk_scheme_absent,
 *   group_means_scheme_absent
 */
export async function readMonitorFiles(
  options: MonitorFileOptions,
  table: CaseTable,
  catalogue: GroupCatalogue,
): Promise<MonitorFiles> {
  const { items: itemPath, outpatient, records: recordPath, examinations, lowRisk, groupMeans, review } = options;
  const findings: Finding[] = [];
  const rows = itemPath === undefined && recordPath === undefined ? new Map<string, number>() : rowsOfCases(table);
  const collector = new ItemCollector(rows);
  if (itemPath !== undefined) {
    findings.push(...(await streamInputTable(itemPath, 'items', (row) => collector.add(row))));
  }
  return {
    ...(itemPath === undefined ? {} : { items: collector.finish() }),
    ...(outpatient === undefined ? {} : { visits: visitColumns(await readInputTable(outpatient, 'outpatient')) }),
    ...(recordPath === undefined
      ? {}
      : { records: recordColumns(await readInputTable(recordPath, 'medical-records'), rows, table.caseCount) }),
    ...(examinations === undefined
      ? {}
      : { examinations: examinationColumns(await readInputTable(examinations, 'examinations')) }),
    ...(lowRisk === undefined
      ? {}
      : { lowRisk: lowRiskSet(await readInputTable(lowRisk, 'low-risk-groups'), catalogue, lowRisk) }),
    ...(groupMeans === undefined
      ? {}
      : { groupMeans: meansOf(await readInputTable(groupMeans, 'group-means'), catalogue, groupMeans) }),
    review: review === undefined ? [] : await readInputTable(review, 'review-list'),
    findings,
  };
}

function lowRiskSet(rows: readonly InputRow[], { schemeId, codes, adrgs }: GroupCatalogue, path: string): Set<string> {
  const own = rows.filter(({ scheme }) => scheme === schemeId).map((row) => String(row.low_risk_group));
  if (own.length === 0) throw MONITOR_INPUT_ERRORS.low_risk_scheme_absent({ scheme: schemeId }, { path });
  const known = new Set([...codes, ...adrgs]);
  const unknown = own.filter((group) => !known.has(group));
  if (unknown.length > 0) {
    const groups = unknown.slice(0, MOST_NAMED).join(', ');
    throw MONITOR_INPUT_ERRORS.low_risk_group_unknown({ groups, scheme: schemeId, count: unknown.length }, { path });
  }
  return new Set(own);
}

/** Mean of each group over all levels and insurances of the file's last year, weighted by cases; NaN where it has none. */
function meansOf(rows: readonly InputRow[], { schemeId, codes }: GroupCatalogue, path: string): Float64Array {
  const own = rows.filter(({ scheme }) => scheme === schemeId);
  if (own.length === 0) throw MONITOR_INPUT_ERRORS.group_means_scheme_absent({ scheme: schemeId }, { path });
  const year = Math.max(...own.map((row) => row.year as number));
  const byGroup = new Map<string, InputRow[]>();
  for (const row of own) {
    if (row.year !== year) continue;
    const list = byGroup.get(String(row.group)) ?? [];
    list.push(row);
    byGroup.set(String(row.group), list);
  }
  return Float64Array.from(codes, (code) => {
    const list = byGroup.get(code) ?? [];
    // A row of all levels or all insurances holds the others already.
    const depth = (row: InputRow): number =>
      (row.level_class === undefined || levelClassOfText(String(row.level_class)) === undefined ? 0 : 1) +
      (row.insurance === undefined ? 0 : 1);
    const least = Math.min(...list.map(depth));
    const widest = list.filter((row) => depth(row) === least);
    const cases = widest.reduce((sum, row) => sum + (row.cases as number), 0);
    return widest.reduce((sum, row) => sum + (row.mean_cost as number) * (row.cases as number), 0) / cases;
  });
}
