import { type CaseTable, findColumn } from '../../cases/case-table.js';
import { monthsBetween } from '../../indicators/review/leaving-check.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { type Day, dayOf, formatDay, MISSING_DAY, utcDate } from '../../kernel/day.js';
import type { Fen } from '../../kernel/money.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import type { ConsequenceRules } from './consequence-rules.js';
import { type ConsequenceInput, penaltiesOf } from './consequence-tables.js';

/** Why a hospital leaves: a behaviour of the scenario lets it, or its agreement ends by its score. */
export type LeavingCause = 'scenario' | 'agreement_ended';

/** A hospital that leaves the insurance, with its first day outside. */
export interface LeavingHospital {
  readonly hospitalId: string;
  readonly day: Day;
  readonly cause: LeavingCause;
}

/** A finding that nobody has decided on yet; NaN where it has no amount. */
export interface OpenFinding {
  readonly hospitalId: string;
  readonly amountFen: Fen;
}

/** What rules without a word on the check before leaving mean: settled fees of 1 to 2 years (M21). */
const PRESET: Pick<NonNullable<ConsequenceRules['leaving']>, 'least_months' | 'most_months'> = {
  least_months: 12,
  most_months: 24,
};

const { key, text, count, money } = COLUMN;

/**
 * The check before an agreement ends, of hospitals that leave (退出前核查): the settled fees of up to two years before the
 * first day outside, as far as there are cases, what is confirmed of them and is due, and whether they may leave. Amounts
 * due are those of consequence_hospitals, here with their sum.
 * @param cases  the year and, where it was read, the past
 * @source rules 11 M21 (1–2 years of settled fees are reviewed; leave is blocked while findings are open)
 */
export function leavingTable(
  input: Pick<ConsequenceInput, 'rules' | 'multiples' | 'findings'>,
  leaving: readonly LeavingHospital[],
  open: readonly OpenFinding[],
  cases: readonly CaseTable[],
): ResultTable {
  const { least_months: least, most_months: most } = input.rules.leaving ?? PRESET;
  const windows = new Map(
    leaving.map((one) => [one.hospitalId, { from: monthsBefore(one.day, most), until: one.day }]),
  );
  const checked = feesWithin(cases, windows);
  const rows = [...leaving]
    .sort((a, b) => compareCodePoints(a.hospitalId, b.hospitalId))
    .map(({ hospitalId, day, cause }): TableRowValues => {
      const fees = checked.get(hospitalId);
      const ofHospital = ({ hospitalId: id }: { readonly hospitalId: string }): boolean => id === hospitalId;
      const due = penaltiesOf(input, input.findings.filter(ofHospital));
      const undecided = open.filter(ofHospital);
      const months = fees === undefined ? 0 : monthsBetween(fees.first, fees.last);
      return {
        hospital_id: hospitalId,
        leaving_cause: cause,
        leaves_on: formatDay(day),
        checked_from: fees === undefined ? '' : formatDay(fees.first),
        checked_until: fees === undefined ? '' : formatDay(fees.last),
        months,
        cases: fees?.cases ?? 0,
        fees: fees?.fees ?? Number.NaN,
        fund: fees?.fund ?? Number.NaN,
        ...due,
        due_least: due.amount + due.penalty_least,
        due_most: due.amount + due.penalty_most,
        open_findings: undecided.length,
        open_amount: undecided.reduce((sum, { amountFen }) => sum + (Number.isNaN(amountFen) ? 0 : amountFen), 0),
        leaving: undecided.length > 0 ? 'blocked' : months < least ? 'too_short' : 'free',
      };
    });
  const { zh, en } = {
    zh: `首个离开日之前至多 ${most} 个月内的病例`,
    en: `cases of at most ${most} months before the first day outside`,
  };
  return tableOfRows(
    {
      name: 'consequence_leaving',
      version: 1,
      title: { zh: '后果测算：退出前核查', en: 'Consequences: check before leaving' },
      columns: [
        key('hospital_id', '医疗机构代码', 'hospital id'),
        text('leaving_cause', '退出原因', 'why it leaves'),
        text('leaves_on', '离开首日', 'first day outside'),
        text('checked_from', '核查最早出院日', 'first discharge looked at', { zh, en }),
        text('checked_until', '核查最晚出院日', 'last discharge looked at'),
        count('months', '涉及月数', 'months'),
        count('cases', '病例数', 'cases'),
        money('fees', '总费用', 'charges'),
        money('fund', '统筹基金记账', 'fund as recorded'),
        count('findings', '属实疑点数', 'confirmed findings'),
        money('amount', '退回金额', 'amount to repay'),
        money('penalty_least', '处罚下限', 'least penalty'),
        money('penalty_most', '处罚上限', 'most penalty'),
        money('due_least', '应结清（下限）', 'due at leaving, least', {
          zh: '退回金额 + 处罚下限',
          en: 'to repay + least penalty',
        }),
        money('due_most', '应结清（上限）', 'due at leaving, most', {
          zh: '退回金额 + 处罚上限',
          en: 'to repay + most penalty',
        }),
        count('open_findings', '待核查疑点', 'open findings'),
        money('open_amount', '待核查金额', 'amount of the open findings'),
        text('leaving', '能否退出', 'may it leave'),
      ],
    },
    rows,
  );
}

interface Fees {
  first: Day;
  last: Day;
  cases: number;
  fees: Fen;
  /** NaN where a file of cases does not say what the fund paid. */
  fund: Fen;
}

/** Cases, charges and recorded fund of each hospital within its window; a case without a day of discharge is in none. */
function feesWithin(
  tables: readonly CaseTable[],
  windows: ReadonlyMap<string, { readonly from: Day; readonly until: Day }>,
): Map<string, Fees> {
  const found = new Map<string, Fees>();
  for (const table of tables) {
    const hospital = findColumn(table, 'hospital_id', 'dictionary');
    const days = findColumn(table, 'discharge_date', 'day')?.values;
    if (hospital === undefined || days === undefined) continue;
    const cost = findColumn(table, 'total_cost', 'money')?.values;
    const paid = findColumn(table, 'pooled_fund', 'money')?.values;
    const windowOf = hospital.values.map((id) => windows.get(id));
    for (let row = 0; row < table.caseCount; row++) {
      const window = windowOf[hospital.codes[row]!];
      const day = days[row]!;
      if (window === undefined || day === MISSING_DAY || day < window.from || day >= window.until) continue;
      const id = hospital.values[hospital.codes[row]!]!;
      const sums = found.get(id) ?? { first: day, last: day, cases: 0, fees: 0, fund: 0 };
      found.set(id, sums);
      sums.first = Math.min(sums.first, day);
      sums.last = Math.max(sums.last, day);
      sums.cases += 1;
      if (cost !== undefined && !Number.isNaN(cost[row])) sums.fees += cost[row]!;
      if (paid === undefined) sums.fund = Number.NaN;
      else if (!Number.isNaN(paid[row])) sums.fund += paid[row]!;
    }
  }
  return found;
}

/** The same day so many months before, or that month's last day. */
function monthsBefore(day: Day, months: number): Day {
  const date = utcDate(day);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() - months;
  const [year, inYear] = [Math.floor(month / 12), (month % 12) + 1];
  for (let at = date.getUTCDate(); ; at--) {
    const found = dayOf(year, inYear, at);
    if (found !== undefined) return found;
  }
}
