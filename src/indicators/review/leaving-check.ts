import { findColumn } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { formatDay, MISSING_DAY } from '../../kernel/day.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { hospitalIdColumn } from '../monitor/hospital-id-column.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';

const { text, count, money } = COLUMN;

/**
 * The check before an agreement ends (退出前核查): the settled fees of the file, the findings on them, and whether the
 * hospital may leave. Blocked while a finding is open; too_short where the cases reach over fewer months than the rules
 * ask for.
 * @param review the list of findings with their statuses
 */
export function leavingCheck(facts: MonitorFacts, review: ResultTable): ResultTable {
  const { leaving } = facts.rules;
  const fund = findColumn(facts.table, 'pooled_fund', 'money')?.values;
  const days = findColumn(facts.table, 'discharge_date', 'day')?.values;
  const size = facts.hospitals.length;
  const [cases, fees, paid] = Array.from({ length: 3 }, () => new Float64Array(size));
  const first = new Int32Array(size).fill(MISSING_DAY);
  const last = new Int32Array(size).fill(MISSING_DAY);
  for (let row = 0; row < facts.caseCount; row++) {
    const h = facts.hospital[row]!;
    cases![h]! += 1;
    if (facts.cost[row]! >= 0) fees![h]! += facts.cost[row]!;
    if (fund !== undefined && !Number.isNaN(fund[row])) paid![h]! += fund[row]!;
    const day = days?.[row] ?? MISSING_DAY;
    if (day === MISSING_DAY) continue;
    if (first[h] === MISSING_DAY || day < first[h]!) first[h] = day;
    if (day > last[h]!) last[h] = day;
  }
  const open = new Map<string, { findings: number; amountFen: number }>();
  const statuses = review.columns.status as readonly string[];
  const amounts = review.columns.amount as Float64Array;
  (review.columns.hospital_id as readonly string[]).forEach((hospital, i) => {
    if (statuses[i] !== 'open') return;
    const known = open.get(hospital) ?? { findings: 0, amountFen: 0 };
    known.findings++;
    if (!Number.isNaN(amounts[i])) known.amountFen += amounts[i]!;
    open.set(hospital, known);
  });
  const shown = [...facts.hospitals.keys()]
    .filter((h) => h > 0 && cases![h]! > 0)
    .sort((a, b) => compareCodePoints(facts.hospitals[a]!, facts.hospitals[b]!));
  const openOf = (h: number) => open.get(facts.hospitals[h]!) ?? { findings: 0, amountFen: 0 };
  const months = (h: number): number => (first[h] === MISSING_DAY ? 0 : monthsBetween(first[h]!, last[h]!));
  const numbers = (of: (h: number) => number): Float64Array => Float64Array.from(shown, of);
  return {
    schema: {
      name: 'leaving_check',
      version: 1,
      title: { zh: '退出协议前核查', en: 'Check before an agreement ends' },
      columns: [
        hospitalIdColumn(facts),
        text('first_discharge', '最早出院日', 'first discharge'),
        text('last_discharge', '最晚出院日', 'last discharge'),
        count('months', '涉及月数', 'months'),
        count('cases', '病例数', 'cases'),
        money('fees', '总费用', 'charges'),
        money('fund', '统筹基金记账', 'fund as recorded'),
        count('open_findings', '待核查疑点', 'open findings'),
        money('open_amount', '待核查金额', 'amount of the open findings'),
        text('leaving', '能否退出', 'may it leave'),
      ],
    },
    rowCount: shown.length,
    columns: {
      hospital_id: shown.map((h) => facts.hospitals[h]!),
      first_discharge: shown.map((h) => formatDay(first[h]!)),
      last_discharge: shown.map((h) => formatDay(last[h]!)),
      months: numbers(months),
      cases: numbers((h) => cases![h]!),
      fees: numbers((h) => (facts.cost.length === 0 ? Number.NaN : fees![h]!)),
      fund: numbers((h) => (fund === undefined ? Number.NaN : paid![h]!)),
      open_findings: numbers((h) => openOf(h).findings),
      open_amount: numbers((h) => openOf(h).amountFen),
      leaving: shown.map((h) => {
        if (openOf(h).findings > 0) return 'blocked';
        return months(h) < leaving.least_months ? 'too_short' : 'free';
      }),
    },
  };
}

/** Calendar months that two days touch, both counted. */
export function monthsBetween(from: number, until: number): number {
  const number = (day: number): number => {
    const [year, month] = formatDay(day).split('-');
    return Number(year) * 12 + Number(month);
  };
  return number(until) - number(from) + 1;
}
