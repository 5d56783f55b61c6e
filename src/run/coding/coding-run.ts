import { join } from 'node:path';
import { type CaseTable, findColumn, textAt } from '../../cases/case-table.js';
import { normaliseCode } from '../../cases/codes/normalise-code.js';
import { GROUPING_COLUMNS } from '../../cases/columns.js';
import { readRegisterFile } from '../../cases/read-register-file.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import { readInputTable } from '../../cases/tables/read-input-table.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import { type AuditedCase, auditCoding } from '../../indicators/coding/audit-coding.js';
import { recordCodesOf } from '../../indicators/coding/coding-errors.js';
import { codingTables } from '../../indicators/coding/coding-tables.js';
import { type CaseCodes, caseCodesAt, withCodes } from '../../indicators/coding/with-codes.js';
import type { Fen } from '../../kernel/money.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { priceTermsReader } from '../../pricing/price-terms.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { openAnyScheme } from '../../schemes/open-any-scheme.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { readStage } from '../group-stages.js';
import { withHospitalWords } from '../hospital-words.js';
import type { InStayRunOptions } from '../in-stay/in-stay-run.js';
import { inStayColumns, refuseBudgetRate, unpricedScenario } from '../in-stay/in-stay-scenario.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { checkSchemesAndWeights } from '../read-scenario-weights.js';
import { REGION_COLUMNS } from '../region-data.js';
import { refuseNoCase } from '../rejection-causes.js';
import { NOT_FOR_PERSONS, sumFigure } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import type { PricedScenario } from '../scenario-run.js';
import type { WeightSource } from '../scenario-side.js';
import { timelineWith } from '../simulate-run.js';
import { CODING_RUN_ERRORS } from './coding-errors.js';

export interface CodingRunOptions extends Omit<InStayRunOptions, 'alerts'> {
  /** medical-records: what the record of each case says. */
  readonly records?: string | undefined;
  /** Of the case of `caseId`: what would be coded otherwise. */
  readonly addDx?: readonly string[] | undefined;
  readonly addPx?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
  readonly principal?: string | undefined;
}

/** What would be coded otherwise. */
type CodeChanges = Pick<CodingRunOptions, 'addDx' | 'addPx' | 'remove' | 'principal'>;

/** One coding of a case: its codes, group and standard. */
export interface CodedAs extends CaseCodes {
  readonly group: string;
  readonly groupName: string;
  readonly standardFen: Fen;
}

export interface CodingRunResult {
  readonly tables: readonly ResultTable[];
  readonly audited: number;
  readonly simulated: { readonly caseId: string; readonly before: CodedAs; readonly after: CodedAs } | undefined;
  readonly folder: string | undefined;
}

/**
 * What codes are worth: lists against records with loss and gain by kind of error, or one case coded otherwise ("with
 * this procedure: group, standard, difference"). Only for checking what was done and recorded.
 * @throws coding_nothing_asked, coding_records_without_match, case_not_found, and what reading and pricing throw
 */
export async function runCoding(options: CodingRunOptions, context: RunContext): Promise<CodingRunResult> {
  const { files, out, weights, register, records, caseId } = options;
  if (records === undefined && (caseId === undefined || !isChanged(options)))
    throw CODING_RUN_ERRORS.coding_nothing_asked();
  if (out !== undefined) {
    refuseFolder(out, 'coding');
    refuseInputAsOutput(out, [...files, weights, register, records, options.policy]);
  }
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = timeline.segments.at(-1)!;
  refuseBudgetRate(timeline);
  checkSchemesAndWeights(timeline, weights, undefined);
  const rows = records === undefined ? undefined : await readInputTable(records, 'medical-records');
  const columns = [...new Set([...GROUPING_COLUMNS, ...REGION_COLUMNS, ...inStayColumns(timeline)])];
  const required = ['case_id', 'dx', 'hospital_id', 'insurance'];
  const profile = options.profile === undefined ? {} : { profile: options.profile };
  const scheme = openAnyScheme(policy.scheme);
  const {
    table,
    summary,
    rejected: unread,
    unmatched,
  } = await readStage(files, scheme, { columns, required, ...profile }, context);
  refuseNoCase(table.caseCount, { summary, rejected: unread, rejectedCount: summary.rejected }, files);
  const { scheme: used, ...made } = await codingOf({ table, timeline, weights, rows }, options, context);
  const { tables } = made;
  if (out !== undefined && tables.length > 0) {
    const inputs = summary.files.map(({ name, sha256 }) => ({ role: 'cases', name, sha256 }));
    const report = {
      title: { zh: '编码差错的影响', en: 'What coding errors are worth' },
      tables,
      columnsShown: CODING_COLUMNS,
      figures: codingFigures(tables),
      notices: [NOT_FOR_PERSONS],
    };
    const source = { table, timeline, scheme: used, inputs };
    const rejected = [...unread, ...unmatched];
    await writeReportFolder(out, 'coding', { tables, report, source, rejected }, context.language);
  }
  return { ...made, folder: tables.length === 0 ? undefined : out && join(out) };
}

/** Cases that are read already, and what beside them says how they are judged and paid. */
export interface CodingInput {
  readonly table: CaseTable;
  readonly timeline: PolicyTimeline;
  readonly weights: WeightSource | undefined;
  /** Rows of medical-records; absent: none were given. */
  readonly rows: readonly InputRow[] | undefined;
}

/** The same of cases that are read already. @throws coding_records_without_match, case_not_found, and what pricing throws */
export async function codingOf(
  { table, timeline, weights, rows }: CodingInput,
  options: CodeChanges & Pick<CodingRunOptions, 'register' | 'caseId' | 'day'>,
  context: RunContext,
): Promise<Omit<CodingRunResult, 'folder'> & { readonly scheme: PricedScenario['scheme'] }> {
  const { register, caseId } = options;
  const { policy } = timeline.segments.at(-1)!;
  const hospitals = register === undefined ? new Map() : await readRegisterFile(register, policy.year);
  const { result, regroup } = await unpricedScenario(
    {
      table,
      register: hospitals,
      timeline,
      weights,
      day: options.day,
    },
    context,
  );
  const { catalogue } = result.scheme;
  const terms = priceTermsReader(result.input);
  const standardOf = (row: number, group: number): Fen => terms.termsAt(row, group)?.standardFen ?? Number.NaN;
  const ids = findColumn(table, 'case_id', 'text')!;
  const rowOf = new Map(Array.from({ length: table.caseCount }, (_, row) => [textAt(ids, row), row]));
  let simulated: CodingRunResult['simulated'];
  if (caseId !== undefined && isChanged(options)) {
    const row = rowOf.get(caseId);
    if (row === undefined) throw OPTION_ERRORS.case_not_found({ case: caseId });
    const codes = caseCodesAt(table, row);
    const changed = changedCodes(codes, options);
    const groups = await regroup(withCodes(table, (at) => (at === row ? changed : caseCodesAt(table, at))));
    const as = (list: CaseCodes, { group }: GroupColumns): CodedAs => ({
      ...list,
      group: catalogue.codes[group[row]!]!,
      groupName: catalogue.names[group[row]!]!,
      standardFen: standardOf(row, group[row]!),
    });
    simulated = { caseId, before: as(codes, result.groups), after: as(changed, groups) };
  }
  const byRow = Array.from({ length: table.caseCount }, (): ReturnType<typeof recordCodesOf> | undefined => undefined);
  let matched = 0;
  for (const one of rows ?? []) {
    const row = rowOf.get(String(one.case_id));
    if (row === undefined) continue;
    byRow[row] = recordCodesOf(one);
    matched++;
  }
  if (rows !== undefined && rows.length > 0 && matched === 0)
    throw CODING_RUN_ERRORS.coding_records_without_match({ rows: rows.length });
  const audited: AuditedCase[] =
    rows === undefined ? [] : await auditCoding(table, result.groups, byRow, regroup, standardOf);
  const made = rows === undefined ? [] : tablesInUnitWords(codingTables(table, catalogue, audited), policy.method);
  const tables = withHospitalWords(made, hospitals);
  return { tables, audited: audited.length, simulated, scheme: result.scheme };
}

function isChanged({ addDx, addPx, remove, principal }: CodeChanges): boolean {
  return [addDx, addPx, remove, principal].some((change) => change !== undefined);
}

/** Principal first, then what is added at the end of each list, without what is removed. */
function changedCodes({ dx, px }: CaseCodes, options: CodeChanges): CaseCodes {
  const written = (codes: readonly string[] = []): string[] => codes.map((code) => normaliseCode(code));
  const gone = new Set(written(options.remove));
  const kept = (codes: readonly string[]): string[] => [...new Set(codes)].filter((code) => !gone.has(code));
  const first = written(options.principal === undefined ? [] : [options.principal]);
  return { dx: kept([...first, ...dx, ...written(options.addDx)]), px: kept([...px, ...written(options.addPx)]) };
}

/** What a reader of coding tables sees first. */
export const CODING_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  coding_errors: ['error', 'name_zh', 'name_en', 'cases', 'group_changes', 'loss', 'gain', 'without_standard'],
  coding_departments: ['hospital_id', 'department', 'judged', 'cases', 'group_changes', 'loss', 'gain'],
  coding_cases: [
    ...['case_id', 'department', 'errors', 'list_group', 'record_group', 'list_standard', 'record_standard'],
    'difference',
  ],
};

/** What the lists lose and gain against the records. */
function codingFigures(tables: readonly ResultTable[]): HeadlineFigure[] {
  const errors = tables.find(({ schema }) => schema.name === 'coding_errors')!;
  return [
    sumFigure({ zh: '漏编、错编少得', en: 'Lost by coding' }, errors, 'loss'),
    sumFigure({ zh: '漏编、错编多得', en: 'Gained by coding' }, errors, 'gain'),
  ];
}
