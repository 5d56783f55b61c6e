import type { ResultTable } from '../kernel/result-table.js';
import type { ReportModel, ReportParameter } from '../report/report-model.js';
import { UNGROUPED_NAME } from '../schemes/compile/compile-groups.js';
import { englishOf, withEnglish } from './english-of-data.js';

const DEPARTMENT = /^(baseline_|reform_|worst_)?department$/;

/**
 * A report with the English of what shipped data have in Chinese alone: regions, sources and notes, and beside the names
 * of departments theirs. The numbers, the Chinese and all files but those for people are as they were.
 */
export function modelInEnglish(model: ReportModel): ReportModel {
  const region = englishOf('regions', model.region.en) ?? model.region.en;
  return {
    ...model,
    region: { ...model.region, en: region },
    subtitle: { ...model.subtitle, en: model.subtitle.en.replace(model.region.en, () => region) },
    tables: model.tables.map(withEnglishWords),
    parameters: model.parameters.map(parameterInEnglish),
  };
}

function parameterInEnglish(parameter: ReportParameter): ReportParameter {
  const { value, source, reformSource } = parameter;
  const valueInEnglish = englishOf('policies', value) ?? englishOf('regions', value);
  return {
    ...parameter,
    ...(valueInEnglish === undefined ? {} : { valueInEnglish }),
    ...(source === undefined ? {} : { source: withEnglish(source) }),
    ...(reformSource === undefined ? {} : { reformSource: withEnglish(reformSource) }),
  };
}

function withEnglishWords(table: ResultTable): ResultTable {
  const columns = table.schema.columns.map((column) => {
    const values = table.columns[column.name];
    if (values === undefined || values instanceof Float64Array) return column;
    const words = Object.fromEntries(
      [...new Set(values)].flatMap((text) => {
        const en = englishOfCell(column.name, text);
        return en === undefined ? [] : [[text, { zh: text, en }]];
      }),
    );
    return Object.keys(words).length === 0 ? column : { ...column, words: { ...column.words, ...words } };
  });
  return { ...table, schema: { ...table.schema, columns } };
}

/** A department keeps its name, so that a filter finds either and no two look like one. */
function englishOfCell(column: string, text: string): string | undefined {
  if (column === 'group_name') return text === UNGROUPED_NAME ? 'ungrouped' : undefined;
  const known = DEPARTMENT.test(column) ? englishOf('departments', text) : undefined;
  return known === undefined ? undefined : `${known} (${text})`;
}
