import { GROUPING_COLUMNS } from '../../cases/columns.js';
import type { ImportProfile } from '../../cases/import-profile.js';
import type { RejectedRow } from '../../cases/read/read-result.js';
import { readRegisterFile } from '../../cases/read-register-file.js';
import type { InStayAlerts } from '../../indicators/in-stay/in-stay-alerts.js';
import type { InStayCard } from '../../indicators/in-stay/in-stay-cards.js';
import { inStayTable } from '../../indicators/in-stay/in-stay-table.js';
import { type PastStays, pastStays } from '../../indicators/in-stay/past-stays.js';
import type { Day } from '../../kernel/day.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { groupingSwitches } from '../../policy/grouping-switches.js';
import type { Reform } from '../../policy/policy-schema.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import type { AnyCompiledScheme } from '../../schemes/any-scheme.js';
import { loadAnyScheme } from '../../schemes/load-any-scheme.js';
import { openAnyScheme } from '../../schemes/open-any-scheme.js';
import { groupStage, readStage } from '../group-stages.js';
import { withHospitalWords } from '../hospital-words.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { checkSchemesAndWeights } from '../read-scenario-weights.js';
import { REGION_COLUMNS } from '../region-data.js';
import { refuseNoCase } from '../rejection-causes.js';
import { NOT_FOR_PERSONS } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import { timelineWith } from '../simulate-run.js';
import { inStayColumns, inStayScenario, loadInStayAlerts, refuseBudgetRate } from './in-stay-scenario.js';

export interface InStayRunOptions {
  readonly files: readonly string[];
  readonly policy: string;
  /** Paths of reforms, or reforms themselves. */
  readonly reforms?: readonly (string | Reform)[] | undefined;
  readonly weights?: string | undefined;
  readonly register?: string | undefined;
  readonly profile?: ImportProfile | undefined;
  /** Only this patient. */
  readonly caseId?: string | undefined;
  readonly day?: Day | undefined;
  readonly alerts?: string | undefined;
  /** Discharged cases, for the days that a group takes. */
  readonly past?: readonly string[] | undefined;
  /** Folder for the table; absent: nothing is written. */
  readonly out?: string | undefined;
}

export interface InStayRunResult {
  readonly cards: readonly InStayCard[];
  readonly table: ResultTable;
  readonly folder: string | undefined;
  readonly rejected: readonly RejectedRow[];
}

/**
 * Pre-grouping of patients not yet discharged (在院预分组): one or a ward. Written where asked as CSV, Parquet and XLSX.
 * @throws case_not_found, and what reading, grouping and pricing throw
 */
export async function runInStay(options: InStayRunOptions, context: RunContext): Promise<InStayRunResult> {
  const { files, out, weights, register, alerts: alertFile, past = [] } = options;
  if (out !== undefined) {
    refuseFolder(out, 'in-stay');
    refuseInputAsOutput(out, [
      ...files,
      ...past,
      weights,
      register,
      alertFile,
      options.policy,
      ...(options.reforms ?? []).filter((reform) => typeof reform === 'string'),
    ]);
  }
  const alerts = loadInStayAlerts(alertFile);
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = timeline.segments.at(-1)!;
  refuseBudgetRate(timeline);
  checkSchemesAndWeights(timeline, weights, undefined);
  const scheme = openAnyScheme(policy.scheme);
  const profile: { profile?: ImportProfile } = options.profile === undefined ? {} : { profile: options.profile };
  const columns = [...new Set([...GROUPING_COLUMNS, ...REGION_COLUMNS, ...inStayColumns(timeline)])];
  const required = ['case_id', 'dx', 'hospital_id', 'insurance'];
  const read = await readStage(files, scheme, { columns, required, ...profile }, context);
  refuseNoCase(read.table.caseCount, { ...read, rejectedCount: read.summary.rejected }, files);
  const hospitals = register === undefined ? new Map() : await readRegisterFile(register, policy.year);
  const { cards: all, scenario } = await inStayScenario(
    {
      table: read.table,
      register: hospitals,
      timeline,
      weights,
      document: loadAnyScheme(policy.scheme),
      alerts,
      past: past.length === 0 ? undefined : (await readPast(past, scheme, timeline, context)).stays,
      day: options.day,
    },
    context,
  );
  const { caseId } = options;
  const cards = caseId === undefined ? all : all.filter((card) => card.caseId === caseId);
  if (caseId !== undefined && cards.length === 0) throw OPTION_ERRORS.case_not_found({ case: caseId });
  const plain = inStayTable(cards, alerts);
  const table = withHospitalWords([plain], hospitals)[0]!;
  const rejected = [...read.rejected, ...read.unmatched];
  if (out !== undefined) {
    const inputs = read.summary.files.map(({ name, sha256: hash }) => ({ role: 'cases', name, sha256: hash }));
    const report = {
      title: { zh: '在院预分组', en: 'Patients not yet discharged' },
      tables: [table],
      columnsShown: { in_stay: [...IN_STAY_COLUMNS, `reason_${context.language}`] },
      figures: inStayFigures(cards, alerts),
      notices: [NOT_FOR_PERSONS],
    };
    const source = { table: read.table, timeline, scheme: scenario.scheme, inputs };
    const beside = {
      'in_stay.xlsx': (path: string) => writeTablesWorkbook(path, plain.schema.title, [plain], context.language),
    };
    const folder = { tables: [table], report, source, further: { alerts }, rejected, beside };
    await writeReportFolder(out, 'in-stay', folder, context.language);
  }
  return { cards, table, folder: out, rejected };
}

export interface ReadPast {
  readonly stays: PastStays;
  /** Cases read, and rows that could not be. */
  readonly cases: number;
  readonly rejected: number;
}

/** Discharged cases grouped as the patients are. @throws what reading throws */
export async function readPast(
  files: readonly string[],
  scheme: AnyCompiledScheme,
  timeline: PolicyTimeline,
  context: RunContext,
): Promise<ReadPast> {
  const columns = [...new Set([...GROUPING_COLUMNS, 'los_days'])];
  const required = ['case_id', 'dx', 'los_days'];
  const { table, summary } = await readStage(files, scheme, { columns, required }, context);
  const switches = groupingSwitches(timeline.segments.at(-1)!.policy);
  const stays = pastStays(table, await groupStage(scheme, table, switches, context));
  return { stays, cases: summary.cases, rejected: summary.rejected };
}

/** What a reader of the table sees first. */
const IN_STAY_COLUMNS: readonly string[] = [
  ...['case_id', 'department', 'group', 'group_name', 'alert', 'standard', 'cost', 'share', 'room', 'days'],
  ...['expected_days', 'expected_cost', 'days_left', 'higher_group', 'lower_group'],
];

/** How many patients stand at each alert. */
function inStayFigures(cards: readonly InStayCard[], { alerts }: InStayAlerts): HeadlineFigure[] {
  return alerts.map(({ name, title }) => ({
    label: title,
    kind: 'count' as const,
    value: cards.filter(({ alert }) => alert?.name === name).length,
    unit: { zh: '人', en: 'patients' },
  }));
}
