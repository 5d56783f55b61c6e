import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { quantile7 } from '../intervals/replicate-values.js';
import { FUND_TOTAL } from '../result-schemas.js';
import { addFunds, type DrawnYears, drawOutlook } from './draw-outlook.js';
import type { Outlook } from './outlook-schema.js';
import { type BaseFund, crossingYear, type FundYear, NO_NOISE, projectFund } from './project-fund.js';

/** Funds of one side of a comparison, in the order in which they are shown. */
export interface OutlookSide {
  /** baseline, reform, with_behaviour. */
  readonly side: string;
  readonly funds: ReadonlyMap<string, BaseFund>;
}

type Row = Readonly<Record<string, string | number>>;

const { key, text, money, ratio } = COLUMN;
const value = (name: string, zh: string, en: string, decimals: number): ResultColumnSchema => ({
  name,
  type: 'number',
  decimals,
  label: { zh, en },
});

const ENDS = ['spending', 'surplus', 'carried'] as const;
const COLUMNS: readonly ResultColumnSchema[] = [
  key('side', '情景', 'side'),
  key('insurance', '险种', 'insurance'),
  key('year', '年度', 'year'),
  value('insured', '参保人数', 'insured people', 0),
  ratio('old_share', '老年占比', 'share of the old'),
  value('cases', '病例数', 'cases', 1),
  value('units', '权重（点数、分值）合计', 'Σ weight, points or score', 2),
  value('scale', '权重校准系数', 'scale of recalibrated weights', 6),
  money('income', '基金收入', 'income of the fund'),
  money('spending', '基金支出', 'spending of the fund'),
  money('interest', '利息', 'interest'),
  money('surplus', '当年结余', 'surplus of the year'),
  money('carried', '累计结余', 'balance carried'),
  value('value', '每单位支付（元）', 'paid a unit (yuan)', 2),
  value('fixed_budget_value', '预算不变时每单位（元）', 'a unit at the base year’s income (yuan)', 2),
  ...ENDS.flatMap((name) => {
    const { label } = {
      spending: money(name, '基金支出', 'spending of the fund'),
      surplus: money(name, '当年结余', 'surplus of the year'),
      carried: money(name, '累计结余', 'balance carried'),
    }[name];
    return [
      money(`low_${name}`, `区间下限·${label.zh}`, `lower end: ${label.en}`),
      money(`high_${name}`, `区间上限·${label.zh}`, `upper end: ${label.en}`),
    ];
  }),
];

const CROSSING_COLUMNS: readonly ResultColumnSchema[] = [
  key('side', '情景', 'side'),
  key('insurance', '险种', 'insurance'),
  ...(
    [
      ['crossing_year', '累计结余转负年度', 'balance below zero in'],
      ['low_crossing_year', '区间下限·转负年度', 'lower end: year'],
      ['high_crossing_year', '区间上限·转负年度', 'upper end: year'],
    ] as const
  ).map(([name, zh, en]) =>
    text(name, zh, en, { zh: 'never 为展望期内不转负', en: 'never: not within the years looked at' }),
  ),
  ratio('share_crossing', '转负的抽样占比', 'share of draws that cross'),
];

/**
 * Years of every side and fund with the total of the funds, and when each balance crosses zero, with intervals of seeded
 * draws (quantile type 7).
 */
export function yearsTables(
  sides: readonly OutlookSide[],
  outlook: Outlook,
  range: { readonly from: number; readonly until: number },
  seed: number,
): { readonly years: ResultTable; readonly crossings: ResultTable } {
  const count = range.until - range.from;
  const rows: Row[] = [];
  const crossings: Row[] = [];
  for (const { side, funds } of sides) {
    const paths = [...funds].map(([insurance, base]) => ({
      insurance,
      bases: [base],
      path: projectFund(base, outlook, count, NO_NOISE) as readonly Partial<FundYear>[],
    }));
    const together = addFunds(paths.map(({ path }) => path as readonly FundYear[]));
    for (const { insurance, bases, path } of [
      ...paths,
      { insurance: FUND_TOTAL, bases: [...funds.values()], path: together as readonly Partial<FundYear>[] },
    ]) {
      const drawn = outlook.replicates === 0 ? undefined : drawOutlook(bases, outlook, count, seed);
      path.forEach((year, i) => {
        rows.push({ side, insurance, year: String(range.from + i), ...shown(year), ...ends(drawn, i, outlook.level) });
      });
      const named = (index: number): string =>
        index >= 0 && Number.isFinite(index) ? String(range.from + index) : 'never';
      const own = crossingYear(path as readonly { carriedFen: number }[]);
      crossings.push({ side, insurance, crossing_year: named(own), ...crossingEnds(drawn, outlook.level, named) });
    }
  }
  return {
    years: tableOf('years', { zh: '多年展望', en: 'Outlook over years' }, COLUMNS, rows),
    crossings: tableOf(
      'years_crossing',
      { zh: '结余何时转负', en: 'When the balance crosses zero' },
      CROSSING_COLUMNS,
      crossings,
    ),
  };
}

function shown(year: Partial<FundYear>): Row {
  const yuan = (fen: number | undefined): number => (fen === undefined ? Number.NaN : fen / 100);
  const { insured, oldShare, cases, units, scale } = year;
  return {
    insured: insured ?? Number.NaN,
    old_share: oldShare ?? Number.NaN,
    cases: cases ?? Number.NaN,
    units: units ?? Number.NaN,
    scale: scale ?? Number.NaN,
    income: year.incomeFen!,
    spending: year.spendingFen!,
    interest: year.interestFen!,
    surplus: year.surplusFen!,
    carried: year.carriedFen!,
    value: yuan(year.valueFen),
    fixed_budget_value: yuan(year.fixedBudgetValueFen),
  };
}

function ends(drawn: DrawnYears | undefined, year: number, level: number): Row {
  if (drawn === undefined) return {};
  return Object.fromEntries(
    ENDS.flatMap((name) => {
      const sorted = drawn[name][year]!;
      return [
        [`low_${name}`, Math.round(quantile7(sorted, (1 - level) / 2))],
        [`high_${name}`, Math.round(quantile7(sorted, (1 + level) / 2))],
      ];
    }),
  );
}

/** Nearest ranks: a year is no mean of two. */
function crossingEnds(drawn: DrawnYears | undefined, level: number, named: (index: number) => string): Row {
  if (drawn === undefined) return {};
  const { crossings } = drawn;
  const at = (share: number): number =>
    crossings[Math.min(crossings.length - 1, Math.floor(share * crossings.length))]!;
  return {
    low_crossing_year: named(at((1 - level) / 2)),
    high_crossing_year: named(at((1 + level) / 2)),
    share_crossing: crossings.filter((year) => Number.isFinite(year)).length / crossings.length,
  };
}

function tableOf(
  name: string,
  title: { readonly zh: string; readonly en: string },
  columns: readonly ResultColumnSchema[],
  rows: readonly Row[],
): ResultTable {
  return {
    schema: { name, version: 1, title, columns },
    rowCount: rows.length,
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.type === 'text'
          ? rows.map((row) => String(row[column.name] ?? ''))
          : Float64Array.from(rows, (row) => rounded(Number(row[column.name] ?? Number.NaN), column)),
      ]),
    ),
  };
}

/** Numbers of the model to the places that are shown; money is whole fen already, shares to six places. */
function rounded(value: number, { type, decimals = 6 }: ResultColumnSchema): number {
  if (type !== 'number' && type !== 'ratio') return value;
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}
