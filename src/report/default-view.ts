import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { ResultTable } from '../kernel/result-table.js';
import { cellWord } from './labels.js';
import { numberColumn, textColumn } from './report-cell.js';
import type { ChartRoles, FundWaterfallRole, ReportModel } from './report-model.js';

type View = Required<Pick<ReportModel, 'charts' | 'columnsShown'>>;
type WaterfallLine = FundWaterfallRole['lines'][number];

/** Measures that a reader sees first, by scenario; names of the result tables are fixed, so they may stand here. */
const SINGLE = [
  'cases',
  'cmi',
  'total_cost',
  'income',
  'fund',
  'charge_margin',
  'charge_margin_share',
  'low_outlier_share',
  'high_outlier_share',
];
const COMPARED = [
  'reform_cases',
  'reform_cmi',
  'reform_income',
  'change_income',
  'relative_income',
  'reform_fund',
  'change_fund',
  'reform_charge_margin',
  'change_charge_margin',
];
const FUND_SINGLE = [
  'budget',
  'reserve',
  'rate',
  'carved_out_fund',
  'group_fund_before_clearing',
  'clearing_adjustment',
  'fund',
  'balance',
];
const FUND_COMPARED = [
  'baseline_budget',
  'reform_budget',
  'baseline_fund',
  'reform_fund',
  'change_fund',
  'relative_fund',
  'change_balance',
  'reform_balance',
];

/** Charts and first columns for the engine's own result tables; whatever they lack is left out. */
export function defaultView(tables: readonly ResultTable[], scenario: ReportModel['scenario']): View {
  const isCompared = scenario === 'comparison';
  const columnsShown = Object.fromEntries(
    tables.map((table) => {
      const { name, columns } = table.schema;
      const measures = name === 'fund' ? (isCompared ? FUND_COMPARED : FUND_SINGLE) : isCompared ? COMPARED : SINGLE;
      const texts = columns.filter((column) => column.type === 'text' && !/^(baseline|reform)_/.test(column.name));
      const keys = texts.filter(({ name: text }) => !['mdc', 'adrg', 'level', 'weight_status'].includes(text));
      return [name, [...keys.map((column) => column.name), ...measures]];
    }),
  );
  return { columnsShown, charts: isCompared ? comparedCharts(tables) : singleCharts(tables) };
}

function comparedCharts(tables: readonly ResultTable[]): ChartRoles {
  const hospitals = find(tables, 'hospitals', ['change_income', 'reform_cmi', 'reform_charge_margin_share']);
  const levels = find(tables, 'levels', ['baseline_fund', 'change_fund_before_clearing', 'change_clearing_adjustment']);
  return {
    ...(hospitals && {
      hospitalChange: {
        ...HOSPITAL,
        value: 'change_income',
        relative: 'relative_income',
        cases: 'reform_cases',
        subject: { zh: '各医院收入的变化', en: 'Change of income by hospital' },
      },
      marginQuadrant: {
        ...HOSPITAL,
        caseMixIndex: 'reform_cmi',
        margin: 'reform_charge_margin_share',
        cases: 'reform_cases',
        subject: { zh: '改革后病例组合与费用结余率', en: 'Case mix and margin of charges after the reform' },
      },
    }),
    ...(levels && { fundWaterfall: reformWaterfall(levels) }),
  };
}

function singleCharts(tables: readonly ResultTable[]): ChartRoles {
  const hospitals = find(tables, 'hospitals', ['charge_margin', 'charge_margin_share', 'cmi', 'cases']);
  const fund = find(tables, 'fund', ['budget', 'reserve', 'carved_out_fund', 'clearing_adjustment', 'balance']);
  const fundWaterfall = fund && budgetWaterfall(fund);
  return {
    ...(hospitals && {
      hospitalChange: {
        ...HOSPITAL,
        value: 'charge_margin',
        relative: 'charge_margin_share',
        cases: 'cases',
        subject: { zh: '各医院费用结余', en: 'Margin of charges by hospital' },
      },
      marginQuadrant: {
        ...HOSPITAL,
        caseMixIndex: 'cmi',
        margin: 'charge_margin_share',
        cases: 'cases',
        subject: { zh: '病例组合与费用结余率', en: 'Case mix and margin of charges' },
      },
    }),
    ...(fundWaterfall && { fundWaterfall }),
  };
}

const HOSPITAL = { table: 'hospitals', key: 'hospital_id', name: 'hospital_name', level: 'level_class' } as const;

function find(tables: readonly ResultTable[], name: string, columns: readonly string[]): ResultTable | undefined {
  const table = tables.find((candidate) => candidate.schema.name === name);
  return table !== undefined && columns.every((column) => table.columns[column] !== undefined) ? table : undefined;
}

/** Baseline → change before clearing of each level → change by clearing → reform. */
function reformWaterfall(levels: ResultTable): FundWaterfallRole {
  const classes = textColumn(levels, 'level_class');
  const changes = numberColumn(levels, 'change_fund_before_clearing');
  const baseline = sum(numberColumn(levels, 'baseline_fund'));
  // Level 3 first, unknown last.
  const order = [...classes.keys()].sort((a, b) => rank(classes[a]!) - rank(classes[b]!));
  const steps = order.map((row): WaterfallLine => {
    const word = { zh: cellWord('level', classes[row]!, 'zh'), en: cellWord('level', classes[row]!, 'en') };
    return {
      label: { zh: `${word.zh}机构清算前支付`, en: `${word.en}, before clearing` },
      kind: 'step',
      amountFen: changes[row]!,
    };
  });
  steps.push({
    label: { zh: '年终清算调整', en: 'Annual clearing' },
    kind: 'step',
    amountFen: sum(numberColumn(levels, 'change_clearing_adjustment')),
  });
  return {
    form: 'reform',
    subject: { zh: '基金支付', en: 'Fund payment' },
    lines: [
      { label: { zh: '基线', en: 'Baseline' }, kind: 'total', amountFen: baseline },
      ...steps,
      { label: { zh: '改革', en: 'Reform' }, kind: 'total', amountFen: sum(numberColumn(levels, 'reform_fund')) },
    ],
  };
}

function rank(levelClass: string): number {
  return levelClass === 'unknown' ? 9 : -Number(levelClass);
}

/** Budget of the pools → reserve, carve-outs, groups, clearing → balance; insurances without a pool play no part. */
function budgetWaterfall(fund: ResultTable): FundWaterfallRole | undefined {
  const keys = textColumn(fund, 'insurance');
  const budgets = numberColumn(fund, 'budget');
  const rows = [...keys.keys()]
    .filter((row) => keys[row] !== 'total' && !Number.isNaN(budgets[row]))
    .sort((a, b) => compareCodePoints(keys[a]!, keys[b]!));
  if (rows.length === 0) return undefined;
  const total = (name: string) => rows.reduce((all, row) => all + numberColumn(fund, name)[row]!, 0);
  const step = (zh: string, en: string, name: string): WaterfallLine => ({
    label: { zh, en },
    kind: 'step',
    amountFen: 0 - total(name),
  });
  return {
    form: 'budget',
    subject: { zh: '基金预算的去向', en: 'Where the fund budget goes' },
    lines: [
      { label: { zh: '基金预算', en: 'Fund budget' }, kind: 'total', amountFen: total('budget') },
      step('风险金', 'Reserve', 'reserve'),
      step('病组外基金支付', 'Paid outside the groups', 'carved_out_fund'),
      step('病组内基金支付（清算前）', 'Paid through groups, before clearing', 'group_fund_before_clearing'),
      step('年终清算调整', 'Annual clearing', 'clearing_adjustment'),
      { label: { zh: '结余', en: 'Balance' }, kind: 'total', amountFen: total('balance') },
    ],
  };
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
