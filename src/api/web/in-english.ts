import english from '../../../weights/english.json' with { type: 'json' };
import type { Language } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { PolicySource } from '../../policy/policy-schema.js';
import type { ReportModel, ReportParameter } from '../../report/report-model.js';
import type { LiveStart } from './live-types.js';

/** English of texts that shipped data have in Chinese alone: places, documents, notes, departments. */
type Kind = keyof typeof english;

/** A text of the data for readers of a language; what nobody has translated stays as it is. */
function textIn(kind: Kind, text: string, language: Language): string {
  const known: Readonly<Record<string, string>> = english[kind];
  return language === 'en' && Object.hasOwn(known, text) ? known[text]! : text;
}

/** A node of an explanation: the chapter that it names; names of groups and codes stay the scheme's own. */
export function chapterIn(text: string, language: Language): string {
  if (language === 'zh') return text;
  return text.replace(/^(\S* ?[A-Z] )([^:]+)/, (whole, head: string, name: string) => {
    const other = textIn('chapters', name, language);
    return other === name ? whole : head + other;
  });
}

/** Both names, so that a filter finds either and no two departments look like one. */
export function departmentIn(name: string, language: Language): string {
  const other = textIn('departments', name, language);
  return other === name ? name : `${other} (${name})`;
}

type Stated = Pick<PolicySource, 'document' | 'article' | 'note'>;

function sourceIn<Source extends Stated>(source: Source, language: Language): Source {
  const { document, article, note } = source;
  return {
    ...source,
    document: textIn('sources', document, language),
    ...(article === undefined ? {} : { article: textIn('sources', article, language) }),
    ...(note === undefined ? {} : { note: textIn('sources', note, language) }),
  };
}

/** Names of parameters begin their line here. */
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What a room starts from, with sources and region in the reader's language. */
export function startIn(start: LiveStart, language: Language): LiveStart {
  if (language === 'zh') return start;
  return {
    ...start,
    region: textIn('regions', start.region, language),
    parameters: start.parameters.map((parameter) => ({
      ...parameter,
      label: { ...parameter.label, en: capital(parameter.label.en) },
      value: textIn('policies', textIn('regions', parameter.value, language), language),
      source: parameter.source === null ? null : sourceIn(parameter.source, language),
    })),
  };
}

const DEPARTMENT_COLUMN = /^(baseline_|reform_|worst_)?department$/;
const SOURCE_COLUMN = 'source';

/** A table in one language: without the columns of the other, departments with their English beside the name. */
export function tableIn(table: ResultTable, language: Language): ResultTable {
  const other = language === 'zh' ? '_en' : '_zh';
  const columns = table.schema.columns.filter(({ name }) => !name.endsWith(other));
  const schema = columns.length === table.schema.columns.length ? table.schema : { ...table.schema, columns };
  const told = columns.flatMap(({ name }) => {
    const values = table.columns[name]!;
    if (values instanceof Float64Array || language === 'zh') return [];
    if (DEPARTMENT_COLUMN.test(name)) return [[name, values.map((text) => departmentIn(text, language))] as const];
    if (name === SOURCE_COLUMN) return [[name, values.map((text) => textIn('sources', text, language))] as const];
    return [];
  });
  return {
    ...table,
    schema,
    columns: told.length === 0 ? table.columns : { ...table.columns, ...Object.fromEntries(told) },
  };
}

function withSources(parameter: ReportParameter, language: Language): ReportParameter {
  const { source, reformSource } = parameter;
  return {
    ...parameter,
    ...(source === undefined ? {} : { source: sourceIn(source, language) }),
    ...(reformSource === undefined ? {} : { reformSource: sourceIn(reformSource, language) }),
  };
}

/** A report's model for readers of a language: region, sources and departments; the numbers are untouched. */
export function modelIn(model: ReportModel, language: Language): ReportModel {
  if (language === 'zh') return model;
  const region = textIn('regions', model.region.en, language);
  return {
    ...model,
    region: { ...model.region, en: region },
    subtitle: { ...model.subtitle, en: model.subtitle.en.replace(model.region.en, region) },
    tables: model.tables.map((table) => tableIn(table, language)),
    parameters: model.parameters.map((parameter) => withSources(parameter, language)),
    statements: model.statements.map((statement) =>
      statement.sources === undefined
        ? statement
        : {
            ...statement,
            sources: Object.fromEntries(
              Object.entries(statement.sources).map(([path, source]) => [path, sourceIn(source, language)]),
            ),
          },
    ),
  };
}
