import type { Text } from '../../kernel/errors.js';
import type { ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import type { FigureCheck } from './check-targets.js';

const VERDICTS: Readonly<Record<FigureCheck['verdict'], Text>> = {
  within: { zh: '符合', en: 'within' },
  by_chance: { zh: '抽样误差内', en: 'by chance' },
  misses: { zh: '不符', en: 'misses' },
};

const SCHEMA: ResultTableSchema = {
  name: 'targets',
  version: 1,
  title: { zh: '模拟地区：目标与生成', en: 'Synthetic region: target against generated' },
  columns: [
    { name: 'figure', type: 'text', label: { zh: '指标', en: 'figure' }, isKey: true },
    { name: 'target', type: 'number', decimals: 4, label: { zh: '目标', en: 'target' } },
    { name: 'generated', type: 'number', decimals: 4, label: { zh: '生成', en: 'generated' } },
    { name: 'deviation', type: 'ratio', label: { zh: '偏差', en: 'deviation' } },
    { name: 'tolerance', type: 'ratio', label: { zh: '允许偏差', en: 'tolerance' } },
    {
      name: 'chance',
      type: 'ratio',
      label: { zh: '三倍标准误', en: 'three standard errors' },
      meaning: {
        zh: '该指标所依据病例的抽样误差；未计算的留空',
        en: 'sampling error over the cases behind the figure; blank where it was not worked out',
      },
    },
    { name: 'verdict', type: 'text', label: { zh: '结论', en: 'verdict' } },
    { name: 'source', type: 'text', label: { zh: '来源', en: 'source' } },
  ],
};

/** The figures of the region beside what was drawn, in the order of the checks. */
export function targetTable(checks: readonly FigureCheck[], language: 'zh' | 'en'): ResultTable {
  const numbers = (pick: (check: FigureCheck) => number): Float64Array => Float64Array.from(checks, pick);
  return {
    schema: SCHEMA,
    rowCount: checks.length,
    columns: {
      figure: checks.map(({ name }) => name),
      target: numbers((check) => check.target),
      generated: numbers((check) => check.generated),
      deviation: numbers((check) => check.deviation),
      tolerance: numbers((check) => check.tolerance),
      chance: numbers((check) => check.chance),
      verdict: checks.map(({ verdict }) => VERDICTS[verdict][language]),
      source: checks.map(({ source }) => source),
    },
  };
}
