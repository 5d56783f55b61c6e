import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readInputTable } from '../../cases/tables/read-input-table.js';
import { type Day, dayOf, utcDate } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/hash.js';
import { parseYuan } from '../../kernel/money.js';
import { packageRoot } from '../../kernel/package-root.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import { tableRows } from '../../simulation/build-tables.js';
import { consequenceRulesSchema } from '../../simulation/consequences/consequence-rules.js';
import { type ConsequenceInput, consequenceTables } from '../../simulation/consequences/consequence-tables.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { loadMonitorRules } from '../monitor/load-monitor-rules.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { inputPaths, type UnwrittenOptions } from '../region-data.js';
import { tableContext } from '../region-run.js';
import { NOT_FOR_PERSONS, sumOfColumn, tablesReport } from '../report-folder/tables-report.js';
import { writeReportFolder } from '../report-folder/write-report-folder.js';
import type { RunContext } from '../run-context.js';
import { CONSEQUENCES_ERRORS } from './consequences-errors.js';

export interface ConsequencesRunOptions extends UnwrittenOptions {
  /** Review list of monitoring, worked: confirmed findings count. */
  readonly review?: string | undefined;
  readonly persons?: string | undefined;
  /** Rules of consequences; absent: the preset. */
  readonly consequenceRules?: string | undefined;
  /** Rules of monitoring, which hold the multiples by kind of conduct. */
  readonly rules?: string | undefined;
}

export interface ConsequencesRunResult {
  readonly folder: string | undefined;
  readonly tables: readonly ResultTable[];
  readonly notices: readonly Text[];
}

/** A preset where monitoring states no days of suspension. */
const SUSPENSION = { least: 3, most: 5 };

/**
 * Clears the year and lays on it what confirmed findings, points on persons and agreement scores do to money.
 * @throws consequences_nothing_given, and what reading, pricing and clearing throw
 */
export async function runConsequences(
  options: ConsequencesRunOptions,
  context: RunContext,
): Promise<ConsequencesRunResult> {
  const { out, review, persons, register } = options;
  if (out !== undefined) {
    refuseFolder(out, 'consequences');
    refuseInputAsOutput(out, [...inputPaths(options), review, persons, options.consequenceRules, options.rules]);
  }
  const file = options.consequenceRules ?? join(packageRoot(), 'monitoring', 'consequences', 'rules.yaml');
  if (!existsSync(file) || !statSync(file).isFile()) throw CONSEQUENCES_ERRORS.consequences_rules_missing({ file });
  const raise = CONSEQUENCES_ERRORS.consequences_rules_invalid;
  const rules = readDocument(readFileSync(file, 'utf8'), file, consequenceRulesSchema, raise);
  const monitoring = loadMonitorRules(options.rules).rules;
  const findings = review === undefined ? [] : await readInputTable(review, 'review-list');
  const points = persons === undefined ? [] : await readInputTable(persons, 'person-points');
  const hospitals = register === undefined ? [] : await readInputTable(register, 'register');
  const hasScores = hospitals.some(({ score }) => score !== undefined);
  if (findings.length === 0 && points.length === 0 && !hasScores)
    throw CONSEQUENCES_ERRORS.consequences_nothing_given();
  const { region, result, timeline, runner } = await pricedRegion(options, [], context);
  const cleared = await runner.run(timeline);
  const conductOf = new Map(
    Object.entries(monitoring.supervision).map(([rule, settings]) => [rule, settings?.conduct ?? rule]),
  );
  const confirmed = findings.filter(({ status }) => status === 'confirmed');
  const end = dayOf(timeline.year, 12, 31)!;
  const input: ConsequenceInput = {
    rules,
    multiples: new Map(monitoring.conduct.map(({ name, least, most }) => [name, { least, most }])),
    suspension: monitoring.list_quality.suspension_days ?? SUSPENSION,
    findings: confirmed.map((row) => ({
      hospitalId: String(row.hospital_id ?? ''),
      department: String(row.department ?? ''),
      conduct: conductOf.get(String(row.rule)) ?? String(row.rule ?? ''),
      amountFen: parseYuan(String(row.amount ?? '').replaceAll(',', '')) ?? Number.NaN,
    })),
    persons: points.map((row) => ({
      hospitalId: String(row.hospital_id),
      department: String(row.department ?? ''),
      points: Number(row.points),
      incomeShare: Number(row.income_share),
    })),
    departments: tableRows('departments', cleared.settlement, tableContext(region, cleared)).map((row) => ({
      hospitalId: String(row.hospital_id),
      department: String(row.department),
      incomeFen: Number(row.income),
      fundFen: Number(row.fund),
    })),
    hospitals: new Map(
      hospitals.map(({ hospital_id: id, score, from }) => [
        String(id),
        {
          score: score === undefined ? Number.NaN : Number(score),
          months: from === undefined ? Number.NaN : wholeMonths(from as Day, end),
        },
      ]),
    ),
  };
  const tables = tablesInUnitWords(consequenceTables(input), timeline.segments.at(-1)!.policy.method);
  const notices = noticesOf(input, findings.length);
  if (out === undefined) return { folder: out, tables, notices };
  const identity = {
    inputs: region.inputs,
    scheme: { id: result.scheme.id, hash: result.scheme.hash },
    policy: { id: timeline.id, hash: timeline.hash },
    rules: { id: rules.id, hash: sha256(readFileSync(file)) },
  };
  const model = tablesReport({
    title: { zh: '违规、信用与协议考核的后果测算', en: 'What conduct, credit and agreement scores cost' },
    tables,
    columnsShown: CONSEQUENCE_COLUMNS,
    figures: consequenceFigures(tables),
    notices: [NOT_FOR_PERSONS, ...notices],
    ...{ table: region.year, timeline, scheme: result.scheme, inputs: region.inputs },
  });
  await writeReportFolder(
    out,
    'consequences',
    { tables, model, identity, rejected: region.rejected },
    context.language,
  );
  return { folder: out, tables, notices };
}

/** What a reader of the tables sees first. */
export const CONSEQUENCE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  consequence_hospitals: [
    ...['hospital_id', 'income', 'findings', 'penalty_least', 'penalty_most', 'income_at_risk', 'net_least'],
    ...['delayed_most', 'grade', 'agreement', 'quota_factor', 'deposit_returned'],
  ],
  consequence_departments: [
    ...['hospital_id', 'department', 'income', 'findings', 'penalty_least', 'penalty_most', 'persons_stopped'],
    'income_at_risk',
  ],
  consequence_conduct: ['conduct', 'least', 'most', 'findings', 'amount', 'penalty_least', 'penalty_most'],
};

function consequenceFigures([hospitals]: readonly ResultTable[]): HeadlineFigure[] {
  return [
    { label: { zh: '处罚上限', en: 'Most penalty' }, kind: 'money', value: sumOfColumn(hospitals!, 'penalty_most') },
    {
      label: { zh: '人员记分影响的收入', en: 'Income at risk by points on persons' },
      kind: 'money',
      value: sumOfColumn(hospitals!, 'income_at_risk'),
    },
  ];
}

function wholeMonths(from: Day, until: Day): number {
  const [first, last] = [utcDate(from), utcDate(until)];
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  return last.getUTCDate() < first.getUTCDate() ? months - 1 : months;
}

function noticesOf({ findings, departments, persons }: ConsequenceInput, listed: number): Text[] {
  const known = new Set(departments.map(({ hospitalId, department }) => JSON.stringify([hospitalId, department])));
  const lost = [...findings, ...persons].filter(
    ({ hospitalId, department }) => !known.has(JSON.stringify([hospitalId, department])),
  ).length;
  const notices: Text[] = [
    {
      zh: `核查清单 ${listed} 条，其中属实 ${findings.length} 条参与测算；其余不计。`,
      en: `${listed} findings in the review list, of which ${findings.length} are confirmed and count; the others do not.`,
    },
  ];
  if (lost > 0) {
    notices.push({
      zh: `${lost} 条属实疑点或人员记分所在的医院、科室没有病例，未计入医院与科室表。请核对名称。`,
      en: `${lost} confirmed findings or persons are of a hospital and department without cases: not in those tables. Check the names.`,
    });
  }
  return notices;
}
