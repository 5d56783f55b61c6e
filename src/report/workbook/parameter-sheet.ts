import type { Workbook } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import { label, TRUST_LABELS, trustMark } from '../labels.js';
import { type ReportModel, type ReportParameter, sourceBeside, valueIn } from '../report-model.js';
import { sourceIn } from '../stated-source.js';
import { addTableSheet, TEXT_FORMAT } from './sheet-table.js';

/** Every parameter as the policy writes it, with unit, document, article and trust mark; changed ones first. */
export function addParameterSheet(workbook: Workbook, model: ReportModel, language: Language): void {
  const parameters = [
    ...model.parameters.filter((parameter) => parameter.reformValue !== undefined),
    ...model.parameters.filter((parameter) => parameter.reformValue === undefined),
  ];
  const text = (header: string, pick: (parameter: (typeof parameters)[number]) => string, width?: number) => ({
    header,
    format: TEXT_FORMAT,
    values: parameters.map(pick),
    ...(width === undefined ? {} : { width }),
  });
  const stated = (parameter: ReportParameter) => {
    const source = sourceBeside(parameter);
    return source === undefined ? undefined : sourceIn(source, language);
  };
  const isCompared = model.scenario === 'comparison';
  addTableSheet(
    workbook,
    label('parameters', language),
    'table_parameters',
    [
      text(label('label', language), (parameter) => parameter.label[language]),
      text(label(isCompared ? 'baseline' : 'value', language), (parameter) => valueIn(parameter, language)),
      ...(isCompared ? [text(label('reform', language), (parameter) => parameter.reformValue ?? '')] : []),
      text(label('unit', language), (parameter) => parameter.unit?.[language] ?? ''),
      text(label('trust', language), (parameter) => TRUST_LABELS[trustMark(sourceBeside(parameter))][language]),
      text(label('source', language), (parameter) => stated(parameter)?.document ?? label('notGiven', language)),
      text(label('article', language), (parameter) => stated(parameter)?.article ?? ''),
      text(label('note', language), (parameter) => stated(parameter)?.note ?? ''),
      text(label('path', language), (parameter) => parameter.path),
    ],
    parameters.length,
    1,
  );
}
