import type { Language } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import type { ChartStyle, ChartView } from '../../report/charts/chart-style.js';
import { type HospitalsShown, hospitalChangeChart } from '../../report/charts/hospital-change-chart.js';
import { formatCount, formatMoney, formatPercent, type MoneyUnit } from '../../report/format-number.js';
import { MONEY_UNIT_LABELS } from '../../report/labels.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import type { LiveAnswer, LiveSide } from './live-types.js';
import { incomeOf, NOTICEABLE } from './reform/live-tables.js';
import { say, WORDS } from './words.js';

const income = incomeOf;

/** The four large figures of an answer. */
export function liveFigures(answer: LiveAnswer, language: Language, unit: MoneyUnit): HeadlineFigure[] {
  const sum = (side: 'baseline' | 'reform', of: (sums: LiveSide) => number): number =>
    answer.hospitals.reduce((total, hospital) => total + of(hospital[side]), 0);
  const before = sum('baseline', ({ fund_fen }) => fund_fen);
  const after = sum('reform', ({ fund_fen }) => fund_fen);
  const available = answer.pools.reduce((total, pool) => total + pool.available_fen, 0);
  const classes = answer.hospitals.map(({ baseline, reform }) => {
    const share = income(reform) / income(baseline) - 1;
    return share > NOTICEABLE ? 'gain' : share < -NOTICEABLE ? 'loss' : 'same';
  });
  const losers = classes.filter((one) => one === 'loss').length;
  const loserCases = answer.hospitals.reduce(
    (total, hospital, h) => total + (classes[h] === 'loss' ? hospital.baseline.cases : 0),
    0,
  );
  const edge = (of: 'low_outlier_cases' | 'high_outlier_cases') => ({
    before: sum('baseline', (sums) => sums[of]),
    after: sum('reform', (sums) => sums[of]),
  });
  const low = edge('low_outlier_cases');
  const high = edge('high_outlier_cases');
  const both = (text: string) => ({ zh: text, en: text });
  const money = `${formatMoney(available, unit)} ${MONEY_UNIT_LABELS[unit][language]}`;
  return [
    {
      label: WORDS.fund,
      kind: 'money',
      value: after,
      change: after - before,
      relative: (after - before) / before,
      changeIs: 'neutral',
    },
    {
      label: WORDS.balance,
      kind: 'money',
      value: available - after,
      change: before - after,
      note: both(say('balanceNote', language, { available: money })),
    },
    {
      label: WORDS.losers,
      kind: 'count',
      value: losers,
      unit: WORDS.hospitals,
      note: both(
        say('losersNote', language, {
          gain: classes.filter((one) => one === 'gain').length,
          all: classes.length,
          share: formatPercent(loserCases / sum('baseline', ({ cases }) => cases), 1),
        }),
      ),
    },
    {
      label: WORDS.outliers,
      kind: 'count',
      value: low.after + high.after,
      unit: WORDS.cases,
      change: low.after + high.after - low.before - high.before,
      changeIs: 'neutral',
      note: both(
        say('outliersNote', language, {
          low: formatCount(low.after),
          lowChange: formatCount(low.after - low.before, 'always'),
          high: formatCount(high.after),
          highChange: formatCount(high.after - high.before, 'always'),
        }),
      ),
    },
  ];
}

const column = (
  name: string,
  type: ResultColumnSchema['type'],
  label: ResultColumnSchema['label'],
): ResultColumnSchema => ({ name, type, label });

/** The answer by hospital, for chart and table alike. */
export function hospitalTable({ hospitals }: LiveAnswer): ResultTable {
  const numbers = (of: (hospital: LiveAnswer['hospitals'][number]) => number) => Float64Array.from(hospitals, of);
  return {
    schema: {
      name: 'live_hospitals',
      version: 1,
      title: WORDS.byHospital,
      columns: [
        { ...column('hospital_id', 'text', WORDS.code), isKey: true },
        column('hospital_name', 'text', WORDS.name),
        column('level_class', 'text', WORDS.level),
        column('cases', 'count', WORDS.caseCount),
        column('baseline_income', 'money', WORDS.baseIncome),
        column('reform_income', 'money', WORDS.reformIncome),
        column('change_income', 'money', WORDS.change),
        column('relative_income', 'ratio', WORDS.relative),
        column('margin', 'money', WORDS.margin),
      ],
    },
    rowCount: hospitals.length,
    columns: {
      hospital_id: hospitals.map(({ hospital_id }) => hospital_id),
      hospital_name: hospitals.map(({ name }) => name),
      level_class: hospitals.map(({ level }) => level),
      cases: numbers(({ baseline }) => baseline.cases),
      baseline_income: numbers(({ baseline }) => income(baseline)),
      reform_income: numbers(({ reform }) => income(reform)),
      change_income: numbers(({ baseline, reform }) => income(reform) - income(baseline)),
      relative_income: numbers(({ baseline, reform }) => income(reform) / income(baseline) - 1),
      margin: numbers(({ reform }) => income(reform) - reform.total_cost_fen),
    },
  };
}

/** By hospital: the change where the reform changes something, else the baseline's margin. */
export function liveChart(table: ResultTable, isChanged: boolean, style: ChartStyle, shown: HospitalsShown): ChartView {
  const role = {
    table: 'live_hospitals',
    key: 'hospital_id',
    name: 'hospital_name',
    level: 'level_class',
    cases: 'cases',
    ...(isChanged
      ? { value: 'change_income', relative: 'relative_income', subject: WORDS.changeSubject }
      : { value: 'margin', subject: WORDS.marginSubject }),
  };
  return hospitalChangeChart(table, role, style, shown);
}
