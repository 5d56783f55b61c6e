import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { Language } from '../../kernel/errors.js';
import { formatMoney, type MoneyUnit } from '../format-number.js';
import { escapeHtml } from '../html/html-text.js';
import { isZeroLine, renderStatement } from '../html/render-statement.js';
import { cellWord, label, MONEY_UNIT_LABELS } from '../labels.js';
import { hospitalNames, withUnit } from '../report-cell.js';
import type { ReportModel } from '../report-model.js';
import { element } from './dom.js';

/** One hospital's statement at a time, chosen by hospital, insurance and scenario. */
export function statementView(
  model: ReportModel,
  place: Element,
  language: Language,
  firstUnit: MoneyUnit,
): { setUnit: (unit: MoneyUnit) => void } {
  let unit = firstUnit;
  const lines = model.statements.flatMap((statement) => statement.lines);
  const hospitals = [...new Set(lines.map((line) => line.hospitalId))].sort(compareCodePoints);
  const insurances = [...new Set(lines.map((line) => line.insurance))];
  const names = hospitalNames(model.hospitalNames, model.tables);
  const hospital = chooser(
    label('hospital', language),
    hospitals.map((id) => [id, names.get(id) ?? id]),
  );
  const insurance = chooser(
    label('insurance', language),
    insurances.map((value) => [value, cellWord('insurance', value, language)]),
  );
  const scenario = chooser(
    label('scenario', language),
    model.statements.map(({ scenario: kind }) => [kind, label(kind, language)]),
  );
  const zeros = element('input', { type: 'checkbox' });
  const ledger = element('div', {
    class: 'scroll',
    tabindex: '0',
    role: 'region',
  });
  const tools = element('div', { class: 'tools' }, hospital.node, insurance.node);
  if (model.statements.length > 1) tools.append(scenario.node);
  tools.append(element('label', { class: 'group' }, zeros, label('zeroLines', language)));
  const title = element('h3');
  place.append(element('div', { class: 'panel' }, tools, title, ledger));

  function draw(): void {
    const chosen = model.statements.find((statement) => statement.scenario === scenario.select.value);
    const ownLines = (chosen?.lines ?? []).filter(
      (line) => line.hospitalId === hospital.select.value && line.insurance === insurance.select.value,
    );
    title.textContent = [hospital, insurance, ...(model.statements.length > 1 ? [scenario] : [])]
      .map(({ select }) => select.selectedOptions[0]?.textContent ?? '')
      .join(' · ');
    ledger.setAttribute('aria-label', title.textContent);
    const shown = zeros.checked ? ownLines : ownLines.filter((line) => !isZeroLine(line));
    // Text made by renderStatement, which escapes every value.
    ledger.innerHTML = renderStatement(shown, chosen?.sources ?? {}, {
      language,
      amountHeader: escapeHtml(withUnit(label('amount', language), MONEY_UNIT_LABELS[unit][language], language)),
      amount: (fen) => escapeHtml(formatMoney(fen, unit)),
    });
  }
  for (const control of [hospital.select, insurance.select, scenario.select, zeros])
    control.addEventListener('change', draw);
  draw();
  return {
    setUnit(next) {
      unit = next;
      draw();
    },
  };
}

function chooser(name: string, choices: readonly (readonly [string, string])[]) {
  const select = element('select', {}, ...choices.map(([value, text]) => element('option', { value }, text)));
  return { select, node: element('label', { class: 'group' }, element('span', {}, name), select) };
}
