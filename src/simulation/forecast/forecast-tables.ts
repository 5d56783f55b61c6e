import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import { quantile7 } from '../intervals/replicate-values.js';
import type { RestOfYear } from './rest-of-year.js';

const { key, text, count, money, number, ratio, keyOrBlank } = COLUMN;
/** Cases of a mean year are no whole number. */
const oneDecimal: typeof number = (...of) => ({ ...number(...of), decimals: 1 });

/** Sums of one department in one possible year, in fen; own cost is NaN where a case lacks it. */
export interface DrawnSums {
  readonly cases: number;
  readonly income: number;
  readonly cost: number;
  readonly cmi: number;
  readonly costMargin: number;
  /** Under the reform; undefined where there is none. */
  readonly reformIncome?: number;
}

/** Of every replicate: sums by department and by hospital, in the order of the keys. */
export interface DrawnYear {
  readonly departments: ReadonlyMap<string, DrawnSums>;
  readonly hospitals: ReadonlyMap<string, DrawnSums>;
}

const interval = (name: string, zh: string, en: string, column = money): ResultColumnSchema[] => [
  column(name, zh, en),
  column(`low_${name}`, `${zh}（下限）`, `${en}, low`),
  column(`high_${name}`, `${zh}（上限）`, `${en}, high`),
];

const measures = (hasReform: boolean): ResultColumnSchema[] => [
  count('cases_so_far', '已出院病例数', 'cases so far'),
  ...interval('cases', '全年病例数（预测）', 'cases of the year', oneDecimal),
  ...interval('income', '全年收入（清算后，预测）', 'income of the year, cleared'),
  ...interval('total_cost', '全年费用（预测）', 'charges of the year'),
  ...interval('margin', '全年费用结余（预测）', 'margin of charges of the year'),
  ...interval('cost_margin', '全年成本盈亏（预测）', 'cost margin of the year'),
  ratio('loss_probability', '亏损的可能性', 'share of possible years with a loss'),
  ...(hasReform
    ? [
        ...interval('reform_margin', '改革后全年费用结余', 'margin of charges under the reform'),
        ...interval('change', '改革带来的变化', 'change by the reform'),
      ]
    : []),
  number('cmi', 'CMI（预测）', 'CMI of the year'),
  number('cmi_needed', '保本所需 CMI', 'CMI that would break even', {
    zh: '其他不变：CMI × 费用 ÷ 收入；没有 CMI 时留空',
    en: 'all else equal: CMI × charges ÷ income; blank without a CMI',
  }),
  money('mean_cost', '次均费用（预测）', 'charges a case'),
  money('mean_cost_needed', '保本所需次均费用', 'charges a case that would break even', {
    zh: '其他不变：收入 ÷ 病例数',
    en: 'all else equal: income ÷ cases',
  }),
  ratio('cost_cut_needed', '费用需降低', 'cut of charges needed', {
    zh: '1 − 收入 ÷ 费用；已有结余时为 0',
    en: '1 − income ÷ charges; 0 where there is a margin already',
  }),
];

/** The forecast by department and by hospital, with intervals of the replicates. */
export function forecastTables(
  rest: RestOfYear,
  drawn: readonly DrawnYear[],
  level: number,
  hasReform: boolean,
): ResultTable[] {
  const departments = rest.departments.map(({ hospitalId, department, rows, basis }): TableRowValues => {
    const place = JSON.stringify([hospitalId, department]);
    const values = drawn.map((year) => year.departments.get(place));
    return {
      hospital_id: hospitalId,
      department,
      basis,
      cases_so_far: rows.length,
      ...summary(values, level, hasReform),
    };
  });
  const hospitals = [...new Set(rest.departments.map(({ hospitalId }) => hospitalId))].map((hospitalId) => {
    const own = rest.departments.filter((one) => one.hospitalId === hospitalId);
    const values = drawn.map((year) => year.hospitals.get(hospitalId));
    const soFar = own.reduce((sum, { rows }) => sum + rows.length, 0);
    return { hospital_id: hospitalId, cases_so_far: soFar, ...summary(values, level, hasReform) };
  });
  return [
    tableOfRows(
      {
        name: 'forecast_hospitals',
        version: 1,
        title: { zh: '全年预测：医院', en: 'Forecast of the year by hospital' },
        columns: [key('hospital_id', '医疗机构代码', 'hospital id'), ...measures(hasReform)],
      },
      hospitals,
    ),
    tableOfRows(
      {
        name: 'forecast_departments',
        version: 1,
        title: { zh: '全年预测：科室', en: 'Forecast of the year by department' },
        columns: [
          key('hospital_id', '医疗机构代码', 'hospital id'),
          keyOrBlank('department', '科室', 'department'),
          text('basis', '病例数依据', 'how the rest was counted'),
          ...measures(hasReform),
        ],
      },
      departments,
    ),
  ];
}

function summary(values: readonly (DrawnSums | undefined)[], level: number, hasReform: boolean): TableRowValues {
  const of = (pick: (sums: DrawnSums) => number): number[] =>
    values.map((sums) => (sums === undefined ? Number.NaN : pick(sums)));
  const row: Record<string, number> = {};
  const put = (name: string, list: readonly number[], isMoney: boolean): void => {
    const sorted = Float64Array.from(list).sort();
    const isKnown = !list.some(Number.isNaN) && list.length > 0;
    const shown = (value: number): number => (isMoney ? Math.round(value) : value);
    row[name] = isKnown ? shown(list.reduce((sum, value) => sum + value, 0) / list.length) : Number.NaN;
    row[`low_${name}`] = isKnown ? shown(quantile7(sorted, (1 - level) / 2)) : Number.NaN;
    row[`high_${name}`] = isKnown ? shown(quantile7(sorted, (1 + level) / 2)) : Number.NaN;
  };
  put(
    'cases',
    of(({ cases }) => cases),
    false,
  );
  put(
    'income',
    of(({ income }) => income),
    true,
  );
  put(
    'total_cost',
    of(({ cost }) => cost),
    true,
  );
  const margins = of(({ income, cost }) => income - cost);
  put('margin', margins, true);
  put(
    'cost_margin',
    of(({ costMargin }) => costMargin),
    true,
  );
  row.loss_probability = margins.filter((margin) => margin < 0).length / margins.length;
  if (hasReform) {
    put(
      'reform_margin',
      of(({ reformIncome, cost }) => reformIncome! - cost),
      true,
    );
    put(
      'change',
      of(({ reformIncome, income }) => reformIncome! - income),
      true,
    );
  }
  const [cases, income, cost] = [row.cases!, row.income!, row.total_cost!];
  const cmis = of(({ cmi }) => cmi);
  row.cmi = cmis.reduce((sum, cmi) => sum + cmi, 0) / cmis.length;
  row.cmi_needed = income > 0 ? (row.cmi * cost) / income : Number.NaN;
  row.mean_cost = Math.round(cost / cases);
  row.mean_cost_needed = Math.round(income / cases);
  row.cost_cut_needed = Math.max(0, 1 - income / cost);
  return row;
}
