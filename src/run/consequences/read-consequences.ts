import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseTable } from '../../cases/case-table.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import { readInputTable } from '../../cases/tables/read-input-table.js';
import type { MonitorRules } from '../../indicators/monitor/rules/monitor-rules-schema.js';
import { type Day, dayOf, utcDate } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/hash.js';
import { parseYuan } from '../../kernel/money.js';
import { packageRoot } from '../../kernel/package-root.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { TableRow } from '../../simulation/build-tables.js';
import { type ConsequenceRules, consequenceRulesSchema } from '../../simulation/consequences/consequence-rules.js';
import { type ConsequenceInput, consequenceTables } from '../../simulation/consequences/consequence-tables.js';
import { type LeavingHospital, leavingTable } from '../../simulation/consequences/leaving-table.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { loadMonitorRules } from '../monitor/load-monitor-rules.js';
import { CONSEQUENCES_ERRORS } from './consequences-errors.js';

/** Files that consequences are worked out from. */
export interface ConsequencesRequest {
  /** Review list of monitoring, worked: confirmed findings count. */
  readonly review?: string | undefined;
  readonly persons?: string | undefined;
  /** Rules of consequences; absent: the preset. */
  readonly consequenceRules?: string | undefined;
  /** Rules of monitoring, which hold the multiples by kind of conduct. */
  readonly rules?: string | undefined;
}

/** A preset where monitoring states no days of suspension. */
const SUSPENSION = { least: 3, most: 5 };

/** What the files of a request say. */
export interface ConsequencesRead {
  readonly rules: ConsequenceRules;
  readonly monitoring: MonitorRules;
  readonly findings: readonly InputRow[];
  readonly points: readonly InputRow[];
  readonly hospitals: readonly InputRow[];
  readonly identity: { readonly id: string; readonly hash: string };
}

/** @throws consequences_rules_missing, consequences_rules_invalid, consequences_nothing_given, input_table_wrong */
export async function readConsequences(
  { review, persons, consequenceRules, rules: monitorRules }: ConsequencesRequest,
  register: string | undefined,
): Promise<ConsequencesRead> {
  const file = consequenceRules ?? join(packageRoot(), 'monitoring', 'consequences', 'rules.yaml');
  if (!existsSync(file) || !statSync(file).isFile()) throw CONSEQUENCES_ERRORS.consequences_rules_missing({ file });
  const raise = CONSEQUENCES_ERRORS.consequences_rules_invalid;
  const rules = readDocument(readFileSync(file, 'utf8'), file, consequenceRulesSchema, raise);
  const monitoring = loadMonitorRules(monitorRules).rules;
  const findings = review === undefined ? [] : await readInputTable(review, 'review-list');
  const points = persons === undefined ? [] : await readInputTable(persons, 'person-points');
  const hospitals = register === undefined ? [] : await readInputTable(register, 'register');
  const hasScores = hospitals.some(({ score }) => score !== undefined);
  if (findings.length === 0 && points.length === 0 && !hasScores)
    throw CONSEQUENCES_ERRORS.consequences_nothing_given();
  const identity = { id: rules.id, hash: sha256(readFileSync(file)) };
  return { rules, monitoring, findings, points, hospitals, identity };
}

/** Who leaves by a scenario, and the cases that the check before leaving looks at. */
export interface LeavingRequest {
  readonly leaving: ReadonlyMap<string, Day>;
  readonly cases: readonly CaseTable[];
}

/**
 * The consequences on a year that is cleared. Where a hospital leaves by the scenario, or its agreement ends by its score
 * (on the day after the year), the check before leaving is a table of its own.
 * @param rows its table of departments
 */
export function consequencesOf(
  { rules, monitoring, findings, points, hospitals }: ConsequencesRead,
  rows: readonly TableRow[],
  year: number,
  { leaving, cases }: LeavingRequest,
): { readonly tables: ResultTable[]; readonly check: ResultTable | undefined; readonly notices: Text[] } {
  const conductOf = new Map(
    Object.entries(monitoring.supervision).map(([rule, settings]) => [rule, settings?.conduct ?? rule]),
  );
  const confirmed = findings.filter(({ status }) => status === 'confirmed');
  const end = dayOf(year, 12, 31)!;
  const input: ConsequenceInput = {
    rules,
    multiples: new Map(monitoring.conduct.map(({ name, least, most }) => [name, { least, most }])),
    suspension: monitoring.list_quality.suspension_days ?? SUSPENSION,
    findings: confirmed.map((row) => ({
      hospitalId: String(row.hospital_id ?? ''),
      department: String(row.department ?? ''),
      conduct: conductOf.get(String(row.rule)) ?? String(row.rule ?? ''),
      amountFen: amountOf(row),
    })),
    persons: points.map((row) => ({
      hospitalId: String(row.hospital_id),
      department: String(row.department ?? ''),
      points: Number(row.points),
      incomeShare: Number(row.income_share),
    })),
    departments: rows.map((row) => ({
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
  const tables = consequenceTables(input);
  const who = [...whoseAgreementEnds(tables[0]!, leaving, end + 1), ...whoLeaves(leaving)];
  const open = findings
    .filter(({ status = 'open' }) => status === 'open')
    .map((row) => ({ hospitalId: String(row.hospital_id ?? ''), amountFen: amountOf(row) }));
  const check = who.length === 0 ? undefined : leavingTable(input, who, open, cases);
  const notices = [...noticesOf(input, findings.length), ...(check === undefined ? [] : leavingNotices(check))];
  return { tables, check, notices };
}

const amountOf = ({ amount = '' }: InputRow): number => parseYuan(String(amount).replaceAll(',', '')) ?? Number.NaN;

const whoLeaves = (leaving: ReadonlyMap<string, Day>): LeavingHospital[] =>
  [...leaving].map(([hospitalId, day]) => ({ hospitalId, day, cause: 'scenario' }));

/** Hospitals whose agreement ends by their score and that do not leave before. */
function whoseAgreementEnds({ columns }: ResultTable, leaving: ReadonlyMap<string, Day>, day: Day): LeavingHospital[] {
  const agreements = columns.agreement as readonly string[];
  return (columns.hospital_id as readonly string[]).flatMap((hospitalId, row): LeavingHospital[] =>
    agreements[row] === 'ended' && !leaving.has(hospitalId) ? [{ hospitalId, day, cause: 'agreement_ended' }] : [],
  );
}

function leavingNotices({ rowCount, columns }: ResultTable): Text[] {
  const states = columns.leaving as readonly string[];
  const count = (state: string): number => states.filter((one) => one === state).length;
  const [blocked, short] = [count('blocked'), count('too_short')];
  return [
    {
      zh: `${rowCount} 家医疗机构退出：${blocked} 家有待核查疑点、${short} 家核查时段不足，不得退出（consequence_leaving）。`,
      en: `${rowCount} hospitals leave: ${blocked} with open findings and ${short} with too few months looked at may not (consequence_leaving).`,
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
