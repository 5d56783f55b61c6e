import { type CaseTable, findColumn } from '../../cases/case-table.js';
import { type Day, formatDay, MISSING_DAY } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import { canonicalJson, sha256 } from '../../kernel/hash.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { policySources } from '../../policy/policy-sources.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { formatCount } from '../../report/format-number.js';
import {
  CAVEAT,
  type ChartRoles,
  type HeadlineFigure,
  type ReportModel,
  type ReportParameter,
} from '../../report/report-model.js';
import { inUnitWords } from '../../simulation/unit-words.js';
import { engineVersion } from '../engine-version.js';
import { modelInEnglish } from '../model-in-english.js';
import { shortenedNotices, shortenTables } from './shorten-tables.js';

/** Department figures serve talks on a disease or a pathway, no one's pay: what every report of the hospital's side says. */
export const NOT_FOR_PERSONS: Text = {
  zh: '科室、病组的指标用于分析病种与诊疗路径；支付标准不得作为医师个人的限额，也不得用于个人绩效分配。结果不含任何人员信息。',
  en: 'Figures of departments and groups are for looking at diseases and pathways; a payment standard is no limit for one doctor and no measure of one person’s pay. Nothing here is about persons.',
};

/** What tables of the hospital's side were made from. */
export interface ReportSource {
  readonly table: CaseTable;
  readonly timeline: PolicyTimeline;
  readonly reform?: PolicyTimeline | undefined;
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly inputs: readonly object[];
  readonly seed?: number | undefined;
}

/** Such tables with what a report says beside them. */
export interface TablesReport {
  readonly title: Text;
  readonly tables: readonly ResultTable[];
  /** Columns shown at first, by table; the others are one choice away. */
  readonly columnsShown: Readonly<Record<string, readonly string[]>>;
  readonly figures: readonly HeadlineFigure[];
  readonly charts?: ChartRoles;
  readonly notices: readonly Text[];
  /** Values beside those of the policy that the tables come from. */
  readonly parameters?: readonly ReportParameter[];
}

/** What workbook and page of such tables show: the policy's values with their sources, and the first rows of each table. */
export function tablesReport(of: TablesReport, source: ReportSource): ReportModel {
  const { tables } = of;
  const { timeline, table, reform, scheme, inputs, seed } = source;
  const { policy } = timeline.segments.at(-1)!;
  const count = formatCount(table.caseCount);
  return modelInEnglish({
    title: of.title,
    subtitle: { zh: `${policy.title.zh}，${count} 例`, en: `${policy.title.en}, ${count} cases` },
    region: { zh: policy.region, en: policy.region },
    year: policy.year,
    scenario: 'hospital_side',
    tables: shortenTables(tables),
    columnsShown: of.columnsShown,
    charts: of.charts ?? {},
    parameters: [...(of.parameters ?? []), ...timelineParameters(timeline)],
    statements: [],
    figures: of.figures.filter(({ value }) => !Number.isNaN(value)),
    notices: [...of.notices, ...shortenedNotices(tables)],
    identity: {
      scheme: scheme.id,
      schemeHash: scheme.hash,
      policyHash: timeline.hash,
      reformHash: reform?.hash ?? '',
      inputHash: sha256(canonicalJson(inputs)),
      seed: seed === undefined ? '' : String(seed),
      date: formatDay(lastDayOf(table)),
      version: engineVersion(),
    },
    caveat: CAVEAT,
  });
}

function timelineParameters(timeline: PolicyTimeline): ReportParameter[] {
  const { from: yearStart, policy } = timeline.segments[0]!;
  return policySources(timeline).map(({ path, label, value, unit, from, source }) => ({
    path: from === yearStart ? path : `${path} @ ${formatDay(from)}`,
    label: inUnitWords(label, policy.method),
    value,
    unit: inUnitWords(unit, policy.method),
    ...(source === undefined ? {} : { source }),
  }));
}

/** The last discharge, or admission where nobody has left: a report asks no clock, so that equal runs are equal files. */
export function lastDayOf(table: CaseTable): Day {
  for (const name of ['discharge_date', 'admit_date']) {
    const days = findColumn(table, name, 'day')?.values;
    let last = MISSING_DAY;
    for (let row = 0; row < (days?.length ?? 0); row++) if (days![row]! > last) last = days![row]!;
    if (last !== MISSING_DAY) return last;
  }
  return MISSING_DAY;
}

/** The sum of a money column as a figure, missing amounts left out; NaN, which no report shows, where none is there. */
export function sumFigure(label: Text, { columns }: ResultTable, name: string): HeadlineFigure {
  const values = columns[name] as Float64Array | undefined;
  const given = values === undefined ? [] : [...values].filter((fen) => !Number.isNaN(fen));
  const value = given.length === 0 ? Number.NaN : given.reduce((sum, fen) => sum + fen, 0);
  return { label, kind: 'money', value };
}
