import type { ResultColumnSchema, ResultTable } from '../../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../../kernel/table-of-rows.js';
import type { LiveAnswer, LiveSide } from '../live-types.js';
import { WORDS } from '../words.js';

const { key, count, money, ratio } = COLUMN;

/** Levels in the order in which people read them: 3 first, what is not registered last. */
export function levelsOf({ hospitals }: LiveAnswer): string[] {
  const found = new Set(hospitals.map(({ level }) => level));
  return ['3', '2', '1', ...[...found].filter((level) => !/^[123]$/.test(level))].filter((level) => found.has(level));
}

const COMPARED: readonly ResultColumnSchema[] = [
  count('hospitals', '医院数', 'hospitals'),
  count('cases', '病例数', 'cases'),
  money('baseline_fund', '基线基金支付', 'fund, baseline'),
  money('reform_fund', '改革后基金支付', 'fund, reform'),
  money('change_fund', '基金支付变化', 'change of the fund'),
  ratio('relative_fund', '基金支付变化率', 'relative change of the fund'),
  money('change_income', '收入变化', 'change of income'),
  ratio('relative_income', '收入变化率', 'relative change of income'),
  count('losers', '受损医院', 'hospitals that lose'),
];

/** The answer by hospital level. */
export function levelTable(answer: LiveAnswer): ResultTable {
  const columns = [key('level_class', '等级', 'level'), ...COMPARED];
  return tableOfRows(
    { name: 'live_levels', version: 1, title: WORDS.byLevel, columns },
    levelsOf(answer).map((level) => {
      const own = answer.hospitals.filter((hospital) => hospital.level === level);
      const sum = (side: 'baseline' | 'reform', of: (sums: LiveSide) => number): number =>
        own.reduce((total, hospital) => total + of(hospital[side]), 0);
      const fund = (side: 'baseline' | 'reform') => sum(side, ({ fund_fen }) => fund_fen);
      const income = (side: 'baseline' | 'reform') => sum(side, incomeOf);
      return {
        level_class: level,
        hospitals: own.length,
        cases: sum('baseline', ({ cases }) => cases),
        baseline_fund: fund('baseline'),
        reform_fund: fund('reform'),
        change_fund: fund('reform') - fund('baseline'),
        relative_fund: fund('reform') / fund('baseline') - 1,
        change_income: income('reform') - income('baseline'),
        relative_income: income('reform') / income('baseline') - 1,
        losers: own.filter(({ baseline, reform }) => incomeOf(reform) / incomeOf(baseline) - 1 < -NOTICEABLE).length,
      };
    }),
  );
}

/** The answer by insurance: what is available, and what the fund pays of it. */
export function fundTable({ pools }: LiveAnswer): ResultTable {
  const columns = [
    key('insurance', '险种', 'insurance'),
    money('available', '可用基金（预算 − 风险金）', 'available (budget less reserve)'),
    money('baseline_fund', '基线基金支付', 'fund, baseline'),
    money('reform_fund', '改革后基金支付', 'fund, reform'),
    money('change_fund', '基金支付变化', 'change of the fund'),
    ratio('relative_fund', '基金支付变化率', 'relative change of the fund'),
    money('balance', '改革后结余', 'balance, reform'),
  ];
  return tableOfRows(
    { name: 'live_fund', version: 1, title: WORDS.byInsurance, columns },
    pools.map(({ insurance, available_fen, baseline_fund_fen, reform_fund_fen }) => ({
      insurance,
      available: available_fen,
      baseline_fund: baseline_fund_fen,
      reform_fund: reform_fund_fen,
      change_fund: reform_fund_fen - baseline_fund_fen,
      relative_fund: reform_fund_fen / baseline_fund_fen - 1,
      balance: available_fen - reform_fund_fen,
    })),
  );
}

/** Income that falls or rises by more than this counts as losing or gaining, as in the report. */
export const NOTICEABLE = 0.01;

/** What a hospital gets of fund and patients. */
export const incomeOf = ({ fund_fen, patient_fen }: LiveSide): number => fund_fen + patient_fen;
