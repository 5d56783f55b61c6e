import type { Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { Policy } from '../policy/policy-schema.js';
import { formatCount } from '../report/format-number.js';
import type { CaseMixBoundary, ChartRoles, ReportModel } from '../report/report-model.js';
import { FIRST_MEASURES } from '../report/table-columns.js';
import { RESULT_TABLE_NAMES } from '../simulation/result-schemas.js';
import { SPLIT_TABLE_NAMES } from '../simulation/splits/split-schemas.js';

/** One row of a table, by column name. */
export class TableRow {
  private readonly row: number;
  constructor(
    private readonly table: ResultTable,
    key: string,
  ) {
    const keyColumn = table.schema.columns.find((column) => column.isKey)!.name;
    this.row = (table.columns[keyColumn] as readonly string[]).indexOf(key);
  }
  number(name: string): number {
    return (columnOf(this.table, name) as Float64Array)[this.row] ?? Number.NaN;
  }
}

export function columnOf(from: ResultTable, name: string): readonly string[] | Float64Array {
  const column = from.columns[name];
  if (column === undefined) throw new Error(`table ${from.schema.name} has no column ${name}`);
  return column;
}

/** Tables longer than this stand in CSV and Parquet only: workbook and page hold a table whole in memory. */
export const MOST_ROWS_SHOWN = 200_000;

/** Tables that workbook and page show; 200,000 rows are shown, one more are not. */
export function tablesShown(tables: readonly ResultTable[]): ResultTable[] {
  return tables.filter(({ rowCount }) => rowCount <= MOST_ROWS_SHOWN);
}

/** For each table left out: where it stands in full. */
export function leftOutNotices(tables: readonly ResultTable[]): Text[] {
  return tables
    .filter(({ rowCount }) => rowCount > MOST_ROWS_SHOWN)
    .map(({ schema: { name, title }, rowCount }) => ({
      zh: `“${title.zh}”表有 ${formatCount(rowCount)} 行，超过 ${formatCount(MOST_ROWS_SHOWN)} 行，工作簿与网页不含该表；完整内容见 ${name}.csv 与 ${name}.parquet。`,
      en: `The table "${title.en}" has ${formatCount(rowCount)} rows, more than ${formatCount(MOST_ROWS_SHOWN)}: workbook and page leave it out; it stands whole in ${name}.csv and ${name}.parquet.`,
    }));
}

const CUT_ALIKE = SPLIT_TABLE_NAMES.filter((name) => name !== 'patients');
const COMMON_TABLES = new Set<string>([...RESULT_TABLE_NAMES, ...CUT_ALIKE]);
const NOT_AT_FIRST = new Set(['mdc', 'adrg', 'level', 'weight_status', 'quadrant']);

/** Columns of each table that stand in the report at first: keys and names, then a handful of measures. */
export function columnsShown(
  tables: readonly ResultTable[],
  scenario: ReportModel['scenario'],
): Record<string, string[]> {
  const isCompared = scenario === 'comparison';
  return Object.fromEntries(
    tables.map(({ schema }) => {
      // Tables of the clearing itself are narrow: they stand whole.
      if (!COMMON_TABLES.has(schema.name)) return [schema.name, schema.columns.map(({ name }) => name)];
      const isFund = schema.name === 'fund';
      const kind = isFund ? (isCompared ? 'fund_comparison' : 'fund') : isCompared ? 'comparison' : 'single';
      const measures = FIRST_MEASURES[kind];
      const texts = schema.columns.filter(
        ({ type, name }) => type === 'text' && !/^(baseline|reform)_/.test(name) && !NOT_AT_FIRST.has(name),
      );
      return [schema.name, [...texts.map(({ name }) => name), ...measures]];
    }),
  );
}

type Method = Policy['method'];
interface CaseMix {
  readonly words: Text;
  readonly boundary: { readonly boundary?: CaseMixBoundary };
}

/** Points are made so that a mean case has about this many. */
const MEAN_POINTS = 100;
/** The same of scores; used only where a region has no case with a score. */
const MEAN_SCORE = 1000;

/**
 * What hospitals are compared by: CMI against 1; mean points against 100; mean scores against the region's own mean,
 * because each region scales its scores as it likes.
 */
function caseMixOf(method: Method, fund: TableRow, side: 'reform_' | ''): CaseMix {
  if (method === 'drg-rate') return { words: { zh: 'CMI ', en: 'CMI' }, boundary: {} };
  if (method === 'drg-points') {
    const words = { zh: '例均点数', en: 'mean points' };
    return { words, boundary: { boundary: { at: MEAN_POINTS, name: words } } };
  }
  const words = { zh: '例均分值', en: 'mean score' };
  const mean = fund.number(`${side}total_weight`) / fund.number(`${side}group_paid_cases`);
  return { words, boundary: { boundary: { at: mean > 0 ? mean : MEAN_SCORE, name: words } } };
}

const sentence = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** Change by hospital, the fund from baseline to reform, CMI against margin. */
export function comparisonCharts(fund: TableRow, method: Method): ChartRoles {
  const { words, boundary } = caseMixOf(method, fund, 'reform_');
  return {
    hospitalChange: {
      table: 'hospitals',
      key: 'hospital_id',
      name: 'hospital_name',
      level: 'level_class',
      value: 'change_income',
      relative: 'relative_income',
      cases: 'reform_cases',
      subject: { zh: '各医院收入的变化', en: 'Change of income by hospital' },
    },
    fundWaterfall: {
      subject: { zh: '基金支付：从基线到改革', en: 'Fund payment: from baseline to reform' },
      form: 'reform',
      lines: [
        { label: { zh: '基线', en: 'Baseline' }, kind: 'total', amountFen: fund.number('baseline_fund') },
        {
          label: { zh: '组内支付', en: 'Paid through groups' },
          kind: 'step',
          amountFen: fund.number('change_group_fund_before_clearing'),
        },
        {
          label: { zh: '组外支付', en: 'Outside the groups' },
          kind: 'step',
          amountFen: fund.number('change_carved_out_fund'),
        },
        {
          label: { zh: '结余留用与超支分担', en: 'Retention and sharing' },
          kind: 'step',
          amountFen: fund.number('change_clearing_adjustment'),
        },
        { label: { zh: '改革', en: 'Reform' }, kind: 'total', amountFen: fund.number('reform_fund') },
      ],
    },
    marginQuadrant: {
      table: 'hospitals',
      key: 'hospital_id',
      name: 'hospital_name',
      level: 'level_class',
      caseMixIndex: 'reform_cmi',
      margin: 'reform_charge_margin_share',
      cases: 'reform_cases',
      ...boundary,
      subject: { zh: `改革后：${words.zh}与费用结余率`, en: `After the reform: ${words.en} and margin of charges` },
    },
  };
}

/** Margin by hospital, the fund from budget to balance, CMI against margin. */
export function singleCharts(fund: TableRow, method: Method): ChartRoles {
  const { words, boundary } = caseMixOf(method, fund, '');
  const minus = (name: string): number => -fund.number(name) || 0;
  const budget = fund.number('budget');
  const step = (zh: string, en: string, name: string) => ({
    label: { zh, en },
    kind: 'step' as const,
    amountFen: minus(name),
  });
  return {
    hospitalChange: {
      table: 'hospitals',
      key: 'hospital_id',
      name: 'hospital_name',
      level: 'level_class',
      value: 'charge_margin',
      relative: 'charge_margin_share',
      cases: 'cases',
      subject: { zh: '各医院费用结余', en: 'Margin of charges by hospital' },
    },
    ...(Number.isNaN(budget)
      ? {}
      : {
          fundWaterfall: {
            subject: { zh: '基金：从预算到结余', en: 'The fund: from budget to balance' },
            form: 'budget' as const,
            lines: [
              { label: { zh: '预算', en: 'Budget' }, kind: 'total' as const, amountFen: budget },
              step('风险金', 'Reserve', 'reserve'),
              step('组外支付', 'Outside the groups', 'carved_out_fund'),
              step('组内支付', 'Paid through groups', 'group_fund_before_clearing'),
              step('结余留用与超支分担', 'Retention and sharing', 'clearing_adjustment'),
              {
                label: { zh: '结余', en: 'Balance' },
                kind: 'total' as const,
                amountFen: budget - fund.number('reserve') - fund.number('fund'),
              },
            ],
          },
        }),
    marginQuadrant: {
      table: 'hospitals',
      key: 'hospital_id',
      name: 'hospital_name',
      level: 'level_class',
      caseMixIndex: 'cmi',
      margin: 'charge_margin_share',
      cases: 'cases',
      ...boundary,
      subject: { zh: `${words.zh}与费用结余率`, en: sentence(`${words.en} and margin of charges`) },
    },
  };
}
