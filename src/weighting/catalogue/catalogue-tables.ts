import { type Decimal, decimalToNumber } from '../../kernel/decimal.js';
import type { ResultColumnSchema, ResultColumnType, ResultTable } from '../../kernel/result-table.js';
import type { Policy } from '../../policy/policy-schema.js';
import { type BuiltCatalogue, type BuiltEntry, coreShare } from './built-catalogue.js';
import type { EntryChange } from './compare-catalogues.js';
import { reviewFlags } from './review-entries.js';

/** What the tables of a catalogue's report are made from. */
export interface CatalogueReport {
  readonly built: BuiltCatalogue;
  readonly weights: Pick<Policy['weights'], 'max_cv' | 'min_cases'>;
  /** Against last year's catalogue; absent where none was given. */
  readonly changes?: readonly EntryChange[] | undefined;
  /** Coefficients of auxiliary catalogues (辅助目录), where a caller made them from the same cases. */
  readonly auxiliary?: readonly ResultTable[] | undefined;
}

/** Tables of the report: figures, kinds, CV distribution, entries, cases below the threshold, differences, auxiliary. */
export function catalogueTables(report: CatalogueReport): ResultTable[] {
  const { built } = report;
  return [
    summaryTable(built),
    kindsTable(built),
    cvTable(built.entries),
    entriesTable(report),
    belowTable(built),
    ...(report.changes === undefined ? [] : [changesTable(report.changes)]),
    ...(report.auxiliary ?? []),
  ];
}

/** A cell of `tableOf`; money in fen, NaN missing. */
export type Cell = string | number;

/** A table from rows; a column is name, type, zh, en. */
export function tableOf(
  name: string,
  zh: string,
  en: string,
  columns: readonly (readonly [name: string, type: ResultColumnType, zh: string, en: string, decimals?: number])[],
  rows: readonly (readonly Cell[])[],
): ResultTable {
  return {
    schema: {
      name,
      version: 1,
      title: { zh, en },
      columns: columns.map(
        ([column, type, columnZh, columnEn, decimals]): ResultColumnSchema => ({
          name: column,
          type,
          label: { zh: columnZh, en: columnEn },
          ...(decimals === undefined ? {} : { decimals }),
        }),
      ),
    },
    rowCount: rows.length,
    columns: Object.fromEntries(
      columns.map(([column, type], index) => [
        column,
        type === 'text' ? rows.map((row) => String(row[index])) : Float64Array.from(rows, (row) => Number(row[index])),
      ]),
    ),
  };
}

const casesOf = ({ casesByYear }: BuiltEntry): number => casesByYear.reduce((sum, count) => sum + count, 0);
const numberOf = (value: Decimal | undefined): number => (value === undefined ? Number.NaN : decimalToNumber(value));

function summaryTable(built: BuiltCatalogue): ResultTable {
  const { entries } = built;
  const tier = (name: BuiltEntry['tier']) => entries.filter((entry) => entry.tier === name);
  const share = (name: BuiltEntry['tier']) => tier(name).reduce((sum, entry) => sum + casesOf(entry), 0) / built.cases;
  const rows: readonly (readonly Cell[])[] = [
    ['years', built.years.join(' '), '年度 years'],
    ['year_factors', built.factors.join(':'), '年度系数 factors of the years'],
    ['principal', built.rules.principal, '主要诊断的位数 length of the principal'],
    ['threshold', built.threshold, '核心病种每年病例数 cases a year of a core entry'],
    ['threshold_by', built.rules.thresholdBy, '门槛的口径 measure of the threshold'],
    ['cases', built.cases, '计入的病例 cases counted'],
    ['cases_left_out', built.part.length - built.cases, '未计入的病例 cases left out'],
    ['core_entries', tier('core').length, '核心病种数 core entries'],
    ['core_share', coreShare(built), '核心病种病例占比 share of cases in core entries'],
    ['comprehensive_groups', tier('comprehensive').length, '综合病种数 comprehensive groups'],
    ['comprehensive_share', share('comprehensive'), '综合病种病例占比 share of cases in them'],
    ['fallback_share', share('fallback'), '空白组病例占比 share of cases in the blank group'],
    ['base_mean_cost_fen', built.weights.regionMeanFen, '全部病例次均费用（分）mean cost of all cases, fen'],
    ['reduction_in_variance', built.weights.riv, '组内方差减少 RIV'],
  ];
  return tableOf(
    'summary',
    '目录概况',
    'The catalogue',
    [
      ['figure', 'text', '项目', 'figure'],
      ['value', 'text', '值', 'value'],
      ['meaning', 'text', '含义', 'meaning'],
    ],
    rows,
  );
}

const TIERS = ['core', 'comprehensive', 'fallback'] as const;
const KINDS = ['surgical', 'therapeutic', 'diagnostic', 'procedure', 'conservative'] as const;

function kindsTable({ entries, cases }: BuiltCatalogue): ResultTable {
  const rows = TIERS.flatMap((tier) =>
    KINDS.flatMap((kind) => {
      const own = entries.filter((entry) => entry.tier === tier && entry.kind === kind);
      const count = own.reduce((sum, entry) => sum + casesOf(entry), 0);
      return own.length === 0 ? [] : [[tier, kind, own.length, count, count / cases]];
    }),
  );
  return tableOf(
    'kinds',
    '病种类型与治疗方式',
    'Tiers and treatment classes',
    [
      ['tier', 'text', '病种类型', 'tier'],
      ['kind', 'text', '治疗方式', 'treatment class'],
      ['entries', 'count', '病种数', 'entries'],
      ['cases', 'count', '病例数', 'cases'],
      ['share', 'ratio', '病例占比', 'share of cases'],
    ],
    rows,
  );
}

/** Lower bounds of the bands of CV; a CV on a bound lies in the band above it. */
const CV_BOUNDS = [0, 0.3, 0.5, 0.7, 1, 1.5];

function cvTable(entries: readonly BuiltEntry[]): ResultTable {
  const rows = CV_BOUNDS.map((from, index): readonly Cell[] => {
    const to = CV_BOUNDS[index + 1] ?? Number.POSITIVE_INFINITY;
    const own = entries.filter(({ figures }) => figures.cv >= from && figures.cv < to);
    const count = own.reduce((sum, entry) => sum + casesOf(entry), 0);
    return [`${from}`, to === Number.POSITIVE_INFINITY ? '' : `${to}`, own.length, count];
  });
  const without = entries.filter(({ figures }) => Number.isNaN(figures.cv));
  const left = without.reduce((sum, entry) => sum + casesOf(entry), 0);
  return tableOf(
    'cv_distribution',
    'CV 分布',
    'Distribution of CV',
    [
      ['from', 'text', 'CV 自（含）', 'CV from (included)'],
      ['to', 'text', 'CV 至（不含）', 'CV to (not included)'],
      ['entries', 'count', '病种数', 'entries'],
      ['cases', 'count', '病例数', 'cases'],
    ],
    without.length === 0 ? rows : [...rows, ['', '', without.length, left]],
  );
}

function entriesTable({ built, weights }: CatalogueReport): ResultTable {
  const rows = built.entries.map((entry): readonly Cell[] => {
    const { figures, casesByYear } = entry;
    const cases = casesOf(entry);
    return [
      entry.code,
      entry.name,
      entry.tier,
      entry.kind,
      entry.diagnosis,
      [...(entry.main === undefined ? [] : [entry.main]), ...entry.related].join('+'),
      cases,
      casesByYear.at(-1)!,
      cases / built.years.length,
      figures.keptCases,
      figures.meanFen,
      figures.cv,
      numberOf(figures.weight),
      numberOf(figures.drugScore),
      numberOf(figures.consumableScore),
      cases / built.cases,
      reviewFlags(entry, built.threshold, weights).join(' '),
    ];
  });
  return tableOf(
    'entries',
    '病种',
    'Entries',
    [
      ['code', 'text', '病种编码', 'code'],
      ['name', 'text', '病种名称', 'name'],
      ['tier', 'text', '病种类型', 'tier'],
      ['kind', 'text', '治疗方式', 'treatment class'],
      ['dx', 'text', '主要诊断', 'principal diagnosis'],
      ['px', 'text', '手术操作', 'procedures'],
      ['cases', 'count', '病例数', 'cases'],
      ['cases_last_year', 'count', '最近一年病例数', 'cases of the last year'],
      ['cases_a_year', 'number', '年均病例数', 'cases a year', 2],
      ['kept_cases', 'count', '裁剪后病例数', 'cases after trimming'],
      ['mean_cost', 'money', '次均费用', 'mean cost'],
      ['cv', 'number', '变异系数', 'CV', 4],
      ['score', 'number', '分值', 'score', 6],
      ['drug_score', 'number', '药品分值', 'drug score', 6],
      ['consumable_score', 'number', '耗材分值', 'consumable score', 6],
      ['share', 'ratio', '病例占比', 'share of cases'],
      ['review', 'text', '复核提示', 'review'],
    ],
    rows,
  );
}

function belowTable({ below }: BuiltCatalogue): ResultTable {
  return tableOf(
    'below_threshold',
    '未成为核心病种的组合',
    'Combinations that are no core entry',
    [
      ['dx', 'text', '主要诊断', 'principal diagnosis'],
      ['px', 'text', '主要手术操作', 'leading procedure'],
      ['group', 'text', '归入', 'went to'],
      ['cases', 'count', '病例数', 'cases'],
    ],
    below.map(({ diagnosis, main, group, cases }) => [diagnosis, main, group, cases]),
  );
}

function changesTable(changes: readonly EntryChange[]): ResultTable {
  return tableOf(
    'differences',
    '与上年目录的差异',
    'Differences from the catalogue before',
    [
      ['change', 'text', '变化', 'change'],
      ['code', 'text', '病种编码', 'code'],
      ['name', 'text', '病种名称', 'name'],
      ['before', 'number', '原分值', 'score before', 6],
      ['after', 'number', '新分值', 'score after', 6],
      ['relative', 'ratio', '变动', 'relative change'],
    ],
    changes.map(({ change, code, name, before, after, relative }) => [
      change,
      code,
      name,
      numberOf(before),
      numberOf(after),
      relative,
    ]),
  );
}
