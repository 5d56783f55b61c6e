import type { Language } from '../../../kernel/errors.js';
import { formatDecimals, formatMoney } from '../../../report/format-number.js';
import { cellWord } from '../../../report/labels.js';
import { element } from '../../../report/page/dom.js';
import { numberColumn, textColumn } from '../../../report/report-cell.js';
import type { ReportModel } from '../../../report/report-model.js';
import { askJson } from '../ask-server.js';
import { type FileCase, requestCase } from '../csv-cases.js';
import { failureNotice } from '../notice.js';
import { say } from '../words.js';

export interface WeightRow {
  readonly group: string;
  readonly weight: number;
}

/** Weights of the run's groups, as a request may bring them. */
export function weightsOf(model: ReportModel): WeightRow[] {
  const table = model.tables.find(({ schema }) => schema.name === 'groups');
  if (table === undefined) return [];
  const name = table.columns.weight === undefined ? 'baseline_weight' : 'weight';
  if (table.columns[name] === undefined) return [];
  const weights = numberColumn(table, name);
  return textColumn(table, 'group')
    .map((group, row) => ({ group, weight: weights[row]! }))
    .filter(({ group, weight }) => group !== '' && Number.isFinite(weight));
}

interface Priced {
  readonly weight: string | null;
  readonly band: string;
  readonly standard_fen: number | null;
  readonly pay_fen: number | null;
  readonly patient_fen: number | null;
  readonly fund_fen: number | null;
  readonly total_cost_fen: number | null;
  readonly charge_margin_fen: number | null;
}

/** What one case is paid and how, step by step, before clearing. */
export async function casePrice(
  one: FileCase,
  policy: string,
  model: ReportModel,
  language: Language,
): Promise<HTMLElement> {
  try {
    const body = { policy, weights: weightsOf(model), cases: [requestCase(one)] };
    const { results } = await askJson<{ readonly results: readonly Priced[] }>('/v1/price', body);
    return element(
      'div',
      { class: 'price-steps' },
      element('h3', {}, say('priceSteps', language)),
      element('dl', {}, ...stepsOf(results[0]!, one, model, language).map(stepRow)),
    );
  } catch (error) {
    return failureNotice(error, language);
  }
}

type Step = readonly [name: string, value: string];

const stepRow = ([name, value]: Step): HTMLElement =>
  element('div', {}, element('dt', {}, name), element('dd', {}, value));

function stepsOf(priced: Priced, one: FileCase, model: ReportModel, language: Language): Step[] {
  const yuan = (fen: number | null): string => formatMoney(fen ?? Number.NaN, 'yuan');
  const insurance = one.insurance ?? '';
  const rate = model.parameters.find(({ path }) => path === `rate.value.${insurance}`)?.value;
  const { standard_fen: standard, total_cost_fen: cost } = priced;
  const multiple = (cost ?? Number.NaN) / (standard ?? Number.NaN);
  return [
    [say('stepWeight', language), priced.weight ?? '—'],
    ...(rate === undefined
      ? []
      : [[say('stepRate', language, { insurance: cellWord('insurance', insurance, language) }), rate] as const]),
    [say('stepStandard', language), yuan(standard)],
    [say('charges', language), yuan(cost)],
    [say('stepMultiple', language), formatDecimals(multiple, 2)],
    [say('stepBand', language), priced.band === '' ? say('stepNormal', language) : priced.band],
    [say('stepPay', language), yuan(priced.pay_fen)],
    [say('stepPatient', language), yuan(priced.patient_fen)],
    [say('stepFund', language), yuan(priced.fund_fen)],
    [say('stepMargin', language), formatMoney(priced.charge_margin_fen ?? Number.NaN, 'yuan', 'always')],
  ];
}
