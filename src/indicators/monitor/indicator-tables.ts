import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { Text } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { caseMixLineOf } from '../case-mix-line.js';
import type { IndicatorContext, MeasureSums } from '../indicator.js';
import { QUADRANT_TEXT, quadrantOf } from '../quadrant.js';
import { COUNT_MEASURES } from './measures/count-measures.js';
import type { Measure } from './measures/measure.js';
import { PRICE_MEASURES } from './measures/price-measures.js';
import type { MonitorFacts } from './monitor-facts.js';
import { type MonitorIndicator, needsOf } from './monitor-indicator.js';
import { monitorIndicators } from './monitor-indicators.js';
import {
  departmentKeys,
  groupKeys,
  hospitalKeys,
  type LevelKeys,
  levelKeys,
  monthKeys,
  wholeKeys,
} from './monitor-keys.js';
import { type MonitorNeed, missingNeeds, needWords } from './needs.js';
import { type SumsByMeasure, sumMeasures } from './sum-measures.js';

/** An indicator with what it lacks; computed only where that is nothing. */
export interface IndicatorState {
  readonly indicator: MonitorIndicator;
  readonly missing: readonly MonitorNeed[];
}

/** Figures of all hospitals, for peers: by indicator and hospital, NaN where there is none. */
export interface HospitalFigures {
  readonly indicators: readonly MonitorIndicator[];
  readonly cases: Float64Array;
  readonly values: readonly Float64Array[];
}

export interface IndicatorTables {
  readonly tables: readonly ResultTable[];
  readonly states: readonly IndicatorState[];
  readonly hospitals: HospitalFigures;
}

interface Level {
  readonly name: string;
  readonly title: Text;
  readonly keys: LevelKeys;
  readonly columns: readonly ResultColumnSchema[];
  /** Quadrants are those of hospitals and departments, from their sums. */
  readonly quadrant: 'shown' | 'none';
}

const { key, text, keyOrBlank } = COLUMN;
const HOSPITAL = key('hospital_id', '医疗机构代码', 'hospital id');

/** Measures that the quadrant is made of, under the names that it reads. */
const QUADRANT_MEASURES = {
  weight_scaled: PRICE_MEASURES.weight_scaled,
  group_paid_cases: PRICE_MEASURES.group_paid_cases,
  fund: PRICE_MEASURES.fund,
  patient: PRICE_MEASURES.patient,
  total_cost: PRICE_MEASURES.priced_cost,
};

/**
 * Every indicator whose columns are there, by level class, hospital, department, group and month: from summed cases,
 * never from other figures. An indicator that lacks something has no column and is named with what it lacks.
 * @param only  keys of the indicators that are wanted; absent: all
 */
export function indicatorTables(facts: MonitorFacts, only?: ReadonlySet<string>): IndicatorTables {
  const states = monitorIndicators(facts.rules)
    .filter(({ key }) => only === undefined || only.has(key))
    .map((indicator) => ({ indicator, missing: missingNeeds(facts, needsOf(indicator)) }));
  const computed = states.filter(({ missing }) => missing.length === 0).map(({ indicator }) => indicator);
  const hasQuadrant = facts.pricing !== undefined;
  const levels = levelsOf(facts);
  const measures = [
    COUNT_MEASURES.cases,
    ...computed.flatMap((indicator) => Object.values(indicator.measures)),
    ...(hasQuadrant ? Object.values(QUADRANT_MEASURES) : []),
  ];
  const keys = levels.map(({ keys }) => keys);
  const sums = sumMeasures(facts, measures, keys);
  const context = contextOf(facts, sums);
  const tables = levels.map((level, at) => levelTable(level, at, computed, sums, context, hasQuadrant));
  const hospitalAt = levels.findIndex(({ name }) => name === 'monitor_hospitals');
  // The sums of the whole come first and are shown last.
  const shown = [...tables.slice(hospitalAt), ...tables.slice(0, hospitalAt).reverse()];
  return {
    tables: shown,
    states,
    hospitals: {
      indicators: computed,
      cases: sums.get(COUNT_MEASURES.cases)![hospitalAt]!,
      values: computed.map((indicator) => figures(indicator, sums, hospitalAt, facts.hospitals.length, context)),
    },
  };
}

/** The line of quadrants is that of the whole file, which is the first level. */
function contextOf({ pricing }: MonitorFacts, sums: SumsByMeasure): IndicatorContext {
  if (pricing === undefined) return { weightDecimals: 0 };
  const weightDecimals = pricing.timeline.segments.at(-1)!.policy.rounding.weight;
  const total = (measure: Measure): number => sums.get(measure)![0]![0]!;
  const { weight_scaled, group_paid_cases } = QUADRANT_MEASURES;
  const region = { weight_scaled: total(weight_scaled), group_paid_cases: total(group_paid_cases) };
  return { weightDecimals, caseMixLine: caseMixLineOf(pricing.unit, weightDecimals, region) };
}

function levelsOf(facts: MonitorFacts): Level[] {
  const level = key('level', '等级', 'level');
  return [
    {
      name: 'monitor_total',
      title: { zh: '监测指标·合计', en: 'Indicators: total' },
      keys: wholeKeys(facts),
      columns: [key('scope', '范围', 'scope')],
      quadrant: 'none',
    },
    {
      name: 'monitor_levels',
      title: { zh: '监测指标·等级', en: 'Indicators by level' },
      keys: levelKeys(facts),
      columns: [level],
      quadrant: 'none',
    },
    {
      name: 'monitor_hospitals',
      title: { zh: '监测指标·医院', en: 'Indicators by hospital' },
      keys: withLevels(facts),
      columns: [HOSPITAL, { ...level, isKey: false }],
      quadrant: 'shown',
    },
    {
      name: 'monitor_departments',
      title: { zh: '监测指标·科室', en: 'Indicators by department' },
      keys: departmentKeys(facts),
      columns: [HOSPITAL, keyOrBlank('department', '科室', 'department')],
      quadrant: 'shown',
    },
    {
      name: 'monitor_groups',
      title: { zh: '监测指标·病组', en: 'Indicators by group' },
      keys: groupKeys(facts),
      columns: [key('group', '病组', 'group'), text('group_name', '病组名称', 'name of the group')],
      quadrant: 'none',
    },
    {
      name: 'monitor_months',
      title: { zh: '监测指标·月份', en: 'Indicators by month' },
      keys: monthKeys(facts),
      columns: [key('month', '出院月份', 'month of discharge')],
      quadrant: 'none',
    },
  ];
}

function withLevels(facts: MonitorFacts): LevelKeys {
  const keys = hospitalKeys(facts);
  return { ...keys, names: keys.names.map(([id], h) => [id!, facts.levels[h]!]) };
}

function figures(
  indicator: MonitorIndicator,
  sums: SumsByMeasure,
  at: number,
  count: number,
  context: IndicatorContext,
): Float64Array {
  const parts = Object.entries(indicator.measures).map(([name, measure]) => [name, sums.get(measure)![at]!] as const);
  const record: Record<string, number> = {};
  const out = new Float64Array(count);
  for (let key = 0; key < count; key++) {
    for (const [name, values] of parts) record[name] = values[key]!;
    out[key] = indicator.compute(record, context);
  }
  return out;
}

function levelTable(
  level: Level,
  at: number,
  indicators: readonly MonitorIndicator[],
  sums: SumsByMeasure,
  context: IndicatorContext,
  hasPrices: boolean,
): ResultTable {
  const { keys, columns, name, title } = level;
  const cases = sums.get(COUNT_MEASURES.cases)![at]!;
  const shown = [...keys.names.keys()]
    .filter((key) => cases[key]! > 0)
    .sort((a, b) => compareKeys(keys.names[a]!, keys.names[b]!));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(shown, (key) => values[key]!);
  const withQuadrant = level.quadrant === 'shown' && hasPrices;
  const quadrants = withQuadrant ? quadrantsOf(shown, sums, at, context) : [];
  const { key, label, formula } = QUADRANT_TEXT;
  return {
    schema: {
      name,
      version: 1,
      title,
      columns: [
        ...columns,
        { name: 'cases', type: 'count', label: { zh: '病例数', en: 'cases' } },
        ...(withQuadrant ? [{ name: key, type: 'text', label, meaning: formula } as const] : []),
        ...indicators.map(columnOf),
      ],
    },
    rowCount: shown.length,
    columns: {
      ...Object.fromEntries(columns.map((column, c) => [column.name, shown.map((k) => keys.names[k]![c]!)])),
      cases: pick(cases),
      ...(withQuadrant ? { [key]: quadrants } : {}),
      ...Object.fromEntries(
        indicators.map((indicator) => [indicator.key, pick(figures(indicator, sums, at, keys.count, context))]),
      ),
    },
  };
}

function quadrantsOf(keys: readonly number[], sums: SumsByMeasure, at: number, context: IndicatorContext): string[] {
  const parts = Object.entries(QUADRANT_MEASURES).map(([name, measure]) => [name, sums.get(measure)![at]!] as const);
  return keys.map((key) => {
    const record = Object.fromEntries(parts.map(([name, values]) => [name, values[key]!]));
    return quadrantOf(record as MeasureSums, context);
  });
}

/** A column of the tables for an indicator. */
function columnOf({ key, label, unit, decimals, edges, formula }: MonitorIndicator): ResultColumnSchema {
  const type = unit === 'fen' ? 'money' : unit === 'share' ? 'ratio' : 'number';
  const further = { ...(decimals === undefined ? {} : { decimals }), ...(edges === undefined ? {} : { edges }) };
  return { name: key, type, label, meaning: formula, ...further };
}

const compareKeys = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < a.length; i++) {
    const side = compareCodePoints(a[i]!, b[i]!);
    if (side !== 0) return side;
  }
  return 0;
};

/** Units as files have them: amounts in yuan. */
const UNIT_NAMES = { fen: 'yuan', share: 'share', number: 'number', days: 'days' } as const;

/**
 * What each indicator is, where it comes from, and whether it could be computed; missing columns are named.
 * @param wording  a label or formula of an indicator as the headings of the tables have it, such as points for CMI
 */
export function indicatorList(
  states: readonly IndicatorState[],
  wording: (key: string, text: Text) => Text = (_, text) => text,
): ResultTable {
  const both = (of: (state: IndicatorState) => Text): readonly [zh: string[], en: string[]] => [
    states.map((state) => of(state).zh),
    states.map((state) => of(state).en),
  ];
  const [name_zh, name_en] = both(({ indicator: { key, label } }) => wording(key, label));
  const [formula_zh, formula_en] = both(({ indicator: { key, formula } }) => wording(key, formula));
  const [missing_zh, missing_en] = both(({ missing }) => needWords(missing));
  return {
    schema: {
      name: 'monitor_indicators',
      version: 1,
      title: { zh: '指标说明与缺项', en: 'Indicators and what they lack' },
      columns: [
        key('indicator', '指标', 'indicator'),
        text('name_zh', '名称', 'name in Chinese'),
        text('name_en', '英文名称', 'name'),
        text('unit', '单位', 'unit'),
        text('state', '状态', 'state'),
        text('missing_zh', '缺少', 'missing, in Chinese'),
        text('missing_en', '缺少（英文）', 'missing'),
        text('formula_zh', '口径', 'formula in Chinese'),
        text('formula_en', '口径（英文）', 'formula'),
        text('source', '来源', 'source'),
      ],
    },
    rowCount: states.length,
    columns: {
      indicator: states.map(({ indicator }) => indicator.key),
      name_zh,
      name_en,
      unit: states.map(({ indicator }) => UNIT_NAMES[indicator.unit]),
      state: states.map(({ missing }) => (missing.length === 0 ? 'computed' : 'not_applicable')),
      missing_zh,
      missing_en,
      formula_zh,
      formula_en,
      source: states.map(({ indicator }) => indicator.source),
    },
  };
}
