import type { Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { tableRows } from '../../simulation/build-tables.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { withHospitalWords } from '../hospital-words.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { inputPaths, type UnwrittenOptions } from '../region-data.js';
import { tableContext } from '../region-run.js';
import { NOT_FOR_PERSONS, sumFigure } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { type ConsequencesRequest, consequencesOf, readConsequences } from './read-consequences.js';

export interface ConsequencesRunOptions extends UnwrittenOptions, ConsequencesRequest {}

export interface ConsequencesRunResult {
  readonly folder: string | undefined;
  readonly tables: readonly ResultTable[];
  readonly notices: readonly Text[];
}

/**
 * Clears the year and lays on it what confirmed findings, points on persons and agreement scores do to money.
 * @throws consequences_nothing_given, and what reading, pricing and clearing throw
 */
export async function runConsequences(
  options: ConsequencesRunOptions,
  context: RunContext,
): Promise<ConsequencesRunResult> {
  const { out, review, persons } = options;
  if (out !== undefined) {
    refuseFolder(out, 'consequences');
    refuseInputAsOutput(out, [...inputPaths(options), review, persons, options.consequenceRules, options.rules]);
  }
  const read = await readConsequences(options, options.register);
  const { region, result, timeline, runner } = await pricedRegion(options, [], context);
  const cleared = await runner.run(timeline);
  const rows = tableRows('departments', cleared.settlement, tableContext(region, cleared));
  const cases = [region.year, ...(region.history === undefined ? [] : [region.history])];
  const { tables: made, check, notices } = consequencesOf(read, rows, timeline.year, { leaving: new Map(), cases });
  const { method } = timeline.segments.at(-1)!.policy;
  const tables = withHospitalWords(
    tablesInUnitWords([...made, ...(check === undefined ? [] : [check])], method),
    region.register,
  );
  if (out === undefined) return { folder: out, tables, notices };
  const report = {
    title: { zh: '违规、信用与协议考核的后果测算', en: 'What conduct, credit and agreement scores cost' },
    tables,
    columnsShown: CONSEQUENCE_COLUMNS,
    figures: consequenceFigures(tables),
    notices: [NOT_FOR_PERSONS, ...notices],
  };
  const source = { table: region.year, timeline, scheme: result.scheme, inputs: region.inputs };
  const further = { rules: read.identity };
  const { rejected } = region;
  await writeReportFolder(out, 'consequences', { tables, report, source, further, rejected }, context.language);
  return { folder: out, tables, notices };
}

/** What a reader of the tables sees first. */
export const CONSEQUENCE_COLUMNS = {
  consequence_hospitals: [
    ...['hospital_id', 'income', 'findings', 'penalty_least', 'penalty_most', 'income_at_risk', 'net_least'],
    ...['delayed_most', 'grade', 'agreement', 'quota_factor', 'deposit_returned'],
  ],
  consequence_departments: [
    ...['hospital_id', 'department', 'income', 'findings', 'penalty_least', 'penalty_most', 'persons_stopped'],
    'income_at_risk',
  ],
  consequence_leaving: [
    ...['hospital_id', 'leaving_cause', 'leaves_on', 'months', 'cases', 'fees', 'fund', 'due_least', 'due_most'],
    ...['open_findings', 'leaving'],
  ],
  consequence_conduct: ['conduct', 'least', 'most', 'findings', 'amount', 'penalty_least', 'penalty_most'],
} satisfies Readonly<Record<string, readonly string[]>>;

function consequenceFigures([hospitals]: readonly ResultTable[]): HeadlineFigure[] {
  return [
    sumFigure({ zh: '处罚上限', en: 'Most penalty' }, hospitals!, 'penalty_most'),
    sumFigure({ zh: '人员记分影响的收入', en: 'Income at risk by points on persons' }, hospitals!, 'income_at_risk'),
  ];
}
